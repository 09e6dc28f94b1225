// What stands beside the form of a visit, fetched when the form is at work: nothing here is waited for before an answer.

import { startMerging } from "./visit/merging.js";
import { startPocket } from "./visit/pocket.js";
import { startRemarks } from "./visit/remarks.js";
import { startReply } from "./visit/reply.js";

/** Start every room; `room` is what they work with (docs/field.md). */
export function start(room) {
  startReply(room);
  startPocket(room);
  startRemarks(room);
  startMerging(room);
}

