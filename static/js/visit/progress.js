// Which questions are shown, how far the person is, and what is missing.

import { say } from "../words.js";
import { askedQuestions, given } from "./conditions.js";

/** Follows `definition` over the fieldsets of the page. `answers`: question id → answer, kept up to date by others. */
export function progressOf(definition, fieldsets, answers, isFit) {
  const questions = definition.sections.flatMap((section) => section.questions);
  // All words in the conditions, among them the ids that they ask for.
  const weighty = JSON.stringify(questions.map(({ when }) => when));
  // What was found done or not; looking at the fields of hundreds of questions at each letter is slow.
  const known = new Map();
  let asked = new Set();

  const isDone = (id) => {
    if (!known.has(id)) known.set(id, given(answers[id]) && isFit(id));
    return known.get(id);
  };

  return {
    /** The ids that are asked now, in order. */
    asked: () => [...asked],

    /** Show and hide, after an answer to `changed` (all, when nothing is named). Gives the ids that came into sight. */
    show(changed) {
      if (changed && !weighty.includes(`"${changed}"`)) return [];
      const before = asked;
      asked = new Set(askedQuestions(definition, answers));
      for (const { id } of questions) {
        const fieldset = fieldsets.get(id);
        if (fieldset.hidden === asked.has(id)) fieldset.hidden = !asked.has(id);
      }
      return [...asked].filter((id) => !before.has(id));
    },

    /** The answer to `id` is another one now. */
    forget: (id) => known.delete(id),

    /** {done, all} over the questions of one section, or of all. */
    count(section = { questions }) {
      const ids = section.questions.map(({ id }) => id).filter((id) => asked.has(id));
      return { done: ids.filter(isDone).length, all: ids.length };
    },

    /** The asked questions that lack an answer that they need, or have one that does not fit. */
    open: () => questions.filter(({ id, required }) =>
      asked.has(id) && !isDone(id) && (required !== false || given(answers[id]))),
  };
}

/** Fill `dialog` with links to questions ({id, note}), the open ones; `go(id)` is called for the one that is chosen. */
export function listOpen(dialog, open, fieldsets, go, sentence = say(open.length ? "open" : "none_open", { n: open.length })) {
  dialog.querySelector("[data-title]").textContent = sentence;
  dialog.querySelector("[data-list]").replaceChildren(...open.map(({ id, note }) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = fieldsets.get(id).querySelector("legend").textContent;
    button.onclick = () => {
      dialog.close();
      go(id);
    };
    item.append(button, note ?? "");
    return item;
  }));
}
