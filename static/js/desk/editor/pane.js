// The middle: the fields of what is chosen, a question, a section or the questionnaire as a whole.

import { say } from "../../words.js";
import { el } from "./dom.js";
import { choiceField, flagField, idOf, labelled, lineField, wordsField } from "./fields.js";
import { sectionOf } from "./paths.js";
import { settingsOf } from "./settings.js";
import { thingRows } from "./things.js";
import { whenField } from "./when.js";

/** The fields of what is chosen, as nodes. */
export function pane(page) {
  const { what, id } = page.chosen;
  const draw = { question: questionPane, section: sectionPane }[what];
  const thing = draw && page.draft.at([what, id]);
  return draw && !thing ? [el("p", { class: "notice", "data-key": "gone" }, say("gone"))] : (draw ?? wholePane)(page, thing);
}

function questionPane(page, question) {
  const path = ["question", question.id];
  const section = sectionOf(page.draft.document, question.id);
  const place = section.questions.indexOf(question) + 1;
  const key = (name) => `${name}-${question.id}`;
  const parts = [
    el("header", { class: "pane-head", "data-key": key("head") },
      el("h2", { id: "pane-title", tabindex: "-1" }, say("question_place", {
        n: place, all: section.questions.length, section: page.words(section.title) || say("unnamed_section") })),
      el("div", { class: "row" },
        el("button", { type: "button", class: "button square", id: "earlier", "data-deed": "step", "data-by": "-1",
          "aria-label": say("earlier") }, "↑"),
        el("button", { type: "button", class: "button square", id: "later", "data-deed": "step", "data-by": "1",
          "aria-label": say("later") }, "↓"))),
    el("div", { "data-key": key("words"), class: "part" },
      wordsField(page, { path: [...path, "text"], label: say("words"), rows: 2 }),
      wordsField(page, { path: [...path, "help"], label: say("help"), rows: 2, isFolded: true, isOptional: true })),
    el("div", { "data-key": key("kind"), class: "part" }, kindField(page, question, path), settingsOf(page, question)),
    el("div", { "data-key": key("worth"), class: "part" }, worth(page, question, path)),
    el("div", { "data-key": key("when"), class: "part" }, whenField(page, question)),
    el("div", { "data-key": key("more"), class: "part" }, more(page, question, path)),
    el("div", { "data-key": key("id"), class: "part" }, foot(page, path, question.id, say("id_warning"))),
  ];
  return withRest(page, path, parts);
}

/** What no field has shown stands at the head. */
function withRest(page, path, parts) {
  const rest = page.notes.takeWithin(path);
  const [head, ...others] = parts;
  const note = rest.length ? [el("div", { class: "notice bad", "data-key": "rest" },
    el("ul", {}, rest.map((one) => el("li", {}, one))))] : [];
  return [head, ...note, ...others];
}

function kindField(page, question, path) {
  const { kinds } = page.content;
  const at = [...path, "kind"];
  const list = el("select", { "data-kind": question.id, value: question.kind ?? "" },
    kinds[question.kind] ? null : el("option", { value: "" }, say("choose")),
    page.content.groups.map(([group, name]) => el("optgroup", { label: name, "data-key": group },
      page.content.order.filter((one) => kinds[one].group === group).map((one) => [one, kinds[one]])
        .map(([value, one]) => el("option", { value, "data-key": value }, one.name)))));
  list.value = question.kind ?? "";
  return [labelled(page, { path: at, label: say("kind") }, list),
    kinds[question.kind] ? el("p", { class: "soft small", "data-key": "does" }, kinds[question.kind].does) : null];
}

function worth(page, question, path) {
  const scores = page.content.kinds[question.kind]?.scores;
  if (!scores && !question.weight && !question.critical) return [];
  const options = (group, keys) => [["", "–"], ...keys.map((one) => [one, say(`${group}_${one}`)])];
  return [
    el("div", { class: "weight", "data-key": "weight" },
      lineField(page, { path: [...path, "weight"], as: "number", label: say("weight"), hint: say("weight_hint") }),
      el("div", { class: "taps", role: "group", "aria-label": say("weight") }, [0, 1, 2, 3, 4, 5].map((weight) => el("button", {
        type: "button", class: "tap-weight", id: `weight-${weight}`, "data-deed": "weigh", "data-weight": weight,
        "aria-pressed": String((question.weight ?? 0) === weight) }, String(weight))))),
    question.weight ? el("div", { "data-key": "kinds" },
      choiceField(page, { path: [...path, "level"], label: say("level"), options: options("level", ["T", "E", "M"]) }),
      choiceField(page, { path: [...path, "component"], label: say("component"), options: options("component", ["Q", "S", "U", "C"]) })) : null,
    question.weight || question.critical
      ? flagField(page, { path: [...path, "critical"], label: say("critical"), hint: say("critical_hint") }) : null,
  ];
}

