// Signing out with work that was not sent: send it now, keep it on this phone, or save a copy. Nothing is ever deleted.

import { saveCopy } from "./copy.js";
import { sendNow } from "./outbox.js";
import { lastPerson } from "./session.js";
import { read } from "./store.js";

/** Ids of this person's visits that the office has not received. */
async function unsent() {
  const person = await lastPerson();
  const drafts = await read("drafts", (drafts) => drafts.all());
  return drafts.filter(({ owner, state }) => owner === person?.id && state !== "delivered").map(({ id }) => id);
}

/** `form` asks for a way out through the dialog #unsent whenever something is unsent. */
function guard(form) {
  const dialog = document.getElementById("unsent");
  const leave = () => form.submit();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const ids = await unsent().catch(() => []);
    if (!ids.length) return leave();
    dialog.querySelector("[data-count]").textContent = ids.length;
    dialog.querySelector("[data-keep]").onclick = leave;
    dialog.querySelector("[data-copy]").onclick = () => saveCopy(ids);
    dialog.querySelector("[data-send]").onclick = async () => {
      await sendNow();
      const left = await unsent();
      dialog.querySelector("[data-count]").textContent = left.length;
      if (!left.length) leave();
    };
    dialog.showModal();
  });
}

for (const form of document.querySelectorAll("form[data-signout]")) guard(form);
