import assert from "node:assert/strict";
import test from "node:test";

import { applied } from "../../static/js/desk/editor/apply.js";
import { rowsOf, whenOf } from "../../static/js/desk/editor/conditions.js";
import { Kept } from "../../static/js/desk/editor/kept.js";
import { changed } from "../../static/js/desk/editor/kinds.js";
import { put, step } from "../../static/js/desk/editor/moves.js";
import { byIds } from "../../static/js/desk/editor/paths.js";
import { Queue } from "../../static/js/desk/editor/queue.js";
import { idFrom, newId, textOf, tidied, valueOf } from "../../static/js/desk/editor/values.js";
import { outcome } from "../../static/js/desk/editor/wire.js";

const draft = () => ({
  touchpoints: [{ id: "door", name: { fi: "Ovi" } }],
  sections: [
    { id: "s1", questions: [{ id: "a", kind: "yes_no", touchpoint: "door" }, { id: "b", when: { equals: ["a", "yes"] } }] },
    { id: "s2", questions: [{ id: "c", help: { fi: "Apu" }, choices: [{ id: "x" }, { id: "y" }] }] },
  ],
});
const ids = (document) => document.sections.map((section) => section.questions.map((one) => one.id).join(""));

test("a value is put wherever its question was moved to, and the document given is left alone", () => {
  const before = draft();
  const after = applied(before, [
    { op: "move", path: ["question", "a"], into: ["section", "s2", "questions"], after: "c" },
    { op: "set", path: ["question", "a", "text", "fi"], value: "Ovi auki?" },
  ]);
  assert.deepEqual(ids(after), ["b", "ca"]);
  assert.equal(after.sections[1].questions[1].text.fi, "Ovi auki?");
  assert.deepEqual(before, draft());
});

test("what was emptied goes, but no thing does", () => {
  const after = applied(draft(), [{ op: "set", path: ["question", "c", "help", "fi"], value: null }]);
  assert.equal("help" in after.sections[1].questions[0], false);
  assert.equal(ids(after)[1], "c");
});

test("what is lost is left out, as the server leaves it out", () => {
  const operations = [
    { op: "set", path: ["question", "gone", "text", "fi"], value: "?" },
    { op: "remove", path: ["question", "gone"] },
    { op: "insert", path: ["section", "s1", "questions"], value: { id: "c" }, after: null },
    { op: "rename", path: ["question", "a"], to: "c" },
    { op: "move", path: ["question", "a"], into: ["section", "gone", "questions"], after: null },
  ];
  assert.deepEqual(applied(draft(), operations), draft());
});

test("a new id is taken over by all that hangs on the old one", () => {
  const after = applied(draft(), [
    { op: "rename", path: ["question", "a"], to: "open" },
    { op: "rename", path: ["touchpoint", "door"], to: "gate" },
  ]);
  assert.deepEqual(after.sections[0].questions[1].when, { equals: ["open", "yes"] });
  assert.equal(after.sections[0].questions[0].touchpoint, "gate");
});

test("one step up or down, and on into the next section", () => {
  assert.deepEqual(step(draft(), ["question", "b"], -1), { op: "move", path: ["question", "b"], into: ["section", "s1", "questions"], after: null });
  assert.deepEqual(step(draft(), ["question", "b"], 1), { op: "move", path: ["question", "b"], into: ["section", "s2", "questions"], after: null });
  assert.deepEqual(step(draft(), ["question", "c"], -1), { op: "move", path: ["question", "c"], into: ["section", "s1", "questions"], after: "b" });
  assert.equal(step(draft(), ["question", "a"], -1), null);
  assert.equal(step(draft(), ["section", "s2"], 1), null);
  const down = step(draft(), ["question", "c", "choices", "x"], 1);
  assert.deepEqual(applied(draft(), [down]).sections[1].questions[0].choices, [{ id: "y" }, { id: "x" }]);
});

test("dropping a thing where it is changes nothing", () => {
  assert.equal(put(draft(), ["question", "b"], ["section", "s1", "questions"], "a"), null);
  assert.equal(put(draft(), ["question", "b"], ["section", "s1", "questions"], "b"), null);
});

test("a problem's place becomes a path by ids", () => {
  assert.deepEqual(byIds(draft(), ["sections", 1, "questions", 0, "choices", 1, "text", "sv"]), ["question", "c", "choices", "y", "text", "sv"]);
  assert.deepEqual(byIds(draft(), ["sections", 0, "title", "sv"]), ["section", "s1", "title", "sv"]);
  assert.deepEqual(byIds(draft(), ["touchpoints", 0, "name", "sv"]), ["touchpoint", "door", "name", "sv"]);
  assert.deepEqual(byIds(draft(), ["languages"]), ["languages"]);
});

const conditions = [
  { answered: "a" },
  { not: { answered: "a" } },
  { and: [{ equals: ["a", "yes"] }, { not: { one_of: ["b", [1, 2]] } }] },
  { not: { or: [{ less: ["a", 3] }, { more: ["a", 9.5] }] } },
  { or: [{ includes: ["c", "x"] }, { and: [{ answered: "a" }, { equals: ["b", ""] }] }] },
];

for (const when of conditions.slice(0, 4)) {
  test(`the rows of ${JSON.stringify(when)} make it again`, () => assert.deepEqual(whenOf(rowsOf(when)), when));
}

test("half-made rows do not count", () => {
  assert.deepEqual(whenOf(rowsOf(conditions[4])), { or: [{ includes: ["c", "x"] }, { answered: "a" }] });
  assert.equal(whenOf({ join: "and", isNot: false, parts: [{ op: null, question: null }] }), null);
});

