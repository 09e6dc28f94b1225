// The remarks that the phone makes: reads {kits, cases: [{language, text, answers, person}]}, writes [[remark, …], …].
import { readFileSync } from "node:fs";

import { remarks } from "../../static/js/visit/lint.js";

const { kits, cases } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(
  cases.map(({ language, text, answers, person }) => remarks(kits[language], text, answers, { person })),
));
