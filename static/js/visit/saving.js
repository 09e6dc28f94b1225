// Every answer goes to disk the moment it is given, and the page says so only when it is true.

import { clock, say } from "../words.js";
import { Frozen, saveAnswer } from "./draft.js";

const LATE_MS = 1000;

/** Saves the answers of `visit`. `place` holds the status line; `onFrozen` is called when another window finished. */
export class Saver {
  #unsaved = new Map();

  constructor(visit, place, onFrozen) {
    Object.assign(this, { visit, place, onFrozen });
    place.querySelector("[data-again]").onclick = () => this.again();
    place.querySelector("[data-copy]").onclick = () => this.#copy();
    addEventListener("beforeunload", (event) => this.#unsaved.size && event.preventDefault());
  }

  /** Keep an answer; it stays in memory until it is on disk. */
  save(question, answer) {
    this.#unsaved.set(question, answer);
    return this.#push(question, answer);
  }

  /** Whether the answer to `question` is not yet on disk. */
  has = (question) => this.#unsaved.has(question);

  /** Try once more what could not be kept. Gives whether everything is on disk now. */
  async again() {
    await Promise.all([...this.#unsaved].map(([question, answer]) => this.#push(question, answer)));
    return !this.#unsaved.size;
  }

  async #push(question, answer) {
    const late = setTimeout(() => this.#show("not_saved"), LATE_MS);
    try {
      await saveAnswer(this.visit, question, answer);
      if (this.#unsaved.get(question) === answer) this.#unsaved.delete(question);
      if (!this.#unsaved.size) this.#show("saved");
    } catch (problem) {
      if (problem instanceof Frozen) {
        this.#unsaved.clear();
        this.onFrozen();
      } else {
        this.#show("not_saved");
      }
    } finally {
      clearTimeout(late);
    }
  }

  #show(key) {
    const isSafe = key === "saved";
    this.place.classList.toggle("bad", !isSafe);
    this.place.querySelector("[data-text]").textContent = say(key, { time: clock(Date.now()) });
    for (const button of this.place.querySelectorAll("button")) button.hidden = isSafe;
  }

  async #copy() {
    const texts = [...this.#unsaved].flatMap(([question, { pairs }]) =>
      pairs.map(([name, text]) => `${question} ${name}: ${text}`));
    await navigator.clipboard.writeText(texts.join("\n"));
    this.place.querySelector("[data-text]").textContent = `${say("not_saved")} ${say("copied")}`;
  }
}
