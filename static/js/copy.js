// A file of everything that was not sent, for the day when nothing else works: the office can load it.

import { read, within } from "./store.js";

function base64(buffer) {
  let text = "";
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}

const collect = (id) =>
  read(["drafts", "answers", "photos", "stamps", "blobs", "outbox"], async (drafts, answers, photos, stamps, blobs, outbox) => {
    const { text, sha } = (await outbox.get(id)) ?? {};
    const pictures = [];
    for (const { pid, thumb, ...photo } of await photos.all(within(id))) {
      const bytes = await blobs.get(pid);
      pictures.push({ ...photo, base64: bytes ? base64(bytes) : null });
    }
    return {
      draft: await drafts.get(id), text, sha, answers: await answers.all(within(id)), photos: pictures,
      stamps: await stamps.all(within(id)),
    };
  });

/** Offer a file with the visits `ids`: their frozen texts, answers and photos. */
export async function saveCopy(ids) {
  const visits = [];
  for (const id of ids) visits.push(await collect(id));
  const events = await read("log", (log) => log.all());
  const content = JSON.stringify({ detalji: 1, saved_at: Date.now(), visits, log: events });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  link.download = `muistio-${new Date().toJSON().slice(0, 16).replace(/\D/g, "")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
