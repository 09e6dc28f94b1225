// Gentle remarks on what was written; the twin of forms/telling/lint.py, held to tests/tables/lint.json. What is known of
// languages stands in the kit that the office gives with the questionnaire.

import { holds } from "./conditions.js";

/** The letters of our languages, as a set of a regular expression. */
export const LETTERS = "A-Za-zÀ-ÖØ-öø-ſ";
const SENTENCE = /(?:[^.!?\n]|[.!?](?=[^ \n]))+/g;

/** [code, start, end, question or null] of each remark on `text`.
 *  `person`: the words of the shopper's own name. `pause` is waited for after each rule, so that nobody waits for all. */
export async function remarks({ rules }, text, answers, person, pause) {
  const found = [];
  const asked = new Set(Object.keys(answers));
  const own = person.join("|").toLowerCase() || "\x01";
  const read = (source) => new RegExp(source.replaceAll("§", LETTERS).replace("\x01", own), "g");
  // Only İ would become two signs.
  const small = text.replaceAll("İ", "ŉ").toLowerCase();
  for (const [code, isCased, source, unless, about, when] of rules) {
    if (when && !holds(when, answers, asked)) continue;
    const [wanted, fine] = [source, unless].map(read);
    for (const { 0: sentence, index } of (isCased ? text : small).matchAll(SENTENCE)) {
      if (sentence.match(fine)) continue;
      for (const match of sentence.matchAll(wanted)) {
        const end = index + match.index + match[0].length;
        const start = end - match[0].length + match[1].length;
        if (found.every((other) => end <= other[1] || other[2] <= start)) found.push([code, start, end, about]);
      }
    }
    await pause?.();
  }
  return found.filter(([code]) => code).sort((a, b) => a[1] - b[1]);
}
