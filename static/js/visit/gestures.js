// What makes the fields quick under a thumb. Each ends in an ordinary `input`, so saving knows only that.

import { say, timeOf } from "../words.js";
import { isTick } from "./fields.js";

const STRONGEST = 3;

/** Watch `form`; `tell` speaks to those who cannot see it. Must be listening before whoever saves. */
export function watchGestures(form, tell) {
  form.addEventListener("click", (event) => {
    const label = event.target.closest(".feeling");
    const now = event.target.closest("[data-now]");
    const step = event.target.closest("[data-step]");
    const ranked = event.target.closest(".ranked .words")?.parentElement;
    if (now) stampNow(form, now);
    if (step) countUp(step);
    if (ranked) rankRow(ranked, tell);
    if (label && event.target.tagName !== "INPUT") {
      event.preventDefault();
      stronger(label, tell);
    }
  });
  form.addEventListener("input", ({ target }) => agree(target), { capture: true });
  letGo(form);
}

const sayChanged = (control) => control.dispatchEvent(new Event("input", { bubbles: true }));

function stampNow(form, { dataset }) {
  const input = form.elements[dataset.now];
  input.value = timeOf(Date.now()).slice(0, input.step === "60" ? 5 : 8);
  sayChanged(input);
}

function countUp({ dataset, parentElement }) {
  const input = parentElement.querySelector("input");
  if (dataset.step > 0) input.stepUp();
  else input.stepDown();
  sayChanged(input);
}

/** A tap on what is to be ranked gives it the next free place, or takes its place back. */
function rankRow(row, tell) {
  const places = [...row.querySelectorAll("input")];
  const isFree = ({ form, name }) => ![...form.elements[name]].some(({ checked }) => checked);
  const place = places.find(({ checked }) => checked) ?? places.find(isFree);
  if (!place) return;
  place.checked = !place.checked;
  tell(place.checked ? labelOf(place) : "");
  sayChanged(place);
}

/** A tap chooses an emotion, the next ones make it stronger, and after the strongest it is gone. */
function stronger(label, tell) {
  const box = label.control;
  const steps = stepsOf(label.closest("[data-felt]"));
  const strength = box.checked ? steps.findIndex(({ checked }) => checked) + 1 : 0;
  box.checked = strength < STRONGEST;
  steps.forEach((step, place) => { step.checked = box.checked && place === strength; });
  tell(box.checked ? say("strength", { emotion: labelOf(box), strength: labelOf(steps[strength]) }) : "");
  sayChanged(box);
}

const stepsOf = (felt) => [...felt.querySelectorAll(".step input")];
/** What stands beside a tick. */
export const labelOf = (control) => control.labels[0].textContent.trim();

/** Make the other fields of the question agree with the one that was touched. */
function agree(touched) {
  const fieldset = touched.closest("[data-question]");
  if (!fieldset) return;
  const isSkip = Boolean(touched.closest(".skips"));
  if (!isSkip && isFilled(touched)) {
    for (const skip of fieldset.querySelectorAll(".skips input")) skip.checked = false;
    aloneOrNot(fieldset, touched);
  }
  const felt = touched.closest("[data-felt]");
  const ranked = touched.closest(".ranked");
  const sitting = touched.closest("[data-sitting]");
  if (felt) agreeEmotion(felt, touched);
  if (ranked) for (const place of ranked.querySelectorAll("input")) if (place !== touched) place.checked = false;
  if (sitting && isFilled(touched)) fillDay(sitting.querySelector('[type="date"]'), touched);
}

/** What is written down was seen today, unless somebody says otherwise. */
function fillDay(day, touched) {
  // Swedes write a day as fields want it.
  if (day !== touched) day.value ||= new Date().toLocaleDateString("sv");
}

const isFilled = (control) => (isTick(control) ? control.checked : control.value);

/** "None of these" stands alone; anything else takes it away. */
function aloneOrNot(fieldset, touched) {
  const isAlone = "alone" in touched.dataset;
  const others = isAlone ? `[type="checkbox"][name="${touched.name}"]` : "[data-alone]";
  for (const other of fieldset.querySelectorAll(others)) if (other !== touched) other.checked = false;
}

function agreeEmotion(felt, touched) {
  const boxes = [...felt.querySelectorAll(".feeling input")];
  const steps = stepsOf(felt);
  if (steps.includes(touched)) boxes[0].checked ||= boxes.length === 1;
  else if (!touched.checked) steps.forEach((step) => { step.checked = false; });
  else if (!steps.some(({ checked }) => checked)) steps[0].checked = true;
}

/** A tap on what is chosen, or the delete key on it, takes the choice back. */
function letGo(form) {
  let chosen = null;
  form.addEventListener("pointerdown", ({ target }) => {
    const radio = target.closest(".choice")?.querySelector('[type="radio"]');
    chosen = radio?.checked ? radio : null;
  });
  form.addEventListener("click", ({ target }) => {
    if (target.type !== "radio") return;
    if (target === chosen && !target.closest("[data-felt]")) untick(target);
    chosen = null;
  });
  form.addEventListener("keydown", ({ target, key }) => {
    if (target.type === "radio" && target.checked && (key === "Delete" || key === "Backspace")) untick(target);
  });
}

function untick(radio) {
  radio.checked = false;
  sayChanged(radio);
}
