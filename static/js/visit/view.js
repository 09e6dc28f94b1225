// All parts of the questionnaire on one page, or one part at a time: as the person likes it.

import { say } from "../words.js";

const sections = [...document.querySelectorAll("[data-section]")];
const viewToggle = document.querySelector("[data-view-toggle]");
const asksNothing = (section) => !section.querySelector("[data-question]:not([hidden])");

const isOneByOne = () => document.body.dataset.view === "one";
const current = () => sections.find((section) => section.classList.contains("current")) ?? sections[0];

let goneTo;

/** Show all parts, or only the current one (`view` is "one"); what was gone to last stays in sight. */
export function showView(view) {
  document.body.dataset.view = view === "one" ? "one" : "all";
  viewToggle.textContent = say(isOneByOne() ? "all_sections" : "one_section");
  makeCurrent(current());
  goneTo?.scrollIntoView();
}

/** Change between the two; gives the new one. */
export function chooseView() {
  const at = isOneByOne() ? current() : inSight();
  showView(isOneByOne() ? "all" : "one");
  makeCurrent(at);
  at.scrollIntoView();
  return document.body.dataset.view;
}

const inSight = () => sections.find((section) => section.getBoundingClientRect().bottom > 80) ?? sections[0];

function makeCurrent(section) {
  for (const each of sections) each.classList.toggle("current", each === section);
}

/** Bring a question or a part into sight, and the keyboard with it. */
export function goTo(place) {
  goneTo = place;
  makeCurrent(place.closest("[data-section]"));
  place.scrollIntoView();
  place.querySelector("input, select, textarea, h2")?.focus({ preventScroll: true });
}

/** The next part (`step` 1) or the one before (−1) that has anything to ask. */
function turn(step) {
  let place = sections.indexOf(current());
  do place += step; while (sections[place] && asksNothing(sections[place]));
  if (sections[place]) goTo(sections[place]);
}

document.addEventListener("click", ({ target }) => {
  const turner = target.closest("[data-turn]");
  const goer = target.closest("[data-go]");
  if (turner) turn(Number(turner.dataset.turn));
  if (goer) {
    goTo(document.getElementById(goer.dataset.go));
    goer.closest("details").open = false;
  }
});
