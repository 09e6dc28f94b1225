import assert from "node:assert/strict";
import test from "node:test";

import { backoff, NoAnswer, verdict } from "../../static/js/net.js";

test("it waits between 2 s and 5 min, more after each try, never twice alike", () => {
  assert.equal(backoff(0, () => 0), 2000);
  assert.equal(backoff(3, () => 1), 16_000);
  assert.equal(backoff(30, () => 1), 300_000);
  const waits = new Set(Array.from({ length: 50 }, () => backoff(8)));
  assert.ok(waits.size > 40);
  for (const wait of waits) assert.ok(wait >= 2000 && wait <= 300_000);
});

const answers = [
  ["no network", new NoAnswer("network"), "waiting"],
  ["a guest Wi-Fi", new NoAnswer("portal"), "portal"],
  ["a broken server", { status: 500 }, "waiting"],
  ["a full server", { status: 507 }, "waiting"],
  ["an ended session", { status: 401 }, "login"],
  ["another content under the same id", { status: 409 }, "conflict"],
  ["a refusal", { status: 403 }, "attention"],
  ["too much at once", { status: 413 }, "attention"],
  ["a cut text", { status: 400 }, "waiting"],
  ["a fault of our own", new TypeError("x"), "waiting"],
];

for (const [sentence, problem, state] of answers) {
  test(`it takes ${sentence} for ${state}`, () => assert.equal(verdict(problem, 1).state, state));
}

test("it waits as long as the office asks", () => {
  assert.ok(verdict({ status: 503, retryAfter: 90 }, 0).wait >= 90_000);
  assert.ok(verdict({ status: 429, retryAfter: 400 }, 0).wait >= 400_000);
});

test("it sends a cut text again at once, but not for ever", () => {
  assert.equal(verdict({ status: 400 }, 1).wait, 0);
  assert.ok(verdict({ status: 400 }, 5).wait >= 2000);
  assert.equal(verdict({ status: 400 }, 20).state, "attention");
});
