// What the strict reading finds amiss, by where it is: at the field, else at the thing that it lies in.

import { byIds } from "./paths.js";

const key = (path) => JSON.stringify(path);

/** The problems of one drawing of the page. Those that no field took are left for the head of the pane. */
export class Notes {
  constructor(problems, document) {
    this.all = problems.map(({ path, message }) => ({ path: byIds(document, path), message }));
    this.left = new Set(this.all);
  }

  /** Messages for exactly this place; they are shown there and nowhere else. */
  take(path) {
    const wanted = key(path);
    return this.#taken(this.all.filter((one) => key(one.path) === wanted));
  }

  /** All that are left at this place or further in. */
  takeWithin(path) {
    return this.#taken([...this.left].filter((one) => isWithin(one.path, path)));
  }

  /** How many there are at this place or further in. */
  count(path) {
    return this.all.filter((one) => isWithin(one.path, path)).length;
  }

  #taken(found) {
    for (const one of found) this.left.delete(one);
    return [...new Set(found.map((one) => one.message))];
  }
}

const isWithin = (path, outer) => outer.every((step, place) => path[place] === step);
