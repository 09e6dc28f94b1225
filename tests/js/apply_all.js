// Reads [[document, operations], …] and writes the documents after them, as the editor's page shows them at once.

import { readFileSync } from "node:fs";

import { applied } from "../../static/js/desk/editor/apply.js";

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(([document, operations]) => applied(document, operations))));
