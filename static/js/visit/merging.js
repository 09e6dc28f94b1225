// One visit on two devices: while there is a network, each tells the office what it has and takes in what the other
// answered (docs/sync.md). Nothing waits for this, and any trouble ends it quietly until the next try.

import { ask } from "../net.js";
import { announce, onChange } from "../outbox.js";
import { boot, clockSamples, depositToken, device, greet } from "../session.js";
import { read, write } from "../store.js";
import { say } from "../words.js";
import { canonical, sha256 } from "./answers.js";
import { contents, takeIn } from "./draft.js";
import { listOpen } from "./progress.js";
import { goTo } from "./view.js";

const SOON_MS = 2000;
const FIRST_MS = 5000;
const READING_MS = 10_000;
const LATER_MS = 30_000;

/** Keeps the draft of `room` (docs/field.md) in step with the person's other devices. */
export function startMerging({ draft, form, fieldsets, mayWrite, put, restore }) {
  const { id, owner, merged } = draft();
  const dialog = document.getElementById("news");
  const back = dialog.querySelector("[data-back]");
  let timer;
  let queue = Promise.resolve();

  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      queue = queue.then(exchange).catch(() => soon(LATER_MS)).finally(() => { form.inert = false; });
    }, wait);
  };

  const stored = () => read("drafts", (drafts) => drafts.get(id));

  async function exchange() {
    const now = await stored();
    const { answers, photos, stamps } = await contents(id);
    const { since = 0, posted = -1 } = now.merged ?? {};
    const token = await depositToken(owner);
    // Of two windows the one that writes; once it is finished, only what the others have not heard.
    if (!token || !(now.state === "editing" ? mayWrite() : now.rev > posted)) return;
    const isNew = ({ n, seq = n }) => seq > posted;
    // Without a sample of this page's life an answer would be taken for as old as the clock was moved meanwhile.
    if (!(await clockSamples()).some((one) => one.boot === boot)) await greet();
    const told = photos.filter(isNew);
    const { status, data } = await ask("POST", `/api/drafts/${id}`, {
      token,
      body: canonical({
        ...now, detalji: 2, device: await device(), begun_at: now.createdAt, since,
        clock: await clockSamples(), answers: answers.filter(isNew), photos: told, stamps: stamps.filter(isNew),
      }),
    });
    if (status !== 200) return;
    const came = await takeIn(id, data, now.rev);
    for (const photo of photos) if (photo.away) await fetchPhoto(photo, token);
    await restore(came);
    await tellOf();
    document.dispatchEvent(new CustomEvent("readings", { detail: data.readings }));
    if (data.closed) announce();
    else if (data.photos.length) soon(0);
    else if (told.length) soon(READING_MS);
  }

  async function fetchPhoto({ pid, sha256: digest }, token) {
    const headers = { "X-Detalji": "1", Authorization: `Deposit ${token}` };
    const bytes = await (await fetch(`/api/drafts/${id}/photos/${digest}`, { headers })).arrayBuffer();
    if ((await sha256(bytes)) !== digest) return;
    await write(["photos", "blobs"], async (photos, blobs) => {
      if (await photos.change([id, pid], { thumb: bytes, away: false })) await blobs.put(bytes, pid);
    });
  }

  /** Say calmly what came and was not seen yet. What stands in place of an answer given here can be taken back. */
  async function tellOf() {
    const { news = {} } = await stored();
    const all = Object.entries(news).map(([one, mine]) => ({ id: one, mine, note: mine && say("replaced") }));
    listOpen(dialog, all, fieldsets, (one) => goTo(fieldsets.get(one)), say("news", { n: all.length }));
    dialog.open = all.length;
    back.hidden = !all.some(({ mine }) => mine);
    back.onclick = () => {
      for (const { id: question, mine } of all) if (mine) put(question, mine.pairs, mine.source);
      dialog.close();
    };
    dialog.onclose = () => write("drafts", async (drafts) => {
      const draft = await drafts.get(id);
      for (const one of all) delete draft.news[one.id];
      await drafts.put(draft);
    });
  }

  for (const type of ["input", "change", "click"]) document.addEventListener(type, () => soon(SOON_MS));
  for (const type of ["online", "pageshow", "visibilitychange"]) addEventListener(type, () => soon(0));
  onChange(() => soon(SOON_MS));
  // What was written on the other device comes before the first answer here, where it comes soon.
  form.inert = Boolean(merged && !merged.since);
  setTimeout(() => { form.inert = false; }, FIRST_MS);
  if (mayWrite()) tellOf();
  soon(0);
}
