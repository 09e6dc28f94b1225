// Operations on a copy of the document, so that the person sees them at once. The server (forms/editing/drafting.py) decides.

import { all, listOf, parentOf, valueAt } from "./paths.js";

const COMPARING = ["equals", "one_of", "includes", "less", "more"];
const TOP = { sections: "section", questions: "question", touchpoints: "touchpoint" };
const DEEDS = { set, insert, move, remove, rename };

/** The document after `operations`; what cannot be done is left out, as the server leaves it out. */
export function applied(document, operations) {
  const copy = structuredClone(document);
  for (const operation of operations) DEEDS[operation.op]?.(copy, operation);
  return copy;
}

/** The path by which a thing of the list at `listPath` is found wherever it is moved to. */
export const thingPath = (listPath, id) => (TOP[listPath.at(-1)] ? [TOP[listPath.at(-1)], id] : [...listPath, id]);

function set(document, { path, value }) {
  const isGone = value === null || value === undefined;
  const parent = parentOf(document, path, !isGone);
  if (!parent) return;
  if (!isGone) parent[path.at(-1)] = structuredClone(value);
  else {
    delete parent[path.at(-1)];
    prune(document, path.slice(0, -1));
  }
}

function insert(document, { path, value, after }) {
  const parent = parentOf(document, path, true);
  if (!parent) return;
  const list = (parent[path.at(-1)] ??= []);
  if (!Array.isArray(list) || isTaken(document, path, value.id, list)) return;
  list.splice(placeAfter(list, after), 0, structuredClone(value));
}

function remove(document, { path }) {
  const found = listOf(document, path);
  if (found) found.list.splice(found.place, 1);
}

function move(document, { path, into, after }) {
  const found = listOf(document, path);
  const parent = parentOf(document, into, true);
  if (!found || !parent || after === path.at(-1)) return;
  const target = (parent[into.at(-1)] ??= []);
  const [thing] = found.list.splice(found.place, 1);
  target.splice(placeAfter(target, after), 0, thing);
}

function rename(document, { path, to }) {
  const found = listOf(document, path);
  if (!found || isTaken(document, found.path, to, found.list)) return;
  const old = found.list[found.place].id;
  found.list[found.place].id = to;
  const swap = (value) => (Array.isArray(value) ? value.map(swap) : value === old ? to : value);
  const name = found.path.at(-1);
  const picks = new Set(all(document, "questions").filter((one) => one.kind === "pick").map((one) => one.id));
  if (name === "questions") rewrite(document, (asked, value) => [swap(asked), picks.has(asked) ? swap(value) : value]);
  if (name === "choices") rewrite(document, (asked, value) => [asked, asked === path[1] ? swap(value) : value]);
  if (name !== "touchpoints") return;
  for (const question of all(document, "questions")) if (question.touchpoint === old) question.touchpoint = to;
  rewrite(document, (asked, value) => [asked, picks.has(asked) ? swap(value) : value]);
}

function rewrite(document, change) {
  for (const question of all(document, "questions")) for (const part of partsOf(question.when)) {
    if (typeof part.answered === "string") [part.answered] = change(part.answered);
    for (const operator of COMPARING) {
      if (Array.isArray(part[operator]) && part[operator].length === 2) part[operator] = change(...part[operator]);
    }
  }
}

function partsOf(condition) {
  if (Array.isArray(condition)) return condition.flatMap(partsOf);
  return condition && typeof condition === "object" ? [condition, ...Object.values(condition).flatMap(partsOf)] : [];
}

function isTaken(document, path, id, list) {
  return (path.at(-1) === "questions" ? all(document, "questions") : list).some((one) => one.id === id);
}

function placeAfter(list, after) {
  if (after === null || after === undefined) return 0;
  const place = list.findIndex((one) => one.id === after);
  return place < 0 ? list.length : place + 1;
}

/** Mappings that a removal left empty go too, but no thing: help without words is no help. */
function prune(document, path) {
  const isThingItself = path.length === 2 && ["section", "question", "touchpoint"].includes(path[0]);
  if (!path.length || isThingItself) return;
  const value = valueAt(document, path);
  if (!value || typeof value !== "object" || Array.isArray(value) || Object.keys(value).length) return;
  const parent = parentOf(document, path);
  if (!parent || !(path.at(-1) in parent)) return;
  delete parent[path.at(-1)];
  prune(document, path.slice(0, -1));
}
