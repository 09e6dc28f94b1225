// What others did while one was at it, told quietly, with a way to take back what they overwrote.

import { say } from "../../words.js";
import { copyOf } from "./head.js";
import { el } from "./dom.js";

const LONGEST = 120;
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Tell what an answer of the server holds: refused, overwrote, others. `mine`: what one typed last, by path. */
export function tellNews(page, { refused = [], overwrote = [], others = [], entry }) {
  if (refused.length) tellRefused(page, refused, entry);
  for (const { path, value } of overwrote) tellOverwrote(page, path, value, authorOf(others, path));
  const told = new Set(overwrote.map(({ path }) => String(path)));
  for (const { by, ops } of others) for (const operation of ops) {
    if (operation.op === "set" && !told.has(String(operation.path))) tellReplaced(page, by, operation);
  }
  remember(page, entry);
}

/** One's own words stand, another's were put aside. */
function tellOverwrote(page, path, value, by) {
  const name = page.nameOf(path);
  page.tell("news", say(value === null ? "overwrote_nothing" : "overwrote", { by: by || say("somebody"), name, value: shown(value) }),
    value === null ? [] : [[say("take_theirs"), () => page.draft.set(path, value)]], () => page.follow(path));
}

/** One's own words were replaced by another's. */
function tellReplaced(page, by, { path, value }) {
  const mine = page.mine.get(String(path));
  if (mine === undefined || same(mine, value) || !same(page.draft.at(path), value)) return;
  page.mine.delete(String(path));
  page.tell("news", say("replaced", { by, name: page.nameOf(path), value: shown(mine) }),
    [[say("take_mine"), () => page.draft.set(path, mine)]], () => page.follow(path));
}

function tellRefused(page, refused, entry) {
  const reasons = [...new Set(refused.map(({ reason }) => say(`refused_${reason}`)))].join(" ");
  const isStep = entry && entry.verb !== "changes";
  page.tell("bad", isStep ? say("step_refused", { why: reasons }) : say("refused", { why: reasons }), [], null,
    isStep ? null : copyOf(refused.map(({ op }) => op)));
}

function remember(page, entry) {
  for (const { op, path, value } of entry?.ops ?? []) if (op === "set") page.mine.set(String(path), value);
}

function authorOf(others, path) {
  const theirs = others.filter(({ ops }) => ops.some((one) => String(one.path) === String(path)));
  return theirs.at(-1)?.by ?? others.at(-1)?.by ?? "";
}

function shown(value) {
  const text = typeof value === "string" ? value : value === null || value === undefined ? "–" : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** One notice at the foot of the page, until it is closed; quiet ones go by themselves unless somebody is at them. */
export function notice(look, words, buttons, follow, extra, isGone) {
  const box = el("div", { class: `notice ${{ bad: "bad", news: "wait" }[look] ?? ""}` }, el("p", {}, words), extra,
    el("div", { class: "row" },
      buttons.map(([name, deed]) => el("button", { type: "button", class: "button small-button", onclick: () => { close(); deed(); } }, name)),
      follow ? el("button", { type: "button", class: "button quiet small-button", onclick: follow }, say("show_it")) : null,
      el("button", { type: "button", class: "button quiet small-button", onclick: () => close() }, say("close"))));
  const close = () => {
    box.remove();
    isGone();
  };
  return box;
}
