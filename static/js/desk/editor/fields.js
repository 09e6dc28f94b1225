// Fields of the panes. Each knows its place in the draft (data-path) and how it is read (data-as); main.js listens.

import { say } from "../../words.js";
import { el } from "./dom.js";
import { textOf } from "./values.js";

export const idOf = (path) => `f-${path.join("-").replaceAll(".", "-")}`;

/** Label, hint, messages and `input` in one, tied together. `path`: where the messages lie. */
export function labelled(page, { path, label, hint, isNarrow, id = idOf(path), extra }, input) {
  const messages = page.notes.take(path);
  const ties = [hint && `${id}-hint`, messages.length && `${id}-error`].filter(Boolean).join(" ");
  input.id = id;
  if (ties) input.setAttribute("aria-describedby", ties);
  if (messages.length) input.setAttribute("aria-invalid", "true");
  return el("div", { class: isNarrow ? "field narrow" : "field", "data-key": `field-${id}` },
    el("label", { for: id }, label, extra ?? null),
    hint ? el("p", { class: "hint", id: `${id}-hint` }, hint) : null,
    input, errors(id, messages));
}

const errors = (id, messages) => messages.length
  ? el("p", { class: "error", id: `${id}-error` }, messages.map((one) => capital(one)).join(" ")) : null;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** An input for one value. */
export function lineField(page, { path, as = "text", ...about }) {
  const value = page.draft.at(path);
  const mode = { number: "decimal", length: "text", points: "text" }[as];
  const input = el("input", {
    type: "text", inputmode: mode, autocomplete: "off", "data-path": JSON.stringify(path), "data-as": as,
    value: textOf(as, value, page.comma), seen: value ?? null, spellcheck: as === "text" ? null : "false",
  });
  return labelled(page, { path, isNarrow: as !== "text", ...about }, input);
}

/** A box to tick. `off`: what stands for not ticked; true is the default of `required`. */
export function flagField(page, { path, label, hint, isUsual = false }) {
  const id = idOf(path);
  const messages = page.notes.take(path);
  const ties = [hint && `${id}-hint`, messages.length && `${id}-error`].filter(Boolean).join(" ") || null;
  const box = el("input", {
    type: "checkbox", id, checked: (page.draft.at(path) ?? isUsual) === true, "data-path": JSON.stringify(path),
    "data-as": isUsual ? "unflag" : "flag", "aria-describedby": ties,
  });
  return el("div", { class: "field", "data-key": `field-${id}` },
    el("label", { class: "tick" }, box, el("span", {}, label)),
    hint ? el("p", { class: "hint", id: `${id}-hint` }, hint) : null, errors(id, messages));
}

/** One out of a few: [[value, words], …]; an empty value takes the setting away. */
export function choiceField(page, { path, options, fallback = "", ...about }) {
  const value = page.draft.at(path) ?? fallback;
  const known = options.some(([one]) => one === value);
  const all = known || value === "" ? options : [...options, [value, String(value)]];
  const list = el("select", { "data-path": JSON.stringify(path), "data-as": "choice", value: String(value) },
    value === "" && !options.some(([one]) => one === "") ? el("option", { value: "" }, say("choose")) : null,
    all.map(([one, words]) => el("option", { value: one, "data-key": `o-${one}` }, words)));
  return labelled(page, { path, ...about }, list);
}

/** The same words in each language side by side; what is missing is marked and counted. */
export function wordsField(page, { path, label, rows = 1, isFolded = false, isOptional = false, isCompact = false }) {
  const { languages, names } = page;
  const there = languages.filter((one) => (page.draft.at([...path, one]) ?? "").trim());
  const isEmpty = isOptional && !there.length;
  const lacking = isEmpty ? 0 : languages.length - there.length;
  const id = idOf(path);
  const own = page.notes.take(path);
  const inner = [
    el("div", { class: "languages" }, languages.map((language) => wordBox(page, [...path, language], names[language], {
      language, rows, isMissing: lacking && !there.includes(language), label,
    }))),
    errors(id, own),
  ];
  const count = lacking ? el("span", { class: "tag wait" }, say("missing_words", { n: lacking })) : null;
  const ties = own.length ? { "aria-describedby": `${id}-error` } : {};
  if (isFolded) {
    return el("details", { class: "fold words", "data-key": `words-${id}`, open: there.length > 0 && lacking > 0 },
      el("summary", {}, label, there.length ? el("span", { class: "tag" }, `${there.length}/${languages.length}`) : null, count),
      el("fieldset", { ...ties }, el("legend", { class: "sr-only" }, label), inner));
  }
  return el("fieldset", { class: isCompact ? "words compact" : "words", "data-key": `words-${id}`, ...ties },
    el("legend", {}, label, " ", count), inner);
}

function wordBox(page, path, name, { language, rows, isMissing, label }) {
  const id = idOf(path);
  const value = page.draft.at(path);
  const found = page.notes.take(path);
  // The mark and the count say already that words are missing.
  const messages = value ? found : [];
  const is = {
    id, lang: language, "data-path": JSON.stringify(path), "data-as": "text", value: textOf("text", value),
    seen: value ?? null, "aria-label": `${label}, ${name}`, class: isMissing ? "missing" : null,
    "aria-invalid": found.length ? "true" : null, "aria-describedby": messages.length ? `${id}-error` : null,
  };
  const box = el("textarea", { ...is, rows });
  return el("div", { class: "language", "data-key": `l-${id}` },
    el("label", { for: id, class: "small" }, name), box, errors(id, messages));
}
