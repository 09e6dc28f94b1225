// A photo from the camera, made ready to keep: read at once, recognised by its bytes, made smaller, checked.

import { sha256 } from "./answers.js";

const LONGEST_PX = 2000;
const QUALITY = 0.82;
const THUMB_PX = 240;
const COPY_PX = 1280;
const MOST_PX = 60_000_000;
// heic, heix, heim, heis, heif, hevc, hevx, mif1, msf1
const HEIC = /^he[iv]|^m[is]f/;
const EXIF_TIME = /(\d{4}):(\d\d):(\d\d) ([\d:]{8})/;

/** A file that is no photo, or too large. `code`: "not_a_photo" or "too_large". */
export class Unfit extends Error {}

const ascii = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

/** The media type that the bytes themselves show, or null. A name or a claim is never believed. */
export function sniff(bytes) {
  if (ascii(bytes, 0, 3) === "\xff\xd8\xff") return "image/jpeg";
  if (ascii(bytes, 0, 4) === "\x89PNG") return "image/png";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "image/webp";
  if (ascii(bytes, 4, 8) === "ftyp" && HEIC.test(ascii(bytes, 8, 12))) return "image/heic";
  return null;
}

/** When a photo was taken (ms), by the camera's own note in its head, or undefined. The note knows no time zone. */
export function takenAt(bytes) {
  const found = EXIF_TIME.exec(new TextDecoder("latin1").decode(bytes.subarray(0, 65_536)));
  const at = found && Date.parse(`${found[1]}-${found[2]}-${found[3]}T${found[4]}`);
  return at > 0 && at < Date.now() + 86_400_000 ? at : undefined;
}

/**
 * Make `file` ready: {photo: {sha256, type, name, taken_at, thumb}, bytes}. Smaller where the browser can decode it,
 * else as it came. Throws Unfit.
 */
export async function prepare(file, most) {
  const original = await file.arrayBuffer();
  const view = new Uint8Array(original);
  const type = sniff(view);
  if (!type) throw new Unfit("not_a_photo");
  const blob = new Blob([original], { type });
  const size = await measure(blob).catch(() => null);
  // What no browser can open may still be a photo where it is HEIC; anything else would be refused by the office.
  if (!size && type !== "image/heic") throw new Unfit("not_a_photo");
  const picture = size && (await decode(blob, size).catch(() => null));
  const smaller = picture && (await redraw(picture, LONGEST_PX).catch(() => null));
  const thumb = picture && (await redraw(picture, THUMB_PX).catch(() => null));
  picture?.close();
  // Some phones give a black or white sheet when memory is short: then the original is kept.
  const isBetter = smaller && !smaller.isBlank && (smaller.bytes.byteLength < original.byteLength || type !== "image/jpeg");
  const bytes = isBetter ? smaller.bytes : original;
  const isHuge = !isBetter && size && size.width * size.height > MOST_PX;
  if (isHuge || bytes.byteLength > most) throw new Unfit("too_large");
  const taken_at = takenAt(view) || file.lastModified || Date.now();
  return {
    bytes,
    photo: {
      sha256: await sha256(bytes), type: isBetter ? "image/jpeg" : type, name: file.name, taken_at,
      thumb: thumb?.bytes ?? null,
    },
  };
}

/** A small JPEG of a photo, {bytes, isBlank}, for a way that takes nothing larger. Rejects where none can be made. */
export async function smallCopy(bytes) {
  const blob = new Blob([bytes]);
  return redraw(await decode(blob, await measure(blob)), COPY_PX);
}

/** {width, height} of a picture, made so small that its longer side is at most `longest`. */
function fitted({ width, height }, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const fit = (side) => Math.round(side * scale) || 1;
  return { width: fit(width), height: fit(height) };
}

/** Decode at no more than the size that is kept: a 108 megapixel photo would not fit into a phone's memory. */
function decode(blob, size) {
  const { width, height } = fitted(size, LONGEST_PX);
  return createImageBitmap(blob, {
    resizeWidth: width, resizeHeight: height, resizeQuality: "high", imageOrientation: "from-image",
  });
}

/** An image, not decoded, that knows its width and height. */
function measure(blob) {
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  return new Promise((resolve, reject) => {
    image.onload = () => resolve(image);
    image.onerror = reject;
  }).finally(() => URL.revokeObjectURL(image.src));
}

/** A canvas with the picture drawn over all of it. JPEG knows no transparency: what is see-through shall be paper, not
 *  black. */
function drawn(picture, size) {
  const canvas = Object.assign(document.createElement("canvas"), size);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, size.width, size.height);
  pen.drawImage(picture, 0, 0, size.width, size.height);
  return { canvas, pen };
}

async function redraw(picture, longest) {
  const { canvas } = drawn(picture, fitted(picture, longest));
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return { bytes: await blob.arrayBuffer(), isBlank: isBlank(canvas) };
}

function isBlank(canvas) {
  const { data } = drawn(canvas, { width: 16, height: 16 }).pen.getImageData(0, 0, 16, 16);
  return data.every((value, at) => Math.abs(value - data[at % 4]) < 3);
}
