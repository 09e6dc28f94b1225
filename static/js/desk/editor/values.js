// What a field holds as the draft keeps it, and back. What cannot be read stays as it was written: the server says so.

import { length, seconds } from "./saying.js";

const isNumber = (text) => /^[+-]?\d+([.,]\d+)?$/.test(text);
const number = (text) => Number(text.replace(",", "."));

const READ = {
  text: (text) => text || null,
  number: (text) => (isNumber(text.trim()) ? number(text.trim()) : text.trim() || null),
  length: (text) => text.trim() || null,
  seconds: (text) => seconds(text) ?? (text.trim() || null),
  points: (text) => {
    const parts = text.split(/[;\s]+/).filter(Boolean);
    return parts.length ? (parts.every(isNumber) ? parts.map(number) : text) : null;
  },
};

/** The value of what was typed, by how the field is read; null for nothing. */
export const valueOf = (as, text) => (READ[as] ?? READ.text)(text);

/** A value as the field shows it. `comma`: the decimal sign of the reader's language. */
export function textOf(as, value, comma = ".") {
  if (value === null || value === undefined) return "";
  if (as === "points" && Array.isArray(value)) return value.map((one) => textOf("number", one, comma)).join("; ");
  if (as === "seconds" && typeof value === "number") return length(value);
  if (typeof value === "number") return String(value).replace(".", comma);
  return typeof value === "object" ? "" : String(value);
}

/** What was typed, as it is written properly once the person leaves the field: 90 → 1:30. */
export function tidied(as, text) {
  const found = as === "length" ? seconds(text) : null;
  return found === null ? valueOf(as, text) : length(found);
}

/** A new id that nobody else will choose meanwhile: q_7k3f. */
export function newId(start, isTaken) {
  const signs = "abcdefghjkmnpqrstuvwxyz23456789";
  const draw = () => Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => signs[byte % signs.length]).join("");
  for (;;) {
    const id = `${start}_${draw()}`;
    if (!isTaken(id)) return id;
  }
}

/** An id made of words: "Oliko ovi auki?" → oliko_ovi_auki; "" where no letter is left. */
export function idFrom(text) {
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return plain.replace(/^[_0-9]+|_+$/g, "").slice(0, 32).replace(/_+$/, "");
}
