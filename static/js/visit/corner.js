// Round the corner: for a minute and a half only what fades first is in sight. What is asked stays the same.

import { showView } from "./view.js";

/** Wakes the buttons that lead to the short view and back. `room`: see page.js. */
export function startCorner({ questions, fieldsets }) {
  for (const [id, { corner, kind }] of questions) if (corner) fieldsets.get(id).classList.add("corner", kind);
  document.getElementById("finish").before(document.getElementById("rest"));
  document.addEventListener("click", ({ target: { dataset } }) => {
    if (!dataset.to) return;
    showView(dataset.to);
    if (dataset.to === "corner") document.body.dataset.view = "corner";
    scrollTo(0, 0);
  });
}
