// When a question is asked, built by choosing: earlier question, comparison, value; rows joined, in two levels.

import { say } from "../../words.js";
import { isWhole, rowsOf, valuesOf, whenOf } from "./conditions.js";
import { el } from "./dom.js";
import { all } from "./paths.js";
import { inWords, whenAsked } from "./saying.js";
import { textOf } from "./values.js";

const ORDER = ["equals", "one_of", "includes", "less", "more", "answered"];
const JOINS = [["and", false], ["or", false], ["or", true], ["and", true]];
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** The part of the pane about when `question` is asked. */
export function whenField(page, question) {
  const rows = rowsFor(page, question);
  const messages = page.notes.takeWithin(["question", question.id, "when"]);
  return el("fieldset", { class: "when", "data-key": "when", "aria-describedby": messages.length ? "when-error when-said" : "when-said" },
    el("legend", {}, say("when")),
    el("p", { id: "when-said", class: "said" }, sentence(whenAsked(question, page.about))),
    messages.length ? el("p", { class: "error", id: "when-error" }, messages.join(" ")) : null,
    rows ? groupRows(page, question, rows, []) : tooDeep());
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Deeper than two levels, from a file: kept as it is until somebody begins anew. */
const tooDeep = () => el("div", { "data-key": "deep" }, el("p", { class: "notice" }, say("when_deep")),
  el("button", { type: "button", class: "button small-button", id: "when-clear", "data-deed": "clearWhen" }, say("when_anew")));

/** The rows as they are being chosen; half-made ones are here and not in the draft. */
export function rowsFor(page, question) {
  const made = page.making.get(question.id);
  if (made && same(whenOf(made), question.when)) return made;
  const read = rowsOf(question.when);
  if (read) page.making.set(question.id, read);
  return read;
}

function groupRows(page, question, group, at) {
  const many = group.parts.length > 1;
  const isInner = at.length > 0;
  const key = `g-${at.join("-")}`;
  return el("div", { class: isInner ? "group inner" : "group", "data-key": key },
    many ? joinField(group, at, key) : null,
    el("ul", { class: "plain", "data-key": `${key}-list` }, group.parts.map((part, place) => el("li", { "data-key": `${key}-${place}` },
      part.parts ? groupRows(page, question, part, [...at, place]) : leafRow(page, question, part, [...at, place])))),
    el("div", { class: "row", "data-key": `${key}-adds` },
      adds(at, "addRow", group.parts.length ? say("add_condition") : say("only_when")),
      !isInner && group.parts.length ? adds(at, "addGroup", say("add_group")) : null,
      isInner ? el("button", { type: "button", class: "button quiet small-button", id: `${key}-remove`, "data-deed": "removeRow",
        "data-at": JSON.stringify(at) }, say("remove_group")) : null));
}

const adds = (at, deed, words) => el("button", { type: "button", class: "button small-button", id: `${deed}-${at.join("-")}`,
  "data-deed": deed, "data-at": JSON.stringify(at) }, `＋ ${words}`);

function joinField(group, at, key) {
  const chosen = JOINS.findIndex(([join, isNot]) => join === group.join && isNot === group.isNot);
  return el("p", { class: "join", "data-key": `${key}-join` },
    list({ id: `${key}-join`, "data-join": JSON.stringify(at), "aria-label": say("how_joined"), value: String(chosen) },
      JOINS.map(([join, isNot], place) => [String(place), say(`join_${isNot ? "not_" : ""}${join}`)])));
}

function leafRow(page, question, leaf, at) {
  const earlier = earlierThan(page, question);
  const asked = all(page.draft.document, "questions").find((one) => one.id === leaf.question);
  const offered = earlier.some((one) => one.id === leaf.question) || !leaf.question ? earlier : [asked ?? { id: leaf.question }, ...earlier];
  const n = at.map((place) => place + 1).join(".");
  const place = { "data-leaf": JSON.stringify(at) };
  const key = `w-${at.join("-")}`;
  return el("div", { class: "condition", "data-key": key, role: "group", "aria-label": say("condition_n", { n }) },
    list({ ...place, id: `${key}-q`, "data-part": "question", "aria-label": say("condition_question"), value: leaf.question ?? "" },
      [["", say("choose_question")], ...offered.map((one) => [one.id, page.words(one.text) || one.id])]),
    leaf.question ? list({ ...place, id: `${key}-op`, "data-part": "op", "aria-label": say("condition_op"),
      value: `${leaf.isNot ? "not " : ""}${leaf.op}` }, operatorsOf(page, asked, leaf)) : null,
    leaf.question ? valueField(page, asked, leaf, { ...place, key }) : null,
    el("button", { type: "button", class: "button quiet square", id: `${key}-x`, "data-deed": "removeRow", "data-at": JSON.stringify(at),
      "aria-label": say("remove_condition", { n }) }, "✕"),
    leaf.question && !isWhole(leaf) ? el("p", { class: "hint whole-row" }, say("half_made")) : null);
}

/** Only questions that are answered when this one is reached. */
export function earlierThan(page, question) {
  const questions = all(page.draft.document, "questions");
  const place = questions.findIndex((one) => one.id === question.id);
  const due = question.due_after_days;
  return questions.filter((one, at) => one.id !== question.id && page.content.kinds[one.kind]
    && (one.due_after_days ? due && at < place && one.due_after_days <= due : due || at < place));
}

function operatorsOf(page, asked, leaf) {
  const known = page.content.kinds[asked?.kind]?.operators ?? ["answered"];
  const usable = ORDER.filter((one) => known.includes(one) || one === leaf.op);
  return usable.flatMap((one) => [[one, say(`op_${one}`)], [`not ${one}`, say(`op_not_${one}`)]]);
}

function valueField(page, asked, leaf, { key, ...place }) {
  if (leaf.op === "answered" || !asked) return null;
  const words = { "aria-label": say("condition_value") };
  const isMeasure = leaf.op === "less" || leaf.op === "more";
  const values = isMeasure ? null : valuesOf(asked, { words: page.words, values: page.content.values, document: page.draft.document });
  if (leaf.op === "one_of" && values) return ticks(values, leaf, { ...place, key });
  if (values) {
    return list({ ...place, ...words, id: `${key}-v`, "data-part": "value", "data-as": "value", value: JSON.stringify(leaf.value ?? null) },
      [["null", say("choose")], ...values.map(([value, said]) => [JSON.stringify(value), said])]);
  }
  if (asked.kind === "pick" && asked.of === "details") {
    const offered = earlierThan(page, asked).filter((one) => one.weight || one.plus || one.choices?.some((choice) => choice.plus));
    return list({ ...place, ...words, id: `${key}-v`, "data-part": "value", "data-as": "value", value: JSON.stringify(leaf.value ?? null) },
      [["null", say("choose")], ...offered.map((one) => [JSON.stringify(one.id), page.words(one.text) || one.id])]);
  }
  const as = asked.kind === "duration" ? "seconds" : asked.kind === "text" ? "text" : "number";
  const written = leaf.op === "one_of" ? [leaf.value ?? []].flat().map((one) => textOf(as, one, page.comma)).join("; ") : textOf(as, leaf.value, page.comma);
  return el("input", { ...place, ...words, id: `${key}-v`, type: "text", autocomplete: "off", "data-part": "value", "data-as": as,
    inputmode: as === "number" ? "decimal" : null, value: written,
    placeholder: as === "seconds" ? say("min_s") : leaf.op === "one_of" ? say("with_semicolons") : null });
}

const ticks = (values, leaf, { key, ...place }) => el("div", { class: "ticks", "data-key": `${key}-ticks`, role: "group", "aria-label": say("condition_value") },
  values.map(([value, said]) => el("label", { class: "tick", "data-key": `${key}-${value}` },
    el("input", { ...place, id: `${key}-v-${value}`, type: "checkbox", "data-part": "tick", value: JSON.stringify(value),
      checked: (Array.isArray(leaf.value) ? leaf.value : []).includes(value) }), el("span", {}, said))));

function list(is, options) {
  const made = el("select", is, options.map(([value, words]) => el("option", { value, "data-key": `o-${value}` }, words)));
  made.value = is.value;
  return made;
}

/** How a condition is said in a list, such as the question's own mark. */
export const said = (page, question) => inWords(question.when, page.about);
