// Opens a photo large over the page. Without this, or in a new tab, the link shows the photo by itself.
const dialog = document.createElement('dialog');
dialog.className = 'enlarged';
const close = document.createElement('button');
close.className = 'button';
close.textContent = '✕';
const image = document.createElement('img');
dialog.append(close, image);
document.body.append(dialog);

const open = (link) => {
  image.src = link.href;
  image.alt = link.querySelector('img').alt;
  dialog.setAttribute('aria-label', image.alt);
  dialog.showModal();
};

close.setAttribute('aria-label', document.querySelector('[data-close]')?.dataset.close ?? '✕');
close.addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-enlarge]');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});
