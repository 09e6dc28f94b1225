// The draft under work: what the server has, what waits to be sent, and both together as the person sees it.

import { applied } from "./apply.js";
import { valueAt } from "./paths.js";

const PAUSE_MS = 400;
const LOOK_MS = 10_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Events: "change" (something to draw again), "typed" (the same, but the person is typing), "told" (detail: an answer of
 * the server).
 */
export class Draft extends EventTarget {
  constructor(state, queue, wire) {
    super();
    Object.assign(this, { queue, wire, problems: [], people: [], failures: 0, trouble: null, isSending: false });
    this.#take(state);
  }

  /** Begin: what earlier pages left is sent, and others' changes are looked for. */
  async begin(kept) {
    this.queue.adopt(await kept.takeOver());
    this.#drawn();
    this.flush();
    setInterval(() => document.visibilityState === "visible" && this.look(), LOOK_MS);
    for (const news of ["focus", "online"]) addEventListener(news, () => this.wake());
    addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? this.wake() : this.flush()));
    addEventListener("pagehide", () => this.flush());
  }

  /** The value at `path`, as the person sees it. */
  at(path) {
    return valueAt(this.document, path);
  }

  /** A text while it is typed; sent when the person pauses. */
  type(path, value, was) {
    this.queue.type({ op: "set", path, value, was });
    this.document = applied(this.document, [{ op: "set", path, value }]);
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.flush(), PAUSE_MS);
    this.dispatchEvent(new Event("typed"));
  }

  /** One or several operations that belong together. */
  change(...operations) {
    const whole = operations.map((one) => (one.op === "set" ? { was: this.at(one.path) ?? null, ...one } : one));
    this.queue.push(whole);
    this.document = applied(this.document, whole);
    this.#drawn();
    this.flush();
  }

  set(path, value) {
    this.change({ op: "set", path, value });
  }

  undo() {
    this.queue.step("undo");
    this.flush();
  }

  redo() {
    this.queue.step("redo");
    this.flush();
  }

  /** Send what waits, one request at a time. */
  flush() {
    clearTimeout(this.pause);
    this.queue.seal();
    if (!this.isSending) this.#sendNext();
  }

  /** The network or the person is back: try at once, then look what others did. */
  wake() {
    if (this.trouble?.isFinal) return;
    if (this.queue.length) {
      clearTimeout(this.later);
      this.flush();
    } else this.look();
  }

  /** Bring in what others did. Nothing of one's own is touched: it only happens while nothing waits. */
  async look() {
    if (this.queue.length || this.isSending || this.trouble?.isFinal) return;
    const { outcome, data, ...why } = await this.wire.state(this.revision);
    if (this.queue.length || this.isSending) return;
    if (outcome === "done") {
      this.trouble = null;
      this.#take(data);
      this.#tell(data);
    } else if (outcome === "refused") this.trouble = { outcome, ...why, isFinal: true };
    this.#drawn();
  }

  /** The person has copied what could not be sent. */
  giveUp(key) {
    this.queue.drop(key);
    this.trouble = null;
    this.#view();
    this.#drawn();
    this.flush();
  }

  async #sendNext() {
    const entry = this.queue.next;
    if (!entry || this.trouble?.isFinal) return;
    this.isSending = true;
    this.#drawn();
    const { outcome, data, ...why } = await this.wire.send(entry, this.revision);
    this.isSending = false;
    if (outcome === "done") this.#done(entry, data);
    else if (why.code === "nothing_left") this.#nothingLeft(entry);
    else this.#wait({ outcome, ...why });
    this.#drawn();
    if (!this.trouble) this.#sendNext();
  }

  #done(entry, data) {
    this.queue.drop(entry.key);
    this.failures = 0;
    this.trouble = null;
    this.#take(data);
    this.#tell(data, entry);
  }

  #nothingLeft(entry) {
    this.queue.drop(entry.key);
    if (entry.verb === "undo") this.canUndo = false;
    else this.canRedo = false;
  }

  /** Refused for good: the person is told. Else again later, after growing pauses. */
  #wait(trouble) {
    this.trouble = { ...trouble, isFinal: trouble.outcome === "refused" };
    if (this.trouble.isFinal) return;
    const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** this.failures) * (0.75 + Math.random() / 2);
    this.failures += 1;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.flush(), wait);
  }

  #take({ revision, document, problems, people, can_undo: canUndo, can_redo: canRedo }) {
    Object.assign(this, { revision, base: document, problems, canUndo, canRedo });
    if (people) this.people = people;
    this.#view();
  }

  #view() {
    this.document = applied(this.base, this.queue.operations);
  }

  #tell(data, entry) {
    this.dispatchEvent(new CustomEvent("told", { detail: { ...data, entry } }));
  }

  #drawn() {
    this.dispatchEvent(new Event("change"));
  }
}
