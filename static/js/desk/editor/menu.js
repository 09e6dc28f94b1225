// What can be done with a row besides dragging it, in a small dialog beside its grip.

import { say } from "../../words.js";
import { el } from "./dom.js";
import { deeds, sectionIdOf } from "./deeds.js";
import { standing, step } from "./moves.js";
import { all } from "./paths.js";

const WIDTH_PX = 256;

/** Open the menu of the row whose grip was pressed. */
export function openMenu(page, grip) {
  const path = JSON.parse(grip.dataset.grip);
  const at = JSON.stringify(path);
  const { document: draft } = page.draft;
  if (!standing(draft, path)) return;
  const dialog = el("dialog", { class: "menu", "aria-label": page.nameOf(path) });
  const item = (words, deed, more = {}, is = {}) => el("button", { type: "button", class: "button quiet", ...is, onclick() {
    dialog.close();
    deeds[deed](page, { at, ...more });
  } }, words);
  const isQuestion = path[0] === "question" && path.length === 2;
  const isSection = path[0] === "section" && path.length === 2;
  dialog.append(
    el("p", { class: "soft small" }, page.nameOf(path)),
    item(say("move_up"), "up", {}, { disabled: !step(draft, path, -1), "data-do": "up" }),
    item(say("move_down"), "down", {}, { disabled: !step(draft, path, 1), "data-do": "down" }),
    ...(isQuestion ? [toSection(page, path, dialog)] : []),
    ...(isSection ? [] : [item(say("copy"), "copy", {}, { "data-do": "copy" })]),
    item(say("remove"), "remove", {}, { "data-do": "remove" }),
    el("button", { type: "button", class: "button quiet", onclick: () => dialog.close() }, say("close")),
  );
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (document.activeElement === document.body) document.getElementById(grip.id)?.focus();
  });
  dialog.showModal();
  besideGrip(dialog, grip);
}

function toSection(page, path, dialog) {
  const here = sectionIdOf(page, path[1]);
  const others = all(page.draft.document, "sections").filter((one) => one.id !== here);
  if (!others.length) return "";
  const list = el("select", { id: "to-section" }, el("option", { value: "" }, say("choose")),
    others.map((one) => el("option", { value: one.id }, page.words(one.title) || one.id)));
  list.onchange = () => {
    dialog.close();
    deeds.toSection(page, { at: JSON.stringify(path), section: list.value });
  };
  return el("div", { class: "field" }, el("label", { for: "to-section" }, say("to_section")), list);
}

function besideGrip(dialog, grip) {
  if (innerWidth < 900) return;
  const { right, top } = grip.getBoundingClientRect();
  dialog.classList.add("placed");
  dialog.style.insetInlineStart = `${Math.min(right, innerWidth - WIDTH_PX - 16)}px`;
  dialog.style.insetBlockStart = `${Math.max(8, Math.min(top, innerHeight - dialog.offsetHeight - 8))}px`;
}
