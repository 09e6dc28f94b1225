// The sticky head: whether all is saved, undo and redo, who else is here; and what to do when saving is impossible.

import { say } from "../../words.js";
import { el, show } from "./dom.js";

const CALM_MS = 900;

/** Keeps the head in step with the draft. */
export class Head {
  constructor(page, root) {
    Object.assign(this, { page, root, state: "" });
    this.part("undo").onclick = () => page.draft.undo();
    this.part("redo").onclick = () => page.draft.redo();
  }

  part(name) {
    return this.root.querySelector(`[data-head="${name}"]`);
  }

  draw() {
    const { draft } = this.page;
    this.part("undo").disabled = !draft.canUndo && !draft.queue.length;
    this.part("redo").disabled = !draft.canRedo;
    this.part("title").textContent = this.page.words(draft.document.title) || this.page.content.code;
    const people = draft.people.join(", ");
    show(this.part("people"), people ? say("people", { names: people }) : "");
    this.#state();
    this.#trouble();
  }

  /** Readers of screens hear the state once it lasts, not at each pause in typing. */
  #state() {
    const { draft } = this.page;
    const { queue, trouble } = draft;
    const state = !queue.kept.isSafe ? "not_on_disk"
      : trouble?.isFinal ? "stuck"
        : trouble ? `not_saved_${trouble.outcome}`
          : queue.length ? "saving" : "saved";
    const shown = trouble && !queue.length ? (trouble.isFinal ? "stuck" : "saved_offline") : state;
    if (shown === this.state) return;
    this.state = shown;
    this.part("state").dataset.state = shown;
    this.part("state").textContent = say(shown);
    clearTimeout(this.spoken);
    this.spoken = setTimeout(() => { this.part("status").textContent = say(shown); }, shown === "saving" ? CALM_MS : 0);
  }

  #trouble() {
    const { draft, content } = this.page;
    const { trouble, queue } = draft;
    const host = this.page.host("trouble");
    if (!trouble || trouble.outcome === "offline" || trouble.outcome === "busy") return show(host);
    if (trouble.outcome === "signed_out") {
      return show(host, el("div", { class: "notice wait", role: "alert", "data-key": "signed-out" },
        el("p", {}, say("signed_out")),
        el("p", {}, el("a", { class: "button", href: content.sign_in, target: "_blank", rel: "noopener" }, say("sign_in")))));
    }
    return show(host, el("div", { class: "notice bad", role: "alert", "data-key": "stuck" },
      el("p", {}, say(REASONS[trouble.code] ?? "stuck_why"), trouble.message && !REASONS[trouble.code] ? ` ${trouble.message}` : ""),
      copyOf(queue.operations),
      el("div", { class: "row" },
        el("button", { type: "button", class: "button", id: "reload", onclick: () => location.reload() }, say("reload")),
        queue.length ? el("button", { type: "button", class: "button danger", id: "discard", onclick: () => this.#discard() }, say("discard")) : null)));
  }

  /** Only what stands first was refused; what comes after it is tried again. */
  #discard() {
    const { draft } = this.page;
    draft.giveUp(draft.queue.entries[0].key);
  }
}

const REASONS = { not_a_draft: "published_meanwhile", gone: "draft_gone", stale_form: "stale" };

/** All words of operations that could not be kept, for the person to copy. */
export function copyOf(operations) {
  const text = operations.map(textOf).filter(Boolean).join("\n\n");
  return text ? el("div", { class: "field" }, el("label", { for: "kept-text" }, say("your_words")),
    el("textarea", { id: "kept-text", readonly: true, rows: 4, value: text, seen: text })) : null;
}

function textOf({ op, path, value, to }) {
  if (op === "rename") return `${path.at(-1)} → ${to}`;
  if (op === "move" || op === "remove") return "";
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}
