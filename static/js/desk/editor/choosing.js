// What happens when a row of a condition is chosen, added or taken away.

import { valuesOf, whenOf } from "./conditions.js";
import { all } from "./paths.js";
import { valueOf } from "./values.js";
import { rowsFor } from "./when.js";

const JOINS = [["and", false], ["or", false], ["or", true], ["and", true]];
const empty = () => ({ op: null, question: null, value: null, isNot: false });

/** The chosen question's rows, and what puts the whole ones into the draft. */
function work(page) {
  const question = page.draft.at(["question", page.chosen.id]);
  const rows = structuredClone(rowsFor(page, question) ?? { join: "and", isNot: false, parts: [] });
  return { question, rows, put: (typed) => put(page, question, rows, typed) };
}

function put(page, question, rows, isTyped = false) {
  page.making.set(question.id, rows);
  const path = ["question", question.id, "when"];
  const [value, was] = [whenOf(rows), question.when ?? null];
  if (JSON.stringify(value) === JSON.stringify(was)) page.draw();
  else if (isTyped) page.draft.type(path, value, was);
  else page.draft.set(path, value);
}

const groupAt = (rows, at) => at.reduce((group, place) => group.parts[place], rows);

export const conditionDeeds = {
  addRow(page, { at }) {
    const { rows, put } = work(page);
    groupAt(rows, at).parts.push(empty());
    put();
    page.focus(`w-${[...at, groupAt(rows, at).parts.length - 1].join("-")}-q`);
  },
  addGroup(page) {
    const { rows, put } = work(page);
    const join = rows.join === "and" ? "or" : "and";
    rows.parts.push({ join, isNot: false, parts: [empty(), empty()] });
    put();
    page.focus(`w-${rows.parts.length - 1}-0-q`);
  },
  removeRow(page, { at }) {
    const { rows, put } = work(page);
    groupAt(rows, at.slice(0, -1)).parts.splice(at.at(-1), 1);
    put();
    page.focus(`addRow-${at.slice(0, -1).join("-")}`);
  },
  clearWhen(page) {
    page.making.delete(page.chosen.id);
    page.draft.set(["question", page.chosen.id, "when"], null);
  },
};

/** A list or box of the rows was changed, or text typed into one (`isTyped`). Gives whether it was one of them. */
export function chose(page, field, isTyped) {
  const { join, leaf, part } = field.dataset;
  if (join !== undefined) {
    const { rows, put } = work(page);
    const [how, isNot] = JOINS[Number(field.value)];
    Object.assign(groupAt(rows, JSON.parse(join)), { join: how, isNot });
    put();
    return true;
  }
  if (leaf === undefined) return false;
  const { rows, put } = work(page);
  const row = groupAt(rows, JSON.parse(leaf));
  PARTS[part](page, row, field);
  put(isTyped);
  return true;
}

const PARTS = {
  question(page, row, field) {
    const asked = all(page.draft.document, "questions").find((one) => one.id === field.value);
    const known = page.content.kinds[asked?.kind]?.operators ?? [];
    const op = known.includes(row.op) ? row.op : ["equals", "includes", "more", "answered"].find((one) => known.includes(one));
    Object.assign(row, { question: field.value || null, op: op ?? null, value: null });
    if (asked?.kind === "yes_no") row.value = row.op === "one_of" ? ["yes"] : "yes";
  },
  op(page, row, field) {
    const [first, second] = field.value.split(" ");
    const op = second ?? first;
    if (op === "one_of" && !Array.isArray(row.value)) row.value = row.value === null ? [] : [row.value];
    else if (op !== "one_of" && Array.isArray(row.value)) [row.value = null] = row.value;
    if ((op === "less" || op === "more") && typeof row.value !== "number") row.value = null;
    if (op === "answered") row.value = null;
    Object.assign(row, { op, isNot: Boolean(second) });
  },
  value(page, row, field) {
    const { as } = field.dataset;
    if (as === "value") row.value = JSON.parse(field.value);
    else if (row.op === "one_of") row.value = field.value.split(";").map((one) => valueOf(as, one.trim())).filter((one) => one !== null);
    else row.value = valueOf(as, field.value);
  },
  tick(page, row, field) {
    const value = JSON.parse(field.value);
    const there = (row.value ?? []).filter((one) => one !== value);
    const chosen = field.checked ? [...there, value] : there;
    const asked = all(page.draft.document, "questions").find((one) => one.id === row.question);
    const order = valuesOf(asked, { words: () => "", values: {}, document: page.draft.document }).map(([one]) => one);
    row.value = order.filter((one) => chosen.includes(one));
  },
};
