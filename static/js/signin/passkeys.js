// Forms marked data-passkey="enter" or "new": ask the server, ask the device, tell the server, go where it says.

import { makePasskey, usePasskey } from "./webauthn.js";

class Refused extends Error {
  constructor(problem) {
    super(problem.message);
    this.code = problem.code;
  }
}

async function ask(form, address, content) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value },
    body: JSON.stringify(content),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Refused(said.error);
  return said;
}

async function run(form) {
  const { options } = await ask(form, form.dataset.options, {});
  const credential = await (form.dataset.passkey === "new" ? makePasskey(options) : usePasskey(options));
  const { go } = await ask(form, form.action, { credential, next: form.dataset.next });
  // After a passkey was made we may be on the page that `go` names, and only its fragment would change.
  if (new URL(go, location).pathname === location.pathname) location.reload();
  else location.assign(go);
}

function complain(form, problem) {
  const notice = form.querySelector("[role=alert]");
  notice.textContent = problem instanceof Refused ? problem.message : form.dataset.failed;
  notice.hidden = false;
  const again = document.querySelector("[data-sign-in-again]");
  if (again) again.hidden = problem.code !== "sign_in_again";
}

async function submit(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await run(form);
  } catch (problem) {
    complain(form, problem);
  } finally {
    button.disabled = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", submit);
  }
  for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = true;
}
