// Every answer goes to disk the moment it is given, and the page says so only when it is true.

import { clock, say } from "../words.js";
import { Frozen, saveAnswer } from "./draft.js";

const LATE_MS = 1000;

/** Saves the answers of `visit`. `place` holds the status line; `onFrozen` is called when another window finished. */
export function saverOf(visit, place, onFrozen) {
  // In memory until it is on disk: question → answer.
  const unsaved = new Map();
  const line = place.querySelector("[data-text]");

  async function push(question, answer) {
    const late = setTimeout(show, LATE_MS, "not_saved");
    try {
      await saveAnswer(visit, question, answer);
      if (unsaved.get(question) === answer) unsaved.delete(question);
      if (!unsaved.size) show("saved");
    } catch (problem) {
      if (problem instanceof Frozen) {
        unsaved.clear();
        onFrozen();
      } else {
        show("not_saved");
      }
    } finally {
      clearTimeout(late);
    }
  }

  function show(key) {
    const isSafe = key === "saved";
    place.classList.toggle("bad", !isSafe);
    line.textContent = say(key, { time: clock(Date.now()) });
    for (const button of place.querySelectorAll("button")) button.hidden = isSafe;
  }

  /** Try once more what could not be kept. Gives whether everything is on disk now. */
  async function again() {
    await Promise.all([...unsaved].map(([question, answer]) => push(question, answer)));
    return !unsaved.size;
  }

  place.querySelector("[data-again]").onclick = again;
  place.querySelector("[data-copy]").onclick = async () => {
    const texts = [...unsaved].flatMap(([question, { pairs }]) => pairs.map(([name, text]) => `${question} ${name}: ${text}`));
    await navigator.clipboard.writeText(texts.join("\n"));
    line.textContent = `${say("not_saved")} ${say("copied")}`;
  };
  addEventListener("beforeunload", (event) => unsaved.size && event.preventDefault());

  return {
    /** Keep an answer; resolves when that was tried. */
    save(question, answer) {
      unsaved.set(question, answer);
      return push(question, answer);
    },
    /** Whether the answer to `question` is not yet on disk. */
    has: (question) => unsaved.has(question),
    again,
  };
}
