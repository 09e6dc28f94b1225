// Where a thing goes when it is moved: operations, and where it then stands.

import { all, listOf } from "./paths.js";

/** The operation that moves the thing at `path` one up (-1) or down (1); a question goes on into the next section. */
export function step(document, path, by) {
  const found = listOf(document, path);
  if (!found) return null;
  const { list, place } = found;
  const next = place + by;
  if (next >= 0 && next < list.length) return moved(path, found.path, list, next, place);
  return path[0] === "question" && path.length === 2 ? intoNeighbour(document, path, found.path[1], by) : null;
}

/** The operation that puts the thing at `path` into the list `into`, behind `after` (null: first); null where it is there. */
export function put(document, path, into, after) {
  const found = listOf(document, path);
  if (!found || after === path.at(-1)) return null;
  const before = found.place ? found.list[found.place - 1].id : null;
  const isThere = String(found.path) === String(into) && before === after;
  return isThere ? null : { op: "move", path, into, after };
}

/** Where a thing stands: {place (from 1), all, section (its thing, for questions)}. */
export function standing(document, path) {
  const found = listOf(document, path);
  if (!found) return null;
  const section = path[0] === "question" && path.length === 2
    ? all(document, "sections").find((one) => one.id === found.path[1]) : null;
  return { place: found.place + 1, all: found.list.length, section };
}

function moved(path, into, list, next, place) {
  const others = list.filter((one, at) => at !== place);
  return { op: "move", path, into, after: next ? others[next - 1].id : null };
}

function intoNeighbour(document, path, sectionId, by) {
  const sections = all(document, "sections");
  const target = sections[sections.findIndex((one) => one.id === sectionId) + by];
  if (!target) return null;
  const last = (target.questions ?? []).at(-1)?.id ?? null;
  return { op: "move", path, into: ["section", target.id, "questions"], after: by < 0 ? last : null };
}
