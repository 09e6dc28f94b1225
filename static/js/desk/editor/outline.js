// The outline: sections with their questions, what each is worth, and where something is amiss.

import { say } from "../../words.js";
import { el } from "./dom.js";
import { grip } from "./things.js";

/** The whole outline as nodes. */
export function outline(page) {
  const { draft } = page;
  const sections = Array.isArray(draft.document.sections) ? draft.document.sections : [];
  return [
    whole(page),
    el("ol", { class: "plain tree", "data-key": "tree", "data-list": '["sections"]' },
      sections.filter((one) => one?.id).map((section) => branch(page, section))),
    el("button", { type: "button", class: "button small-button", id: "add-section", "data-deed": "addSection" },
      `＋ ${say("add_section")}`),
  ];
}

function whole(page) {
  const amiss = page.notes.all.filter(({ path }) => !["question", "section"].includes(path[0])).length;
  return el("div", { class: "leaf", "data-key": "whole" },
    pick(page, "whole", null, [el("span", { class: "words" }, say("whole")), dot(amiss)]));
}

function branch(page, section) {
  const path = ["section", section.id];
  const title = page.words(section.title) || say("unnamed_section");
  const questions = Array.isArray(section.questions) ? section.questions.filter((one) => one?.id) : [];
  const amiss = page.notes.all.filter(({ path: at }) => at[0] === "section" && at[1] === section.id).length;
  return el("li", { "data-key": `s-${section.id}`, "data-row": JSON.stringify(path), class: "branch" },
    el("div", { class: "leaf section" },
      pick(page, "section", section.id, [el("span", { class: "words" }, title), dot(amiss)]), grip(path, title)),
    el("ol", { class: "plain", "data-key": "questions", "data-list": JSON.stringify([...path, "questions"]) },
      questions.map((question) => leaf(page, question))),
    el("div", { class: "row adds" },
      el("button", { type: "button", class: "button quiet", id: `add-${section.id}`, "data-deed": "addQuestion",
        "data-section": section.id, "aria-label": say("add_question_to", { name: title }) }, `＋ ${say("add_question")}`),
      el("button", { type: "button", class: "button quiet", id: `shelf-${section.id}`, "data-deed": "openLibrary",
        "data-section": section.id, "aria-label": say("from_library_to", { name: title }) }, say("from_library"))));
}

function leaf(page, question) {
  const path = ["question", question.id];
  const words = page.words(question.text) || say("unnamed_question");
  const kind = page.content.kinds[question.kind];
  const amiss = page.notes.count(path);
  return el("li", { "data-key": `q-${question.id}`, "data-row": JSON.stringify(path), class: "leaf" },
    pick(page, "question", question.id, [
      el("span", { class: "words" }, words),
      el("span", { class: "about" },
        el("span", {}, kind ? kind.name : say("no_kind")),
        question.weight ? el("span", {}, say("weight_of", { n: page.number(question.weight) })) : null,
        question.critical ? el("span", { class: "critical" }, say("critical_short")) : null,
        question.when ? el("span", { class: "when" }, say("when_mark")) : null,
        question.due_after_days ? el("span", {}, say("days_mark", { n: question.due_after_days })) : null),
      dot(amiss),
    ]), grip(path, words));
}

function pick(page, what, id, inside) {
  const isChosen = page.chosen.what === what && page.chosen.id === id;
  return el("button", { type: "button", class: "pick", id: `pick-${what}-${id ?? ""}`, "data-pick": what, "data-id": id,
    "aria-current": isChosen ? "true" : null, "aria-keyshortcuts": what === "whole" ? null : "Alt+ArrowUp Alt+ArrowDown" },
  inside);
}

const dot = (amiss) => amiss ? el("span", { class: "dot" }, el("span", { class: "sr-only" }, say("amiss", { n: amiss }))) : null;
