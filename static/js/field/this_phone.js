// What this phone keeps, how safely, and what happened on it; a report of it for the office.

import { saveCopy } from "../copy.js";
import { ask } from "../net.js";
import { clockSamples, depositToken, lastPerson } from "../session.js";
import { read, recall } from "../store.js";
import { say } from "../words.js";

const $ = (selector) => document.querySelector(selector);

async function start() {
  const { storage, standalone } = navigator;
  const { id, name } = (await lastPerson()) ?? {};
  const [drafts, waiting, log] = await read(["drafts", "outbox", "log"], async (...shelves) =>
    Promise.all(shelves.map((shelf) => shelf.all())));
  const own = drafts.filter(({ owner, state }) => owner === id && state !== "delivered");
  const facts = {
    app: Boolean(standalone) || matchMedia("(display-mode: standalone)").matches,
    persisted: await storage?.persisted?.(),
    usage: (await storage?.estimate?.())?.usage,
    reserve: Boolean(await recall("reserve")),
    contact: (await clockSamples()).at(-1)?.wall,
    drafts: own.filter(({ state }) => state === "editing").length,
    waiting: waiting.length,
  };
  const { usage, contact } = facts;
  const told = { ...facts, name, usage: usage && `${(usage / 1e6).toFixed(1)} MB`, contact: contact && new Date(contact).toLocaleString() };
  for (const place of document.querySelectorAll("[data-is]")) place.textContent = say(String(told[place.dataset.is]));
  $("[data-log]").textContent = log.map(({ at, what, about }) => `${new Date(at).toJSON()} ${what} ${about}`).join("\n");
  $("[data-copy]").onclick = () => saveCopy(own.map((draft) => draft.id));
  $("[data-report]").onclick = async () => {
    const body = JSON.stringify({ facts, log });
    const { status } = await ask("POST", "/api/reports", { body, token: await depositToken(id) }).catch(() => ({}));
    $("[data-said]").textContent = say(`report_${status === 201}`);
  };
}

start();
