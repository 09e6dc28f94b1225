// The visit page: opens the draft that the address names, keeps every answer, and finishes.

import { refresh } from "../assignments.js";
import { saveCopy } from "../copy.js";
import { hold } from "../locks.js";
import { announce, askToBeWoken, keepSending, onChange, sendNow } from "../outbox.js";
import { lastPerson } from "../session.js";
import { stateOf, visits } from "../states.js";
import { canKeep, onBlocked, recall, remember } from "../store.js";
import { language, say } from "../words.js";
import { answerOf } from "./answers.js";
import { contents, correct, freeze, NotYours, openDraft } from "./draft.js";
import { dress, fill, fits, hint, pairsOf } from "./fields.js";
import { labelOf, watchGestures } from "./gestures.js";
import { startMerging } from "./merging.js";
import { picturesOf, sendAhead } from "./pictures.js";
import { listOpen, progressOf } from "./progress.js";
import { saverOf } from "./saving.js";
import { chooseView, goTo, showView } from "./view.js";

const NEWS_MS = 1500;
const $ = (selector) => document.querySelector(selector);
const form = $("#visit");
const all = $("#all");
const definition = JSON.parse($("#definition").textContent);
const questions = new Map(definition.sections.flatMap((section) => section.questions.map((each) => [each.id, each])));
const fieldsets = new Map([...document.querySelectorAll("[data-question]")].map((one) => [one.dataset.question, one]));
const counts = [...document.querySelectorAll("[data-count]")];
const answers = {};
const progress = progressOf(definition, fieldsets, answers, (id) => fits(fieldsets.get(id), questions.get(id), answers[id]));

let draft, owner, saver, pictures, lock, wordsOf;

/** What the rooms beside the form work with (beside.js). */
const room = {
  form, questions, fieldsets, answers, put, restore, warn, reopen,
  asked: progress.asked,
  draft: () => draft,
  pictures: () => pictures,
  mayWrite: () => !all.disabled,
  /** The words for telling and for gentle remarks (docs/telling.md), or null where they are not on this phone. */
  loadWords: () => (wordsOf ??= fetch(`${location.pathname}/words.json`).then((answer) => answer.json()).catch(() => null)),
};

const where = () => new URLSearchParams(location.hash.slice(1));

function tell(text) {
  $("#said").textContent = text;
}

function warn(key, action) {
  $("#notice").hidden = false;
  $("#notice [data-text]").textContent = say(key);
  const button = $("#notice button");
  button.hidden = !action;
  button.onclick = action ?? null;
}

async function start() {
  onBlocked((what) => {
    all.disabled = true;
    warn(what === "newer" ? "newer" : "elsewhere");
  });
  try {
    draft = await openOrFetch();
  } catch (problem) {
    return warn(problem instanceof NotYours ? "not_yours" : "cannot_keep");
  }
  // Asked now: while this page stays open, another person may sign in on the phone.
  owner = await lastPerson();
  location.replace(`#a=${draft.assignment}&v=${draft.id}${where().has("p") ? "&p=1" : ""}`);
  const held = draft.state === "editing" && lockOf();
  saver = saverOf(draft.id, $("#status"), showOutcome);
  await restore();
  watch();
  if (held) await takeUp(held);
  // Until here one part stands there, which can be answered now; the browser sets the others meanwhile.
  showView(await recall("view"));
  await showOutcome();
  if (!(await canKeep())) warn("cannot_keep");
  keepSending();
  if (draft.state === "delivered") refresh().then(announce).catch(() => {});
  import(new URL("beside.js", import.meta.url)).then((beside) => beside.start(room))
    .catch(() => document.body.classList.remove("pocket"));
  startMerging(room);
}

async function openOrFetch() {
  const asked = {
    assignment: where().get("a"), visit: where().get("v"),
    page: { address: location.pathname, version: form.dataset.version, language },
  };
  try {
    return await openDraft(asked);
  } catch (problem) {
    if (!(problem instanceof NotYours)) throw problem;
    // It may have been begun on another device; who is offline does not wait for that.
    const news = refresh().catch(() => {});
    await Promise.race([news, new Promise((resolve) => setTimeout(resolve, NEWS_MS))]);
    const open = () => openDraft({ ...asked, mayBegin: true });
    return open().catch(() => news.then(open));
  }
}