function more(page, question, path) {
  const { document } = page.draft;
  const touchpoints = (document.touchpoints ?? []).map((one) => [one.id, page.words(one.name) || one.id]);
  const takesPhotos = !["photo", "receipt"].includes(question.kind);
  const roles = { emotion: ["start", "end"], moment: ["peak"], text: ["story"] }[question.kind] ?? [];
  return [
    choiceField(page, { path: [...path, "touchpoint"], label: say("touchpoint"), options: [...touchpoints, ["+new", say("new_touchpoint")]] }),
    unnamedTouchpoint(page, question),
    flagField(page, { path: [...path, "required"], label: say("required"), isUsual: true }),
    question.kind === "yes_no" || question.fact
      ? flagField(page, { path: [...path, "fact"], label: say("fact"), hint: say("fact_hint") }) : null,
    flagField(page, { path: [...path, "corner"], label: say("corner"), hint: say("corner_hint") }),
    roles.length || question.role ? choiceField(page, { path: [...path, "role"], label: say("role"),
      options: [["", "–"], ...roles.map((one) => [one, say(`role_${one}`)])] }) : null,
    el("div", { class: "side-by-side", "data-key": "numbers" },
      takesPhotos || question.photos ? lineField(page, { path: [...path, "photos"], as: "number", label: say("photos"), hint: say("photos_hint") }) : null,
      lineField(page, { path: [...path, "due_after_days"], as: "number", label: say("days"), hint: say("days_hint") })),
  ];
}

/** A touchpoint that was just made is named where it was made. */
function unnamedTouchpoint(page, question) {
  const path = ["touchpoint", question.touchpoint, "name"];
  const isThere = page.draft.at(path.slice(0, 2));
  const isNamed = page.languages.every((one) => page.draft.at([...path, one]));
  const isStill = page.naming === question.touchpoint;
  if (!isThere || (isNamed && !isStill)) return null;
  page.naming = question.touchpoint;
  return wordsField(page, { path, label: say("touchpoint_name") });
}

function sectionPane(page, section) {
  const path = ["section", section.id];
  const count = (section.questions ?? []).length;
  return withRest(page, path, [
    el("header", { class: "pane-head", "data-key": `head-${section.id}` },
      el("h2", { id: "pane-title", tabindex: "-1" }, say("section")),
      el("p", { class: "soft" }, say("questions", { n: count }))),
    el("div", { class: "part", "data-key": `words-${section.id}` }, wordsField(page, { path: [...path, "title"], label: say("section_title") })),
    el("div", { class: "part row", "data-key": "adds" },
      el("button", { type: "button", class: "button", id: "pane-add", "data-deed": "addQuestion", "data-section": section.id }, `＋ ${say("add_question")}`),
      el("button", { type: "button", class: "button", id: "pane-shelf", "data-deed": "openLibrary", "data-section": section.id }, say("from_library"))),
    el("div", { class: "part", "data-key": `id-${section.id}` }, foot(page, path, section.id, say("section_id_warning"))),
  ]);
}

function wholePane(page) {
  const { names } = page;
  const chosen = page.draft.document.languages ?? [];
  const notes = page.notes.take(["languages"]);
  return withRest(page, [], [
    el("header", { class: "pane-head", "data-key": "head" }, el("h2", { id: "pane-title", tabindex: "-1" }, say("whole"))),
    el("div", { class: "part", "data-key": "title" }, wordsField(page, { path: ["title"], label: say("title") })),
    el("div", { class: "part", "data-key": "languages" }, el("fieldset", {}, el("legend", {}, say("languages")),
      el("p", { class: "hint" }, say("languages_hint")),
      el("div", { class: "row" }, ["fi", "sv", "en"].map((code) => el("label", { class: "tick", "data-key": code },
        el("input", { type: "checkbox", id: `language-${code}`, value: code, checked: chosen.includes(code),
          "data-some": '["languages"]', "data-order": "fi sv en" }), el("span", { lang: code }, names[code])))),
      notes.length ? el("p", { class: "error" }, notes.join(" ")) : null)),
    el("div", { class: "part", "data-key": "emotion" }, lineField(page, {
      path: ["emotion_weight"], as: "number", label: say("emotion_weight"), hint: say("emotion_weight_hint") })),
    el("div", { class: "part", "data-key": "touchpoints" }, thingRows(page, ["touchpoints"], {
      label: say("touchpoints"), hint: say("touchpoints_hint"), one: say("touchpoint_one"), words: "name" })),
  ]);
}

/** The id, folded, since it is seldom touched; and taking the thing away. */
function foot(page, path, id, warning) {
  const input = el("input", { type: "text", autocomplete: "off", spellcheck: "false", class: "code", value: id, seen: id,
    "data-rename": JSON.stringify(path) });
  return [
    el("details", { class: "fold", "data-key": `rename-${idOf(path)}` },
      el("summary", {}, say("id"), " ", el("code", {}, id)),
      el("p", { class: "hint" }, warning),
      labelled(page, { path: [...path, "id"], label: say("id"), hint: say("id_hint") }, input),
      el("button", { type: "button", class: "button small-button", id: `words-to-id`, "data-deed": "idFromWords",
        "data-at": JSON.stringify(path) }, say("id_from_words"))),
    el("button", { type: "button", class: "button danger small-button", id: "pane-remove", "data-deed": "remove",
      "data-at": JSON.stringify(path) }, say(path[0] === "section" ? "remove_section" : "remove_question")),
  ];
}
