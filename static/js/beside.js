// All that is not the form of a visit: the list, the briefing and the way out; and what stands beside the form, fetched
// when the form is at work, so that nothing here is waited for before an answer.

import { startLooks } from "./visit/looks.js";
import { startMasks } from "./visit/masks.js";
import { startPocket } from "./visit/pocket.js";
import { startReceipts } from "./visit/receipts.js";
import { startRemarks } from "./visit/remarks.js";
import { startReply } from "./visit/reply.js";
import { startStory } from "./visit/story.js";

/** Start every room; `room` is what they work with (docs/field.md). */
export function start(room) {
  startReply(room);
  startPocket(room);
  startMasks(room);
  startLooks(room);
  startReceipts(room);
  startRemarks(room);
  startStory(room);
}

const has = (selector) => isSecureContext && document.querySelector(selector);

if (has("#list, #briefing")) import("./field/list.js");
if (has("#phone")) import("./field/this_phone.js");
if (has("form[data-signout]")) import("./signout.js");

