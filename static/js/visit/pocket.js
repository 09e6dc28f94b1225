// The pocket screen: a list of groceries to anybody's eyes, on which every touch is a stamp (docs/pocket.md).

import { mono } from "../session.js";
import { clock } from "../words.js";
import { given } from "./conditions.js";
import { contents, saveStamp, undoStamp } from "./draft.js";
import { pairsOf } from "./fields.js";
import { counting, lastOf, pairsFrom, placeOf } from "./stamps.js";

const TICK = 20;
const OTHER_TICK = [TICK, 60, TICK];
const ALARM = 500;
const AGAIN_MS = 3000;
const HOLD_MS = 700;
// A palm touches twice.
const APART_MS = 250;
const FAR_PX = 60;
// The office takes 500.
const MOST_STAMPS = 450;

const find = (selector) => document.querySelector(selector);

/** Fetches what stands beside the form and wakes it. `room`: see page.js. */
export async function startPocket(room) {
  const answer = await fetch(`${location.pathname}/pocket`).catch(() => null);
  document.body.classList.remove("pocket");
  // A page for signing in is not ours.
  if (!answer?.headers.has("X-Detalji-Build")) return;
  document.body.insertAdjacentHTML("beforeend", await answer.text());
  find("h1").after(find("#beside"));
  find("#short").onchange = () => {
    document.body.classList.toggle("cornered");
    scrollTo(0, 0);
  };
  if (find("#pocket")) wake(room, find("#pocket"), (await contents(room.draft().id)).stamps);
}

function wake(room, screen, stamps) {
  const { id } = room.draft();
  const plan = JSON.parse(find("#beside").dataset.plan);
  const rows = screen.querySelectorAll("li");
  const [zone, ...corners] = screen.querySelectorAll("button");
  let writing = Promise.resolve();
  let touchedAt = 0;
  let boot, light, first, most;

  const look = (name, isOn) => screen.classList.toggle(name, isOn);
  const buzz = (pattern) => navigator.vibrate?.(pattern) || screen.animate([{ opacity: 0.4 }, {}], 200);
  // By turns the one moment and the other.
  const turnOf = (counted, turns) => turns[turns.indexOf(lastOf(counted, turns)?.moment) + 1] ?? turns[0];

  function show() {
    const counted = counting(stamps);
    const place = placeOf(plan.moments, counted);
    rows.forEach((row, n) => {
      row.className = lastOf(counted, [plan.moments[n]])?.n ? "done" : n === place ? "next" : "";
    });
    zone.ariaLabel = rows[place]?.textContent ?? "✓";
    for (const corner of corners) {
      const turns = corner.dataset.deed.split(" ");
      if (turns[1]) corner.ariaPressed = turnOf(counted, turns) === turns[1];
    }
    prefill(room, plan, stamps, counted);
  }

  /** One write after the other, each until it is on disk: only then is it ticked. */
  function keep(work, pattern, words) {
    writing = writing.then(async () => {
      while (!(await work().then(() => true, () => false))) {
        look("unkept", true);
        buzz(ALARM);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
      look("unkept", false);
      buzz(pattern);
      find("#pocket [role=status]").textContent = words;
      show();
      // A touch here is no event of the page; the office shall hear of it all the same.
      document.dispatchEvent(new Event("change"));
    });
  }

  function stamp(moment, label) {
    const one = { moment, at: Date.now(), mono: mono(), boot };
    stamps.push(one);
    keep(async () => Object.assign(one, await saveStamp(id, moment, one)), label ? TICK : OTHER_TICK, `${label ?? "–"} ✓`);
  }

  function takeBack(one) {
    if (!one) return;
    one.undone = true;
    keep(() => undoStamp(id, one.n), OTHER_TICK, "–");
  }

  function act(deed, label) {
    const now = performance.now();
    if (!deed || now - touchedAt < APART_MS || stamps.length > MOST_STAMPS) return;
    touchedAt = now;
    const counted = counting(stamps);
    const next = plan.moments[placeOf(plan.moments, counted)];
    const deeds = {
      dark: () => look("dark"),
      undo: () => takeBack(stamps.find(({ n }) => n === counted.at(-1)?.n)),
      close: () => turn(false),
      rest: () => {
        turn(false);
        find("#short").click();
      },
      next: () => next && stamp(next, label),
      skip: () => next && stamp("skip"),
    };
    if (deeds[deed]) deeds[deed]();
    else stamp(turnOf(counted, deed.split(" ")), label);
  }

  /** A new `boot` whenever the screen wakes: while a phone sleeps, its monotonic clock may stand still. */
  async function stayAwake() {
    boot = crypto.randomUUID();
    if (!screen.hidden) light = await navigator.wakeLock?.request("screen").catch(() => null);
  }

  /** To the screen, or back to the form. */
  function turn(isOpen) {
    if (isOpen && !room.mayWrite()) return;
    history.replaceState(null, "", location.hash.replace(/&p=.*|$/, isOpen ? "&p=1" : ""));
    document.body.classList.toggle("pocket", isOpen);
    screen.hidden = !isOpen;
    // What came from the person's other device since.
    writing = writing.then(async () => {
      for (const one of (await contents(id)).stamps) if (!stamps.some(({ n }) => n === one.n)) stamps.push(one);
      show();
    });
    light?.release();
    stayAwake();
    (isOpen ? zone : find("#guide summary")).focus();
    if (!isOpen && document.fullscreenElement) document.exitFullscreen();
  }

  // Prevented, so that nothing scrolls, zooms, is selected, or comes a second time as a click.
  screen.ontouchstart = (event) => {
    event.preventDefault();
    most = event.touches.length;
    if (most === 1) first = event;
  };

  screen.ontouchend = ({ touches, changedTouches: [end], timeStamp }) => {
    if (touches.length) return;
    const [start] = first.changedTouches;
    const isFar = (axis) => Math.abs(end[axis] - start[axis]) > FAR_PX;
    const isHeld = timeStamp - first.timeStamp > HOLD_MS;
    const { dataset: { deed }, ariaLabel } = start.target.closest("button") ?? zone;
    if (most > 1) act(most === 2 && "dark");
    else if (isFar("clientX")) act("skip");
    else if (isFar("clientY")) return;
    else if (deed === "close") act(isHeld ? deed : "next", zone.ariaLabel);
    else act(isHeld ? "undo" : deed, ariaLabel);
  };

  // Keys, screen readers and mice.
  screen.onclick = ({ target }) => act(target.dataset.deed, target.ariaLabel);
  document.addEventListener("visibilitychange", stayAwake);
  find("#begin").onclick = () => {
    // An address bar would tell whose page this is.
    document.documentElement.requestFullscreen?.().catch(() => {});
    look("dark", find("#guide input").checked);
    turn(true);
  };
  show();
  if (location.hash.includes("&p=")) turn(true);
}

/** Fill what follows from the stamps, wherever nobody has answered by hand; show at feelings when their moment was. */
function prefill({ questions, fieldsets, answers, mayWrite, put }, plan, stamps, counted) {
  for (const [id, question] of mayWrite() ? questions : []) {
    const fieldset = fieldsets.get(id);
    const { source } = fieldset.dataset;
    const pairs = pairsFrom(question, stamps, plan);
    const isFree = source ? source === "measured" : !given(answers[id]);
    if (pairs && isFree && `${pairs}` !== `${pairsOf(fieldset)}`) put(id, pairs, pairs[0] && "measured");
  }
  for (const id in plan.felt) {
    const stamp = lastOf(counted, plan.felt[id]);
    fieldsets.get(id).querySelector("legend").dataset.at = stamp ? clock(stamp.time) : "";
  }
}
