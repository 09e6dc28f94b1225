// The one script of the phone: each page takes what it needs of it.

const has = (selector) => document.querySelector(selector) !== null;

// Without https a browser keeps nothing, has no worker and no digests.
if (!isSecureContext) {
  import("./words.js").then(({ say }) => {
    const notice = document.getElementById("notice");
    if (notice) (notice.querySelector("[data-text]") ?? notice).textContent = say("insecure");
    notice?.removeAttribute("hidden");
  });
} else {
  if (has("form#visit")) import("./visit/page.js");
  if (has("#list, #briefing")) import("./field/list.js");
  if (has("form[data-signout]")) import("./signout.js");
}
