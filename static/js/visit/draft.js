// The life of a visit on the phone: editing → ready (frozen, in the outbox) → delivered.
//
// Whatever is written to a draft checks in the same transaction that the draft is still being edited.

import { boot, clockSamples, device, mono } from "../session.js";
import { read, within, write } from "../store.js";
import { canonical, sha256 } from "./answers.js";

const ALL = ["drafts", "answers", "photos", "stamps", "blobs"];
const KEEP_BYTES_MS = 7 * 24 * 3600_000;
const KEEP_RECEIPTS_MS = 90 * 24 * 3600_000;

/** The draft is finished: its content never changes again. */
export class Frozen extends Error {}

/** This phone knows nothing of the assignment, or the visit is another person's. */
export class NotYours extends Error {}

/**
 * The draft `visit`, else the assignment's draft of this person, else a new one with the assignment's facts preset.
 * `page`: {address, version, language} of the visit page. Throws NotYours, also where a new one must not be begun.
 */
export function openDraft({ assignment, visit, page, mayBegin }) {
  return write(["meta", "assignments", "drafts", "answers"], async (meta, assignments, drafts, answers) => {
    const person = (await meta.get("person"))?.value;
    const known = await find(drafts, assignment, visit, person);
    if (known && known.owner !== person?.id) throw new NotYours();
    if (known) return known;
    const assigned = await assignments.get(assignment ?? "");
    if (!mayBegin || !assigned || assigned.owner !== person?.id) throw new NotYours();
    return begin(meta, drafts, answers, assigned, page);
  });
}

async function find(drafts, assignment, visit, person) {
  const named = visit && (await drafts.get(visit));
  if (named) return named;
  const own = (await drafts.all()).filter((draft) => draft.assignment === assignment && draft.owner === person?.id);
  const newest = own.sort((a, b) => b.createdAt - a.createdAt);
  return newest.find(({ state }) => state === "editing") ?? newest[0];
}

// A new id even where the address names one: what this phone no longer knows, the office may. What was begun on another
// device goes on here under its own.
async function begin(meta, drafts, answers, assigned, page) {
  const { server, wall } = (await meta.get("clock"))?.value.at(-1) ?? {};
  const begun = assigned.draft?.version === page.version ? assigned.draft : null;
  const draft = {
    id: begun?.visit ?? crypto.randomUUID(), owner: assigned.owner, assignment: assigned.id, page: page.address,
    version: page.version, language: page.language, state: "editing", rev: 0,
    createdAt: begun ? begun.begun_at + wall - server : Date.now(), supersedes: begun?.supersedes ?? null, merged: begun && {},
  };
  for (const [question, value] of Object.entries(assigned.facts ?? {})) {
    const answer = { visit: draft.id, question, pairs: [["value", String(value)]], value, source: "assignment" };
    await answers.put({ ...answer, ...stamped(++draft.rev) });
  }
  await drafts.put(draft);
  return draft;
}

const stamped = (seq = 0) => ({ at: Date.now(), mono: mono(), boot, seq });

/** Write to a draft that is still being edited: `work(draft, …shelves)`; `draft.rev` is the number of this change, and the
 *  draft is kept as `work` leaves it. Resolves when it is on disk; throws Frozen. */
const edit = (visit, names, work) =>
  write(["drafts", ...names], async (drafts, ...shelves) => {
    const draft = await drafts.get(visit);
    if (draft?.state !== "editing") throw new Frozen();
    draft.rev += 1;
    const made = await work(draft, ...shelves);
    await drafts.put(draft);
    return made;
  });

/** The answers, photos and stamps of a visit as they are kept. */
export const contents = (visit) =>
  read(["answers", "photos", "stamps"], async (answers, photos, stamps) => ({
    answers: await answers.all(within(visit)),
    photos: (await photos.all(within(visit))).sort((a, b) => a.at - b.at),
    stamps: await stamps.all(within(visit)),
  }));

/** Keep the stamp of a `moment` (its id), made at {at, mono, boot}; gives it with its `n`. */
export const saveStamp = (visit, moment, { at, mono, boot } = stamped()) =>
  edit(visit, ["stamps"], async ({ rev: n }, stamps) => {
    const stamp = { visit, n, moment, at, mono, boot };
    await stamps.put(stamp);
    return stamp;
  });

