// The sentences of this page, written into it by the server from the one catalogue, in the person's language.

const sentences = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

export const language = document.documentElement.lang;

/** The sentence `key`, with `{name}` replaced from `values`. With `values.n` equal to 1, `key_one` where there is one. */
export function say(key, values = {}) {
  const sentence = (values.n === 1 && sentences[`${key}_one`]) || sentences[key] || key;
  return sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** 13:05, in Finnish 13.05, in the phone's own time zone. */
export const clock = (ms) => timeOf(ms).slice(0, 5).replace(":", language === "fi" ? "." : ":");

/** 13:05:09, in the phone's own time zone. */
export const timeOf = (ms) => new Date(ms).toTimeString().slice(0, 8);
