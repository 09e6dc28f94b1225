// Copying from the shelf: single details by touchpoint, or the questions of whole questionnaires by section.

import { say } from "../../words.js";
import { asks } from "./conditions.js";
import { el } from "./dom.js";
import { all } from "./paths.js";
import { quoted } from "./saying.js";

/** The dialog with the shelf; fetched when it is first opened. */
export class Library {
  constructor(page, dialog) {
    Object.assign(this, { page, dialog, documents: new Map(), chosen: new Map() });
    dialog.addEventListener("input", (event) => event.target.matches("[type=search]") && this.#list());
    dialog.addEventListener("change", (event) => this.#ticked(event.target));
    dialog.querySelector("[data-take]").addEventListener("click", () => this.#take());
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  /** `section`: where the questions go; after the chosen question where it is of that section. */
  async open(section) {
    this.section = section;
    this.chosen.clear();
    this.dialog.showModal();
    this.#count();
    try {
      this.shelf ??= await this.#get(this.page.content.library);
      this.#sources();
      this.#list();
    } catch {
      this.#body(el("p", { class: "notice bad" }, say("library_offline")));
    }
  }

  async #get(address) {
    const answer = await fetch(address, { redirect: "manual" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  #sources() {
    const list = this.dialog.querySelector("[data-source]");
    if (list.options.length > 1) return;
    list.append(...this.shelf.questionnaires.map(({ code, title }) => el("option", { value: code }, title)));
  }

  /** Groups [name, questions] of the shelf, or of one questionnaire. */
  async #groups(code) {
    const { words } = this.page;
    if (!code) {
      return this.shelf.touchpoints.map((one) => [words(one.name),
        this.shelf.details.filter(({ question }) => question.touchpoint === one.id).map(({ question }) => question)]);
    }
    if (!this.documents.has(code)) this.documents.set(code, await this.#get(`/desk/library/questionnaires/${code}`));
    return this.documents.get(code).sections.map((one) => [words(one.title), one.questions]);
  }

  async #list() {
    if (!this.shelf) return;
    const wanted = this.dialog.querySelector("[type=search]").value.trim().toLowerCase();
    const code = this.dialog.querySelector("[data-source]").value;
    const fits = (question) => !wanted || [question.id, ...Object.values(question.text)].some((one) => one.toLowerCase().includes(wanted));
    const groups = (await this.#groups(code)).map(([name, questions]) => [name, questions.filter(fits)]).filter(([, found]) => found.length);
    this.#body(...groups.map(([name, questions], place) => this.#group(name, questions, place)),
      groups.length ? "" : el("p", { class: "notice" }, say("library_none")));
  }

  #group(name, questions, place) {
    return el("fieldset", {}, el("legend", {}, name),
      el("button", { type: "button", class: "button quiet small-button", onclick: () => this.#tickAll(place) }, say("library_all", { name })),
      questions.map((question) => this.#row(question)));
  }

  #row(question) {
    const isHere = all(this.page.draft.document, "questions").some((one) => one.id === question.id);
    const kind = this.page.content.kinds[question.kind];
    return el("label", { class: "tick shelf-row" },
      el("input", { type: "checkbox", value: question.id, disabled: isHere, checked: this.chosen.has(question.id) }),
      el("span", {}, el("span", { class: "words" }, this.page.words(question.text)),
        el("span", { class: "about soft small" },
          el("span", {}, kind?.name ?? question.kind),
          question.weight ? el("span", {}, say("weight_of", { n: this.page.number(question.weight) })) : null,
          question.level ? el("span", {}, say(`level_${question.level}`)) : null,
          isHere ? el("span", { class: "tag" }, say("already_here")) : this.#needs(question))));
  }

  /** What the question hangs on and is neither here nor chosen. */
  #needs(question) {
    const here = new Set(all(this.page.draft.document, "questions").map((one) => one.id));
    const lacking = asks(question.when).filter((id) => !here.has(id));
    return lacking.length ? el("span", {}, say("hangs_on", { names: [...new Set(lacking)].map((id) => this.#nameOf(id)).join(", ") })) : null;
  }

  #nameOf(id) {
    const found = this.#all().find((one) => one.id === id);
    return found ? quoted(this.page.words(found.text), this.page.about.language) : id;
  }

  #all() {
    const sections = [...this.documents.values()].flatMap((one) => one.sections.flatMap((section) => section.questions));
    return [...this.shelf.details.map(({ question }) => question), ...sections];
  }

  #ticked(box) {
    if (box.matches("[data-source]")) return this.#list();
    if (box.type !== "checkbox") return null;
    const question = this.#pool().find((one) => one.id === box.value);
    if (box.checked) this.chosen.set(box.value, question);
    else this.chosen.delete(box.value);
    return this.#count();
  }

  #pool() {
    const code = this.dialog.querySelector("[data-source]").value;
    return code ? this.documents.get(code).sections.flatMap((one) => one.questions) : this.#all();
  }

  #tickAll(place) {
    const boxes = this.dialog.querySelectorAll("[data-shelf] fieldset")[place].querySelectorAll("input:not(:disabled)");
    const isAll = [...boxes].every((box) => box.checked);
    for (const box of boxes) {
      box.checked = !isAll;
      this.#ticked(box);
    }
  }

  #count() {
    const button = this.dialog.querySelector("[data-take]");
    button.disabled = this.chosen.size === 0;
    button.textContent = say("library_take", { n: this.chosen.size });
  }

  /** Put the chosen ones in, in the order of the shelf, with the touchpoints that they lack. */
  #take() {
    const { page, section } = this;
    const { document } = page.draft;
    const questions = all(document, "sections").find((one) => one.id === section)?.questions ?? [];
    const chosen = page.chosen.what === "question" && questions.find((one) => one.id === page.chosen.id);
    let after = (chosen || questions.at(-1))?.id ?? null;
    const taken = this.#all().filter((one, place, every) => this.chosen.has(one.id) && every.findIndex((other) => other.id === one.id) === place)
      .map((one) => this.chosen.get(one.id));
    const operations = this.#touchpoints(taken);
    for (const question of taken) {
      operations.push({ op: "insert", path: ["section", section, "questions"], value: this.#spoken(question), after });
      after = question.id;
    }
    this.dialog.close();
    page.draft.change(...operations);
    page.choose("question", taken[0].id);
    page.tell("quiet", say("library_taken", { n: taken.length }), [[say("undo"), () => page.draft.undo()]]);
  }

  #touchpoints(questions) {
    const known = [...this.shelf.touchpoints, ...[...this.documents.values()].flatMap((one) => one.touchpoints)];
    const here = all(this.page.draft.document, "touchpoints").map((one) => one.id);
    let after = here.at(-1) ?? null;
    return [...new Set(questions.map((one) => one.touchpoint))].filter((id) => !here.includes(id)).flatMap((id) => {
      const value = known.find((one) => one.id === id);
      if (!value) return [];
      const operation = { op: "insert", path: ["touchpoints"], value: this.#spoken(value), after };
      after = id;
      return [operation];
    });
  }

  /** A copy without words in languages that the questionnaire does not have. */
  #spoken(thing) {
    const gone = ["fi", "sv", "en"].filter((one) => !this.page.languages.includes(one));
    const copy = (value) => {
      if (Array.isArray(value)) return value.map(copy);
      if (!value || typeof value !== "object") return value;
      return Object.fromEntries(Object.entries(value).filter(([key]) => !gone.includes(key)).map(([key, one]) => [key, copy(one)]));
    };
    return copy(thing);
  }

  #body(...nodes) {
    this.dialog.querySelector("[data-shelf]").replaceChildren(...nodes);
  }
}