/** Take stamp `n` back: it stays, and no longer counts. */
export const undoStamp = (visit, n) =>
  edit(visit, ["stamps"], ({ rev: seq }, stamps) => stamps.change([visit, n], { undone: true, seq }));

/** Keep what is to be covered on a photo: [[x, y, width, height], …] as shares of the upright picture. */
export const maskPhoto = (visit, pid, masks) =>
  edit(visit, ["photos"], ({ rev: seq }, photos) => photos.change([visit, pid], { masks, masked_at: Date.now(), seq }));

/** Keep one answer ({pairs, value, skipped}). */
export function saveAnswer(visit, question, answer) {
  const given = stamped();
  return edit(visit, ["answers"], ({ rev: seq }, answers) => answers.put({ visit, question, ...answer, ...given, seq }));
}

/** Keep one photo: `photo` tells about it, `bytes` (ArrayBuffer) is read back and measured. Throws Frozen. */
export async function savePhoto(visit, photo, bytes) {
  const pid = crypto.randomUUID();
  const kept = { visit, pid, ...photo, bytes: bytes.byteLength, sent: false, at: Date.now() };
  await edit(visit, ["photos", "blobs"], async ({ rev: seq }, photos, blobs) => {
    await blobs.put(bytes, pid);
    await photos.put({ ...kept, seq });
  });
  const back = await blobOf(pid);
  if (back?.byteLength !== bytes.byteLength) throw new Error("not whole");
  return kept;
}

/** The bytes of a photo, or undefined. */
export const blobOf = (pid) => read("blobs", (blobs) => blobs.get(pid));

/** Forget a photo. Throws Frozen. */
export const dropPhoto = (visit, pid) =>
  edit(visit, ["photos", "blobs"], async (draft, photos, blobs) => {
    draft.removed = [...(draft.removed ?? []), pid];
    await photos.delete([visit, pid]);
    await blobs.delete(pid);
  });

/** Keep what the person answers to the office: in the draft, or for the correction that is to come of a finished one. */
export const saveReply = (visit, text) =>
  write("drafts", async (drafts) => {
    const draft = await drafts.get(visit);
    await drafts.put({ ...draft, rev: draft.rev + 1, [draft.state === "editing" ? "reply" : "next"]: text });
  });

/**
 * Take in what other devices did to a draft (docs/sync.md); `told`: its number when the office was last told of it. What
 * was changed here since stays. Gives the ids of the questions; `draft.news` keeps them, with the answer given here that
 * each replaces, until the person has seen them.
 */
export const takeIn = (visit, { answers: given, photos: seen, removed, stamps: made, revision, again, closed }, told) =>
  write(ALL, async (drafts, answers, photos, stamps, blobs) => {
    const draft = await drafts.get(visit);
    const isSame = draft.rev === told;
    const came = [];
    const news = draft.news ??= {};
    if (draft.state === "editing") {
      for (const one of given) {
        const own = await answers.get([visit, one.question]);
        if (own?.seq > told) continue;
        await answers.put(one);
        if (own?.source !== "assignment" && !own?.device && own) news[one.question] = own;
        came.push(one.question);
      }
      for (const one of seen) {
        const own = await photos.get([visit, one.pid]);
        if (own?.seq > told || draft.removed?.includes(one.pid)) continue;
        await photos.put({ ...one, ...own, masks: one.masks });
        came.push(one.question);
      }
      for (const one of came) news[one] ??= null;
      for (const pid of removed) {
        await photos.delete([visit, pid]);
        await blobs.delete(pid);
      }
      for (const one of made) await stamps.put(one);
      // Who is finishing at this moment shall see that something came.
      draft.rev += given.length + seen.length + removed.length + made.length && 1;
      if (closed?.by_other) Object.assign(draft, { state: "delivered", elsewhere: Date.now() });
    }
    draft.merged = { since: revision, posted: again ? -1 : isSame ? draft.rev : told };
    await drafts.put(draft);
    return came;
  });

/** Note that the office has a photo already. */
export const markSent = (visit, pid) =>
  write("photos", (photos) => photos.change([visit, pid], { sent: true }));

/**
 * Finish: freeze what was answered to the questions in `asked` and put it into the outbox, all in one transaction.
 * Finishing again changes nothing.
 */
