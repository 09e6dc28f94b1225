// The person's assignments as the phone keeps them, and the pages that they need.

import { ask } from "./net.js";
import { greet } from "./session.js";
import { read, write } from "./store.js";

const DECIDED = ["approved", "excluded"];

/** Fetch and keep the person's assignments. Gives the person, or null when nobody is signed in. Throws NoAnswer. */
export async function refresh() {
  const person = await greet();
  if (!person) return null;
  const { status, data } = await ask("GET", "/api/assignments");
  if (status !== 200) throw Object.assign(new Error("refused"), { status });
  await write(["assignments", "drafts"], async ({ assignments, drafts }) => {
    const used = new Set((await drafts.all()).map(({ assignment }) => assignment));
    const fresh = new Set(data.assignments.map(({ id }) => id));
    for (const { id, owner } of await assignments.all()) {
      if (owner !== person.id || fresh.has(id)) continue;
      // What a visit on this phone belongs to stays readable, though it is no longer to be done.
      if (used.has(id)) await assignments.put({ ...(await assignments.get(id)), state: "gone" });
      else await assignments.delete(id);
    }
    for (const one of data.assignments) await assignments.put({ ...one, owner: person.id });
  });
  return person;
}

/** Ask how the person's delivered visits stand with the office, until they are decided. Throws NoAnswer. */
export async function hearOffice(person) {
  const drafts = await read(["drafts"], ({ drafts }) => drafts.all());
  const open = drafts.filter(({ owner, state, office }) =>
    owner === person.id && state === "delivered" && !DECIDED.includes(office?.state));
  for (const { id } of open) {
    const { status, data } = await ask("GET", `/api/visits/${id}`);
    if (status !== 200) continue;
    await write(["drafts"], async (shelves) => {
      const draft = await shelves.drafts.get(id);
      if (draft) await shelves.drafts.put({ ...draft, office: { state: data.state, question: data.question } });
    });
  }
}

/** The addresses of the pages that must open without a network: of accepted assignments and of unfinished visits. */
export const neededPages = () =>
  read(["assignments", "drafts"], async ({ assignments, drafts }) => {
    const accepted = (await assignments.all()).filter(({ state }) => state === "accepted");
    const pages = [...new Set([...accepted, ...(await drafts.all())].map(({ page }) => page))];
    return pages.flatMap((page) => [page, `${page}/words.json`]);
  });
