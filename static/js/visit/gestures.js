// What makes the fields quick under a thumb. Each ends in an ordinary `input`, so saving knows only that.

import { say } from "../words.js";

const STRONGEST = 3;

/** Watch `form`; `tell` speaks to those who cannot see it. Must be listening before whoever saves. */
export function watchGestures(form, tell) {
  form.addEventListener("click", (event) => {
    const label = event.target.closest(".feeling");
    const now = event.target.closest("[data-now]");
    if (now) stampNow(form, now);
    if (label && event.target.tagName !== "INPUT") {
      event.preventDefault();
      stronger(label.closest("[data-emotion]"), tell);
    }
  });
  form.addEventListener("input", ({ target }) => agree(target), { capture: true });
  letGo(form);
}

const pad = (number) => String(number).padStart(2, "0");
const changed = (control) => control.dispatchEvent(new Event("input", { bubbles: true }));

function stampNow(form, { dataset }) {
  const time = new Date();
  const input = form.elements[dataset.now];
  input.value = [time.getHours(), time.getMinutes(), time.getSeconds()].map(pad).join(":");
  changed(input);
}

/** A tap chooses an emotion, the next ones make it stronger, and after the strongest it is gone. */
function stronger(emotion, tell) {
  const box = emotion.querySelector('[type="checkbox"]');
  const steps = [...emotion.querySelectorAll('[type="radio"]')];
  const strength = box.checked ? steps.findIndex(({ checked }) => checked) + 1 : 0;
  box.checked = strength < STRONGEST;
  steps.forEach((step, place) => { step.checked = box.checked && place === strength; });
  const name = emotion.querySelector(".feeling span").textContent;
  tell(box.checked ? say("strength", { emotion: name, strength: words(steps[strength]) }) : "");
  changed(box);
}

const words = (control) => control.labels[0].textContent.trim();

/** Make the other fields of the question agree with the one that was touched. */
function agree(touched) {
  const fieldset = touched.closest("[data-question]");
  if (!fieldset) return;
  const isSkip = Boolean(touched.closest(".skips"));
  if (!isSkip && isFilled(touched)) {
    for (const skip of fieldset.querySelectorAll(".skips input")) skip.checked = false;
    aloneOrNot(fieldset, touched);
  }
  const emotion = touched.closest("[data-emotion]");
  if (emotion) agreeEmotion(emotion, touched);
}

const isFilled = (control) => (control.type === "radio" || control.type === "checkbox" ? control.checked : control.value);

/** "None of these" stands alone; anything else takes it away. */
function aloneOrNot(fieldset, touched) {
  const isAlone = "alone" in touched.dataset;
  const others = isAlone ? `[type="checkbox"][name="${touched.name}"]` : "[data-alone]";
  for (const other of fieldset.querySelectorAll(others)) if (other !== touched) other.checked = false;
}

function agreeEmotion(emotion, touched) {
  const box = emotion.querySelector('[type="checkbox"]');
  const steps = [...emotion.querySelectorAll('[type="radio"]')];
  if (touched.type === "radio") box.checked = true;
  else if (!box.checked) steps.forEach((step) => { step.checked = false; });
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
    if (target === chosen && !target.closest("[data-emotion]")) release(target);
    chosen = null;
  });
  form.addEventListener("keydown", ({ target, key }) => {
    if (target.type === "radio" && target.checked && (key === "Delete" || key === "Backspace")) release(target);
  });
}

function release(radio) {
  radio.checked = false;
  changed(radio);
}
