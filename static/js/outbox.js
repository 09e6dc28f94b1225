// Delivers what is finished. Nothing on the phone is given up for anything but a receipt that names the visit and the
// digest of its text (docs/sync.md).

import { ask, HOUR_MS, NoAnswer, Refused, ROUNDS, verdict } from "./net.js";
import { depositToken, greet } from "./session.js";
import { hold } from "./locks.js";
import { note, read, write } from "./store.js";
import { sha256 } from "./visit/answers.js";
import { blobOf } from "./visit/draft.js";
import { smallCopy } from "./visit/photos.js";

const channel = new BroadcastChannel("detalji");
const listeners = [];
let waking = 0;

/** Call `listener({progress})` whenever something changed, here or in another window. */
export function onChange(listener) {
  listeners.push(listener);
}

/** Tell every window that something changed. */
export function announce(news = {}) {
  channel.postMessage(news);
  hear(news);
}

const hear = (news) => listeners.forEach((listener) => listener(news));
channel.onmessage = ({ data }) => hear(data);

/** Send what is due; with `force` all that waits, but for what the office asked to hold back. Only one window sends at a time. */
export async function sync(force) {
  const rows = await dueRows(force);
  if (!rows.length) return plan();
  const lock = await hold("sync");
  if (!lock) return plan();
  try {
    await deliver(rows);
  } finally {
    lock.release();
    await plan();
    announce();
  }
}

const unsentRows = () => read("outbox", (outbox) => outbox.all());

async function dueRows(force) {
  const now = Date.now();
  // A wait longer than an hour can only come from a clock that was moved.
  const isOver = (moment) => moment <= now || moment > now + HOUR_MS;
  const isDue = ({ nextTry, notBefore }) => isOver(force ? notBefore : nextTry);
  return (await unsentRows()).filter(isDue).sort((a, b) => a.at - b.at);
}

async function deliver(rows) {
  let person;
  try {
    person = await greet();
  } catch (problem) {
    for (const row of rows) await postpone(row, problem);
    return;
  }
  // The words of all visits first: they are small and worth most.
  const known = [];
  for (const row of rows) if (await attempt(row, () => sendText(row, person))) known.push(row);
  for (const row of known) await attempt(row, () => sendRest(row, person));
}

/** Do one step of a row; what goes wrong is noted in the row with the time of the next try. */
const attempt = (row, step) => step().then(() => true, (problem) => postpone(row, problem));

/** Ask in the name of the row's owner: by deposit token, or by the session where it is the owner's. */
async function askFor(row, person, method, path, options = {}) {
  const isOwner = person?.id === row.owner;
  let token = await depositToken(row.owner);
  if (!token && !isOwner) throw new Refused({ status: 401 });
  let answer = await ask(method, path, { ...options, token });
  if (answer.status === 401 && isOwner) {
    await greet({ renew: true });
    token = await depositToken(row.owner);
    answer = await ask(method, path, { ...options, token });
  }
  if (answer.status >= 400 && answer.status !== 428) throw new Refused(answer);
  return answer;
}

async function sendText(row, person) {
  row.tries += 1;
  // From here on the visit cannot be taken up again under its id. Where it was just now, it must not be sent.
  if (!(await changeRow(row, { tries: row.tries, state: "sending", error: null }))) throw new Refused({ status: 0 });
  announce();
  const { data } = await askFor(row, person, "PUT", `/api/visits/${row.id}`, {
    body: row.text, headers: { "X-Sha256": row.sha },
  });
  row.missing = data.missing;
}

async function sendRest(row, person) {
  for (let round = 0; round < ROUNDS; round++) {
    await sendPhotos(row, person);
    const { status, data } = await askFor(row, person, "POST", `/api/visits/${row.id}/finish`);
    if (status !== 428) return settle(row, data.receipt);
    row.missing = data.missing;
  }
  throw new Refused({ status: 428 });
}

async function sendPhotos(row, person) {
  const total = row.photos.length;
  let sent = total - row.missing.length;
  for (const sha of row.missing) {
    announce({ progress: { id: row.id, sent, total } });
    const { pid } = row.photos.find(({ sha256 }) => sha256 === sha) ?? {};
    const body = await blobOf(pid ?? "");
    // It is gone from this phone.
    if (!body) throw new Refused({ status: 410 });
    const put = (content, headers) =>
      askFor(row, person, "PUT", `/api/visits/${row.id}/photos/${sha}`, { body: content, headers });
    await put(body).catch(async (problem) => {
      // A proxy on the way lets nothing as large through: a smaller copy goes instead, once; the photo itself stays here.
      const copy = problem.status === 413 && (await smallCopy(body).catch(() => null));
      if (!copy || copy.isBlank) throw problem;
      await put(copy.bytes, { "X-Sha256": await sha256(copy.bytes) });
    });
    sent += 1;
  }
  announce({ progress: { id: row.id, sent, total } });
}

/** Believe a receipt only if it names this visit and this text; then flip everything in one transaction. */
async function settle(row, receipt) {
  if (receipt?.id !== row.id || receipt.sha !== row.sha || !receipt.no) throw new NoAnswer("portal");
  await write(["receipts", "outbox", "drafts"], async (receipts, outbox, drafts) => {
    await receipts.put({ ...receipt, owner: row.owner, receivedAt: Date.now() });
    await outbox.delete(row.id);
    await drafts.change(row.id, { state: "delivered" });
  });
  note("delivered", row.id);
  announce({ delivered: row.id });
}

/** Gives whether the row is still there. */
const changeRow = ({ id }, changes) => write("outbox", (outbox) => outbox.change(id, changes));

async function postpone(row, problem) {
  // Counted apart from `tries`: where not even the greeting gets through nothing was sent, and the waits grow all the same.
  row.fails = (row.fails ?? 0) + 1;
  const { state, wait } = verdict(problem, row.fails);
  const error = { status: problem.status, code: problem.message, message: problem.data?.error?.message };
  note(`not sent: ${error.code}`, row.id);
  const { retryAfter = 0 } = problem;
  const notBefore = retryAfter && Date.now() + retryAfter * 1000;
  await changeRow(row, { state, error, fails: row.fails, nextTry: Date.now() + wait, notBefore });
}

/** Wake up for the next try while this page lives. */
async function plan() {
  clearTimeout(waking);
  const rows = await unsentRows().catch(() => []);
  if (!rows.length) return;
  const next = Math.min(...rows.map(({ nextTry }) => nextTry)) - Date.now();
  waking = setTimeout(syncQuietly, Math.min(Math.max(next, 500), HOUR_MS));
}

const syncQuietly = (force) => sync(force).catch((problem) => note(`sync: ${problem.name}`));

/** Send all that waits, now. Resolves when that was tried. */
export const sendNow = () => syncQuietly(true);

/** From now on, send whenever there is a sign that it may work. */
export function keepSending() {
  for (const type of ["online", "pageshow"]) addEventListener(type, sendNow);
  document.addEventListener("visibilitychange", () => document.hidden || sendNow());
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "sync" && sendNow());
  sendNow();
}

/** Ask the browser to wake us when there is a network; where it can. An extra, never relied upon. */
export function askToBeWoken() {
  navigator.serviceWorker?.ready.then((registration) => registration.sync?.register("outbox")).catch(() => {});
}
