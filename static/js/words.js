// The sentences of this page, written into it by the server from the one catalogue, in the person's language.

const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

export const language = document.documentElement.lang || "en";

/** The sentence `key`, with `{name}` replaced from `values`. With `values.n` equal to 1, `key_one` where there is one. */
export function say(key, values = {}) {
  const sentence = (values.n === 1 && words[`${key}_one`]) || words[key] || key;
  return sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

const locale = { fi: "fi-FI", sv: "sv-FI", en: "en-150" }[language];

/** 13:05, in the phone's own time zone. */
export const clock = (ms) => new Date(ms).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });

/** A day from its ISO form, as people write it. */
export const day = (iso) =>
  new Date(`${iso}T12:00:00Z`).toLocaleDateString(locale, { weekday: "short", day: "numeric", month: "numeric" });

/** An amount in euros from its decimal text. */
export const euros = (amount) =>
  new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(Number(amount));
