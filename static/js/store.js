// The phone's own database. Every write is strict: once it resolves, the bytes are on disk.
//
// Bytes are kept as ArrayBuffer, never as Blob or File (WebKit refuses those in private windows). Browsers close the
// connection under memory pressure, so each transaction is tried once more on a fresh one.

const NAME = "detalji";
const VERSION = 2;
const PATIENCE_MS = 4000;
const FULL = "QuotaExceededError";
const LOG_LENGTH = 500;

// Name → where the key of a thing stands in it; null where it stands beside it.
const SHELVES = {
  meta: "k",
  assignments: "id",
  drafts: "id",
  answers: ["visit", "question"],
  stamps: ["visit", "n"],
  photos: ["visit", "pid"],
  blobs: null,
  outbox: "id",
  receipts: "id",
  log: null,
};

let opening = null;
let blocked = () => {};

// A page that is set aside whole (back/forward cache) keeps its transactions open in WebKit, and every later page would
// wait for them. Nothing of theirs was told to be on disk yet.
const running = new Set();
let isAside = false;
addEventListener("pagehide", ({ persisted }) => {
  isAside = persisted;
  for (const transaction of isAside ? running : []) {
    try {
      transaction.abort();
    } catch { /* it is being finished */ }
  }
});
addEventListener("pageshow", () => { isAside = false; });

/** Call `listener("blocked")` when another window holds an older edition, `listener("newer")` when one needs ours gone. */
export function onBlocked(listener) {
  blocked = listener;
}

function disconnect(db) {
  opening = null;
  db?.close();
}

function openOnce() {
  return new Promise((resolve, reject) => {
    let isLate = false;
    setTimeout(() => {
      isLate = true;
      reject(new Error("cannot keep"));
    }, PATIENCE_MS);
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const { result: db } = request;
      for (const [name, keyPath] of Object.entries(SHELVES)) {
        if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, { keyPath, autoIncrement: !keyPath });
      }
    };
    request.onblocked = () => blocked("blocked");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      if (isLate) return db.close();
      db.onclose = () => disconnect();
      db.onversionchange = () => {
        disconnect(db);
        blocked("newer");
      };
      resolve(db);
    };
  });
}

function connect() {
  opening ??= openOnce().catch(() => openOnce());
  opening.catch(() => disconnect());
  return opening;
}

const promised = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** All keys that begin with `id`, in a shelf whose key is [id, …]. */
export const within = (id) => IDBKeyRange.bound([id], [id, []]);

const shelfOf = (store) => ({
  get: (key) => promised(store.get(key)),
  all: (range) => promised(store.getAll(range)),
  keys: (range) => promised(store.getAllKeys(range)),
  put: (...what) => promised(store.put(...what)),
  delete: (key) => promised(store.delete(key)),
  // Changes what is kept under `key`, where anything is; gives whether.
  change: async (key, changes) => {
    const kept = await promised(store.get(key));
    if (kept) await promised(store.put({ ...kept, ...changes }));
    return Boolean(kept);
  },
});

const aborted = () => new Error("aborted");

function once(db, mode, names, work) {
  return new Promise((resolve, reject) => {
    if (isAside) throw aborted();
    const transaction = db.transaction(names, mode, { durability: "strict" });
    let result, cause;
    const ended = (tell) => {
      running.delete(transaction);
      tell();
    };
    running.add(transaction);
    transaction.oncomplete = () => ended(() => resolve(result));
    transaction.onabort = () => ended(() => reject(cause ?? transaction.error ?? aborted()));
    const shelves = [names].flat().map((name) => shelfOf(transaction.objectStore(name)));
    Promise.resolve(work(...shelves)).then(
      (value) => { result = value; },
      (problem) => {
        cause = transaction.error ?? problem;
        try {
          transaction.abort();
        } catch { /* it has ended already: onabort has told or will tell */ }
      },
    );
  });
}

async function run(mode, names, work) {
  try {
    return await once(await connect(), mode, names, work);
  } catch (problem) {
    if (!(problem instanceof DOMException) || problem.name === FULL) throw problem;
    disconnect(await opening?.catch(() => null));
    return once(await connect(), mode, names, work);
  }
}

/** Run `work` over a steady view of the shelves that `names` (one, or several in a list) says; it gets them in this order.
 *  Gives what it gives. Only shelves may be awaited inside. */
export const read = (names, work) => run("readonly", names, work);

/** The same for writing: all or nothing, and on disk when it resolves. Makes room once when the phone is full. */
export async function write(names, work) {
  try {
    return await run("readwrite", names, work);
  } catch (problem) {
    if (problem?.name !== FULL) throw problem;
    await onMeta((meta) => meta.delete("reserve"));
    return run("readwrite", names, work);
  }
}

/** The same for small facts, where no room need be made. */
const onMeta = (work) => run("readwrite", "meta", work);

/** A small fact of this phone, or undefined. */
export const recall = (k) => read("meta", async (meta) => (await meta.get(k))?.value);

export const remember = (k, value) => write("meta", (meta) => meta.put({ k, value }));

/** Note an event for "send report": codes and ids only. Never in the way of anything else. */
export function note(what, about = "") {
  write("log", async (log) => {
    const key = await log.put({ at: Date.now(), what, about });
    await log.delete(IDBKeyRange.upperBound(key - LOG_LENGTH));
  }).catch(() => {});
}

/**
 * Whether this phone can keep work: 2 MB written, read back, and left as a reserve that is given up for text when the
 * phone is full.
 */
export async function canKeep() {
  const BYTES = 2_000_000;
  const isThere = async () => (await recall("reserve"))?.byteLength === BYTES;
  try {
    if (await isThere()) return true;
    const filler = new Uint8Array(BYTES);
    for (let at = 0; at < BYTES; at += 50_000) crypto.getRandomValues(filler.subarray(at, at + 50_000));
    await onMeta((meta) => meta.put({ k: "reserve", value: filler.buffer }));
    return await isThere();
  } catch {
    return false;
  }
}
