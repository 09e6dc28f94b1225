// One window at a time for one draft, one sender for the outbox. Web Locks where there are any, else a lease in the
// database with a heartbeat.

import { write } from "./store.js";

const LEASE_MS = 25_000;
const BEAT_MS = 10_000;

/**
 * Take the lock `name`, or null when it is taken elsewhere. With `steal` it is taken from whoever has it.
 * Gives {release(), lost}: `lost` resolves to true when it was stolen, to false when it was released.
 */
export function hold(name, steal = false) {
  return navigator.locks ? holdLock(name, steal) : holdLease(name, steal);
}

function holdLock(name, steal) {
  return new Promise((resolve) => {
    const held = navigator.locks.request(name, { steal, ifAvailable: !steal }, (lock) =>
      (lock ? new Promise((release) => resolve({ release, lost })) : resolve(null)));
    const lost = held.then(() => false, () => true);
  });
}

async function holdLease(name, steal) {
  const k = `lease:${name}`;
  // Of this call, not of this window: that may ask twice as well.
  const me = crypto.randomUUID();
  const claim = (mayTake) =>
    write("meta", async (meta) => {
      const now = Date.now();
      const { holder, until = 0 } = (await meta.get(k))?.value ?? {};
      const isFree = holder === me || until < now || until > now + LEASE_MS;
      if (!isFree && !mayTake) return false;
      await meta.put({ k, value: { holder: me, until: now + LEASE_MS } });
      return true;
    });
  if (!(await claim(steal))) return null;
  let end;
  const lost = new Promise((resolve) => { end = resolve; });
  const beat = setInterval(async () => {
    if (!(await claim(false).catch(() => true))) stop(true);
  }, BEAT_MS);
  const stop = (stolen) => {
    clearInterval(beat);
    end(stolen);
  };
  const release = () => {
    stop(false);
    write("meta", async (meta) => {
      if ((await meta.get(k))?.value.holder === me) await meta.delete(k);
    }).catch(() => {});
  };
  return { release, lost };
}

/** Whether any window of this site holds a draft or sends: then nothing may be reloaded under it. */
export async function isBusy() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === "sync" || name.startsWith("draft:"));
}
