// What follows from the stamps of the pocket screen (docs/pocket.md). Pure.
//
// A stamp is {n, moment, at, mono, boot, undone}; `counted` are those that count, with their `time`, in the order of the
// touches: `n` counts those of one device, "device/n" names those of another, and between devices the time tells. The plan of the screen: `moments` in their order, and `touchpoints`, where one is before each of them.

/** The stamps that count, each with its `time`: a wall clock that jumped within one `boot` moves nothing. */
export function counting(stamps) {
  const bases = {};
  return stamps
    .map((stamp) => ({ ...stamp, time: (bases[stamp.boot] ??= stamp.at - stamp.mono) + stamp.mono }))
    .filter(({ undone }) => !undone)
    .sort((one, other) => one.n - other.n || one.time - other.time);
}

/** The place in `moments` of the next one. */
export const placeOf = (moments, counted) =>
  counted.reduce((place, { moment }) => (moment === "skip" ? place + 1 : moments.indexOf(moment) + 1 || place), 0);

/** The last of `counted` whose moment is among `moments`. */
export const lastOf = (counted, moments) => counted.findLast(({ moment }) => moments.includes(moment));

const clockOf = ({ time }) => new Date(time).toTimeString().slice(0, 8);
const msOf = (text) => text.split(":").reduce((sum, part) => sum * 60 + part * 1000, 0);

/** [first, last, ms] of the longest time between two moments; [first] where it has not ended. */
function span(counted, { from, to }) {
  let open, longest;
  for (const stamp of counted) {
    const ms = stamp.time - open?.time;
    if (stamp.moment === from) open = stamp;
    if (stamp.moment === to && open) {
      if (!(ms < longest?.[2])) longest = [open, stamp, ms];
      open = null;
    }
  }
  return open ? [open] : longest ?? [];
}

const MOODS = ["mood_up", "mood_down"];

/** The pairs that answer `question`; none where nothing follows, undefined where none of `stamps` is about it. */
export function pairsFrom({ kind, moments = {} }, stamps, plan) {
  const isMark = kind === "mark";
  if (!lastOf(stamps, isMark ? MOODS : Object.values(moments))) return undefined;
  const counted = counting(stamps);
  if (isMark) {
    const mood = lastOf(counted, MOODS);
    if (!mood) return [];
    const touchpoint = plan.touchpoints[placeOf(plan.moments, counted.slice(0, counted.indexOf(mood)))];
    const sign = mood.moment === MOODS[0] ? "plus" : "minus";
    return [["touchpoint", touchpoint], ["sign", sign], ["time", clockOf(mood).slice(0, 5)]];
  }
  const [first, last, ms] = span(counted, moments);
  if (!moments.within) return last ? [["from", clockOf(first)], ["to", clockOf(last)]] : [];
  const fit = Object.entries(moments.within).find(([, limit]) => ms <= msOf(limit));
  return first && (last ?? lastOf(counted, ["left"])) ? [["value", fit?.[0] ?? moments.otherwise]] : [];
}
