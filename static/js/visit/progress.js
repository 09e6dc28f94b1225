// Which questions are shown, how far the person is, and what is missing.

import { say } from "../words.js";
import { askedQuestions, given } from "./conditions.js";

/** Follows `definition` over the fieldsets of the page. `answers`: question id → answer, kept up to date by others. */
export class Progress {
  // What was found done or not; looking at the fields of hundreds of questions at each letter is slow.
  #done = new Map();

  constructor(definition, fieldsets, answers, isFit) {
    Object.assign(this, { definition, fieldsets, answers, isFit });
    this.questions = definition.sections.flatMap(({ questions }) => questions);
    // All words in the conditions, among them the ids that they ask for.
    this.weighty = JSON.stringify(this.questions.map(({ when }) => when));
    this.asked = [];
    this.now = new Set();
  }

  /** Show and hide, after an answer to `changed` (all, when nothing is named). Gives the ids that came into sight. */
  show(changed) {
    if (changed && !this.weighty.includes(`"${changed}"`)) return [];
    const before = this.now;
    this.asked = askedQuestions(this.definition, this.answers);
    const now = this.now = new Set(this.asked);
    for (const { id } of this.questions) {
      const fieldset = this.fieldsets.get(id);
      if (fieldset.hidden === now.has(id)) fieldset.hidden = !now.has(id);
    }
    return this.asked.filter((id) => !before.has(id));
  }

  /** The answer to `id` is another one now. */
  forget = (id) => this.#done.delete(id);

  isDone = (id) => {
    if (!this.#done.has(id)) this.#done.set(id, given(this.answers[id]) && this.isFit(id));
    return this.#done.get(id);
  };

  /** {done, all} over the questions of one section, or of all. */
  count(section) {
    const ids = section ? section.questions.map(({ id }) => id).filter((id) => this.now.has(id)) : this.asked;
    return { done: ids.filter(this.isDone).length, all: ids.length };
  }

  /** The asked questions that lack an answer that they need, or have one that does not fit. */
  open() {
    const asked = this.questions.filter(({ id }) => this.now.has(id));
    return asked.filter(({ id, required }) => !this.isDone(id) && (required !== false || given(this.answers[id])));
  }
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
