// Which questions the phone asks: reads [{definition, answers}] from standard input, writes [[id, …], …].
import { readFileSync } from "node:fs";

import { askedQuestions } from "../../static/js/visit/conditions.js";

const cases = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(({ definition, answers }) => askedQuestions(definition, answers))));
