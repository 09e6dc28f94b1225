// Where things are in the document of a draft: the paths of docs/editor.md, as forms/editing/draft_paths.py reads them.

const ROOTS = { section: "sections", question: "questions", touchpoint: "touchpoints" };
const isThing = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const things = (list) => (Array.isArray(list) ? list.filter(isThing) : []);

/** All sections, questions or touchpoints of the document. */
export function all(document, name) {
  if (name !== "questions") return things(document[name]);
  return all(document, "sections").flatMap((section) => things(section.questions));
}

/** The thing, mapping or value at `path`; undefined where there is none. */
export function valueAt(document, path) {
  const [start, steps] = begin(document, path);
  return steps.reduce(stepInto, start);
}

/** The mapping that holds the last step of `path`; `make` makes those on the way. Null where it is lost. */
export function parentOf(document, path, make = false) {
  const [start, steps] = begin(document, path);
  if (!isThing(start) || !steps.length) return null;
  let holder = start;
  for (const step of steps.slice(0, -1)) {
    if (make && isThing(holder) && holder[step] == null) holder[step] = {};
    holder = stepInto(holder, step);
    if (holder == null) return null;
  }
  return isThing(holder) ? holder : null;
}

/** The list that holds the thing at `path`: {path, list, place}; null where the thing is gone. */
export function listOf(document, path) {
  for (const [listPath, list] of listsFor(document, path)) {
    const place = (list ?? []).findIndex((one) => isThing(one) && one.id === path.at(-1));
    if (place >= 0) return { path: listPath, list, place };
  }
  return null;
}

/** The section that holds a question; undefined where the question is gone. */
export const sectionOf = (document, id) =>
  all(document, "sections").find((section) => things(section.questions).some((one) => one.id === id));

/** A path of the server's strict reading (keys and places) as a path by ids: what it is that the problem lies in. */
export function byIds(document, places) {
  const path = [];
  let holder = document;
  for (const place of places) {
    holder = holder?.[place];
    path.push(typeof place === "number" ? holder?.id ?? String(place) : place);
  }
  if (path[0] === "sections" && path[2] === "questions" && path.length > 3) return ["question", ...path.slice(3)];
  if (path[0] === "sections" && path.length > 1) return ["section", ...path.slice(1)];
  return path[0] === "touchpoints" && path.length > 1 ? ["touchpoint", ...path.slice(1)] : path;
}

function listsFor(document, path) {
  const name = path.length === 2 && ROOTS[path[0]];
  if (!name) return [[path.slice(0, -1), valueAt(document, path.slice(0, -1))]].filter(([, list]) => Array.isArray(list));
  if (name !== "questions") return [[[name], document[name]]];
  return all(document, "sections").map((section) => [["section", section.id, name], section.questions]);
}

function begin(document, path) {
  if (!ROOTS[path[0]] || path.length < 2) return [document, path];
  return [all(document, ROOTS[path[0]]).find((one) => one.id === path[1]), path.slice(2)];
}

function stepInto(holder, step) {
  if (Array.isArray(holder)) return things(holder).find((one) => one.id === step);
  return isThing(holder) && Object.hasOwn(holder, step) ? holder[step] : undefined;
}
