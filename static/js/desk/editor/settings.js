// The settings of each kind, drawn from the server's description of them (shopper/desk/kind_words.py).

import { say } from "../../words.js";
import { el } from "./dom.js";
import { choiceField, flagField, idOf, labelled, lineField, wordsField } from "./fields.js";
import { textOf } from "./values.js";
import { thingRows } from "./things.js";

const DRAW = {
  flag: (page, path, { label, hint }) => flagField(page, { path, label, hint }),
  whole: (page, path, one) => lineField(page, { path, as: "number", ...one, hint: one.hint || between(one) }),
  number: (page, path, one) => lineField(page, { path, as: "number", ...one, hint: one.hint || between(one) }),
  length: (page, path, one) => lineField(page, { path, as: "length", ...one }),
  points: (page, path, one) => lineField(page, { path, as: "points", ...one, isNarrow: false }),
  words: (page, path, { label, folded }) => wordsField(page, { path, label, isFolded: folded, isOptional: folded }),
  one_of: (page, path, one) => choiceField(page, { path, fallback: one.default ?? "", ...one }),
  things: thingRows,
  moments,
  some_of: someOf,
  steps,
  matches,
  pattern,
};

/** All settings of the question's own kind. */
export function settingsOf(page, question) {
  const kind = page.content.kinds[question.kind];
  return (kind?.settings ?? []).map((one) => {
    const path = ["question", question.id, ...one.key.split(".")];
    return DRAW[one.as](page, path, { ...one, key: undefined });
  });
}

const between = ({ min, max }) => say("between", { low: min, high: max });

function someOf(page, path, { label, options }) {
  const chosen = page.draft.at(path) ?? [];
  const id = idOf(path);
  const messages = page.notes.takeWithin(path);
  return el("fieldset", { "data-key": `some-${id}`, "aria-describedby": messages.length ? `${id}-error` : null },
    el("legend", {}, label),
    options.map(([value, words]) => el("label", { class: "tick", "data-key": value },
      el("input", { type: "checkbox", checked: chosen.includes(value), value, id: `${id}-${value}`,
        "data-some": JSON.stringify(path), "data-order": options.map(([one]) => one).join(" ") }),
      el("span", {}, words))),
    messages.length ? el("p", { class: "error", id: `${id}-error` }, messages.join(" ")) : null);
}

function steps(page, path, { label, hint }) {
  const messages = page.notes.take(path);
  return el("fieldset", { "data-key": "steps", class: "steps" },
    el("legend", {}, label), el("p", { class: "hint" }, hint),
    messages.length ? el("p", { class: "error" }, messages.join(" ")) : null,
    ["1", "2", "3", "4", "5"].map((step) => wordsField(page, {
      path: [...path, step], label: step, isOptional: step === "2" || step === "4", isCompact: true,
    })));
}

function matches(page, path, { label }) {
  const names = ["same", "near", "generic", "outdated", "wrong_language"];
  const isOn = page.draft.at(path) !== undefined;
  const rest = page.notes.take(path);
  return el("fieldset", { "data-key": "matches" },
    el("legend", {}, label),
    el("label", { class: "tick" },
      el("input", { type: "checkbox", checked: isOn, "data-make": JSON.stringify(path), id: idOf(path),
        "data-value": JSON.stringify({ same: 1, near: 0.7, generic: 0.3, outdated: 0, wrong_language: 0 }) }),
      el("span", {}, say("compared_points"))),
    rest.length ? el("p", { class: "error" }, rest.join(" ")) : null,
    isOn && el("div", { class: "side-by-side" }, names.map((name) => lineField(page, {
      path: [...path, name], as: "number", label: page.content.values[name],
    }))));
}

/** The ids of two moments; with `choices`, which of them a time between the two answers. */
function moments(page, path, { label, choices }) {
  const given = page.draft.at(path);
  const rest = page.notes.take(path);
  const start = choices ? { from: "away", to: "back", within: {}, otherwise: "" } : { from: "", to: "" };
  const ids = choices ? (page.draft.at([...path.slice(0, 2), "choices"]) ?? []) : [];
  const options = ids.map((one) => [one.id, page.words(one.text) || one.id]);
  return el("fieldset", { "data-key": "moments" },
    el("legend", {}, label),
    el("label", { class: "tick" },
      el("input", { type: "checkbox", checked: given !== undefined, "data-make": JSON.stringify(path), id: idOf(path),
        "data-value": JSON.stringify(start) }),
      el("span", {}, say("moments_on"))),
    rest.length ? el("p", { class: "error" }, rest.join(" ")) : null,
    given && el("div", { class: "side-by-side" }, ["from", "to"].map((key) =>
      lineField(page, { path: [...path, key], label: say(`moments_${key}`), hint: say("moments_hint") }))),
    given && options.map(([id, words]) =>
      lineField(page, { path: [...path, "within", id], as: "length", label: `${say("moments_within")} ${words}` })),
    given && options.length ? choiceField(page, { path: [...path, "otherwise"], label: say("moments_otherwise"), options }) : null);
}

function pattern(page, path, { label }) {
  const inner = page.draft.at(path);
  const regex = [...path, "regex"];
  const field = el("input", {
    type: "text", spellcheck: "false", autocomplete: "off", "data-path": JSON.stringify(regex), "data-as": "text",
    value: textOf("text", page.draft.at(regex)), seen: page.draft.at(regex) ?? null, class: "code",
  });
  return el("details", { class: "fold", open: Boolean(inner), "data-key": "pattern" },
    el("summary", {}, label),
    labelled(page, { path: regex, label: say("pattern"), hint: say("pattern_hint") }, field),
    wordsField(page, { path: [...path, "message"], label: say("pattern_message"), isOptional: !inner }));
}
