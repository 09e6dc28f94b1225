// The narratives that the phone drafts: reads {kits, cases: [{kit, asked, answers}]} from standard input, writes [text, …].
import { readFileSync } from "node:fs";

import { draft } from "../../static/js/visit/telling.js";

const { kits, cases } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(({ kit, asked, answers }) => draft(kits[kit], asked, answers))));
