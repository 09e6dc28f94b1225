// The editor of a draft: puts the parts together and listens. docs/editor.md tells what goes over the wire.

import { say } from "../../words.js";
import { chose } from "./choosing.js";
import { deeds, renameTo } from "./deeds.js";
import { show } from "./dom.js";
import { Head } from "./head.js";
import { Kept } from "./kept.js";
import { changed } from "./kinds.js";
import { Library } from "./library.js";
import { openMenu } from "./menu.js";
import { tellNews } from "./news.js";
import { listenForOrder } from "./order.js";
import { outline } from "./outline.js";
import { fromHash, Page } from "./page.js";
import { pane } from "./pane.js";
import { Panels } from "./panels.js";
import { Queue } from "./queue.js";
import { Draft } from "./state.js";
import { newId, tidied, valueOf } from "./values.js";
import { Wire } from "./wire.js";

const root = document.getElementById("main");
const content = JSON.parse(document.getElementById("editor").textContent);
const kept = new Kept(content.id, content.person);
const draft = new Draft(content.state, new Queue(kept), new Wire(content.address, root.querySelector("[data-token]").dataset.token));
const page = new Page(content, draft, root);
const head = new Head(page, document);
const panels = new Panels(page, page.host("side"));
const library = new Library(page, document.getElementById("library"));
const DRAG_CLICK_MS = 400;
const DRAW_MS = 150;
let soon = null;

page.draw = () => {
  page.renew();
  show(page.host("outline"), outline(page));
  show(page.host("question"), pane(page));
  drawLanguages();
  head.draw();
  panels.renew();
};