export async function freeze(visit, asked) {
  const finishedAt = Date.now();
  for (;;) {
    const draft = await read("drafts", (drafts) => drafts.get(visit));
    if (draft.state !== "editing") return;
    const { answers, photos, stamps } = await contents(visit);
    const shown = photos.filter(({ question }) => asked.includes(question));
    const text = canonical({
      detalji: 2, visit, assignment: draft.assignment, version: draft.version, language: draft.language,
      supersedes: draft.supersedes, reply: draft.reply, device: await device(), started_at: draft.createdAt,
      finished_at: finishedAt, clock: await clockSamples(),
      answers: Object.fromEntries(asked.map((id) => [id, frozen(id, answers, shown)]).filter(([, answer]) => answer)),
      photos: shown.map(({ sha256, question, bytes, type, taken_at, masks }) =>
        ({ sha256, question, bytes, type, taken_at, masks })),
      stamps: stamps.map(({ visit: _, ...stamp }) => stamp),
    });
    const row = {
      id: visit, owner: draft.owner, text, sha: await sha256(text), state: "waiting", tries: 0, nextTry: 0, notBefore: 0,
      photos: shown.map(({ pid, sha256, bytes }) => ({ pid, sha256, bytes })), error: null, at: finishedAt,
    };
    // Hashing ends a transaction, so the text is made first and put away only if nothing was written meanwhile.
    const isPutAway = await write(["drafts", "outbox"], async (drafts, outbox) => {
      const now = await drafts.get(visit);
      if (now.state !== "editing" || now.rev !== draft.rev) return false;
      await outbox.put(row);
      await drafts.put({ ...now, state: "ready", finishedAt });
      return true;
    });
    if (isPutAway) return;
  }
}

function frozen(id, answers, photos) {
  const { value, skipped, source, at, mono, boot, seq } = answers.find(({ question }) => question === id) ?? {};
  const own = photos.filter(({ question }) => question === id);
  const [first] = own;
  if (value === undefined && !skipped && !first) return undefined;
  const clocks = at === undefined ? { at: first.at, seq: first.seq } : { at, mono, boot, seq };
  return { value, skipped, source, photos: first && own.map(({ sha256 }) => sha256), ...clocks };
}

/**
 * Take up a finished visit again. As long as nothing of it was sent it is simply thawed; after that a new visit that
 * supersedes it begins with its answers and photos. Gives the id to go on with.
 */
export const correct = (visit) =>
  write([...ALL, "outbox"], async (drafts, answers, photos, stamps, blobs, outbox) => {
    const draft = await drafts.get(visit);
    const row = await outbox.get(visit);
    if (draft.state === "editing") return visit;
    if (row?.tries === 0) {
      await outbox.delete(visit);
      await drafts.change(visit, { state: "editing", finishedAt: undefined });
      return visit;
    }
    const { office, next, merged, removed, elsewhere, ...rest } = draft;
    const made = {
      ...rest, ...(office?.question && { asked: office, reply: next }), id: crypto.randomUUID(), supersedes: visit,
      state: "editing", createdAt: Date.now(),
    };
    await drafts.put(made);
    await copyContents(answers, photos, stamps, blobs, visit, made.id);
    return made.id;
  });

async function copyContents(answers, photos, stamps, blobs, from, to) {
  for (const shelf of [answers, stamps]) for (const one of await shelf.all(within(from))) await shelf.put({ ...one, visit: to });
  for (const photo of await photos.all(within(from))) {
    const bytes = await blobs.get(photo.pid);
    const pid = crypto.randomUUID();
    // Where the bytes are gone the office has them: it knows a photo of the visit that this one corrects.
    if (bytes) await blobs.put(bytes, pid);
    await photos.put({ ...photo, visit: to, pid, sent: !bytes });
  }
}

/** Let go of the photos' bytes of what was received a week ago (`keep`: how long, in ms), of the rest after 90 days. */
export const purge = (keep = KEEP_BYTES_MS, now = Date.now()) =>
  write([...ALL, "receipts"], async (drafts, answers, photos, stamps, blobs, receipts) => {
    for (const draft of await drafts.all()) {
      const since = draft.state === "delivered" && ((await receipts.get(draft.id))?.receivedAt ?? draft.elsewhere);
      if (!since || now - since < keep) continue;
      for (const { pid } of await photos.all(within(draft.id))) await blobs.delete(pid);
      if (now - since < KEEP_RECEIPTS_MS) continue;
      for (const shelf of [answers, photos, stamps]) await shelf.delete(within(draft.id));
      for (const shelf of [receipts, drafts]) await shelf.delete(draft.id);
    }
  });
