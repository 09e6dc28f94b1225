// The phone's page tried at the desk: its own fields, gestures, conditions and progress; nothing is kept but in this
// window's memory, nothing is sent but the answers for which a score is asked. Inside the editor it follows the draft.

import { answerOf } from "../visit/answers.js";
import { dress, fill, fits, hint, pairsOf } from "../visit/fields.js";
import { watchGestures } from "../visit/gestures.js";
import { prepare, Unfit } from "../visit/photos.js";
import { listOpen, progressOf } from "../visit/progress.js";
import { chooseView, goTo, showView } from "../visit/view.js";
import { say } from "../words.js";

const QUIET_MS = 250;
const CHANGED_MS = 350;
const MOST_BYTES = 20_000_000;
const MOST_LOSSES = 12;
const SHOWN_MS = 2500;
const CONTROLS = "a, button, input, label, select, summary, textarea";

const $ = (selector) => document.querySelector(selector);
const trial = JSON.parse($("#trial").textContent);
const definition = JSON.parse($("#definition").textContent);
const form = $("#visit");
const questions = new Map(definition.sections.flatMap((section) => section.questions.map((each) => [each.id, each])));
const fieldsets = new Map([...document.querySelectorAll("[data-question]")].filter(({ tagName }) => tagName === "FIELDSET")
  .map((one) => [one.dataset.question, one]));
