// The weight simulator in place: its links and its form draw it anew where it stands, on its own page or in a panel.

const homeOf = (target) => target.closest("[data-again]")?.closest("[data-weights]");

async function draw(home, address) {
  home.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-weights]");
    home.replaceWith(made);
    made.querySelector(".stakes-around")?.focus({ preventScroll: true });
  } catch {
    // As without scripts: the page itself.
    location.assign(address);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-again]");
  const home = link && homeOf(link);
  if (!home || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  draw(home, link.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-again]");
  const home = form && homeOf(form);
  if (!home) return;
  event.preventDefault();
  const query = new URLSearchParams(new FormData(form));
  draw(home, `${form.action}?${query}`);
});
