// Which questions are asked, given the answers so far. The twin of forms/conditions.py; both are held to
// tests/tables/conditions.json. A definition is the questionnaire's JSON; answers are {question id: answer}.

const SKIPS = ["not_applicable", "not_observed"];
const DECIMAL = /^[0-9]{1,9}(\.[0-9]{1,2})?$/;
// From here on, numbers are no longer exact, and the twins would part.
const INEXACT = 2 ** 53;

const isMapping = (thing) => typeof thing === "object" && thing !== null && !Array.isArray(thing);
const ownValue = (mapping, key) => (isMapping(mapping) && Object.hasOwn(mapping, key) ? mapping[key] : undefined);

const isNought = (thing) =>
  thing === undefined || thing === null || thing === false || thing === 0 || thing === ""
  || (typeof thing === "object" && Object.keys(thing).length === 0);

/** Whether the answer says "does not apply" or "could not observe". */
export const skipped = (answer) => SKIPS.includes(ownValue(answer, "skipped"));

/** Whether there is an answer: a value, a photo or a skip. Empty words, lists and mappings are no value. */
export function given(answer) {
  if (!isMapping(answer)) return false;
  return skipped(answer) || !isNought(ownValue(answer, "photos")) || hasValue(answer);
}

function hasValue(answer) {
  const value = ownValue(answer, "value");
  if (value === false || value === 0) return true;
  return !isNought(value);
}

/** Whether `condition` is true of `answers`, of which only the questions in `asked` (a Set) count. */
export function holds(condition, answers, asked) {
  const [[operator, operand]] = Object.entries(condition);
  switch (operator) {
    case "and": return operand.every((part) => holds(part, answers, asked));
    case "or": return operand.some((part) => holds(part, answers, asked));
    case "not": return !holds(operand, answers, asked);
  }
  const [question, wanted] = operator === "answered" ? [operand] : operand;
  return asked.has(question) && compares(operator, ownValue(answers, question), wanted);
}

/** The ids of the questions asked in the visit, in order. Those that are due days later are not among them. */
export function askedQuestions(definition, answers) {
  const asked = new Set();
  for (const { questions } of definition.sections) {
    for (const { id, when, due_after_days: due } of questions) {
      if (due !== undefined) continue;
      if (when === undefined || holds(when, answers, asked)) asked.add(id);
    }
  }
  return [...asked];
}

function compares(operator, answer, wanted) {
  if (!isMapping(answer) || skipped(answer)) return false;
  const value = ownValue(answer, "value");
  switch (operator) {
    case "answered": return given(answer);
    case "equals": return same(value, wanted);
    case "one_of": return wanted.some((one) => same(value, one));
    case "includes": return Array.isArray(value) && value.some((one) => same(one, wanted));
    case "less": return numberIn(value) < numberIn(wanted);
    case "more": return numberIn(value) > numberIn(wanted);
  }
  return false;
}

function same(value, wanted) {
  if (typeof value === "string" && typeof wanted === "string") return value === wanted;
  return plainNumber(value) === plainNumber(wanted);
}

// NaN, which compares false with all, where there is no number.
const plainNumber = (value) => (typeof value === "number" && Math.abs(value) < INEXACT ? value : NaN);

function numberIn(value) {
  if (typeof value === "string") return DECIMAL.test(value) ? Number(value) : NaN;
  return plainNumber(isMapping(value) ? ownValue(value, "seconds") : value);
}