test("deeper conditions, and what is none, are not taken apart", () => {
  assert.equal(rowsOf({ and: [{ or: [{ and: [{ answered: "a" }, { answered: "b" }] }, { answered: "c" }] }, { answered: "d" }] }), null);
  for (const odd of ["a", [], {}, { equals: "a" }, { and: 1 }, { xor: [] }]) assert.equal(rowsOf(odd), null);
});

const shelf = () => ({
  texts: new Map(),
  setItem(name, text) { this.texts.set(name, text); this[name] = text; },
  getItem(name) { return this.texts.get(name) ?? null; },
  removeItem(name) { this.texts.delete(name); delete this[name]; },
});

test("each letter typed is on disk, and one pause makes one change of it", () => {
  const storage = shelf();
  const queue = new Queue(new Kept("d", "p", storage, "one"), () => "key");
  for (const value of ["K", "Ku", "Kuk"]) queue.type({ op: "set", path: ["title", "fi"], value, was: "" });
  assert.deepEqual(JSON.parse(storage.getItem("detalji-draft d p one"))[0].ops, [{ op: "set", path: ["title", "fi"], value: "Kuk", was: "" }]);
  assert.equal(queue.next, null);
  queue.seal();
  assert.equal(queue.next.ops.length, 1);
  queue.drop("key");
  assert.equal(storage.getItem("detalji-draft d p one"), null);
});

test("a later page takes over what an earlier one left, and nobody else's", async () => {
  const storage = shelf();
  new Queue(new Kept("d", "p", storage, "one"), () => "k1").push([{ op: "remove", path: ["question", "a"] }]);
  new Queue(new Kept("d", "other", storage, "two"), () => "k2").push([]);
  const kept = new Kept("d", "p", storage, "three");
  const queue = new Queue(kept, () => "k3");
  queue.type({ op: "set", path: ["title", "fi"], value: "x", was: null });
  queue.adopt(await kept.takeOver());
  assert.deepEqual(queue.entries.map((one) => one.key), ["k1", "k3"]);
  assert.deepEqual([...storage.texts.keys()], ["detalji-draft d other two", "detalji-draft d p three"]);
});

test("a full disk is noticed", () => {
  const kept = new Kept("d", "p", { setItem() { throw new Error("QuotaExceededError"); }, removeItem() {} }, "one");
  assert.equal(kept.put([{ key: "k" }]), false);
  assert.equal(kept.isSafe, false);
  assert.equal(kept.put([]), true);
});

const kinds = {
  one: { settings: [{ key: "choices", as: "things", columns: ["points", "plus"] }, { key: "plus_only", as: "flag" }] },
  several: { settings: [{ key: "choices", as: "things", columns: ["exclusive"] }] },
  numbers: { settings: [{ key: "parts", as: "things", columns: ["min", "max"] }] },
  receipt: { settings: [{ key: "parts", as: "some_of" }] },
  text: { settings: [{ key: "rows", as: "whole" }] },
};
const withKind = (question, to) => {
  const { operations, lost } = changed(question, to, kinds);
  const document = applied({ sections: [{ id: "s", questions: [question] }] }, operations);
  return { lost, question: document.sections[0].questions[0] };
};

test("another kind keeps the choices and says what it took", () => {
  const choices = [{ id: "x", text: { fi: "X" }, points: 1 }, { id: "y", text: { fi: "Y" }, points: 0 }];
  const { lost, question } = withKind({ id: "q", kind: "one", weight: 2, choices, plus_only: true }, "several");
  assert.deepEqual(lost, ["plus_only", "points"]);
  assert.deepEqual(question, { id: "q", kind: "several", weight: 2, choices: choices.map(({ id, text }) => ({ id, text })) });
});

test("settings of the same name that mean something else are not mixed up", () => {
  const { lost, question } = withKind({ id: "q", kind: "receipt", parts: ["text"] }, "numbers");
  assert.deepEqual(lost, ["parts"]);
  assert.deepEqual(question.parts, [{ id: "a", text: {} }]);
});

test("numbers, lengths and lists are read as people write them, and what cannot be read stays", () => {
  assert.equal(valueOf("number", " 2,5 "), 2.5);
  assert.equal(valueOf("number", "two"), "two");
  assert.equal(valueOf("number", ""), null);
  assert.equal(valueOf("seconds", "1:30"), 90);
  assert.deepEqual(valueOf("points", "1; 0,5 0"), [1, 0.5, 0]);
  assert.equal(tidied("length", "90"), "1:30");
  assert.equal(tidied("length", "soon"), "soon");
  assert.equal(textOf("points", [1, 0.5], ","), "1; 0,5");
});

test("ids are made of words, and new ones are nobody's", () => {
  assert.equal(idFrom("Oliko ovi auki – entä lämmin?"), "oliko_ovi_auki_enta_lammin");
  assert.equal(idFrom("2. ???"), "");
  assert.match(newId("q", () => false), /^q_[a-z0-9]{4}$/);
});

test("only an answer of ours counts as an answer", () => {
  assert.equal(outcome(200, { revision: 1 }).outcome, "done");
  assert.equal(outcome(200, null).outcome, "offline");
  assert.equal(outcome(401, null).outcome, "signed_out");
  assert.equal(outcome(503, null).outcome, "busy");
  assert.deepEqual(outcome(409, { error: { code: "not_a_draft", message: "x" } }), { outcome: "refused", code: "not_a_draft", message: "x", status: 409 });
});
