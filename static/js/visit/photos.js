// A photo from the camera, made ready to keep: read at once, recognised by its bytes, made smaller, checked.

import { sha256 } from "./answers.js";

const LONGEST_PX = 2000;
const QUALITY = 0.82;
const THUMB_PX = 240;
const MOST_PX = 60_000_000;
const HEIC = new Set(["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "heif"]);
const EXIF_TIME = /(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/;

/** A file that is no photo, or too large. `code`: "not_a_photo" or "too_large". */
export class Unfit extends Error {}

const ascii = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

/** The media type that the bytes themselves show, or null. A name or a claim is never believed. */
export function sniff(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (ascii(bytes, 1, 4) === "PNG" && bytes[0] === 0x89) return "image/png";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "image/webp";
  if (ascii(bytes, 4, 8) === "ftyp" && HEIC.has(ascii(bytes, 8, 12))) return "image/heic";
  return null;
}

/** When a JPEG was taken (ms), by the camera's own note in its head, or undefined. The note knows no time zone. */
export function takenAt(bytes) {
  const found = EXIF_TIME.exec(new TextDecoder("latin1").decode(bytes.subarray(0, 65_536)));
  const at = found && new Date(...found.slice(1).map((part, place) => Number(part) - (place === 1 ? 1 : 0))).getTime();
  return at > 0 && at < Date.now() + 86_400_000 ? at : undefined;
}

/**
 * Make `file` ready: {photo: {sha256, type, name, taken_at, thumb}, bytes}. Smaller where the browser can decode it,
 * else as it came. Throws Unfit.
 */
export async function prepare(file, { most }) {
  const original = await file.arrayBuffer();
  const view = new Uint8Array(original);
  const type = sniff(view);
  if (!type) throw new Unfit("not_a_photo");
  const blob = new Blob([original], { type });
  const size = await measure(blob).catch(() => null);
  // What no browser can open may still be a photo where it is HEIC; anything else would be refused by the office.
  if (!size && type !== "image/heic") throw new Unfit("not_a_photo");
  const picture = size && (await decode(blob, size).catch(() => null));
  const smaller = picture && (await redraw(picture, LONGEST_PX, QUALITY).catch(() => null));
  const thumb = picture && (await redraw(picture, THUMB_PX, 0.7).catch(() => null));
  picture?.close();
  // Some phones give a black or white sheet when memory is short: then the original is kept.
  const isBetter = smaller && !smaller.isBlank && (smaller.bytes.byteLength < original.byteLength || type !== "image/jpeg");
  const bytes = isBetter ? smaller.bytes : original;
  const isHuge = !isBetter && size && size.width * size.height > MOST_PX;
  if (isHuge || bytes.byteLength > most) throw new Unfit("too_large");
  const taken_at = (type === "image/jpeg" && takenAt(view)) || file.lastModified || Date.now();
  return {
    bytes,
    photo: {
      sha256: await sha256(bytes), type: isBetter ? "image/jpeg" : type, name: file.name, taken_at,
      thumb: thumb?.bytes ?? null,
    },
  };
}

/** Decode at no more than the size that is kept: a 108 megapixel photo would not fit into a phone's memory. */
function decode(blob, { width, height }) {
  const scale = Math.min(1, LONGEST_PX / Math.max(width, height));
  return createImageBitmap(blob, {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: "high",
    imageOrientation: "from-image",
  });
}

function measure(blob) {
  return new Promise((resolve, reject) => {
    const address = URL.createObjectURL(blob);
    const image = new Image();
    image.onload = () => {
      URL.revokeObjectURL(address);
      resolve({ width: image.naturalWidth, height: image.naturalHeight });
    };
    image.onerror = () => {
      URL.revokeObjectURL(address);
      reject(new Error("cannot be decoded"));
    };
    image.src = address;
  });
}

async function redraw(picture, longest, quality) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  // JPEG knows no transparency: what is see-through shall be paper, not black.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  return { bytes: await blob.arrayBuffer(), isBlank: isBlank(canvas) };
}

function isBlank(canvas) {
  const small = document.createElement("canvas");
  small.width = small.height = 16;
  const pen = small.getContext("2d");
  pen.drawImage(canvas, 0, 0, 16, 16);
  const { data } = pen.getImageData(0, 0, 16, 16);
  const [red, green, blue] = data;
  for (let at = 4; at < data.length; at += 4) {
    const far = Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue);
    if (far > 6) return false;
  }
  return true;
}
