// Put into each page before its own scripts: notes when the form can be answered, when the first answer was painted and
// when the page says that it is stored, how long the main thread was held, and how long taps took to be seen.
(() => {
  const found = { ready: null, given: null, painted: null, stored: null, held: [], taps: new Map() };
  globalThis.probe = found;
  const now = () => performance.now();

  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) found.held.push([task.startTime, task.duration]);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) found.taps.set(interactionId, Math.max(duration, found.taps.get(interactionId) ?? 0));
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });

  addEventListener("input", ({ timeStamp }) => {
    found.given = timeStamp;
    found.painted = found.stored = null;
    requestAnimationFrame(() => setTimeout(() => { found.painted = now(); }));
  }, true);

  document.addEventListener("DOMContentLoaded", () => {
    const all = document.querySelector("#all");
    const notice = () => { if (!all.disabled) found.ready ??= now(); };
    if (all) new MutationObserver(notice).observe(all, { attributes: true });
    const said = document.querySelector("#status [data-text]");
    const watch = { childList: true, characterData: true, subtree: true };
    if (said) new MutationObserver(() => { if (found.given) found.stored ??= now(); }).observe(said, watch);
  });
})();
