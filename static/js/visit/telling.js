// The visit told in the past tense, from its answers. The twin of forms/telling/narrative.py; both are held to
// tests/tables/narratives.json. What can be said, and how, comes in the kit (docs/telling.md). Pure.

// Stands where something is missing; no text that people write holds it.
const GAP = "\0";
const isTold = (text) => text > GAP;
const key = JSON.stringify;
const isWhole = Number.isSafeInteger;

/** The narrative, a paragraph a part. `kit` is made by forms/telling; `asked`: ids; `answers`: question id → answer. */
export function draft({ parts, tell, units: [and, seconds, minutes, hours] }, asked, answers) {
  const length = (n) =>
    n < 61 ? n + seconds
      : n % 60 && n < 600 ? `${(n - (n % 60)) / 60} min ${n % 60} s`
        : n < 7200 ? (n / 60).toFixed() + minutes : (n / 3600).toFixed() + hours;
  const plain = (thing, isLength) =>
    isWhole(thing) ? (isLength ? length(thing) : `${thing}`)
      : (typeof thing == "string" && thing.replace(/[ \t\n\r]+/g, " ").replace(/^[ "“”„]+|[ "“”„]+$/g, "")) || GAP;
  // The first form of the pattern whose places can all be filled.
  const one = (table, value) => {
    let pattern = table[key(value)] ?? table[""] ?? GAP;
    if (isWhole(value)) for (const least in table) if (value >= least) pattern = table[least];
    return pattern.split("|")
      .map((form) => form.replace(/{(\w*)}/g, (_, part) => (part < 2 ? plain(value, part) : one(table[part], value?.[part]))))
      .find((text) => !text.includes(GAP)) ?? GAP;
  };
  const all = (table, value) => {
    const texts = [].concat(value).map((each) => one(table, each)).filter(isTold);
    const text = texts.join(GAP).replace(/\0([^\0]*)$/, `${and}$1`).replace(/\0/g, ", ");
    return text && !text.endsWith(".") ? (table["*"] ?? "") + text : text;
  };
  const given = (id) => (asked.includes(id) ? answers[id]?.value : null);
  const told = (item) => {
    const ids = item.split(" ");
    return ids[1] ? tell[item][key(ids.map(given))] ?? ids.map(told) : all(tell[item], given(item));
  };
  return parts
    .map((items) => items.flatMap(told).filter(isTold).map((text) => text.replace(/[^.!?…”]”?$/, "$&.")).join(" "))
    .filter(isTold)
    .join("\n\n");
}
