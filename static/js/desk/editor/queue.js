// What is still to be sent, in order. Typing into the same place joins one change until the person pauses.

/** Entries {key, verb, ops?, isOpen?}. The same key goes with every try, so that sending twice is harmless. */
export class Queue {
  constructor(kept, makeKey = () => crypto.randomUUID()) {
    this.kept = kept;
    this.makeKey = makeKey;
    this.entries = [];
  }

  get length() {
    return this.entries.length;
  }

  /** All operations that wait, in order. */
  get operations() {
    return this.entries.flatMap((entry) => entry.ops ?? []);
  }

  /** A text as it is being typed: `was` is what stood there before the person began. */
  type(operation) {
    const last = this.entries.at(-1);
    if (!last?.isOpen) return this.#push({ verb: "changes", ops: [operation], isOpen: true });
    const twin = last.ops.find((one) => String(one.path) === String(operation.path));
    if (twin) twin.value = operation.value;
    else last.ops.push(operation);
    return this.#keep();
  }

  /** A change that is whole. */
  push(ops) {
    this.seal();
    this.#push({ verb: "changes", ops });
  }

  /** Undo or redo, behind all that was done before. */
  step(verb) {
    this.seal();
    this.#push({ verb });
  }

  /** The pause is over: what was typed goes out as it stands. */
  seal() {
    const last = this.entries.at(-1);
    if (!last?.isOpen) return;
    delete last.isOpen;
    this.#keep();
  }

  /** The next to be sent; null while there is none. */
  get next() {
    const first = this.entries[0];
    return first && !first.isOpen ? first : null;
  }

  /** The server has it, or will never take it. */
  drop(key) {
    this.entries = this.entries.filter((entry) => entry.key !== key);
    this.#keep();
  }

  /** What earlier pages left comes first. */
  adopt(entries) {
    const known = new Set(this.entries.map((entry) => entry.key));
    const whole = entries.filter((entry) => entry?.key && !known.has(entry.key));
    for (const entry of whole) delete entry.isOpen;
    this.entries = [...whole, ...this.entries];
    this.#keep();
  }

  #push(entry) {
    this.entries.push({ key: this.makeKey(), ...entry });
    this.#keep();
  }

  #keep() {
    this.kept.put(this.entries);
  }
}
