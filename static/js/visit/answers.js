// What stands in the fields of a question, as the typed answer of docs/answers.md, and back. Pure.
//
// `pairs` is a list of [field name, text], as the fields would be posted without their prefix. What is half filled in
// or does not fit is given on as it is: the office would rather judge it than never see it.

const BLANK = /^[\s\u200b-\u200d\u2060\ufeff]*$/;
const WHOLE = /^-?[0-9]{1,9}$/;
const AMOUNT = /^[0-9]{1,9}([.,][0-9]{1,2})?$/;
const DAY_S = 86_400;
const PLACES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SITTING = ["on", "time", "touchpoint", "emotion", "strength", "words"];
// The parts of an answer of these kinds, where the questionnaire does not name them.
const PARTS = {
  promise: ["what", "who", "due_on", "others"],
  moment: ["touchpoint", "sign", "strength", "words"],
  mark: ["touchpoint", "sign", "time", "words"],
};
// The parts that an answer of these kinds cannot be without.
const NEEDED = {
  promise: ["what", "who", "others"],
  moment: ["touchpoint", "sign", "strength"],
  mark: ["touchpoint", "sign"],
  sittings: ["on", "touchpoint", "emotion", "strength"],
};

const textOf = (pairs, name) => pairs.find(([key, text]) => key === name && !BLANK.test(text))?.[1];
const many = (pairs, name) => pairs.filter(([key, text]) => key === name && text !== "").map(([, text]) => text);
const wholeNumber = (text) => (text !== undefined && WHOLE.test(text.trim()) ? Number(text) : text);
const orNothing = (value) => (Object.keys(value).length ? value : undefined);

function picked(pairs, names, type = (text) => text) {
  const made = {};
  for (const name of names) {
    const text = textOf(pairs, name);
    if (text !== undefined) made[name] = type(text, name);
  }
  return made;
}

/** "12,5" → "12.50"; what is no amount stays as it was typed, or is missing. */
export function money(text) {
  const found = AMOUNT.exec(text?.replace(/[\s\u00a0]/g, ""));
  return found ? Number(found[0].replace(",", ".")).toFixed(2) : text;
}

/** "13:02" → "13:02:00": browsers leave out seconds that are nought. */
const toSeconds = (text) => (/^\d\d:\d\d$/.test(text) ? `${text}:00` : text);

const ofDay = (text) => text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

/** Seconds from one stamp to the other, past midnight where need be. */
export const between = (from, to) => (((ofDay(to) - ofDay(from)) % DAY_S) + DAY_S) % DAY_S;

function durationOf(pairs) {
  if (textOf(pairs, "never")) return { never: true };
  const stamps = picked(pairs, ["from", "to"], toSeconds);
  if (stamps.from && stamps.to) return { seconds: between(stamps.from, stamps.to), ...stamps };
  const { minutes, seconds } = picked(pairs, ["minutes", "seconds"], wholeNumber);
  const unfit = [minutes, seconds].find((part) => typeof part === "string");
  if (unfit !== undefined) return unfit;
  if (minutes === undefined && seconds === undefined) return orNothing(stamps);
  return { seconds: (minutes ?? 0) * 60 + (seconds ?? 0), ...stamps };
}

const typed = (text, name) => (name === "strength" ? wholeNumber(text) : name === "total" ? money(text) : text);

/** What stands under `<n>_…`, one after the other; a day alone, which fills itself in, is not yet a sitting. */
function sittingsOf(pairs) {
  const numbers = new Set(pairs.map(([name]) => parseInt(name, 10)));
  const made = [...numbers].map((n) =>
    picked(pairs.map(([name, text]) => [name.replace(`${n}_`, ""), text]), SITTING, typed));
  return orNothing(made.filter(({ on, ...rest }) => orNothing(rest)));
}

const emotions = (pairs) => orNothing(many(pairs, "emotion").map((emotion) =>
  ({ emotion, strength: wholeNumber(textOf(pairs, `strength_${emotion}`)) ?? null })));

const valueOf = (pairs) => textOf(pairs, "value");
const wholeValue = (pairs) => wholeNumber(valueOf(pairs));
const partsOf = (pairs, { kind, parts = PARTS[kind] }) => orNothing(picked(pairs, parts, typed));
const wholeParts = (pairs, { parts }) => orNothing(picked(pairs, parts, wholeNumber));

// All other kinds have one text.
const READERS = {
  several: (pairs) => orNothing(many(pairs, "value")),
  scale: wholeValue,
  nps: wholeValue,
  number: wholeValue,
  duration: durationOf,
  numbers: wholeParts,
  ratings: wholeParts,
  money: (pairs) => money(valueOf(pairs)),
  emotion: emotions,
  receipt: partsOf,
  promise: partsOf,
  moment: partsOf,
  mark: (pairs, question) => (textOf(pairs, "none") ? { none: true } : partsOf(pairs, question)),
  rank: (pairs) => orNothing(PLACES.flatMap((n) => many(pairs, `place_${n}`))),
  sittings: sittingsOf,
};

/** The answer that the fields of `question` ({kind, parts}) hold: {}, {value} or {skipped}. */
export function answerOf(question, pairs) {
  const skipped = textOf(pairs, "skipped");
  if (skipped) return { skipped };
  const value = (READERS[question.kind] ?? valueOf)(pairs, question);
  return value === undefined ? {} : { value };
}

/** What a complete answer of this kind needs beyond having begun: whether `value` is whole. */
export function isWhole({ kind, parts = [] }, value) {
  if (value === undefined) return true;
  switch (kind) {
    case "numbers":
    case "ratings": return parts.every((part) => typeof value[part] === "number");
    case "number": return typeof value === "number";
    case "duration": return value.never || typeof value.seconds === "number";
    case "money": return AMOUNT.test(value);
    case "receipt": return !value.total || AMOUNT.test(value.total);
    case "emotion": return value.length <= 2 && value.every(({ strength }) => strength >= 1);
  }
  return value.none || [value].flat().every((each) => (NEEDED[kind] ?? []).every((part) => part in each));
}

/** `thing` as JSON with its keys in order and no spaces: the same text for the same content. */
export const canonical = (thing) => JSON.stringify(thing, (_key, part) => {
  if (typeof part === "string") return storable(part);
  if (!part || typeof part !== "object" || Array.isArray(part)) return part;
  return Object.fromEntries(Object.keys(part).sort().map((key) => [key, part[key]]));
});

/** Halves of characters and the few codes that no database takes would have the whole visit refused. */
const storable = (text) =>
  text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\u0000\ufffe\uffff\ud800-\udfff]/g, (found) =>
    found.length === 2 ? found : "\ufffd");

/** SHA-256 of bytes or text, in hex. */
export async function sha256(content) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
