// Starts the list, the briefing and their kept shell: shows what is on this phone, fetches what is new, sends what waits.

import { keepPages, offerUpdate, startWorker } from "../app.js";
import { keepReferences, refresh } from "../assignments.js";
import { keepSending, onChange, sendNow } from "../outbox.js";
import { lastPerson } from "../session.js";
import { canKeep, note, read, recall, remember } from "../store.js";
import { say } from "../words.js";
import { purge } from "../visit/draft.js";
import { showBriefing, showLater, showList } from "./screens.js";

const $ = (selector) => document.querySelector(selector);
const assignment = /\/assignments\/([0-9a-f-]{36})/.exec(location.pathname)?.[1];
const isShell = Boolean($("[data-shell]"));

let person;

function warn(key) {
  $("#notice").hidden = false;
  $("#notice").textContent = say(key);
}

async function show({ progress } = {}) {
  if (!assignment) return showLater($("[data-later]"), person).then(() => showList($("#list"), person, progress));
  const isHere = await showBriefing($("#briefing"), assignment, person, progress);
  if (!isHere && isShell) warn("not_here");
}

async function fetchNews() {
  try {
    const found = await refresh();
    if (!found) return isShell && warn("signed_out");
    person = found;
  } catch (problem) {
    note(`list: ${problem.message}`);
    if (isShell) warn(problem.message === "portal" ? "portal" : "kept");
  }
}

// Others offer the home screen themselves, when they find it fit.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  $("#install").hidden = false;
  $("#install button").onclick = () => event.prompt();
});

/** Safari forgets what pages keep after a week without use, but not what an app on the home screen keeps. */
async function coach() {
  const place = $("#coach");
  if (navigator.standalone !== false) return;
  place.hidden = false;
  place.open = !(await recall("coached"));
  place.ontoggle = () => place.open || remember("coached", true);
  const drafts = await read("drafts", (shelf) => shelf.all());
  place.querySelector("[data-drafts]").hidden = drafts.every(({ state }) => state !== "editing");
}

async function start() {
  const registration = await startWorker();
  if (registration) offerUpdate(registration, $("#update"));
  if (!(await canKeep())) return warn("cannot_keep");
  await coach();
  person = await lastPerson();
  if (isShell) await show();
  await fetchNews();
  await show();
  onChange(show);
  $("#send")?.addEventListener("click", sendNow);
  keepSending();
  const failed = registration ? await keepPages() : [];
  if (failed.length) note(`not kept: ${failed.length}`);
  await show();
  purge().catch(() => {});
  keepReferences().catch(() => {});
}

start();
