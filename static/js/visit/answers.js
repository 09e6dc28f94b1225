// What stands in the fields of a question, as the typed answer of docs/answers.md, and back. Pure.
//
// `pairs` is a list of [field name, text], as the fields would be posted without their prefix. What is half filled in
// or does not fit is given on as it is: the office would rather judge it than never see it.

const EMOTIONS = ["joy", "trust", "anticipation", "surprise", "disappointment", "disgust", "uncertainty", "irritation"];
const BLANK = /^[\s\u200b-\u200d\u2060\ufeff]*$/;
const WHOLE = /^-?[0-9]{1,9}$/;
const MONEY = /^([0-9]{1,9})(?:[.,]([0-9]{1,2}))?$/;
const DAY_S = 86_400;
const PLACES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SITTING = ["on", "time", "touchpoint", "emotion", "strength", "words"];
// The parts that an answer of these kinds cannot be without.
const NEEDED = {
  promise: ["what", "who", "others"],
  moment: ["touchpoint", "sign", "strength"],
  mark: ["touchpoint", "sign"],
  sittings: ["on", "touchpoint", "emotion", "strength"],
};

const one = (pairs, name) => pairs.find(([key, text]) => key === name && !BLANK.test(text))?.[1];
const many = (pairs, name) => pairs.filter(([key, text]) => key === name && text !== "").map(([, text]) => text);
const whole = (text) => (text !== undefined && WHOLE.test(text.trim()) ? Number(text) : text);
const orNothing = (value) => (Object.keys(value).length ? value : undefined);

function picked(pairs, names, type = (text) => text) {
  const made = {};
  for (const name of names) {
    const text = one(pairs, name);
    if (text !== undefined) made[name] = type(text, name);
  }
  return made;
}

/** "12,5" → "12.50"; what is no amount stays as it was typed. */
export function money(text) {
  const found = MONEY.exec(text.replace(/[\s\u00a0]/g, ""));
  return found ? `${Number(found[1])}.${(found[2] ?? "").padEnd(2, "0")}` : text;
}

/** "13:02" → "13:02:00": browsers leave out seconds that are nought. */
const stamp = (text) => (/^\d\d:\d\d$/.test(text) ? `${text}:00` : text);

const ofDay = (text) => text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

/** Seconds from one stamp to the other, past midnight where need be. */
export const between = (from, to) => (((ofDay(to) - ofDay(from)) % DAY_S) + DAY_S) % DAY_S;

function duration(pairs) {
  if (one(pairs, "never")) return { never: true };
  const stamps = picked(pairs, ["from", "to"], stamp);
  if (stamps.from && stamps.to) return { seconds: between(stamps.from, stamps.to), ...stamps };
  const { minutes, seconds } = picked(pairs, ["minutes", "seconds"], whole);
  const unfit = [minutes, seconds].find((part) => typeof part === "string");
  if (unfit !== undefined) return unfit;
  if (minutes === undefined && seconds === undefined) return orNothing(stamps);
  return { seconds: (minutes ?? 0) * 60 + (seconds ?? 0), ...stamps };
}

const typed = (text, name) => (name === "strength" ? whole(text) : text);

/** What stands under `<n>_…`, one after the other; a day alone, which fills itself in, is not yet a sitting. */
function sittings(pairs) {
  const numbers = new Set(pairs.map(([name]) => parseInt(name, 10)));
  const made = [...numbers].map((n) =>
    picked(pairs.map(([name, text]) => [name.replace(`${n}_`, ""), text]), SITTING, typed));
  return orNothing(made.filter(({ on, ...rest }) => orNothing(rest)));
}

function emotions(pairs) {
  const chosen = many(pairs, "emotion");
  const made = EMOTIONS.filter((emotion) => chosen.includes(emotion)).map((emotion) => ({
    emotion,
    strength: whole(one(pairs, `strength_${emotion}`)) ?? null,
  }));
  return made.length ? made : undefined;
}

const READERS = {
  yes_no: (pairs) => one(pairs, "value"),
  one: (pairs) => one(pairs, "value"),
  several: (pairs) => (many(pairs, "value").length ? many(pairs, "value") : undefined),
  scale: (pairs) => whole(one(pairs, "value")),
  nps: (pairs) => whole(one(pairs, "value")),
  duration,
  numbers: (pairs, { parts }) => orNothing(picked(pairs, parts, whole)),
  money: (pairs) => { const text = one(pairs, "value"); return text === undefined ? text : money(text); },
  emotion: emotions,
  text: (pairs) => one(pairs, "value"),
  photo: () => undefined,
  receipt: (pairs, { parts }) => {
    const { total, ...rest } = picked(pairs, parts);
    return orNothing({ ...rest, ...(total !== undefined && { total: money(total) }) });
  },
  promise: (pairs) => orNothing(picked(pairs, ["what", "who", "due_on", "others"])),
  moment: (pairs) => orNothing(picked(pairs, ["touchpoint", "sign", "strength", "words"], typed)),
  mark: (pairs) =>
    one(pairs, "none") ? { none: true } : orNothing(picked(pairs, ["touchpoint", "sign", "time", "words"])),
  pick: (pairs) => one(pairs, "value"),
  number: (pairs) => whole(one(pairs, "value")),
  rank: (pairs) => orNothing(PLACES.flatMap((n) => many(pairs, `place_${n}`))),
  ratings: (pairs, { parts }) => orNothing(picked(pairs, parts, whole)),
  sittings,
};

/** The answer that the fields of `question` ({kind, parts}) hold: {}, {value} or {skipped}. */
export function answerOf(question, pairs) {
  const skipped = one(pairs, "skipped");
  if (skipped) return { skipped };
  const value = READERS[question.kind](pairs, question);
  return value === undefined ? {} : { value };
}

/** What a complete answer of this kind needs beyond having begun: whether `value` is whole. */
export function isWhole({ kind, parts = [] }, value) {
  if (value === undefined) return true;
  switch (kind) {
    case "numbers":
    case "ratings": return parts.every((part) => typeof value[part] === "number");
    case "number": return typeof value === "number";
    case "duration": return value.never === true || typeof value.seconds === "number";
    case "money": return MONEY.test(value);
    case "receipt": return value.total === undefined || MONEY.test(value.total);
    case "emotion": return value.length <= 2 && value.every(({ strength }) => strength >= 1);
    case "mark": if (value.none) return true;
  }
  return [value].flat().every((each) => (NEEDED[kind] ?? []).every((part) => part in each));
}

/** `thing` as JSON with its keys in order and no spaces: the same text for the same content. */
export function canonical(thing) {
  if (Array.isArray(thing)) return `[${thing.map((each) => canonical(each ?? null)).join(",")}]`;
  if (typeof thing === "string") return JSON.stringify(storable(thing));
  if (typeof thing !== "object" || thing === null) return JSON.stringify(Number.isNaN(thing) ? null : thing);
  const keys = Object.keys(thing).filter((key) => thing[key] !== undefined).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(thing[key])}`).join(",")}}`;
}

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
