// Boxes over what is nobody's business on a photo: drawn with a finger, or added and moved by buttons. Kept at once.

import { blobOf, maskPhoto } from "./draft.js";

// A finger that moved less (share of the picture) has tapped.
const LEAST = 0.01;
const held = (value) => Math.min(1, Math.max(0, value));

/** Open a photo large when its thumb is tapped. */
export function startMasks({ form, draft, pictures, mayWrite, warn }) {
  const dialog = document.querySelector("#masks");
  const [image, svg] = dialog.firstElementChild.children;
  let look, photo, masks, chosen, from;

  const show = () => {
    const drawn = ([x, y, w, h], n) => `<rect x=${x} y=${y} width=${w} height=${h} class=${n === chosen && "chosen"} />`;
    svg.innerHTML = masks.map(drawn).join("");
  };
  const keep = () => {
    show();
    photo.masks = masks;
    look.dataset.masks = masks.length || "";
    maskPhoto(draft().id, photo.pid, masks).catch(() => warn("not_saved"));
  };
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    return [held((clientX - left) / width), held((clientY - top) / height)];
  };

  form.addEventListener("click", async ({ target }) => {
    look = target.closest("[data-look]");
    if (!look || !mayWrite()) return;
    photo = pictures().photos.find(({ pid }) => pid === look.dataset.look);
    masks = photo.masks ?? [];
    chosen = -1;
    image.src = URL.createObjectURL(new Blob([(await blobOf(photo.pid)) ?? photo.thumb]));
    show();
    dialog.showModal();
  });
  image.onload = () => URL.revokeObjectURL(image.src);
  svg.onpointerdown = (event) => {
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    chosen = [...svg.children].indexOf(event.target);
    from = [at(event), masks.slice(0, 39)];
    show();
  };
  svg.onpointermove = (event) => {
    if (!from) return;
    const [begin, rest] = from;
    const to = at(event);
    const size = to.map((value, n) => Math.abs(value - begin[n]));
    if (masks.length === rest.length && Math.max(...size) < LEAST) return;
    chosen = rest.length;
    masks = [...rest, [...to.map((value, n) => Math.min(value, begin[n])), ...size]];
    show();
  };
  svg.onpointerup = svg.onpointercancel = () => {
    from = null;
    keep();
  };
  dialog.onclick = ({ target: { dataset: { add, move, drop } } }) => {
    const by = (add ?? move)?.split(" ").map(Number);
    if (move) masks = masks.map((box, n) => (n === chosen ? box.map((side, k) => held(side + by[k])) : box));
    if (add) chosen = (masks = [...masks.slice(0, 39), by]).length - 1;
    if (drop) masks = masks.filter((_, n) => n !== chosen);
    if (by || drop) keep();
  };
}
