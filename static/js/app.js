// The service worker: registered from the list, told what to keep, and renewed only when nobody is writing.

import { neededPages } from "./assignments.js";
import { isBusy } from "./locks.js";
import { language } from "./words.js";

const SIX_HOURS_MS = 6 * 3600_000;

/** Register the worker and look for a newer one now and every six hours. Gives the registration, or null. */
export async function startWorker() {
  const registration = await navigator.serviceWorker?.register("/sw.js").catch(() => null);
  if (!registration) return null;
  const look = () => registration.update().catch(() => {});
  look();
  setInterval(look, SIX_HOURS_MS);
  return registration;
}

/** Have the needed pages and the list kept on this phone. Gives the addresses that could not be kept. */
export async function keepPages() {
  const { active } = (await navigator.serviceWorker?.ready) ?? {};
  const pages = [...(await neededPages()), `/field/shell/${language}`];
  if (!active) return pages;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data.failed);
    active.postMessage({ keep: pages }, [port2]);
  });
}

/** Whether a page opens without a network. */
export const isKept = (page) => caches.match(page);

/** Offer a newer release with `notice` (its button switches over), only while no visit is open and nothing is sent. */
export function offerUpdate(registration, notice) {
  let isWanted = false;
  const offer = async () => { notice.hidden = !registration.waiting || (await isBusy()); };
  registration.onupdatefound = () => { registration.installing.onstatechange = offer; };
  navigator.serviceWorker.oncontrollerchange = () => isWanted && location.reload();
  notice.querySelector("button").onclick = async () => {
    if (await isBusy()) return offer();
    isWanted = true;
    registration.waiting?.postMessage({ skip: true });
  };
  offer();
}
