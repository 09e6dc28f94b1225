// The person's assignments as the phone keeps them, and the pages that they need.

import { ask, Refused } from "./net.js";
import { greet } from "./session.js";
import { read, write } from "./store.js";
import { sha256 } from "./visit/answers.js";

/**
 * Fetch and keep the person's assignments, and how the delivered visits stand with the office. Gives the person, or null
 * when nobody is signed in. Throws NoAnswer.
 */
export async function refresh() {
  const person = await greet();
  if (!person) return null;
  const answered = await ask("GET", "/api/assignments");
  const { status, data } = answered;
  if (status !== 200) throw new Refused(answered);
  await write(["assignments", "drafts", "meta"], async (assignments, drafts, meta) => {
    const kept = await drafts.all();
    for (const { id, owner } of kept) {
      const office = owner === person.id && data.offices[id];
      if (office) await drafts.change(id, { office });
    }
    for (const { id, owner } of await assignments.all()) {
      if (owner !== person.id || data.assignments.some((fresh) => fresh.id === id)) continue;
      // What a visit on this phone belongs to stays readable, though it is no longer to be done.
      if (kept.some(({ assignment }) => assignment === id)) await assignments.change(id, { state: "gone" });
      else await assignments.delete(id);
    }
    await meta.put({ k: `later:${person.id}`, value: data.later });
    for (const one of data.assignments) await assignments.put({ ...one, owner: person.id });
  });
  return person;
}

/** Keep the bytes of the reference photos that assignments on this phone name, and no others. */
export async function keepReferences() {
  const [assignments, kept] = await read(["assignments", "blobs"], async (assignments, blobs) =>
    [await assignments.all(), await blobs.keys(IDBKeyRange.bound("ref:", "ref;"))]);
  const wanted = Object.fromEntries(assignments.flatMap(({ references = [] }) =>
    references.map(({ sha256, address }) => [`ref:${sha256}`, address])));
  await write("blobs", async (blobs) => {
    for (const key of kept) if (!wanted[key]) await blobs.delete(key);
  });
  for (const key in wanted) {
    if (kept.includes(key)) continue;
    const bytes = await (await fetch(wanted[key])).arrayBuffer();
    if (key === `ref:${await sha256(bytes)}`) await write("blobs", (blobs) => blobs.put(bytes, key));
  }
}

/** The addresses of the pages that must open without a network: of accepted assignments and of unfinished visits. */
export const neededPages = () =>
  read(["assignments", "drafts"], async (assignments, drafts) => {
    const accepted = (await assignments.all()).filter(({ state }) => state === "accepted");
    const pages = [...new Set([...accepted, ...(await drafts.all())].map(({ page }) => page))];
    return pages.flatMap((page) => [page, `${page}/words.json`, `${page}/pocket`]);
  });
