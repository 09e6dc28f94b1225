// The pocket screen: a list of groceries to anybody's eyes, on which every touch is a stamp (docs/pocket.md).

import { mono } from "../session.js";
import { clock } from "../words.js";
import { answerOf } from "./answers.js";
import { given } from "./conditions.js";
import { startCorner } from "./corner.js";
import { contents, saveStamp, undoStamp } from "./draft.js";
import { counting, following, lastOf, placeOf, timesOf } from "./stamps.js";

const TICK = 20;
const SKIPPED = [TICK, 60, TICK];
const TAKEN_BACK = [TICK, 60, TICK, 60, TICK];
const ALARM = 500;
const HOLD_MS = 700;
// A palm touches twice.
const APART_MS = 250;
const AGAIN_MS = 1000;
const FAR_PX = 60;
// The office takes 500.
const MOST = 450;
// The corners, by the names that they bear on the screen: by turns the one moment and the other.
const TURNS = { later: ["away", "back"], missing: ["mishap", "help"], less: ["mood_down"], more: ["mood_up"] };

const find = (selector) => document.querySelector(selector);
const { body } = document;

/** Fetches what stands beside the form and wakes it. `room`: see page.js. */
export async function startPocket(room) {
  const answer = await fetch(`${location.pathname}/pocket`).catch(() => null);
  // A page for signing in is not ours.
  if (answer?.headers.has("X-Detalji-Build")) {
    body.insertAdjacentHTML("beforeend", await answer.text());
    find("h1").after(find("#beside"));
    startCorner(room);
    if (find("#pocket")) wake(room, find("#pocket"), (await contents(room.draft().id)).stamps);
  }
  body.classList.toggle("pocket", !(find("#pocket")?.hidden ?? true));
}

