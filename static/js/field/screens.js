// The list of assignments and the briefing, from what is kept on this phone: the same with and without a network.

import { isKept } from "../app.js";
import { needsHelp, stateOf, visits } from "../states.js";
import { read, recall } from "../store.js";
import { say } from "../words.js";

const TONES = { offered: "wait", accepted: "good", done: "", gone: "bad" };
const DAY_MS = 24 * 3600_000;
const clone = (id) => document.getElementById(id).content.cloneNode(true);

/** Put `values` into the elements of `root` that name them; an element without a value is hidden with its row. */
function fill(root, values) {
  for (const element of root.querySelectorAll("[data-is]")) {
    const value = values[element.dataset.is];
    element.textContent = value ?? "";
    const row = element.closest("[data-row]") ?? element;
    row.hidden = !value;
  }
}

/** Everything to show for `person`: {cards: [{one, draft, row, receipt}], others, unsent}. */
export async function known(person) {
  const { drafts, rows, receipts } = await visits();
  const assignments = await read("assignments", (assignments) => assignments.all());
  const own = assignments.filter(({ owner }) => owner === person?.id);
  const cards = own.map((one) => {
    const draft = newest([...drafts.values()].filter(({ assignment, owner }) => assignment === one.id && owner === one.owner));
    return { one, draft, row: rows.get(draft?.id), receipt: receipts.get(draft?.id) };
  });
  return {
    cards: cards.sort((a, b) => rank(a) - rank(b) || a.one.due_on.localeCompare(b.one.due_on)),
    others: [...drafts.values()].filter(({ owner, state }) => owner !== person?.id && state !== "delivered").length,
    unsent: [...rows.values()].filter(({ owner }) => owner === person?.id),
  };
}

const newest = (drafts) => drafts.sort((a, b) => b.createdAt - a.createdAt)[0];
const rank = ({ one, row }) => (needsHelp(row) ? 0 : { accepted: 1, offered: 2 }[one.state] ?? 3);

/** The link into the visit: to the page that the draft began with, else to the assignment's, or what stands before it. */
function visitLink({ one, draft }) {
  // The office asks about a visit that this phone no longer has, or never had.
  if (one.reply && !draft) return { href: one.reply, label: say("answer"), why: "reply_why" };
  const mayOpen = draft || one.state === "accepted";
  if (!mayOpen) return null;
  if (one.certify && !draft) return { href: one.certify, label: say("certify"), why: "certify_why" };
  const hash = draft ? `#a=${one.id}&v=${draft.id}` : `#a=${one.id}`;
  const label = !draft ? "open_visit" : draft.state === "editing" ? "continue" : draft.office?.question ? "answer" : "look";
  return { href: (draft?.page ?? one.page) + hash, label: say(label), isQuiet: label === "look" };
}

async function dress(root, card, person, sending) {
  fill(root, { ...card.one.told, state: say(card.one.state) });
  const tag = root.querySelector('[data-is="state"]');
  tag.className = `tag ${TONES[card.one.state] ?? ""}`;
  const link = root.querySelector("[data-visit]");
  const target = visitLink(card);
  link.hidden = !target;
  if (target) Object.assign(link, { href: target.href, textContent: target.label });
  const mayOpen = Boolean(target && !target.isQuiet);
  link.classList.toggle("primary", mayOpen);
  const state = root.querySelector("[data-visit-state]");
  const ours = sending?.id === card.draft?.id ? sending : undefined;
  const now = card.draft ? stateOf(card.draft, card.row, card.receipt, ours, person?.name) : card.one.office;
  state.hidden = !now;
  state.className = `notice briefing-text ${now?.tone}`;
  state.textContent = now?.text;
  const offline = root.querySelector("[data-offline]");
  offline.hidden = !mayOpen;
  const page = card.draft?.page ?? card.one.page;
  if (mayOpen) offline.textContent = say(target.why ?? ((await isKept(page)) ? "works_offline" : "needs_internet"));
}

/** Show what is asked about earlier visits, where the office has not put it onto the page itself. */
export async function showLater(place, person) {
  const cards = (await recall(`later:${person?.id}`)) ?? [];
  place?.replaceChildren(...cards.map((card) => {
    const root = clone("later");
    fill(root, card);
    root.querySelector("a").href = card.page;
    return root;
  }));
}

/** Show the list in `place`. */
export async function showList(place, person, sending) {
  const { cards, others, unsent } = await known(person);
  const made = [];
  for (const card of cards) {
    const root = clone("card");
    await dress(root, card, person, sending);
    root.querySelector("[data-briefing]").href = `/field/assignments/${card.one.id}`;
    made.push(root);
  }
  place.querySelector("[data-cards]").replaceChildren(...made);
  place.querySelector("[data-none]").hidden = cards.length > 0;
  const waiting = place.querySelector("[data-unsent]");
  waiting.hidden = !unsent.length;
  const isLong = unsent.some(({ at }) => Date.now() - at > DAY_MS);
  waiting.querySelector("[data-text]").textContent = say(isLong ? "unsent_long" : "unsent", { n: unsent.length });
  const strangers = place.querySelector("[data-others]");
  strangers.hidden = !others;
  strangers.textContent = say("others", { n: others });
  place.hidden = false;
}

/** Show the briefing of `assignment` in `place`; gives whether it is on this phone. */
export async function showBriefing(place, assignment, person, sending) {
  const card = (await known(person)).cards.find(({ one }) => one.id === assignment);
  if (!card) return false;
  await dress(place, card, person, sending);
  for (const [name, address] of Object.entries(card.one.links ?? {})) place.querySelector(`[data-link=${name}]`).href = address;
  await showReferences(place.querySelector("[data-references]"), card.one.references ?? []);
  place.hidden = false;
  return true;
}

/** How things should look, where the office has not put it onto the page itself. */
async function showReferences(place, references) {
  if (place.children.length) return;
  for (const { sha256, caption } of references) {
    const bytes = await read("blobs", (blobs) => blobs.get(`ref:${sha256}`));
    const [figure, image, words] = ["figure", "img", "figcaption"].map((name) => document.createElement(name));
    if (bytes) image.src = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
    image.alt = words.textContent = caption || place.dataset.title;
    figure.append(image, words);
    place.append(figure);
  }
}
