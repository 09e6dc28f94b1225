// Opens a photo of a report large over the page. Without this, or in a new tab, its link shows the picture by itself.
const dialog = document.querySelector('dialog.large');
const links = [...document.querySelectorAll('figure a')].filter((link) => link.querySelector('img'));
const frame = dialog?.querySelector('[data-frame]');
const caption = dialog?.querySelector('[data-caption]');
const steps = dialog ? [...dialog.querySelectorAll('[data-step]')] : [];
const image = document.createElement('img');
let shown = 0;

const show = (place) => {
  shown = (place + links.length) % links.length;
  const link = links[shown];
  const small = link.querySelector('img');
  // Else the picture before would stand under the new words until this one is there.
  image.removeAttribute('src');
  image.src = link.href;
  image.alt = small.alt;
  const said = link.closest('figure').querySelector('figcaption')?.textContent.trim() || small.alt;
  caption.textContent = links.length > 1 ? `${shown + 1}/${links.length} · ${said}` : said;
};

const open = (place) => {
  for (const step of steps) step.hidden = links.length < 2;
  show(place);
  dialog.showModal();
};

const stepBy = (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by || links.length < 2 || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  show(shown + by);
};

if (dialog && links.length) {
  frame.append(image);
  links.forEach((link, place) =>
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open(place);
    }),
  );
  for (const step of steps) step.addEventListener('click', () => show(shown + Number(step.dataset.step)));
  dialog.addEventListener('keydown', stepBy);
  // Beside the picture: away. On it a finger may rest, drag or pinch.
  dialog.addEventListener('click', (event) => (event.target === dialog || event.target === frame) && dialog.close());
  // Not every browser gives a link that was tapped the focus that it would give back.
  dialog.addEventListener('close', () => links[shown].focus());
}
