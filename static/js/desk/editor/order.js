// Putting things in order: by a grip that is dragged (mouse, pen, finger), and by Alt with the arrows.

import { listOf } from "./paths.js";
import { put, step } from "./moves.js";

const FAR_PX = 6;
const EDGE_PX = 56;
const SCROLL_PX = 12;
const TICK_MS = 25;

/** Listen on the whole page. `page.moved(path)` tells where the thing went. */
export function listenForOrder(page) {
  document.addEventListener("pointerdown", (event) => {
    const grip = event.button === 0 && event.target.closest("[data-grip]");
    if (grip) new Drag(page, grip, event);
  });
  document.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey || event.ctrlKey || event.metaKey || event.target.matches("select, textarea")) return;
    const row = event.target.closest("[data-row]");
    if (!row) return;
    event.preventDefault();
    stepBy(page, JSON.parse(row.dataset.row), by);
  });
}

export function stepBy(page, path, by) {
  const operation = step(page.draft.document, path, by);
  if (operation) page.draft.change(operation);
  page.moved(path);
}

class Drag {
  constructor(page, grip, event) {
    Object.assign(this, { page, grip, path: JSON.parse(grip.dataset.grip), start: event.clientY, x: event.clientX });
    this.row = grip.closest("[data-row]");
    this.ends = new AbortController();
    const { signal } = this.ends;
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener("pointermove", (move) => this.follow(move), { signal });
    grip.addEventListener("pointerup", () => this.drop(), { signal });
    grip.addEventListener("pointercancel", () => this.end(), { signal });
    document.addEventListener("keydown", (key) => key.key === "Escape" && this.end(), { signal });
  }

  follow({ clientX, clientY }) {
    if (!this.isOn && Math.hypot(clientX - this.x, clientY - this.start) < FAR_PX) return;
    if (!this.isOn) this.begin();
    this.isOn = true;
    this.at = [clientX, clientY];
    this.mark(clientX, clientY);
  }

  /** From now on the list runs on while the pointer is held at its edge. */
  begin() {
    this.row.classList.add("dragged");
    this.runs = setInterval(() => this.scroll(this.at[1]) && this.mark(...this.at), TICK_MS);
  }

  /** Show where it would go: a line before or behind the row under the pointer. */
  mark(x, y) {
    const found = this.rowAt(x, y);
    // Beside the list the last place stays; over its own row it goes nowhere.
    if (found === undefined) return;
    this.unmark();
    if (!found) return;
    const { row, inside } = found;
    const { top, height } = row.getBoundingClientRect();
    const isBefore = !inside && y < top + height / 2;
    row.classList.add(inside ? "drop-inside" : isBefore ? "drop-before" : "drop-after");
    this.target = this.placeFor(row, isBefore, inside);
  }

  /** A row of the same kind of list; a question over the head of a section goes to its top. */
  rowAt(x, y) {
    const list = this.row.closest("[data-list]");
    const name = JSON.parse(list.dataset.list).at(-1);
    for (let at = document.elementFromPoint(x, y); at; at = at.parentElement) {
      const row = at.closest("[data-row]");
      if (!row) return undefined;
      const near = JSON.parse(row.closest("[data-list]").dataset.list);
      if (near.at(-1) === name && (name === "questions" || near.join() === JSON.parse(list.dataset.list).join())) {
        return row === this.row ? null : { row };
      }
      if (name === "questions" && near.at(-1) === "sections") return { row, inside: true };
      at = row;
    }
    return undefined;
  }

  placeFor(row, isBefore, inside) {
    const path = JSON.parse(row.dataset.row);
    if (inside) return { into: [...path, "questions"], after: null };
    const { path: into, list } = listOf(this.page.draft.document, path);
    const ids = list.map((one) => one.id).filter((id) => id !== this.path.at(-1));
    const place = ids.indexOf(path.at(-1));
    return { into, after: isBefore ? ids[place - 1] ?? null : ids[place] };
  }

  /** Gives whether it scrolled. */
  scroll(y) {
    const scroller = this.row.closest(".scrolls");
    const isOwn = scroller && scroller.scrollHeight > scroller.clientHeight && getComputedStyle(scroller).overflowY !== "visible";
    const box = isOwn ? scroller.getBoundingClientRect() : { top: 0, bottom: innerHeight };
    const by = y < box.top + EDGE_PX ? -SCROLL_PX : y > box.bottom - EDGE_PX ? SCROLL_PX : 0;
    if (by) (isOwn ? scroller : window).scrollBy({ top: by, behavior: "instant" });
    return by !== 0;
  }

  drop() {
    const { isOn, target, page, path } = this;
    this.end();
    if (!isOn) return;
    page.draggedAt = performance.now();
    const operation = target && put(page.draft.document, path, target.into, target.after);
    if (!operation) return;
    page.draft.change(operation);
    page.moved(path);
  }

  unmark() {
    this.target = null;
    for (const row of document.querySelectorAll(".drop-before, .drop-after, .drop-inside")) {
      row.classList.remove("drop-before", "drop-after", "drop-inside");
    }
  }

  end() {
    clearInterval(this.runs);
    this.ends.abort();
    this.unmark();
    this.row.classList.remove("dragged");
  }
}
