// The narrative on the phone, held to the same table as the server's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { draft } from "../../static/js/visit/telling.js";

const { kits, visits } = JSON.parse(readFileSync(new URL("../tables/narratives.json", import.meta.url), "utf8"));

test("the table is large enough to hold both twins", () => {
  assert.ok(visits.length >= 36);
});

for (const { name, kit, asked, answers, told } of visits) {
  test(`it tells what the table says: ${name}`, () => {
    assert.equal(draft(kits[kit], asked, answers), told);
  });
}

const kit = {
  parts: [["a", "b c"], ["d"]],
  tell: {
    a: { '"yes"': "It went well" }, b: { '"yes"': "B" }, c: { '"no"': "C" },
    "b c": { '["yes","no"]': "B, but not C" }, d: { "": "They said: “{}”" },
  },
  units: [" and ", " seconds", " minutes", " hours"],
};
const tell = (answers) => draft(kit, Object.keys(answers), answers);

test("it tells nothing of what nobody answered", () => {
  assert.equal(tell({}), "");
  assert.equal(tell({ a: {}, d: { value: "  " } }), "");
});

test("it leaves out what is no longer asked", () => {
  assert.equal(draft(kit, [], { a: { value: "yes" } }), "");
});

test("it tells two facts in one sentence where there is one, and else each by itself", () => {
  assert.equal(tell({ b: { value: "yes" }, c: { value: "no" } }), "B, but not C.");
  assert.equal(tell({ b: { value: "yes" }, c: { skipped: "not_observed" } }), "B.");
});

test("it quotes words once, whatever signs they were written in", () => {
  assert.equal(tell({ d: { value: " “Good\n evening!” " } }), "They said: “Good evening!”");
  assert.equal(tell({ d: { value: "{a} $& thanks" } }), "They said: “{a} $& thanks”.");
});

test("it begins a paragraph with each part", () => {
  assert.equal(tell({ a: { value: "yes" }, d: { value: "Hi." } }), "It went well.\n\nThey said: “Hi.”");
});

for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
  test(`it takes no word for a sentence: ${name}`, () => {
    assert.equal(tell({ a: { value: name }, b: { value: [name] }, c: { value: { [name]: 1 } } }), "");
  });
}