page.onPane = () => {
  const shown = root.hasAttribute("data-wide") ? page.side : root.dataset.pane;
  for (const tab of root.querySelectorAll("[data-tab]")) {
    if (tab.dataset.tab === shown) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  panels.renew();
};
page.onChosen = () => panels.post({ type: "show", question: page.chosen.what === "question" ? page.chosen.id : "" });

/** With hundreds of questions a drawing takes longer than a keystroke may. */
function drawSoon() {
  head.draw();
  soon ??= setTimeout(() => {
    soon = null;
    page.draw();
  }, DRAW_MS);
}

function drawLanguages() {
  const list = document.getElementById("shown-language");
  const options = page.languages.map((one) => new Option(page.names[one], one, false, one === page.language));
  if ([...list.options].map((one) => one.value).join() !== page.languages.join()) list.replaceChildren(...options);
  list.value = page.language;
}

/** A field of the draft, while it is typed in. */
function typed(field) {
  const path = JSON.parse(field.dataset.path);
  const value = valueOf(field.dataset.as, field.value);
  const was = field.seen ?? null;
  field.seen = value;
  draft.type(path, value, was);
}

/** A list or box was set, or a text left. */
function set(field) {
  const path = JSON.parse(field.dataset.path);
  const { as } = field.dataset;
  if (as === "flag") return draft.set(path, field.checked || null);
  if (as === "unflag") return draft.set(path, field.checked ? null : false);
  if (as === "choice") return path.at(-1) === "touchpoint" && field.value === "+new" ? newTouchpoint(path) : draft.set(path, field.value || null);
  const value = tidied(as, field.value);
  if (value !== valueOf(as, field.value)) draft.set(path, value);
  return draft.flush();
}

function newTouchpoint(path) {
  const here = draft.document.touchpoints ?? [];
  const id = newId("t", (one) => here.some((other) => other.id === one));
  draft.change(
    { op: "insert", path: ["touchpoints"], value: { id, name: {} }, after: here.at(-1)?.id ?? null },
    { op: "set", path, value: id },
  );
  page.focus(`f-touchpoint-${id}-name-${page.languages[0]}`);
}

function ticked(field) {
  const path = JSON.parse(field.dataset.some);
  const there = new Set(draft.at(path) ?? []);
  if (field.checked) there.add(field.value);
  else there.delete(field.value);
  draft.set(path, field.dataset.order.split(" ").filter((one) => there.has(one)));
}

function changeKind(field) {
  const question = draft.at(["question", field.dataset.kind]);
  const { operations, lost } = changed(question, field.value, content.kinds);
  draft.change(...operations);
  if (!lost.length) return;
  const names = [...new Set(lost)].map((key) => (say(`part_${key}`) === `part_${key}` ? key : say(`part_${key}`)));
  page.tell("news", say("kind_lost", { names: names.join(", ") }), [[say("undo"), () => draft.undo()]]);
}

document.addEventListener("input", ({ target: field }) => {
  if (field.dataset.path && field.matches("textarea, [type=text]")) typed(field);
  else if (field.dataset.leaf && field.matches("[type=text]")) chose(page, field, true);
});
document.addEventListener("change", ({ target: field }) => {
  if (field.dataset.path) set(field);
  else if (field.dataset.some) ticked(field);
  else if (field.dataset.kind) changeKind(field);
  else if (field.dataset.make) draft.set(JSON.parse(field.dataset.make), field.checked ? JSON.parse(field.dataset.value) : null);
  else if (field.dataset.rename) renameTo(page, JSON.parse(field.dataset.rename), field.value.trim());
  else if (field.id === "shown-language") {
    page.language = field.value;
    page.draw();
  } else if (!field.matches("[type=text][data-leaf]")) chose(page, field, false);
});
root.addEventListener("focusout", ({ target: field }) => field.matches("[data-path], [data-leaf]") && settle(field));

/** Left: what was typed goes out, and what others wrote into the same place meanwhile is seen. */
function settle() {
  draft.flush();
  setTimeout(page.draw);
}

root.addEventListener("click", ({ target }) => {
  const pressed = target.closest("[data-pick], [data-deed], [data-grip], [data-tab]");
  if (!pressed) return;
  const { pick, id, deed, grip, tab, at } = pressed.dataset;
  if (pick) page.choose(pick, id ?? null, matchMedia("(min-width: 56.25rem)").matches ? null : "head");
  else if (grip) performance.now() - (page.draggedAt ?? -DRAG_CLICK_MS) < DRAG_CLICK_MS || openMenu(page, pressed);
  else if (tab) page.showPane(tab);
  else if (deed === "openLibrary") library.open(pressed.dataset.section);
  else deeds[deed](page, CONDITION_DEEDS.has(deed) ? { at: JSON.parse(at ?? "[]") } : pressed.dataset);
});
const CONDITION_DEEDS = new Set(["addRow", "addGroup", "removeRow", "clearWhen"]);

// Words of choices and titles are one line, which is shown whole where it is long.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("textarea[rows='1']")) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target.matches("textarea, select, input:not([type=checkbox])") || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const isRedo = key === "y" || (key === "z" && event.shiftKey);
  if (!isRedo && key !== "z") return;
  event.preventDefault();
  if (isRedo) draft.redo();
  else draft.undo();
});

document.getElementById("publish").addEventListener("submit", (event) => {
  draft.flush();
  if (!draft.queue.length) return;
  event.preventDefault();
  page.tell("bad", say("publish_unsaved"));
});
addEventListener("beforeunload", (event) => {
  if (!kept.isSafe) event.preventDefault();
});
addEventListener("hashchange", () => {
  const { what, id } = fromHash(location.hash);
  if (id && id !== page.chosen.id) page.choose(what, id);
});

const wide = matchMedia("(min-width: 56.25rem)");
function fit() {
  root.toggleAttribute("data-wide", wide.matches);
  page.onPane();
}
wide.addEventListener("change", fit);
draft.addEventListener("change", page.draw);
draft.addEventListener("typed", drawSoon);
draft.addEventListener("told", ({ detail }) => tellNews(page, detail));
listenForOrder(page);
root.dataset.pane = page.chosen.what === "whole" ? "outline" : "question";
fit();
draft.begin(kept);
root.dataset.ready = "";
