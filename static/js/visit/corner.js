// Round the corner: for a minute and a half only what fades first is in sight. What is asked stays the same.

import { showView } from "./view.js";

/** Wakes the buttons that lead to the short view and back. */
export function startCorner() {
  const rest = document.querySelector("#rest");
  document.querySelector("#finish").before(rest);
  rest.onclick = () => goTo("all");
  document.querySelector("[data-to=corner]").onclick = () => goTo("corner");
}

function goTo(view) {
  showView("all");
  document.body.dataset.view = view;
  scrollTo(0, 0);
}
