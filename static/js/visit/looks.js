// Whether a photo can be read: looked at after it was kept, when nothing else is to do. Advice, never in the way.

import { say } from "../words.js";
import { blobOf } from "./draft.js";

// Of the picture that is looked at. Smaller would hide a blur, larger would take noise for sharpness.
const HIGH_PX = 500;
// How much neighbours differ, against how much all differs: print that can be read has 0.03 and more.
const SHARP_PRINT = 0.02;
const SHARP = 0.0025;

const spread = (values) => {
  let sum = 0, squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return squares / values.length - (sum / values.length) ** 2;
};

/** "blurred", "cut" or undefined, by the pixels of a photo of a question of this kind. */
export function judge({ data, width }, kind) {
  const grey = new Uint8Array(data.length / 4).map((_, at) => data[at * 4 + 1]);
  // What lies beyond the picture makes no number, and that counts as none.
  const edges = new Int16Array(grey).map((value, at) =>
    4 * value - grey[at - 1] - grey[at + 1] - grey[at - width] - grey[at + width]);
  if (spread(edges) < (kind === "receipt" ? SHARP_PRINT : SHARP) * spread(grey)) return "blurred";
  // Paper is what is about as bright as the brightest. It ends within the picture, unless it fills that from side to side.
  const bar = grey.slice().sort()[(grey.length * 0.98) | 0] * 0.7;
  const bright = (values) => values.filter((value) => value > bar).length / values.length;
  const ends = Math.max(bright(grey.slice(0, 3 * width)), bright(grey.slice(-3 * width)));
  const isCut = ends > 0.25 && bright(grey.filter((_, at) => at % width < 3)) < 0.5;
  if (kind === "receipt" && (isCut || bright(grey) < 0.12)) return "cut";
}

async function lookAt(pid, kind) {
  const picture = await createImageBitmap(new Blob([await blobOf(pid)]), { resizeHeight: HIGH_PX, resizeQuality: "high" });
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  pen.drawImage(picture, 0, 0);
  return judge(pen.getImageData(0, 0, picture.width, picture.height), kind);
}

/** Look at each photo that was kept (event "kept" on its block, detail: the photo) and offer to take it again. */
export function startLooks({ form, questions, pictures }) {
  form.addEventListener("kept", ({ target, detail: photo }) => {
    const place = target.querySelector("[data-advice]");
    place.hidden = true;
    setTimeout(async () => {
      const found = await lookAt(photo.pid, questions.get(photo.question).kind).catch(() => null);
      place.hidden = !found;
      place.firstChild.textContent = say(`photo_${found}`);
    }, 300);
    place.onclick = ({ target: { value } }) => {
      if (!value) return;
      place.hidden = true;
      if (value === "keep") return;
      pictures().remove(photo, target);
      target.querySelector("[data-file]").click();
    };
  });
}
