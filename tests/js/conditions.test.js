// Conditions on the phone, held to the same table as the server's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { askedQuestions, holds } from "../../static/js/visit/conditions.js";

const cases = JSON.parse(readFileSync(new URL("../tables/conditions.json", import.meta.url), "utf8"));

test("the table is large enough to hold both twins", () => {
  assert.ok(cases.holds.length + cases.asked.length >= 300);
});

for (const { name, condition, answers, asked, holds: expected } of cases.holds) {
  test(`it holds as the table says: ${name}`, () => {
    assert.equal(holds(condition, answers, new Set(asked)), expected);
  });
}

for (const { name, sections, answers, asked } of cases.asked) {
  test(`it asks what the table says: ${name}`, () => {
    const definition = { sections: sections.map((questions) => ({ questions })) };
    assert.deepEqual(askedQuestions(definition, answers), asked);
  });
}