/** Put everything that is kept back into the fields, or only the answers to `some` (ids), and all photos. */
async function restore(some) {
  const kept = await contents(draft.id);
  pictures ??= picturesOf(draft, changedPhotos);
  pictures.photos = kept.photos;
  for (const { question, pairs, value, skipped, source } of kept.answers) {
    const fieldset = fieldsets.get(question);
    // What is being typed is newer than what is on disk.
    if (!fieldset || (some && (!some.includes(question) || saver.has(question)))) continue;
    fill(fieldset, pairs);
    learn(question, { value, skipped });
    fieldset.dataset.source = source ?? "";
    expand(fieldset);
    if (source === "assignment") collapse(fieldset);
  }
  for (const block of document.querySelectorAll("[data-photos]")) {
    const { question } = block.closest("[data-question]").dataset;
    pictures.show(question, block);
    if (pictures.of(question).length) learn(question, answers[question] ?? {});
  }
  progress.show();
  count();
  const newest = kept.answers.filter(({ source }) => !source).sort((a, b) => b.seq - a.seq)[0];
  if (newest && !some && draft.state === "editing") goTo(fieldsets.get(newest.question));
}

/** Remember an answer for conditions and progress, and dress its fields. */
function learn(question, answer) {
  answers[question] = { ...answer, photos: pictures.of(question).map(({ sha256 }) => sha256) };
  progress.forget(question);
  dress(fieldsets.get(question), questions.get(question), pairsOf(fieldsets.get(question)));
}

/** A circumstance that the assignment fixed is shown in one line until somebody wants to change it. */
function collapse(fieldset) {
  const preset = fieldset.querySelector("[data-preset]");
  if (!preset) return;
  const chosen = fieldset.querySelector("input:checked");
  preset.querySelector("[data-text]").textContent = say("preset", { answer: chosen ? labelOf(chosen) : "" });
  preset.hidden = false;
  fieldset.classList.add("collapsed");
  preset.querySelector("button").onclick = () => {
    expand(fieldset);
    fieldset.querySelector("input").focus();
  };
}

function expand(fieldset) {
  fieldset.classList.remove("collapsed");
  const preset = fieldset.querySelector("[data-preset]");
  if (preset) preset.hidden = true;
}

