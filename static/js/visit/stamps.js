// What follows from the stamps of the pocket screen (docs/pocket.md). Pure.
//
// `stamps`: {moment, at, mono, boot, undone} in the order of the taps. `sequence`: the moments that the screen walks.

// These come again and again: the longest time between the two counts, and longest is what never ended.
const REPEATED = ["away", "mishap"];

/** The stamps that count, each with its `time`: a wall clock that jumped within one `boot` moves nothing. */
export function counting(stamps) {
  const bases = {};
  return stamps
    .map((stamp) => ({ ...stamp, time: (bases[stamp.boot] ??= stamp.at - stamp.mono) + stamp.mono }))
    .filter(({ undone }) => !undone);
}

/** The place in `sequence` of the next moment. `counted`: see counting. */
export const placeOf = (sequence, counted) =>
  counted.reduce((place, { moment }) => (moment === "skip" ? place + 1 : sequence.indexOf(moment) + 1 || place), 0);

/** The last of `counted` whose moment is one of `moments`. */
export const lastOf = (counted, ...moments) => counted.findLast(({ moment }) => moments.includes(moment));

const clockOf = ({ time }) => new Date(time).toTimeString().slice(0, 8);
const ends = ({ moments = {} }) => [moments.from, moments.to];

function span(counted, { from, to }) {
  if (!REPEATED.includes(from)) return [lastOf(counted, from), lastOf(counted, to)];
  const spans = [];
  for (const stamp of counted) {
    if (stamp.moment === from) spans.push([stamp]);
    if (stamp.moment === to) spans.at(-1)?.push(stamp);
  }
  const length = ([start, end]) => (end ? end.time - start.time : Infinity);
  return spans.sort((a, b) => length(b) - length(a))[0] ?? [];
}

const msOf = (text) => text.split(":").reduce((sum, part) => sum * 60 + Number(part) * 1000, 0);

const READERS = {
  duration(counted, { moments }) {
    const [from, to] = span(counted, moments);
    return to?.time >= from?.time ? [["from", clockOf(from)], ["to", clockOf(to)]] : [];
  },

  one(counted, { moments }) {
    const [from, to] = span(counted, moments);
    if (!from || !(to ?? lastOf(counted, "left"))) return [];
    const fit = Object.entries(moments.within).find(([, limit]) => to?.time - from.time <= msOf(limit));
    return [["value", fit?.[0] ?? moments.otherwise]];
  },

  mark(counted, _, sequence, questions) {
    const mood = lastOf(counted, "mood_up", "mood_down");
    if (!mood) return [];
    const place = placeOf(sequence, counted.slice(0, counted.indexOf(mood)));
    const near = [...sequence.slice(place), ...sequence.slice(0, place).reverse()];
    const moment = near.find((each) => questions.some((question) => ends(question).includes(each)));
    const { touchpoint } = questions.find((question) => ends(question).includes(moment)) ?? {};
    const sign = mood.moment === "mood_up" ? "plus" : "minus";
    return touchpoint ? [["touchpoint", touchpoint], ["sign", sign], ["time", clockOf(mood).slice(0, 5)]] : [];
  },
};

/** [question, pairs] of every question that stamps can answer; no pairs where nothing follows. */
export const following = (questions, sequence, counted) =>
  questions
    .filter(({ kind, moments }) => READERS[kind] && (moments || kind === "mark"))
    .map((question) => [question, READERS[question.kind](counted, question, sequence, questions)]);

/** Touchpoint → the time (ms) of its last stamped moment; the leaving is "left". */
export function timesOf(questions, counted) {
  const times = { left: lastOf(counted, "left")?.time };
  for (const { touchpoint, moments } of questions) {
    for (const { moment, time } of moments ? counted : []) {
      if ([moments.from, moments.to].includes(moment)) times[touchpoint] = Math.max(time, times[touchpoint] ?? 0);
    }
  }
  return times;
}
