// Who is signed in, which phone this is, and the right to deliver.

import { ask, Refused } from "./net.js";
import { recall, remember, write } from "./store.js";

const FRESH_MS = 7 * 24 * 3600_000;
const SAMPLES = 24;

/** This page's life, for the monotonic clock, which starts anew with every page. */
export const boot = crypto.randomUUID?.() ?? "";
export const mono = () => Math.round(performance.now() * 10) / 10;

/** The id of this phone, made once. */
export async function device() {
  const known = await recall("device");
  return known ?? write("meta", async (meta) => {
    const made = (await meta.get("device")) ?? { k: "device", value: crypto.randomUUID() };
    await meta.put(made);
    return made.value;
  });
}

/** The person last seen signed in on this phone: {id, name, language}, or undefined. */
export const lastPerson = () => recall("person");

/** Samples of the office's clock beside ours. */
export const clockSamples = async () => (await recall("clock")) ?? [];

/** What the office takes: {photo_bytes, photos, …}. Told at each greeting, before any draft. */
export const limits = () => recall("limits");

/** The token with which this phone delivers what `owner` finished, or undefined. */
export const depositToken = async (owner) => (await recall(`deposit:${owner}`))?.token;

/**
 * Ask who is signed in; remembers the person, the limits, a clock sample and, where it is missing or a week old, a new
 * deposit token. Gives the person or null; throws NoAnswer.
 */
export async function greet({ renew = false } = {}) {
  const answered = await hello("");
  const person = answered.data.person ?? null;
  if (!person) return null;
  await remember("person", person);
  const kept = await recall(`deposit:${person.id}`);
  if (renew || !kept || Date.now() - kept.at > FRESH_MS) {
    const { deposit } = (await hello(`?device=${await device()}`)).data;
    if (deposit) await remember(`deposit:${person.id}`, { token: deposit, at: Date.now() });
  }
  return person;
}

async function hello(query) {
  const answered = await ask("GET", `/api/session${query}`);
  const { data, status } = answered;
  if (status !== 200) throw new Refused(answered);
  await remember("limits", data.limits);
  await sample(data.now, answered.asked);
  return answered;
}

/** Note the office's time, which lies between asking and now; the middle is taken. */
async function sample(server, asked) {
  const half = (Date.now() - asked) / 2;
  const made = { server, wall: Math.round(asked + half), mono: Math.round(mono() - half), boot };
  const kept = await clockSamples();
  // Three of each page's life: what was given in it may be told in a later one.
  const spare = kept.filter((one) => one.boot === boot)[2];
  await remember("clock", [...kept.filter((one) => one !== spare), made].slice(-SAMPLES));
}
