// The buttons that write a first draft of the narrative. What stands there is never replaced unasked.

import { say } from "../words.js";
import { draft } from "./telling.js";

/** Wakes the buttons of the story question, where there is one. `room`: see page.js. */
export function startStory({ answers, asked, loadWords, put }) {
  const block = document.querySelector("[data-story]");
  let before;
  if (!block) return;
  block.hidden = false;
  block.onclick = async ({ target: { dataset: { how } } }) => {
    if (!how) return;
    const [choices, undo, said] = block.querySelectorAll("[data-part]");
    const { story } = block.dataset;
    const kit = await loadWords();
    const made = kit ? draft(kit, asked(), answers) : "";
    const old = answers[story]?.value ?? "";
    // Undoing changes places with what stood there before, so what was written since is not lost either.
    const text = { add: `${old}\n\n${made}`, undo: before, write: made }[how] ?? old;
    choices.open = false;
    said.textContent = made && say(`story_${how}`, { n: made.split(/\s+/).length }) || say("story_none");
    if (!made || text === old) return;
    before = old;
    put(story, [["value", text]]);
    undo.hidden = false;
    undo.focus();
  };
}
