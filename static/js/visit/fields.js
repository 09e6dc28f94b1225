// The fields of one question: read as pairs, filled from pairs, and what is to be said about them.

import { say } from "../words.js";
import { between, isWhole } from "./answers.js";

export const isTick = ({ type }) => type === "radio" || type === "checkbox";
const controls = (fieldset) => [...fieldset.elements].filter(({ name }) => name);
const nameIn = (fieldset, { name }) => name.slice(fieldset.dataset.question.length + 1);

/** [field name, text] of everything that is filled in. */
export const pairsOf = (fieldset) =>
  controls(fieldset)
    .filter((control) => (isTick(control) ? control.checked : control.value !== ""))
    .map((control) => [nameIn(fieldset, control), control.value]);

/** Put `pairs` back as they were read. */
export function fill(fieldset, pairs) {
  for (const control of controls(fieldset)) {
    const own = pairs.filter(([name]) => name === nameIn(fieldset, control)).map(([, text]) => text);
    if (isTick(control)) control.checked = own.includes(control.value);
    else control.value = own[0] ?? "";
  }
}

/** Whether what stands in the fields can be an answer; an empty question is no fault. */
export const fits = (fieldset, question, answer) =>
  Boolean(answer.skipped) || (!misfit(fieldset) && isWhole(question, answer.value));

const misfit = (fieldset) =>
  controls(fieldset).find(({ validity }) => !validity.valid && !(validity.valueMissing && !validity.badInput));

/** Say under the question what does not fit yet; nothing where all is well or nothing was begun. */
export function hint(fieldset, question, answer) {
  const place = fieldset.querySelector("[data-hint]");
  const isWrong = !fits(fieldset, question, answer);
  place.textContent = isWrong ? advice(fieldset, question, answer, place) : unseen(fieldset);
  for (const control of controls(fieldset)) {
    if (!isTick(control)) control.ariaInvalid = null;
  }
  const wrong = isWrong && misfit(fieldset);
  if (wrong) wrong.ariaInvalid = "true";
}

// What the office takes out of words (forms/words.py); all else is kept as it is written.
const UNSEEN = /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff]/;
const unseen = (fieldset) => (controls(fieldset).some(({ value }) => UNSEEN.test(value)) ? say("unseen") : "");

function advice(fieldset, { kind }, { value }, place) {
  const wrong = misfit(fieldset);
  if (wrong?.validity.rangeOverflow || wrong?.validity.rangeUnderflow) {
    return say("number_between", { low: wrong.min, high: wrong.max });
  }
  if (wrong?.type === "number") return say("number_unfit");
  if (wrong) return wrong.dataset.unfit ?? say("unfit");
  if (kind === "emotion" && value.length > 2) return say("two_emotions");
  return fieldset.querySelector("[data-unfit]")?.dataset.unfit ?? place.dataset.missing;
}

/** Show what follows from the fields by itself: how long it took between two stamps. */
export function dress(fieldset, { kind }, pairs) {
  if (kind === "sittings") unfold(fieldset, pairs);
  if (kind !== "duration") return;
  const [from, to] = ["from", "to"].map((name) => pairs.find(([key]) => key === name)?.[1]);
  const isMeasured = Boolean(from && to);
  const seconds = isMeasured && between(from, to);
  fieldset.querySelector("[data-measured]").textContent = isMeasured
    ? say("measured", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
    : "";
  const estimate = fieldset.querySelector(".estimate");
  estimate.hidden = isMeasured;
  if (pairs.some(([name]) => name === "minutes" || name === "seconds")) estimate.open = true;
}

/** The next sitting stands open when the one before has begun. */
function unfold(fieldset, pairs) {
  const last = Math.max(0, ...pairs.map(([name]) => parseInt(name, 10)));
  fieldset.querySelectorAll("[data-sitting]").forEach((sitting, place) => { sitting.hidden = place > last; });
}
