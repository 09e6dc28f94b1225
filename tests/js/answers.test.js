import assert from "node:assert/strict";
import test from "node:test";

import { answerOf, between, canonical, isWhole, money, sha256 } from "../../static/js/visit/answers.js";

const cases = [
  ["yes", { kind: "yes_no" }, [["value", "yes"]], { value: "yes" }],
  ["nothing chosen", { kind: "one" }, [], {}],
  ["ticked choices in the order of the page", { kind: "several" }, [["value", "a"], ["value", "c"]], { value: ["a", "c"] }],
  ["a step as a number", { kind: "scale" }, [["value", "4"]], { value: 4 }],
  ["nought is an answer", { kind: "nps" }, [["value", "0"]], { value: 0 }],
  ["two stamps", { kind: "duration" }, [["from", "13:02:05"], ["to", "13:03:40"]],
    { value: { seconds: 95, from: "13:02:05", to: "13:03:40" } }],
  ["stamps on the whole minute", { kind: "duration" }, [["from", "13:02"], ["to", "13:03"]],
    { value: { seconds: 60, from: "13:02:00", to: "13:03:00" } }],
  ["one stamp is kept", { kind: "duration" }, [["from", "13:02:05"]], { value: { from: "13:02:05" } }],
  ["an estimate", { kind: "duration" }, [["minutes", "1"], ["seconds", "35"]], { value: { seconds: 95 } }],
  ["an estimate of seconds alone", { kind: "duration" }, [["seconds", "0"]], { value: { seconds: 0 } }],
  ["never wins over what stands beside it", { kind: "duration" }, [["minutes", "2"], ["never", "y"]], { value: { never: true } }],
  ["counts", { kind: "numbers", parts: ["customers", "staff"] }, [["customers", "3"], ["staff", "0"]],
    { value: { customers: 3, staff: 0 } }],
  ["a half-filled count is kept", { kind: "numbers", parts: ["customers", "staff"] }, [["staff", "2"]], { value: { staff: 2 } }],
  ["a count that is none is kept as written", { kind: "numbers", parts: ["a"] }, [["a", "three"]], { value: { a: "three" } }],
  ["a decimal comma", { kind: "money" }, [["value", "12,5"]], { value: "12.50" }],
  ["an amount that is none is kept as written", { kind: "money" }, [["value", "about ten"]], { value: "about ten" }],
  ["emotions in the order of their fields", { kind: "emotion" },
    [["emotion", "joy"], ["emotion", "surprise"], ["strength_surprise", "1"], ["strength_joy", "3"]],
    { value: [{ emotion: "joy", strength: 3 }, { emotion: "surprise", strength: 1 }] }],
  ["an emotion without strength is kept", { kind: "emotion" }, [["emotion", "joy"]], { value: [{ emotion: "joy", strength: null }] }],
  ["the strength of what is not chosen is left aside", { kind: "emotion" }, [["strength_joy", "3"]], {}],
  ["words with every character", { kind: "text" }, [["value", "  ”Hei!” 😀\n\t "]], { value: "  ”Hei!” 😀\n\t " }],
  ["blanks are no words", { kind: "text" }, [["value", " \n\u200b"]], {}],
  ["a receipt", { kind: "receipt", parts: ["text", "total", "time"] }, [["text", "Kiitos"], ["total", "7"], ["time", "13:45"]],
    { value: { text: "Kiitos", total: "7.00", time: "13:45" } }],
  ["a promise", { kind: "promise" }, [["what", "w"], ["who", "manager"], ["others", "yes"]],
    { value: { what: "w", who: "manager", others: "yes" } }],
  ["a moment", { kind: "moment" }, [["touchpoint", "t"], ["sign", "minus"], ["strength", "2"]],
    { value: { touchpoint: "t", sign: "minus", strength: 2 } }],
  ["that the mood did not turn", { kind: "mark" }, [["none", "y"], ["sign", "plus"]], { value: { none: true } }],
  ["where the mood turned", { kind: "mark" }, [["touchpoint", "till"], ["sign", "minus"], ["time", "13:45"], ["words", " w "]],
    { value: { touchpoint: "till", sign: "minus", time: "13:45", words: " w " } }],
  ["what was picked", { kind: "pick" }, [["value", "smile"]], { value: "smile" }],
  ["nothing picked", { kind: "pick" }, [["value", ""]], {}],
  ["a number", { kind: "number" }, [["value", "-3"]], { value: -3 }],
  ["a number that is none is kept as written", { kind: "number" }, [["value", "3.5"]], { value: "3.5" }],
  ["ranks in their order, a free place closed up", { kind: "rank" }, [["place_10", "c"], ["place_3", "a"], ["place_1", "b"]],
    { value: ["b", "a", "c"] }],
  ["ratings, nought among them", { kind: "ratings", parts: ["goods", "brand"] }, [["goods", "0"], ["brand", "10"]],
    { value: { goods: 0, brand: 10 } }],
  ["sittings one after the other", { kind: "sittings" },
    [["1_on", "2026-11-30"], ["1_time", "18:30"], ["1_touchpoint", "door"], ["1_emotion", "joy"], ["1_strength", "2"],
      ["12_on", "2026-12-01"], ["12_touchpoint", "till"], ["12_emotion", "trust"], ["12_strength", "3"], ["12_words", "w"]],
    { value: [{ on: "2026-11-30", time: "18:30", touchpoint: "door", emotion: "joy", strength: 2 },
      { on: "2026-12-01", touchpoint: "till", emotion: "trust", strength: 3, words: "w" }] }],
  ["a day alone as no sitting yet", { kind: "sittings" }, [["1_on", "2026-11-30"]], {}],
  ["a sitting that has only begun", { kind: "sittings" }, [["2_words", "w"]], { value: [{ words: "w" }] }],
  ["a skip stands for the value", { kind: "scale" }, [["value", "4"], ["skipped", "not_observed"]], { skipped: "not_observed" }],
  ["photos are not in the fields", { kind: "photo" }, [], {}],
];

