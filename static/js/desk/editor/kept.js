// What was typed and not yet acknowledged, on this device's disk: it outlives a reload, a crash and the browser's end.
// Each open page has a shelf of its own; the shelves of pages that are gone are taken over by the next one.

const PREFIX = "detalji-draft";

/** The shelf of this page for the draft of `person`. `storage`: what localStorage does. */
export class Kept {
  constructor(draft, person, storage = globalThis.localStorage, page = crypto.randomUUID()) {
    this.start = `${PREFIX} ${draft} ${person} `;
    this.name = this.start + page;
    this.storage = storage;
    this.isSafe = true;
    globalThis.navigator?.locks?.request(this.name, () => new Promise(() => {}));
  }

  /** Put the whole queue on disk. Gives whether that worked; `isSafe` remembers it. */
  put(entries) {
    try {
      if (entries.length) this.storage.setItem(this.name, JSON.stringify(entries));
      else this.storage.removeItem(this.name);
      this.isSafe = true;
    } catch {
      this.isSafe = entries.length === 0;
    }
    return this.isSafe;
  }

  /** Entries that pages before this one left; they are this page's now. */
  async takeOver() {
    const names = this.#others();
    const left = await Promise.all(names.map((name) => this.#takeOne(name)));
    return left.flat();
  }

  #others() {
    try {
      return Object.keys(this.storage).filter((name) => name.startsWith(this.start) && name !== this.name);
    } catch {
      return [];
    }
  }

  /** A page that still lives holds the lock of its shelf. */
  #takeOne(name) {
    const take = () => this.#read(name);
    const locks = globalThis.navigator?.locks;
    return locks ? locks.request(name, { ifAvailable: true }, (lock) => (lock ? take() : [])) : take();
  }

  #read(name) {
    try {
      const entries = JSON.parse(this.storage.getItem(name) ?? "[]");
      const mine = [...JSON.parse(this.storage.getItem(this.name) ?? "[]"), ...entries];
      if (mine.length) this.storage.setItem(this.name, JSON.stringify(mine));
      this.storage.removeItem(name);
      return entries;
    } catch {
      return [];
    }
  }
}
