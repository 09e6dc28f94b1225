// Remarks on the phone, held to the same table as the server's. The words of languages are held by
// tests/forms/telling/test_lint_twins.py, which has them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { remarks } from "../../static/js/visit/lint.js";

const { engine } = JSON.parse(readFileSync(new URL("../tables/lint.json", import.meta.url), "utf8"));

for (const { name, text, answers = {}, person = [], remarks: expected } of engine.cases) {
  test(`it remarks as the table says: ${name}`, async () => {
    assert.deepEqual(await remarks(engine, text, answers, person), expected);
  });
}

test("it makes room for the thumb after each rule", async () => {
  let pauses = 0;
  await remarks(engine, "Maija", {}, [], async () => { pauses += 1; });
  // The rule whose answer is not given costs nothing.
  assert.equal(pauses, engine.rules.length - 1);
});
