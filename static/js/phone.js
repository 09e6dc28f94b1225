// The script of the visit page, and the ground that around.js stands on.

// Without https a browser keeps nothing, has no worker and no digests.
if (!isSecureContext) {
  import("./words.js").then(({ say }) => {
    const notice = document.getElementById("notice");
    if (notice) (notice.querySelector("[data-text]") ?? notice).textContent = say("insecure");
    notice?.removeAttribute("hidden");
  });
} else if (document.querySelector("form#visit")) {
  import("./visit/page.js");
}