for (const [sentence, question, pairs, answer] of cases) {
  test(`it reads ${sentence}`, () => assert.deepEqual(answerOf(question, pairs), answer));
}

test("it knows what is whole and what has only begun", () => {
  assert.ok(isWhole({ kind: "numbers", parts: ["a", "b"] }, { a: 0, b: 1 }));
  assert.ok(!isWhole({ kind: "numbers", parts: ["a", "b"] }, { a: 0 }));
  assert.ok(!isWhole({ kind: "duration" }, { from: "13:02:05" }));
  assert.ok(!isWhole({ kind: "emotion" }, ["joy", "trust", "surprise"].map((emotion) => ({ emotion, strength: 1 }))));
  assert.ok(!isWhole({ kind: "money" }, "about ten"));
  assert.ok(isWhole({ kind: "text" }, undefined));
  assert.ok(isWhole({ kind: "promise" }, { what: "w", who: "a", others: "b" }));
  assert.ok(!isWhole({ kind: "moment" }, { touchpoint: "t", sign: "plus" }));
  assert.ok(isWhole({ kind: "mark" }, { none: true }));
  assert.ok(!isWhole({ kind: "mark" }, { touchpoint: "till", words: "w" }));
  assert.ok(isWhole({ kind: "number" }, 0) && !isWhole({ kind: "number" }, "3.5"));
  assert.ok(!isWhole({ kind: "ratings", parts: ["a", "b"] }, { a: 10 }));
  const sitting = { on: "2026-11-30", touchpoint: "door", emotion: "joy", strength: 2 };
  assert.ok(isWhole({ kind: "sittings" }, [sitting]));
  assert.ok(!isWhole({ kind: "sittings" }, [sitting, { ...sitting, touchpoint: undefined, emotion: undefined }].map((one) =>
    JSON.parse(JSON.stringify(one)))));
  assert.ok(isWhole({ kind: "rank" }, ["a"]) && isWhole({ kind: "pick" }, "a"));
});

test("it measures past midnight", () => assert.equal(between("23:59:50", "00:00:20"), 30));

test("it writes amounts in one way", () => {
  assert.equal(money("1 250,00"), "1250.00");
  assert.equal(money("007"), "7.00");
});

test("it writes the same content as the same text", () => {
  const one = canonical({ b: [1, { d: null, c: undefined }], a: "ä😀" });
  assert.equal(one, '{"a":"ä😀","b":[1,{"d":null}]}');
  assert.equal(canonical({ a: "ä😀", b: [1, { d: null }] }), one);
});

test("it replaces what no office could store, so that a visit is never refused for one sign", () => {
  assert.equal(canonical("a\ud800b\u0000c\uffffd"), '"a\ufffdb\ufffdc\ufffdd"');
  assert.equal(canonical("😀"), '"😀"');
});

test("it knows the digest of text and bytes", async () => {
  const digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assert.equal(await sha256("abc"), digest);
  assert.equal(await sha256(new TextEncoder().encode("abc").buffer), digest);
});
