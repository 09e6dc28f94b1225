// Shows the first page of a report in the look that is being set up, anew after each change. Without it a button does so.
const room = document.querySelector('[data-proof]');
const frame = room.querySelector('iframe');
const form = room.closest('form');
const SOON_MS = 350;
const PAGE_PX = 794;
let soon = 0;

const show = () => {
  const asked = new URLSearchParams();
  for (const name of ['name', 'main_colour', 'accent_colour', 'typeface', 'tone']) asked.set(name, form.elements[name].value);
  asked.set('brand', room.dataset.brand);
  frame.src = `${room.dataset.proof}?${asked}`;
};

// The page has the width of paper; the frame is made as much smaller as the screen is.
const fit = () => {
  const scale = Math.min(1, frame.parentElement.clientWidth / PAGE_PX);
  frame.style.transform = `scale(${scale})`;
  frame.parentElement.style.blockSize = `${frame.offsetHeight * scale}px`;
};

room.querySelector('[data-refresh]').hidden = true;
form.addEventListener('input', ({ target }) => {
  if (target.type === 'file') return;
  clearTimeout(soon);
  soon = setTimeout(show, SOON_MS);
});
new ResizeObserver(fit).observe(frame.parentElement);
show();
fit();
