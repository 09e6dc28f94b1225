// The remarks that the phone makes: reads {kits, cases: [{language, text, answers, person}]}, writes [[remark, …], …].
import { readFileSync } from "node:fs";

import { remarks } from "../../static/js/visit/lint.js";

const { kits, cases } = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const { language, text, answers, person } of cases) found.push(await remarks(kits[language], text, answers, person));
console.log(JSON.stringify(found));
