// What follows from stamps, held to a table.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { lastOf, pairsFrom, placeOf } from "../../static/js/visit/stamps.js";

const table = JSON.parse(readFileSync(new URL("../tables/stamps.json", import.meta.url), "utf8"));

/** A time of day where this runs, from seconds after the table's start. */
function clock(seconds, hasSeconds) {
  const date = new Date(table.start + seconds * 1000);
  const parts = [date.getHours(), date.getMinutes(), ...(hasSeconds ? [date.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function expected(pairs) {
  if (pairs === null) return undefined;
  if (Array.isArray(pairs)) return pairs;
  const told = ([name, value]) => [name, typeof value === "number" ? clock(value, name !== "time") : value];
  return Object.entries(pairs).map(told);
}

for (const { name, question, stamps, pairs } of table.pairs) {
  test(`it answers as the table says: ${name}`, () => {
    assert.deepEqual(pairsFrom(question, stamps, table.plan), expected(pairs));
  });
}

for (const { name, moments, place } of table.places) {
  test(`it walks as the table says: ${name}`, () => {
    assert.equal(placeOf(table.plan.moments, moments.map((moment) => ({ moment }))), place);
  });
}

test("the last of several moments is found by its place, not by its time", () => {
  const counted = [{ moment: "away", time: 9 }, { moment: "back", time: 3 }, { moment: "left", time: 1 }];
  assert.equal(lastOf(counted, ["away", "back"]), counted[1]);
  assert.equal(lastOf(counted, ["seated"]), undefined);
});
