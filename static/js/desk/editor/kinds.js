// Changing the kind of a question: what fits the new kind stays, what does not is taken away and told.

const COMMON = new Set(["id", "kind", "touchpoint", "text", "help", "weight", "level", "component", "critical", "required",
  "photos", "when", "due_after_days", "fact", "corner", "role"]);
const tops = (kind) => (kind?.settings ?? []).map((one) => one.key.split(".")[0]);
const blank = (id) => ({ id, text: {} });

/** The operations that make `question` one of the kind `to`, and the keys that are lost. `kinds`: the server's table. */
export function changed(question, to, kinds) {
  const path = ["question", question.id];
  const wanted = new Set(tops(kinds[to]));
  const lost = Object.keys(question).filter((key) => !COMMON.has(key) && (!wanted.has(key) || unlike(key, question, to, kinds)));
  const operations = [{ op: "set", path: [...path, "kind"], value: to }];
  for (const key of lost) operations.push({ op: "set", path: [...path, key], value: null });
  if (question.role && !(to === "emotion" && question.role !== "peak") && !(to === "moment" && question.role === "peak")) {
    lost.push("role");
    operations.push({ op: "set", path: [...path, "role"], value: null });
  }
  const trimmed = trimmedThings(question, to, kinds, lost);
  operations.push(...trimmed.operations);
  lost.push(...trimmed.lost);
  for (const [key, value] of Object.entries(beginning(to))) {
    if (question[key] === undefined || lost.includes(key)) operations.push({ op: "set", path: [...path, key], value });
  }
  return { operations, lost };
}

/** A key of the same name that means something else in the other kind: the parts of a receipt are no parts of numbers. */
function unlike(key, question, to, kinds) {
  const shape = (kind) => kinds[kind]?.settings.find((one) => one.key.split(".")[0] === key)?.as;
  return shape(question.kind) !== shape(to);
}

/** Choices stay with their words; points, pluses and marks that the new kind does not know go. */
function trimmedThings(question, to, kinds, gone) {
  const operations = [];
  const lost = [];
  for (const setting of kinds[to]?.settings ?? []) {
    const list = question[setting.key];
    if (setting.as !== "things" || !Array.isArray(list) || gone.includes(setting.key)) continue;
    const known = new Set(["id", "text", ...setting.columns]);
    const extra = [...new Set(list.flatMap((one) => Object.keys(one)))].filter((key) => !known.has(key));
    if (!extra.length) continue;
    lost.push(...extra);
    const value = list.map((one) => Object.fromEntries(Object.entries(one).filter(([key]) => known.has(key))));
    operations.push({ op: "set", path: ["question", question.id, setting.key], value });
  }
  return { operations, lost };
}

/** What a question of the kind cannot be without, so that the person begins with rows to fill in. */
function beginning(kind) {
  switch (kind) {
    case "one": case "several": case "rank": return { choices: [blank("a"), blank("b")] };
    case "promise": return { choices: [blank("yes"), blank("no")], roles: [blank("staff"), blank("manager")] };
    case "scale": return { steps: { 1: {}, 3: {}, 5: {} } };
    case "duration": return { target: "0:30", limit: "2:00" };
    case "numbers": case "ratings": return { parts: [blank("a")] };
    case "pick": return { of: "touchpoints" };
    case "receipt": return { parts: ["text", "total", "time"] };
    default: return {};
  }
}