const answers = {};
let waiting, asking, redrawing, pressed, pointing;
const photos = new Map();
const progress = progressOf(definition, fieldsets, answers, (id) => fits(fieldsets.get(id), questions.get(id), answers[id]));
const figure = new Intl.NumberFormat(trial.reader, { maximumFractionDigits: 1 });
const tell = (text) => { $("#said").textContent = text; };
const word = (key, values) => trial.words[key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const textOf = (id) => fieldsets.get(id).querySelector("legend").textContent;

// What was tried survives the page being drawn anew, and ends with the window.
const kept = () => JSON.parse(sessionStorage.getItem(trial.key) ?? "{}");
const keep = (part) => {
  try {
    sessionStorage.setItem(trial.key, JSON.stringify({ ...kept(), ...part }));
  } catch {
    // A window that keeps nothing previews all the same.
  }
};
const keepPairs = () => {
  const pairs = [...fieldsets].map(([id, fieldset]) => [id, pairsOf(fieldset)]).filter(([, each]) => each.length);
  keep({ pairs: { ...kept().pairs, ...Object.fromEntries([...fieldsets.keys()].map((id) => [id, undefined])),
    ...Object.fromEntries(pairs) } });
};

function start() {
  const { pairs = {}, view, top = 0, pointed } = kept();
  for (const [id, each] of Object.entries(pairs)) {
    const fieldset = fieldsets.get(id);
    if (!fieldset) continue;
    fill(fieldset, each);
    learn(id, answerOf(questions.get(id), each));
  }
  $("#all").disabled = false;
  watch();
  showView(view);
  progress.show();
  count();
  reckon();
  if (parent === window) return;
  scrollTo(0, top);
  // Pointed at just before the page was drawn anew: pointed at still.
  if (pointed && Date.now() - pointed.at < SHOWN_MS) show(pointed.id);
}

/** Remember an answer for conditions, progress and score, and dress its fields. */
function learn(id, answer) {
  answers[id] = { ...answer, photos: (photos.get(id) ?? []).map(({ sha256 }) => sha256) };
  progress.forget(id);
  dress(fieldsets.get(id), questions.get(id), pairsOf(fieldsets.get(id)));
}

function watch() {
  watchGestures(form, tell);
  form.addEventListener("input", ({ target }) => target.name && given(target));
  form.addEventListener("change", ({ target }) => ("file" in target.dataset ? addPhotos(target) : speakUp(target)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish(false);
  });
  $("#missing [data-anyway]").onclick = () => {
    $("#missing").close();
    finish(true);
  };
  $("#missing [data-close]").onclick = () => $("#missing").close();
  $("#progress").onclick = () => showOpen(false);
  $("[data-view-toggle]").onclick = () => keep({ view: chooseView() });
  $("[data-clear]").onclick = clear;
  addEventListener("pagehide", () => kept().pairs && keep({ top: scrollY }));
  if (parent === window) return;
  document.body.classList.add("framed");
  addEventListener("message", ({ origin, source, data }) => {
    if (origin === location.origin && source === parent) heed(data ?? {});
  });
  form.addEventListener("click", ({ target }) => {
    const fieldset = target.closest("[data-question]");
    if (!fieldset || target.closest(CONTROLS)) return;
    pressed = fieldset.dataset.question;
    parent.postMessage({ type: "chosen", question: pressed }, location.origin);
  });
}

function given(control) {
  const fieldset = control.closest("[data-question]");
  const id = fieldset.dataset.question;
  const answer = answerOf(questions.get(id), pairsOf(fieldset));
  learn(id, answer);
  if (fieldset.querySelector("[data-hint]").textContent) hint(fieldset, questions.get(id), answer);
  keepPairs();
  follow(id);
}

function follow(id) {
  const shown = progress.show(id);
  if (shown.length) tell(shown.map(textOf).join(" "));
  count();
  reckon();
}

function speakUp(control) {
  const fieldset = control.closest("[data-question]");
  const id = fieldset?.dataset.question;
  if (id && answers[id]) setTimeout(() => hint(fieldset, questions.get(id), answers[id]), 300);
}

function count() {
  $("#progress [data-text]").textContent = say("progress", progress.count());
  for (const section of definition.sections) {
    const { done, all } = progress.count(section);
    for (const place of document.querySelectorAll(`[data-count="${section.id}"]`)) {
      place.textContent = all ? say("progress", { done, all }) : "";
    }
  }
}

function showOpen(isFinishing) {
  const open = progress.open();
  const dialog = $("#missing");
  listOpen(dialog, open, fieldsets, (id) => goTo(fieldsets.get(id)));
  dialog.querySelector("[data-anyway]").hidden = !isFinishing;
  for (const { id } of open) if (answers[id]) hint(fieldsets.get(id), questions.get(id), answers[id]);
  dialog.showModal();
}

function finish(isSure) {
  if (!isSure && progress.open().length) return showOpen(true);
  const outcome = $("#outcome");
  outcome.textContent = word("finished");
  outcome.hidden = false;
  outcome.scrollIntoView({ block: "center" });
}

function clear() {
  sessionStorage.removeItem(trial.key);
  location.reload();
}

// Photos: taken and shown as on the phone, held in memory only.

async function addPhotos(input) {
  const block = input.closest("[data-photos]");
  const id = input.closest("[data-question]").dataset.question;
  const status = block.querySelector("[data-photo-status]");
  for (const file of [...input.files]) {
    status.textContent = say("photo_saving");
    status.textContent = say(await addPhoto(id, file, Number(block.dataset.most)).catch(codeOf));
    showPhotos(id, block);
  }
  input.value = "";
  changedPhotos(id);
}

async function addPhoto(id, file, most) {
  const own = photos.get(id) ?? [];
  if (own.length >= most) return "photo_most";
  const { photo } = await prepare(file, MOST_BYTES);
  if (own.some(({ sha256 }) => sha256 === photo.sha256)) return "photo_doubled";
  photos.set(id, [...own, photo]);
  return "preview_photo";
}

const codeOf = (problem) => (problem instanceof Unfit ? `photo_${problem.message}` : "photo_failed");

function showPhotos(id, block) {
  const list = block.querySelector("[data-thumbs]");
  for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
  list.replaceChildren(...(photos.get(id) ?? []).map((photo, place) => thumb(id, photo, place + 1, block)));
}

function thumb(id, photo, n, block) {
  const item = document.createElement("li");
  const image = document.createElement(photo.thumb ? "img" : "span");
  if (photo.thumb) {
    image.src = URL.createObjectURL(new Blob([photo.thumb], { type: "image/jpeg" }));
    image.alt = say("photo_shown", { n });
  } else {
    image.textContent = say("photo_unseen", { n });
  }
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "remove";
  remove.textContent = "×";
  remove.setAttribute("aria-label", say("photo_remove", { n }));
  remove.onclick = () => {
    photos.set(id, photos.get(id).filter((one) => one !== photo));
    showPhotos(id, block);
    block.querySelector("[data-photo-status]").textContent = say("photo_removed");
    block.querySelector("[data-file]").focus();
    changedPhotos(id);
  };
  item.append(image, remove);
  return item;
}

function changedPhotos(id) {
  learn(id, answers[id] ?? {});
  follow(id);
}

// The score: asked of the server, which alone judges and scores.

function reckon() {
  clearTimeout(waiting);
  waiting = setTimeout(askScore, QUIET_MS);
}

async function askScore() {
  asking?.abort();
  asking = new AbortController();
  const trouble = $("[data-trouble]");
  try {
    const body = JSON.stringify({ language: document.documentElement.lang, answers });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": trial.token };
    const answer = await fetch(trial.score, { method: "POST", body, headers, signal: asking.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    showScore(await answer.json());
    trouble.hidden = true;
  } catch (problem) {
    if (problem.name === "AbortError") return;
    trouble.textContent = word("no_score");
    trouble.hidden = false;
  }
}

const put = (name, text) => { $(`[data-figure="${name}"]`).textContent = text; };
const percent = (value) => (value === null ? "–" : figure.format(value));

function showScore(scored) {
  put("base", percent(scored.base));
  put("coverage", scored.coverage === null ? "–" : `${figure.format(scored.coverage)} %`);
  put("plus", `${scored.plus > 0 ? "+" : ""}${figure.format(scored.plus)}`);
  const flags = $("[data-flags]");
  flags.hidden = !scored.flags.length;
  flags.textContent = word("flags", { n: scored.flags.length });
  for (const [id, { percent: earned, capped }] of Object.entries(scored.sections)) {
    const part = $(`[data-part="${id}"]`);
    part.querySelector("[data-percent]").textContent = percent(earned);
    part.querySelector(".fill").setAttribute("width", String(earned ?? 0));
    part.classList.toggle("capped", capped);
    part.querySelector("[data-capped]").hidden = !capped;
  }
  showLosses(scored);
  showErrors(scored.errors);
}

/** What costs most, as points of 100; each leads to its question. */
function showLosses({ questions: scores, sections, flags }) {
  const possible = Object.values(sections).reduce((sum, one) => sum + one.possible, 0);
  const lost = Object.entries(scores).filter(([id, one]) => one.lost > 0 && fieldsets.has(id));
  lost.sort(([, one], [, other]) => other.lost - one.lost);
  $("[data-losses]").replaceChildren(...lost.slice(0, MOST_LOSSES).map(([id, one]) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = flags.includes(id) ? "link bad" : "link";
    button.dataset.go = `q-${id}`;
    const points = document.createElement("strong");
    points.className = "number";
    points.textContent = `−${figure.format((one.lost / possible) * 100)}`;
    const text = document.createElement("span");
    text.textContent = textOf(id);
    button.append(points, text);
    item.append(button);
    return item;
  }));
  $("[data-no-losses]").hidden = lost.length > 0;
}

/** Where the office says more than the fields themselves, its words stand at the question. */
function showErrors(errors) {
  for (const [id, sentences] of Object.entries(errors)) {
    const answer = answers[id];
    const isGiven = answer && (answer.value !== undefined || answer.skipped);
    if (!isGiven || !fits(fieldsets.get(id), questions.get(id), answer)) continue;
    fieldsets.get(id).querySelector("[data-hint]").textContent = sentences.join(" ");
  }
}

// The editor around this frame.

function heed({ type, question }) {
  if (type === "changed") {
    clearTimeout(redrawing);
    redrawing = setTimeout(() => {
      keep({ pairs: kept().pairs ?? {}, top: scrollY, pointed: pointing });
      location.reload();
    }, CHANGED_MS);
  }
  if (type !== "show") return;
  pointing = { id: String(question), at: Date.now() };
  show(pointing.id);
}

/** Bring a question into sight without taking the keyboard from whoever types in the editor. */
function show(id) {
  const fieldset = fieldsets.get(id);
  const note = $("#not-asked");
  note.hidden = !fieldset?.hidden;
  if (!fieldset) return;
  if (fieldset.hidden) {
    note.textContent = word("not_asked", { when: trial.when[id] });
    note.scrollIntoView({ block: "center" });
    return;
  }
  for (const each of document.querySelectorAll("[data-section]")) {
    each.classList.toggle("current", each === fieldset.closest("[data-section]"));
  }
  // What was pressed here is in sight already.
  if (pressed !== id) fieldset.scrollIntoView({ block: "center" });
  pressed = undefined;
  fieldset.classList.add("pointed");
  setTimeout(() => fieldset.classList.remove("pointed"), SHOWN_MS);
}

start();
