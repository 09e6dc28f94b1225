// The script of the visit page, and the ground that beside.js stands on.

import { say } from "./words.js";

// Without https a browser keeps nothing, has no worker and no digests.
if (!isSecureContext) {
  const notice = document.querySelector("#notice");
  if (notice) {
    (notice.querySelector("[data-text]") ?? notice).textContent = say("insecure");
    notice.hidden = false;
  }
} else if (document.querySelector("form#visit")) {
  import("./visit/page.js");
}
