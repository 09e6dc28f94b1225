// A condition as a sentence, as forms/saying.py says it; the phrases come from there.

const LONGEST = 90;
const COMPARING = ["equals", "one_of", "includes", "less", "more"];
const fill = (phrase, values) => phrase.replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? all);

/** `when` in words. `about`: {phrases, language, question(id) → question, words(texts), values, value(question, value)}. */
export function inWords(when, about) {
  return when ? clause(when, about, false) : "";
}

/** "asked when …", "always asked", "asked 7 days after the visit". */
export function whenAsked(question, about) {
  const part = inWords(question.when, about);
  const days = question.due_after_days;
  const key = days ? (part ? "days when" : "days") : part ? "when" : "always";
  return fill(about.phrases[key], { part, days });
}

export function quoted(text, language) {
  const short = text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;
  return language === "en" ? `“${short}”` : `”${short}”`;
}

function clause(when, about, isDenied) {
  const { phrases } = about;
  if (!when || typeof when !== "object" || Object.keys(when).length !== 1) return phrases.nothing;
  const [[operator, operand]] = Object.entries(when);
  if (operator === "not") return clause(operand, about, !isDenied);
  if (operator === "and" || operator === "or") return joined(operator, operand, about, isDenied);
  const [id, value] = operator === "answered" ? [operand] : operand ?? [];
  if (operator !== "answered" && !COMPARING.includes(operator)) return phrases.nothing;
  const name = operator === "one_of" ? "equals" : operator;
  const said = (Array.isArray(value) ? value : [value]).map((one) => valueSaid(id, one, about));
  const listed = said.length > 1 ? `${said.slice(0, -1).join(", ")} ${phrases.or} ${said.at(-1)}` : said.join("");
  return fill(phrases[`${isDenied ? "not " : ""}${name}`], { question: questionSaid(id, about), value: listed });
}

function joined(operator, parts, about, isDenied) {
  if (!Array.isArray(parts) || !parts.length) return about.phrases.nothing;
  if (parts.length === 1) return clause(parts[0], about, isDenied);
  const said = parts.map((part) => {
    const isGroup = ["and", "or"].includes(Object.keys(part ?? {})[0]);
    return isGroup ? `(${clause(part, about, false)})` : clause(part, about, false);
  });
  const whole = said.join(` ${about.phrases[operator]} `);
  return isDenied ? fill(about.phrases.not, { part: `(${whole})` }) : whole;
}

const questionSaid = (id, about) => quoted(about.words(about.question(id)?.text) || String(id), about.language);

function valueSaid(id, value, about) {
  const question = about.question(id) ?? {};
  if (question.kind === "yes_no" && about.values[value]) return about.values[value];
  if (question.kind === "duration" && typeof value === "number") return spoken(value);
  if (question.kind === "money" && typeof value === "number") return amount(value, question.currency ?? "EUR", about.language);
  const choice = question.choices?.find((one) => one.id === value);
  const text = choice && about.words(choice.text);
  if (text) return quoted(text, about.language);
  if (typeof value === "string") return quoted(value, about.language);
  return about.language === "en" ? String(value) : String(value).replace(".", ",");
}

/** 95 → "1 min 35 s". */
function spoken(seconds) {
  const parts = [[Math.floor(seconds / 3600), "h"], [Math.floor((seconds % 3600) / 60), "min"], [seconds % 60, "s"]];
  return parts.filter(([many]) => many).map(([many, unit]) => `${many} ${unit}`).join(" ") || "0 s";
}

function amount(value, currency, language) {
  const sign = currency === "EUR" ? "€" : currency;
  if (language !== "en") return `${value.toFixed(2).replace(".", ",")}\u00a0${sign}`;
  return sign.length === 1 ? `${sign}${value.toFixed(2)}` : `${value.toFixed(2)}\u00a0${sign}`;
}

/** Seconds as min:s. */
export const length = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, "0")}`;

/** Seconds of min:s, or of seconds alone; null where it is neither. */
export function seconds(text) {
  const found = /^\s*(?:(\d{1,5})\s*[:.])?\s*(\d{1,5})\s*$/.exec(text);
  return found && (!found[1] || Number(found[2]) < 60) ? Number(found[1] ?? 0) * 60 + Number(found[2]) : null;
}
