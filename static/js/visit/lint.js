// Gentle remarks on what was written; the twin of forms/telling/lint.py, held to tests/tables/lint.json. What is known of
// languages stands in the kit that the office gives with the questionnaire.

import { holds } from "./conditions.js";

const SENTENCE = /(?:[^.!?\n]|[.!?](?=[^ \n]))+/g;

/** [code, start, end, question or null] of each remark on `text`. `person`: the words of the shopper's own name. */
export function remarks({ rules }, text, answers, { person = [] }) {
  const found = [];
  const asked = new Set(Object.keys(answers));
  for (const [code, flags, source, unless, about, when] of rules) {
    if (when && !holds(when, answers, asked)) continue;
    const wanted = new RegExp(source.replace("\x01", person.join("|") || "\x01"), flags);
    const fine = unless && new RegExp(unless, "i");
    for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
      if (fine && fine.test(sentence)) continue;
      for (const match of sentence.matchAll(wanted)) {
        const end = index + match.index + match[0].length;
        const start = end - match[0].length + match[1].length;
        if (found.every((other) => end <= other[1] || other[2] <= start)) found.push([code, start, end, about]);
      }
    }
  }
  return found.filter(([code]) => code).sort((a, b) => a[1] - b[1]);
}
