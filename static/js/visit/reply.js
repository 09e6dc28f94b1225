// The office asks about a visit: the question on top of it, answered in place, with or without a network.

import { onChange } from "../outbox.js";
import { read } from "../store.js";
import { saveReply } from "./draft.js";
import { goTo } from "./view.js";

/** Shows what the office asks, where it asks. `room`: see page.js. */
export function startReply({ draft, form, fieldsets, reopen, warn }) {
  const place = document.getElementById("asked");
  const field = place.querySelector("textarea");
  const [answer, look] = place.querySelectorAll("button");
  let asked;

  const show = async () => {
    const { state, asked: before, office, reply, next } = await read("drafts", (drafts) => drafts.get(draft().id));
    const isOpen = state === "editing";
    const found = isOpen ? before : office?.question && office;
    place.hidden = !found;
    if (!found || asked) return;
    asked = found;
    place.querySelector("[data-text]").textContent = found.question;
    field.value = (isOpen ? reply : next) ?? "";
    const question = fieldsets.get(found.about);
    look.hidden = !question;
    look.onclick = () => (isOpen ? goTo(question) : reopen());
    field.oninput = () => saveReply(draft().id, field.value).catch(() => warn("not_saved"));
    answer.onclick = () => (isOpen ? form.requestSubmit() : field.value.trim() ? reopen(true) : field.focus());
    if (isOpen && question) goTo(question);
  };

  onChange(show);
  show();
}
