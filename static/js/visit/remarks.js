// Below what is being written: what tells who somebody is, what is judged but not told, what an answer says otherwise.
// It only asks. What the person calls fine is not asked again in this visit.

import { lastPerson } from "../session.js";
import { recall, remember } from "../store.js";
import { say } from "../words.js";
import { LETTERS, remarks } from "./lint.js";

const PAUSE_MS = 800;
const MOST_REMARKS = 4;

const element = (tag, className) => Object.assign(document.createElement(tag), { className });
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/** Watch every text of the visit. `room`: docs/field.md. */
export async function startRemarks({ form, fieldsets, answers, asked, draft, loadWords }) {
  const kit = (await loadWords())?.lint;
  if (!kit) return;
  const person = (await lastPerson())?.name.match(new RegExp(`[${LETTERS}]{3,}`, "g")) ?? [];
  const kept = await recall("fine");
  const fine = kept?.[0] === draft().id ? kept : [draft().id];

  for (const area of form.querySelectorAll("textarea")) {
    const list = element("ul", "remarks");
    list.ariaLive = "polite";
    area.after(list);
    let timer;

    const item = ([words, code, about]) => {
      const button = element("button", "button quiet");
      button.type = "button";
      button.textContent = say("lint_fine");
      button.onclick = () => {
        fine.push(words + code);
        remember("fine", fine);
        show();
        area.focus();
      };
      const line = element("li");
      line.append(say(`lint_${code}`, { words, question: fieldsets.get(about)?.querySelector("legend").textContent }), button);
      return line;
    };

    const show = async () => {
      const text = area.value;
      const counted = Object.fromEntries(asked().map((id) => [id, answers[id]]));
      const found = text ? await remarks(kit, text, counted, person, breathe) : [];
      const items = found
        .map(([code, start, end, about]) => [text.slice(start, end), code, about])
        // What was heard is quoted as it was: nobody asks what was heard in it.
        .filter(([words, code]) => !fine.includes(words + code) && (code !== "bare" || !area.name.includes("_words-")))
        .slice(0, MOST_REMARKS)
        .map(item);
      // Said once, not at each pause.
      if (items.map(({ textContent }) => textContent).join("") !== list.textContent) list.replaceChildren(...items);
    };

    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE_MS);
    });
    show();
  }
}
