// Asking the server. What it says is one of a few outcomes; all but "done" leave the queue as it is.

const PATIENCE_MS = 20_000;

/** The addresses of one draft. `page`: {address, token}. */
export class Wire {
  constructor(address, token) {
    this.address = address;
    this.token = token;
  }

  /** Send one entry. Gives {outcome, data}: done, offline, busy, signed_out, refused (with code, message, status). */
  async send({ verb, key, ops }, base) {
    const first = await this.#post(verb, { key, base, ...(ops && { ops }) });
    if (first.code !== "stale_form") return first;
    const renewed = await this.#renewToken();
    return renewed !== "done" ? { ...first, outcome: renewed } : this.#post(verb, { key, base, ...(ops && { ops }) });
  }

  /** How the draft stands; `since`: also others' changes after that revision. */
  state(since) {
    return this.#ask(`${this.address}/state?since=${since}`, {});
  }

  #post(verb, body) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    return this.#ask(`${this.address}/${verb}`, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #ask(address, how) {
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(address, { ...how, cache: "no-store", redirect: "manual", signal });
      return outcome(answer.type === "opaqueredirect" ? 401 : answer.status, await json(answer));
    } catch {
      return { outcome: "offline" };
    }
  }

  /** The page was open for long: the token in a fresh copy of it is good again, where the person is still signed in. */
  async #renewToken() {
    try {
      const answer = await fetch(this.address, { cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect") return "signed_out";
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector("[data-token]")?.dataset.token;
      if (!token) return answer.status >= 500 ? "busy" : "refused";
      this.token = token;
      return "done";
    } catch {
      return "offline";
    }
  }
}

async function json(answer) {
  const text = answer.type === "opaqueredirect" ? "" : await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What an answer means. A page instead of JSON with 200 is somebody else's: a guest Wi-Fi. */
export function outcome(status, data) {
  const { code = "", message = "" } = data?.error ?? {};
  if (status === 200) return data && "revision" in data ? { outcome: "done", data } : { outcome: "offline" };
  if (status === 401) return { outcome: "signed_out", status };
  if (status === 400) return { outcome: "refused", code: code || "stale_form", message, status };
  if (status >= 500 || status === 429 || status === 408) return { outcome: "busy", status };
  return { outcome: "refused", code: code || (status === 404 ? "gone" : "refused"), message, status };
}
