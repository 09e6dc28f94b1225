// A condition as rows that a person chooses: groups of two levels. Deeper ones are kept as they are and told in words.

const COMPARING = ["equals", "one_of", "includes", "less", "more"];

/** The rows of `when`: {join, isNot, parts} of leaves {op, isNot, question, value} and groups. Null where it is deeper. */
export function rowsOf(when) {
  if (when === null || when === undefined) return { join: "and", isNot: false, parts: [] };
  const read = readPart(when, 2);
  if (!read) return null;
  return read.parts ? read : { join: "and", isNot: false, parts: [read] };
}

/** The condition of the rows that are whole; null where there is none. */
export function whenOf(group) {
  const parts = group.parts.map((part) => (part.parts ? whenOf(part) : leafOf(part))).filter(Boolean);
  if (!parts.length) return null;
  const joined = parts.length === 1 ? parts[0] : { [group.join]: parts };
  if (!group.isNot) return joined;
  return "not" in joined ? joined.not : { not: joined };
}

/** Whether a row can be asked: a question, a comparison and what to compare with. */
export function isWhole({ op, question, value }) {
  if (!question || !op) return false;
  if (op === "answered") return true;
  if (op === "one_of") return Array.isArray(value) && value.length > 0;
  if (op === "less" || op === "more") return typeof value === "number";
  return value !== undefined && value !== null && value !== "";
}

function leafOf(leaf) {
  if (!isWhole(leaf)) return null;
  const { op, question, value, isNot } = leaf;
  const said = op === "answered" ? { answered: question } : { [op]: [question, value] };
  return isNot ? { not: said } : said;
}

function readPart(when, levels) {
  if (!when || typeof when !== "object" || Array.isArray(when) || Object.keys(when).length !== 1) return null;
  const [[operator, operand]] = Object.entries(when);
  if (operator === "not") {
    const inner = readPart(operand, levels);
    return inner && { ...inner, isNot: !inner.isNot };
  }
  if (operator === "answered") return typeof operand === "string" ? leaf("answered", operand) : null;
  if (operator === "and" || operator === "or") {
    if (!levels || !Array.isArray(operand)) return null;
    const parts = operand.map((part) => readPart(part, levels - 1));
    return parts.every(Boolean) ? { join: operator, isNot: false, parts } : null;
  }
  if (!COMPARING.includes(operator) || !Array.isArray(operand) || operand.length !== 2) return null;
  return typeof operand[0] === "string" ? leaf(operator, ...operand) : null;
}

const leaf = (op, question, value) => ({ op, question, value, isNot: false });

/** The ids of the questions that a condition looks at. */
export function asks(when) {
  if (Array.isArray(when)) return when.flatMap(asks);
  if (!when || typeof when !== "object") return [];
  return Object.entries(when).flatMap(([operator, operand]) => {
    if (operator === "answered") return [operand];
    return COMPARING.includes(operator) && Array.isArray(operand) ? [operand[0]] : asks(operand);
  });
}

/** The values that a question of this kind can have: [[value, words], …]; null where they are typed. */
export function valuesOf(question, { words, values, document }) {
  const choices = () => (question.choices ?? []).map((one) => [one.id, words(one.text) || one.id]);
  const touchpoints = () => (document.touchpoints ?? []).map((one) => [one.id, words(one.name) || one.id]);
  const steps = (low, high) => Array.from({ length: high - low + 1 }, (none, place) => low + place);
  switch (question.kind) {
    case "yes_no": return ["yes", "no"].map((one) => [one, values[one]]);
    case "one": case "several": case "rank": return choices();
    case "scale": return steps(1, 5).map((one) => [one, [one, words(question.steps?.[one])].filter(Boolean).join(" ")]);
    case "nps": return steps(0, 10).map((one) => [one, String(one)]);
    case "pick": return question.of === "details" ? null : touchpoints();
    default: return null;
  }
}
