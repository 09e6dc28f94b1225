// What the office read on the photo of a receipt, offered under the question: used by a tap, never by itself.

import { language } from "../words.js";

/** Offer what comes with a "readings" event on the document (detail: {sha256: found}). */
export function startReceipts({ form, pictures }) {
  document.addEventListener("readings", ({ detail }) => {
    for (const line of form.querySelectorAll("[data-read]")) {
      const [id, part] = line.dataset.read.split("-");
      const found = Object.assign({}, ...pictures().of(id).map(({ sha256 }) => detail[sha256]));
      if (!Object.keys(found).length) continue;
      const field = form.elements[line.dataset.read];
      const total = language === "en" ? found.total : found.total?.replace(".", ",");
      const value = { ...found, text: found.greeting, total }[part];
      const plain = (text) => text.replace(",", ".");
      line.hidden = !value || plain(field.value) === plain(value);
      line.querySelector("b").textContent = value;
      line.querySelector("button").onclick = () => {
        field.value = value;
        // From here it is as if typed: kept, and no longer offered.
        field.dispatchEvent(new Event("input", { bubbles: true }));
        line.hidden = true;
      };
    }
  });
}
