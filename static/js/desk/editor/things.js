// Rows of things with words in each language: choices, parts, roles, touchpoints.

import { say } from "../../words.js";
import { el, icon } from "./dom.js";
import { idOf, lineField, wordsField } from "./fields.js";

export const GRIP = "M9 5h.01M9 12h.01M9 19h.01M15 5h.01M15 12h.01M15 19h.01";

/** The list at `path` with a row each, and a button to add one. `words`: the key that holds the words. */
export function thingRows(page, path, { label, hint, columns = [], one, words = "text" }) {
  const list = page.draft.at(path);
  const things = Array.isArray(list) ? list.filter((thing) => thing?.id) : [];
  const rows = things.map((thing, place) => row(page, [...path, thing.id], { thing, place, columns, one, words }));
  const rest = page.notes.take(path);
  const id = idOf(path);
  return el("fieldset", { class: "things", "data-key": `things-${id}`, "aria-describedby": rest.length ? `${id}-error` : null },
    el("legend", {}, label),
    hint ? el("p", { class: "hint" }, hint) : null,
    rest.length ? el("p", { class: "error", id: `${id}-error` }, rest.join(" ")) : null,
    el("ol", { class: "plain rows", "data-list": JSON.stringify(path) }, rows),
    el("button", { type: "button", class: "button small-button", id: `${id}-add`, "data-deed": "addThing",
      "data-at": JSON.stringify(path), "data-words": words }, `＋ ${say("add_one", { one })}`));
}

function row(page, path, { thing, place, columns, one, words }) {
  const name = page.words(thing[words]) || say("unnamed", { one, n: place + 1 });
  const within = columns.map((column) => (column === "exclusive" ? exclusive(page, path) : lineField(page, {
    path: [...path, column], as: "number", label: say(`column_${column}`),
  })));
  const row = el("li", { "data-key": `row-${idOf(path)}`, "data-row": JSON.stringify(path), class: "thing" },
    wordsField(page, { path: [...path, words], label: `${one} ${place + 1}`, isCompact: true }),
    el("div", { class: "thing-foot" }, within, el("code", { class: "soft small" }, thing.id), grip(path, name)),
    others(page, path));
  return row;
}

/** The button by which a row is dragged, and whose click offers what else can be done with it. */
export function grip(path, name) {
  return el("button", { type: "button", class: "grip", id: `grip-${idOf(path)}`, "data-grip": JSON.stringify(path),
    "aria-haspopup": "dialog", "aria-label": say("move_or_remove", { name }) }, icon(GRIP));
}

function others(page, path) {
  const messages = page.notes.takeWithin(path);
  return messages.length ? el("p", { class: "error" }, messages.join(" ")) : null;
}

function exclusive(page, path) {
  const where = [...path, "exclusive"];
  const id = idOf(where);
  return el("label", { class: "tick", "data-key": id, for: id },
    el("input", { type: "checkbox", id, checked: page.draft.at(where) === true, "data-path": JSON.stringify(where),
      "data-as": "flag" }), el("span", {}, say("column_exclusive")));
}
