// What this phone keeps, how safely, and what happened on it; a report of it for the office.

import { saveCopy } from "../copy.js";
import { ask } from "../net.js";
import { clockSamples, depositToken, device, lastPerson } from "../session.js";
import { read, recall } from "../store.js";
import { say } from "../words.js";

const place = document.getElementById("phone");
const $ = (name) => place.querySelector(`[data-${name}]`);

async function start() {
  const person = await lastPerson();
  const [drafts, rows, log] = await read(["drafts", "outbox", "log"], async ({ drafts, outbox, log }) =>
    [await drafts.all(), await outbox.all(), await log.all()]);
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  const own = drafts.filter(({ owner, state }) => owner === person?.id && state !== "delivered");
  const facts = {
    device: await device(), usage, quota, app: matchMedia("(display-mode: standalone)").matches || navigator.standalone === true,
    persisted: (await navigator.storage?.persisted?.()) ?? false, reserve: Boolean(await recall("reserve")),
    contact: (await clockSamples()).at(-1)?.wall, drafts: own.length - rows.length, waiting: rows.length,
  };
  const told = { ...facts, person: person?.name ?? say("nobody"), used: usage && `${(usage / 1e6).toFixed(1)} MB` };
  if (facts.contact) told.contact = new Date(facts.contact).toLocaleString();
  for (const element of place.querySelectorAll("[data-is]")) {
    const value = told[element.dataset.is];
    element.textContent = typeof value === "boolean" ? say(value ? "yes" : "no") : value ?? "–";
  }
  $("log").textContent = log.reverse().map(({ at, what, about }) => `${new Date(at).toISOString()} ${what} ${about}`).join("\n");
  $("copy").onclick = () => saveCopy(own.map(({ id }) => id));
  $("report").onclick = async () => {
    const body = JSON.stringify({ facts, log: log.slice(0, 500).reverse() });
    const options = { body, token: await depositToken(person?.id) };
    const { status } = await ask("POST", "/api/reports", options).catch(() => ({}));
    $("said").textContent = say(status === 201 ? "reported" : "not_reported");
  };
}

start();
