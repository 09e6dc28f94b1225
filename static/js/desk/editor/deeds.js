// What the buttons of the editor do. Each gets the page and what its button says (data-…).

import { conditionDeeds } from "./choosing.js";
import { say } from "../../words.js";
import { all, listOf, sectionOf, valueAt } from "./paths.js";
import { standing } from "./moves.js";
import { stepBy } from "./order.js";
import { idFrom, newId } from "./values.js";

const taken = (page, name) => (id) => all(page.draft.document, name).some((one) => one.id === id);

export const deeds = {
  ...conditionDeeds,

  addSection(page) {
    const sections = all(page.draft.document, "sections");
    const id = newId("s", taken(page, "sections"));
    page.draft.change({ op: "insert", path: ["sections"], value: { id, title: {}, questions: [] }, after: sections.at(-1)?.id ?? null });
    page.choose("section", id, "words");
  },

  /** After the chosen question where it is of that section, else last in it. */
  addQuestion(page, { section }) {
    const { document } = page.draft;
    const questions = all(document, "sections").find((one) => one.id === section)?.questions ?? [];
    const chosen = page.chosen.what === "question" && questions.find((one) => one.id === page.chosen.id);
    const near = chosen || questions.at(-1);
    const id = newId("q", taken(page, "questions"));
    const touchpoint = near?.touchpoint ?? document.touchpoints?.[0]?.id;
    const value = { id, kind: "yes_no", ...(touchpoint && { touchpoint }), text: {} };
    page.draft.change({ op: "insert", path: ["section", section, "questions"], value, after: near?.id ?? null });
    page.choose("question", id, "words");
  },

  addThing(page, { at, words }) {
    const path = JSON.parse(at);
    const list = page.draft.at(path) ?? [];
    const id = newId(path.at(-1).charAt(0), (one) => list.some((thing) => thing.id === one));
    page.draft.change({ op: "insert", path, value: { id, [words]: {} }, after: list.at(-1)?.id ?? null });
    page.focus(`f-${[...path, id, words, page.languages[0]].join("-")}`);
  },

  remove(page, { at }) {
    const path = JSON.parse(at);
    const { list, place, path: listPath } = listOf(page.draft.document, path);
    const name = page.nameOf(path);
    page.draft.change({ op: "remove", path });
    page.tell("quiet", say("removed", { name }), [[say("undo"), () => page.draft.undo()]]);
    if (page.chosen.id !== path.at(-1) && listPath[0] !== "section") return page.draw();
    const next = list[place + 1] ?? list[place - 1];
    if (path[0] === "question" && path.length === 2) page.choose(...(next ? ["question", next.id] : ["section", listPath[1]]));
    else if (path[0] === "section" && path.length === 2) page.choose("whole", null);
  },

  copy(page, { at }) {
    const path = JSON.parse(at);
    const thing = page.draft.at(path);
    const { path: listPath, list } = listOf(page.draft.document, path);
    const isQuestion = path[0] === "question" && path.length === 2;
    const id = newId(path.at(-1).split("_")[0].slice(0, 20), isQuestion ? taken(page, "questions") : (one) => list.some((other) => other.id === one));
    const { role, ...rest } = thing;
    page.draft.change({ op: "insert", path: listPath, value: { ...rest, id }, after: thing.id });
    if (isQuestion) page.choose("question", id, "words");
  },

  up: (page, { at }) => stepBy(page, JSON.parse(at), -1),
  down: (page, { at }) => stepBy(page, JSON.parse(at), 1),

  toSection(page, { at, section }) {
    const path = JSON.parse(at);
    const last = (valueAt(page.draft.document, ["section", section, "questions"]) ?? []).at(-1);
    page.draft.change({ op: "move", path, into: ["section", section, "questions"], after: last?.id ?? null });
    page.moved(path);
  },

  weigh(page, { weight }) {
    const path = ["question", page.chosen.id];
    const value = Number(weight) || null;
    const question = page.draft.at(path);
    const operations = [{ op: "set", path: [...path, "weight"], value }];
    if (!value && question.critical) operations.push({ op: "set", path: [...path, "critical"], value: null });
    page.draft.change(...operations);
  },

  /** To the question before or behind the chosen one, across sections. */
  step(page, { by }) {
    const questions = all(page.draft.document, "questions");
    const next = questions[questions.findIndex((one) => one.id === page.chosen.id) + Number(by)];
    if (next) page.choose("question", next.id);
  },

  idFromWords(page, { at }) {
    const path = JSON.parse(at);
    const thing = page.draft.at(path);
    const words = thing.text ?? thing.title ?? thing.name ?? {};
    const id = idFrom(words.en || page.words(words));
    if (id) renameTo(page, path, id);
  },
};

/** Give the thing at `path` a new id, and follow it. */
export function renameTo(page, path, to) {
  const { list } = listOf(page.draft.document, path);
  const near = path[0] === "question" && path.length === 2 ? all(page.draft.document, "questions") : list;
  if (to === path.at(-1)) return;
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(to)) return page.tell("bad", say("id_unfit"));
  if (near.some((one) => one.id === to)) return page.tell("bad", say("id_taken", { id: to }));
  page.draft.change({ op: "rename", path, to });
  if (page.chosen.id === path.at(-1) && path.length === 2) page.choose(path[0], to);
}

/** "moved to 3 of 7 in Greeting" */
export function placeSaid(page, path) {
  const where = standing(page.draft.document, path);
  if (!where) return "";
  const { place, all: many, section } = where;
  return say(section ? "moved_in" : "moved", { n: place, all: many, section: page.words(section?.title) || say("unnamed_section") });
}

export const sectionIdOf = (page, question) => sectionOf(page.draft.document, question)?.id;
