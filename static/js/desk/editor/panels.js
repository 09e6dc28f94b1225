// What stands beside: the phone's page as a preview, the checks before publishing, and what each detail is worth.

import { say } from "../../words.js";
import { el } from "./dom.js";

const PAUSE_MS = 700;

/** The right side. `page.side` is preview, checks or weights. */
export class Panels {
  constructor(page, host) {
    Object.assign(this, { page, host, shown: {}, frame: null });
    host.addEventListener("click", (event) => this.#follow(event));
    addEventListener("message", (event) => this.#heard(event));
  }

  /** The draft has a new revision, or another panel or language is looked at. */
  renew() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.bring(), this.shown[this.page.side] === undefined ? 0 : PAUSE_MS);
  }

  async bring() {
    const { side, language, draft } = this.page;
    const state = `${language} ${draft.revision}`;
    for (const panel of this.host.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== side;
    if (!this.host.checkVisibility() || this.shown[side] === state) return;
    this.shown[side] = state;
    if (side === "preview") await this.#preview(language);
    else await this.#piece(side, language);
  }

  async #preview(language) {
    const panel = this.#panel("preview");
    const address = `${this.page.content.address}/preview?language=${language}`;
    if (this.frame?.isConnected && this.address === address) return this.post({ type: "changed" });
    const found = await fetch(address, { method: "HEAD", redirect: "manual" }).then((answer) => answer.ok, () => false);
    if (!found) return this.#empty(panel, "preview");
    this.address = address;
    this.frame = el("iframe", { src: address, title: say("preview_title") });
    this.frame.onload = () => this.#toChosen();
    panel.replaceChildren(this.frame);
  }

  async #piece(side, language) {
    const panel = this.#panel(side);
    try {
      const answer = await fetch(`${this.page.content.address}/${side}?language=${language}`, { redirect: "manual", cache: "no-store" });
      if (!answer.ok) return this.#empty(panel, side);
      const piece = new DOMParser().parseFromString(await answer.text(), "text/html");
      const { scrollTop } = panel;
      panel.replaceChildren(...piece.body.childNodes);
      panel.scrollTop = scrollTop;
    } catch {
      this.#empty(panel, side);
    }
  }

  #empty(panel, side) {
    this.shown[side] = undefined;
    this.frame = side === "preview" ? null : this.frame;
    panel.replaceChildren(el("p", { class: "notice" }, say("panel_empty")));
  }

  #panel(side) {
    return this.host.querySelector(`[data-panel="${side}"]`);
  }

  /** Something for the preview: {type: "changed"}, {type: "show", question}. */
  post(message) {
    this.frame?.contentWindow?.postMessage(message, location.origin);
  }

  #toChosen() {
    const { what, id } = this.page.chosen;
    if (what === "question") this.post({ type: "show", question: id });
  }

  #follow(event) {
    const link = event.target.closest("[data-question]");
    if (!link) return;
    event.preventDefault();
    this.page.choose("question", link.dataset.question, "head");
  }

  /** A question pressed in the preview is brought into the pane, where the preview tells it. */
  #heard({ origin, data, source }) {
    if (origin !== location.origin || source !== this.frame?.contentWindow || data?.type !== "chosen") return;
    this.page.choose("question", data.question);
  }
}