function wake(room, screen, stamps) {
  const { id, assignment } = room.draft();
  const guide = find("#guide");
  const sequence = find("#beside").dataset.moments.split(" ");
  const rows = screen.querySelectorAll("li");
  const zone = screen.querySelector("button");
  const said = screen.querySelector("[role=status]");
  const fingers = new Set();
  let writing = Promise.resolve();
  let touchedAt = 0;
  let boot, light, first, most, timer;

  const is = (name) => screen.classList.contains(name);
  const look = (name, isOn) => screen.classList.toggle(name, isOn);
  const buzz = (pattern) =>
    navigator.vibrate?.(pattern) || is("dark") || screen.animate([{ opacity: 0.4 }, {}], 200);

  function show() {
    const counted = counting(stamps);
    const place = placeOf(sequence, counted);
    rows.forEach((row, n) => {
      row.className = lastOf(counted, sequence[n])?.n ? "done" : n < place ? "out" : n > place ? "" : "next";
    });
    zone.ariaLabel = rows[place]?.textContent ?? "✓";
    look("over", !rows[place]);
    for (const button of screen.querySelectorAll("[aria-pressed]")) {
      const turns = TURNS[button.dataset.deed];
      button.ariaPressed = lastOf(counted, ...turns)?.moment === turns[0];
    }
    prefill(room, sequence, counted);
  }

  /** One write after the other, each until it is on disk: only then is it ticked. */
  function keep(work, pattern, words) {
    if (is("unkept")) alarm();
    writing = writing.then(async () => {
      while (!(await work().then(() => true, () => false))) {
        if (!is("unkept")) alarm();
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
      look("unkept", false);
      buzz(pattern);
      said.textContent = words;
      show();
    });
  }

  function alarm() {
    look("unkept", true);
    // Who feels nothing must see it.
    if (!navigator.vibrate) look("dark", false);
    buzz(ALARM);
  }

  function stamp(moment, words, pattern = TICK) {
    if (stamps.length > MOST) return alarm();
    const one = { moment, at: Date.now(), mono: mono(), boot };
    stamps.push(one);
    keep(async () => Object.assign(one, await saveStamp(id, moment, one)), pattern, `${words} ✓`);
  }

  function takeBack() {
    const one = stamps.findLast(({ undone }) => !undone);
    if (!one) return;
    one.undone = true;
    keep(() => undoStamp(id, one.n), TAKEN_BACK, "–");
  }

  function act({ dataset: { deed }, ariaLabel }) {
    const now = performance.now();
    if (now - touchedAt < APART_MS) return;
    touchedAt = now;
    const counted = counting(stamps);
    const next = sequence[placeOf(sequence, counted)];
    const turns = TURNS[deed];
    if (turns) stamp(turns.find((each) => each !== lastOf(counted, ...turns)?.moment) ?? turns[0], ariaLabel);
    else if (deed === "back") takeBack();
    else if (deed === "close") close();
    else if (!next) return;
    else if (deed === "out") stamp("skip", "–", SKIPPED);
    else stamp(next, ariaLabel);
  }

  const turnTo = (hash) => history.replaceState(null, "", `#a=${assignment}&v=${id}${hash}`);

  /** A new `boot` whenever the screen wakes: while a phone sleeps, its monotonic clock may stand still. */
  async function stayAwake() {
    if (document.hidden || screen.hidden) return;
    boot = crypto.randomUUID();
    light = await navigator.wakeLock?.request("screen").catch(() => null);
  }

  function open() {
    if (!room.mayWrite()) return;
    turnTo("&p=1");
    body.classList.add("pocket");
    screen.hidden = false;
    stayAwake();
    show();
    zone.focus();
  }

  function close() {
    turnTo("");
    body.classList.remove("pocket");
    screen.hidden = true;
    light?.release();
    if (document.fullscreenElement) document.exitFullscreen();
  }

  function begin() {
    if (guide.returnValue !== "start") return;
    // Where there is an address bar, it would tell whose page this is.
    document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
    look("dark", guide.querySelector("input").checked);
    open();
  }

  function explain() {
    guide.returnValue = "";
    guide.showModal();
  }

  const buttonAt = ({ target }) => target.closest("button") ?? zone;
  const wayOf = (event) => [event.clientX - first.clientX, event.clientY - first.clientY].map(Math.abs);

  function held() {
    const isClosing = buttonAt(first).dataset.deed === "close";
    first = null;
    touchedAt = 0;
    act({ dataset: { deed: isClosing ? "close" : "back" } });
  }

  function touched(event) {
    const button = buttonAt(first);
    const [across, along] = wayOf(event);
    if (most === 2) look("dark");
    else if (most > 2) return;
    else if (across > FAR_PX && across > 2 * along) act({ dataset: { deed: "out" } });
    else if (across < FAR_PX && along < FAR_PX) act(button.dataset.deed === "close" ? zone : button);
  }

  screen.onpointerdown = (event) => {
    clearTimeout(timer);
    // Whatever was never lifted is forgotten with the first finger of the next touch.
    if (event.isPrimary) {
      fingers.clear();
      [first, most] = [event, 0];
      timer = setTimeout(held, HOLD_MS);
    }
    fingers.add(event.pointerId);
    most = Math.max(most, fingers.size);
  };
  screen.onpointermove = (event) => {
    if (first && Math.max(...wayOf(event)) > FAR_PX / 2) clearTimeout(timer);
  };
  screen.onpointerup = screen.onpointercancel = (event) => {
    clearTimeout(timer);
    fingers.delete(event.pointerId);
    if (first && !fingers.size && event.type === "pointerup") touched(event);
  };
  // Keys and screen readers click without a finger.
  screen.onclick = (event) => {
    if (event.target.dataset.to) close();
    else if (!event.detail) act(buttonAt(event));
  };
  screen.onkeydown = ({ key }) => {
    const deed = { Escape: "close", Backspace: "back", Delete: "back", ArrowRight: "out" }[key];
    if (deed) act({ dataset: { deed } });
  };
  screen.oncontextmenu = (event) => event.preventDefault();
  document.addEventListener("visibilitychange", stayAwake);
  find("#explain").onclick = explain;
  guide.onclose = begin;
  show();
  const wanted = new URLSearchParams(location.hash.slice(1)).get("p");
  if (wanted === "1") open();
  if (wanted === "0") explain();
}

/** Fill what follows from the stamps, wherever nobody has answered by hand; show at feelings when their moment was. */
function prefill({ questions, fieldsets, answers, mayWrite, put }, sequence, counted) {
  const asked = [...questions.values()];
  for (const [question, pairs] of mayWrite() ? following(asked, sequence, counted) : []) {
    const { id } = question;
    const { source } = fieldsets.get(id).dataset;
    const isFree = source === "measured" || (!source && !given(answers[id]));
    const isSame = JSON.stringify(answerOf(question, pairs).value) === JSON.stringify(answers[id]?.value);
    if (isFree && !isSame) put(id, pairs, pairs[0] && "measured");
  }
  const times = timesOf(asked, counted);
  for (const { id, kind, touchpoint, role } of asked) {
    const time = kind === "emotion" && (times[touchpoint] ?? (role === "end" && times.left));
    fieldsets.get(id).querySelector("legend").dataset.at = time ? clock(time) : "";
  }
}
