// The photos of a question on the page: taken, kept, shown, removed; and sent ahead while there is a network.

import { hold } from "../locks.js";
import { ask } from "../net.js";
import { depositToken, limits } from "../session.js";
import { say } from "../words.js";
import { blobOf, contents, dropPhoto, markSent, purge, savePhoto } from "./draft.js";
import { prepare, Unfit } from "./photos.js";

/** Shows and keeps the photos of one draft, which are `photos`; `onChange(question)` is called after each change. */
export function picturesOf(draft, onChange) {
  const pictures = { photos: [], settled: Promise.resolve(), of, add, show, remove };

  function of(question) {
    return pictures.photos.filter((photo) => photo.question === question);
  }

  /** Take the files of an input, one after the other; `settled` resolves when all that were begun are done. */
  function add(input) {
    pictures.settled = pictures.settled.then(() => addAll(input));
  }

  async function addAll(input) {
    const block = input.closest("[data-photos]");
    const { question } = input.closest("[data-question]").dataset;
    const status = block.querySelector("[data-photo-status]");
    for (const file of [...input.files]) {
      status.textContent = say("photo_saving");
      status.textContent = say(await addOne(question, file, block).catch(codeOf));
      show(question, block);
    }
    // Only now: emptying the input first would make some phones forget the file.
    input.value = "";
    onChange(question);
    sendAhead(draft).catch(() => {});
  }

  async function addOne(question, file, block) {
    const limit = await limits();
    if (of(question).length >= block.dataset.most || pictures.photos.length >= limit.photos) return "photo_most";
    const { photo, bytes } = await prepare(file, limit.photo_bytes);
    if (of(question).some(({ sha256 }) => sha256 === photo.sha256)) return "photo_doubled";
    const keep = () => savePhoto(draft.id, { question, ...photo }, bytes);
    // A full phone may let go of what the office has received.
    const kept = await keep().catch(async (problem) => {
      if (problem?.name !== "QuotaExceededError") throw problem;
      await purge(0);
      return keep();
    });
    pictures.photos.push(kept);
    block.dispatchEvent(new CustomEvent("kept", { bubbles: true, detail: kept }));
    navigator.storage?.persist?.().catch(() => {});
    return "photo_saved";
  }

  /** Show the thumbnails of `question`, each with a button that removes it. */
  function show(question, block) {
    const list = block.querySelector("[data-thumbs]");
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    list.replaceChildren(...of(question).map((photo, place) => thumb(photo, place + 1, block)));
  }

  function thumb(photo, n, block) {
    const item = document.createElement("li");
    const image = document.createElement(photo.thumb ? "img" : "span");
    let look = image;
    if (photo.thumb) {
      image.src = URL.createObjectURL(new Blob([photo.thumb], { type: "image/jpeg" }));
      image.alt = say("photo_cover", { n });
      look = document.createElement("button");
      look.type = "button";
      look.dataset.look = photo.pid;
      look.dataset.masks = photo.masks?.length || "";
      look.append(image);
    } else {
      image.textContent = say("photo_unseen", { n });
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "remove";
    button.textContent = "×";
    button.ariaLabel = say("photo_remove", { n });
    button.onclick = () => remove(photo, block);
    item.append(look, button);
    return item;
  }

  /** Forget a photo. */
  async function remove(photo, block) {
    await dropPhoto(draft.id, photo.pid);
    pictures.photos.splice(pictures.photos.indexOf(photo), 1);
    show(photo.question, block);
    block.querySelector("[data-photo-status]").textContent = say("photo_removed");
    block.querySelector("[data-file]").focus();
    onChange(photo.question);
  }

  return pictures;
}

function codeOf(problem) {
  if (problem instanceof Unfit) return `photo_${problem.message}`;
  return problem?.name === "QuotaExceededError" ? "photo_no_room" : "photo_failed";
}

/** Send photos of an unfinished visit ahead, so that less is left to do and to lose. Any trouble ends it quietly. */
export async function sendAhead(draft) {
  // What is finished is the outbox's, which knows better what the office lacks.
  const token = draft.state === "editing" && (await depositToken(draft.owner));
  const lock = token && (await hold("sync"));
  if (!lock) return;
  try {
    const { photos } = await contents(draft.id);
    for (const { pid, sha256, sent } of photos) {
      if (sent) continue;
      const body = await blobOf(pid);
      const { status } = await ask("PUT", `/api/visits/${draft.id}/photos/${sha256}`, { body, token });
      if (status >= 300) return;
      await markSent(draft.id, pid);
    }
  } finally {
    lock.release();
  }
}