function watch() {
  watchGestures(form, tell);
  form.addEventListener("input", ({ target }) => target.name && given(target));
  form.addEventListener("change", ({ target }) => ("file" in target.dataset ? pictures.add(target) : speakUp(target)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish(false);
  });
  $("#missing [data-anyway]").onclick = () => finish(true);
  $("#progress").onclick = () => showOpen(false);
  $("[data-view-toggle]").onclick = async () => remember("view", chooseView()).catch(() => {});
  onChange(({ progress: sending }) => showOutcome(sending));
  addEventListener("online", () => sendAhead(draft).catch(() => {}));
  // A page from the back/forward cache may show what is no longer true.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}

/** An answer was given: to disk first, everything else after. */
function given(control) {
  const fieldset = control.closest("[data-question]");
  const id = fieldset.dataset.question;
  // What was measured and is then changed by hand is an estimate from there on.
  keep(id, ["measured", "estimated"].includes(fieldset.dataset.source) ? "estimated" : undefined);
  if (fieldset.querySelector("[data-hint]").textContent) hint(fieldset, questions.get(id), answers[id]);
}

/** Put `pairs` into the fields of a question, as if they had been typed; `source` tells where they come from. */
function put(id, pairs, source) {
  fill(fieldsets.get(id), pairs);
  return keep(id, source);
}

function keep(id, source) {
  const pairs = pairsOf(fieldsets.get(id));
  const answer = answerOf(questions.get(id), pairs);
  fieldsets.get(id).dataset.source = source ?? "";
  const saved = saver.save(id, { pairs, ...answer, ...(source && { source }) });
  learn(id, answer);
  follow(id);
  return saved;
}

function follow(id) {
  const shown = progress.show(id);
  if (shown.length) tell(shown.map((each) => fieldsets.get(each).querySelector("legend").textContent).join(" "));
  count();
}

/** A little later: a sentence that appears under a falling finger would move the next button away from it. */
function speakUp(control) {
  const fieldset = control.closest("[data-question]");
  const id = fieldset?.dataset.question;
  if (id && answers[id]) setTimeout(() => hint(fieldset, questions.get(id), answers[id]), 300);
}

function changedPhotos(id) {
  learn(id, answers[id] ?? {});
  follow(id);
}

function count() {
  $("#progress [data-text]").textContent = say("progress", progress.count());
  for (const section of definition.sections) {
    const { done, all: every } = progress.count(section);
    const text = every ? say("progress", { done, all: every }) : "";
    for (const place of counts) {
      if (place.dataset.count === section.id && place.textContent !== text) place.textContent = text;
    }
  }
}

/** Only one window writes into a draft; another may take over. */
const lockOf = (steal) => hold(`draft:${draft.id}`, steal);

async function takeUp(held) {
  lock = await held;
  all.disabled = !lock;
  if (!lock) return warn("elsewhere", takeOver);
  $("#notice").hidden = true;
  lock.lost.then((isStolen) => {
    if (!isStolen) return;
    all.disabled = true;
    warn("elsewhere", takeOver);
  });
}

async function takeOver() {
  await takeUp(lockOf(true));
  await restore();
}

function showOpen(isFinishing) {
  const open = progress.open();
  const dialog = $("#missing");
  listOpen(dialog, open, fieldsets, (id) => goTo(fieldsets.get(id)));
  dialog.querySelector("[data-anyway]").hidden = !isFinishing;
  for (const { id } of open) if (answers[id]) hint(fieldsets.get(id), questions.get(id), answers[id]);
  dialog.showModal();
}

async function finish(isSure) {
  await pictures.settled;
  if (draft.state !== "editing" || !(await saver.again())) return;
  if (!isSure && progress.open().length) return showOpen(true);
  await freeze(draft.id, progress.asked());
  await showOutcome();
  announce();
  askToBeWoken();
  sendNow();
}

/** Once it is finished: where the visit is, and what can be done. */
async function showOutcome(sending) {
  const known = await visits();
  draft = known.drafts.get(draft.id) ?? draft;
  if (draft.state === "editing") return;
  all.disabled = true;
  lock?.release();
  lock = null;
  const row = known.rows.get(draft.id);
  const ours = sending?.id === draft.id ? sending : undefined;
  const { tone, text } = stateOf(draft, row, known.receipts.get(draft.id), ours, owner?.name);
  const outcome = $("#outcome");
  const isNews = outcome.hidden;
  outcome.hidden = false;
  outcome.className = `notice ${tone}`;
  outcome.querySelector("[data-text]").textContent = text;
  outcome.querySelector("[data-send]").hidden = !row;
  outcome.querySelector("[data-copy]").hidden = !row;
  outcome.querySelector("[data-correct]").hidden = draft.office?.is_final;
  document.body.classList.add("finished");
  outcome.querySelector("[data-send]").onclick = sendNow;
  outcome.querySelector("[data-copy]").onclick = () => saveCopy([draft.id]);
  outcome.querySelector("[data-correct]").onclick = () => reopen();
  if (isNews) outcome.scrollIntoView({ block: "start" });
}

/** Take a finished visit up again; with `isDone` it goes straight on its way once more. */
async function reopen(isDone) {
  const id = await correct(draft.id);
  if (isDone) await freeze(id, progress.asked());
  announce();
  location.hash = `a=${draft.assignment}&v=${id}`;
  location.reload();
}

// A page that was killed in the pocket comes back to it, and shows no question in between.
document.body.classList.toggle("pocket", where().has("p"));
start();
