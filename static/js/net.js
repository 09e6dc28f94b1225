// Talking to the office. An answer counts only when it carries our mark: a guest Wi-Fi answers 200 as well.

/** No answer of the office. `kind`: "network" (none came in time) or "portal" (somebody else answered). */
export class NoAnswer extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

const JSON_MS = 15_000;
const PHOTO_MS = 30_000;
const BYTES_PER_MS = 5;
export const HOUR_MS = 3600_000;

/** So often is the same step tried at once before it is put off. */
export const ROUNDS = 3;

/**
 * Ask the office. `body`: text (JSON) or ArrayBuffer. `token`: a deposit token, else the browser's session serves.
 * Gives {status, data, retryAfter (s)}; throws NoAnswer.
 */
export async function ask(method, path, { body, headers = {}, token } = {}) {
  const patience = body instanceof ArrayBuffer ? PHOTO_MS + body.byteLength / BYTES_PER_MS : JSON_MS;
  const asked = Date.now();
  let answer, text;
  try {
    answer = await fetch(path, {
      method,
      body,
      headers: {
        "X-Detalji": "1",
        ...(typeof body === "string" && { "Content-Type": "application/json" }),
        ...(body instanceof ArrayBuffer && { "Content-Type": "application/octet-stream" }),
        ...(token && { Authorization: `Deposit ${token}` }),
        ...headers,
      },
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    text = await answer.text();
  } catch {
    throw new NoAnswer("network");
  }
  if (answer.type === "opaqueredirect") throw new NoAnswer("portal");
  const data = parsed(text);
  const retryAfter = Number(answer.headers.get("Retry-After")) || 0;
  if (data?.detalji === 1) return { status: answer.status, data, retryAfter, asked };
  // A proxy before the office speaks for it about its load and about size, and for nothing else.
  if (answer.status >= 500 || answer.status === 429 || answer.status === 413) {
    return { status: answer.status, data: {}, retryAfter, asked };
  }
  throw new NoAnswer("portal");
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How long to wait before try number `tries` + 1, in ms: full jitter between 2 s and a bound that doubles to 5 min. */
export function backoff(tries, random = Math.random) {
  const bound = Math.min(300_000, 2000 * 2 ** Math.min(tries, 20));
  return Math.max(2000, Math.round(random() * bound));
}

/** What an unsuccessful try means: {state, wait (ms)}. */
export function verdict(problem, tries) {
  const { status, retryAfter = 0 } = problem;
  const soon = Math.max(backoff(tries), retryAfter * 1000);
  if (problem instanceof NoAnswer) return { state: problem.kind === "portal" ? "portal" : "waiting", wait: soon };
  if (!status || status >= 500 || status === 429 || status === 428) return { state: "waiting", wait: soon };
  if (status === 400 && tries < 3 * ROUNDS) return { state: "waiting", wait: tries < ROUNDS ? 0 : soon };
  if (status === 401) return { state: "login", wait: HOUR_MS };
  if (status === 409) return { state: "conflict", wait: HOUR_MS };
  return { state: "attention", wait: HOUR_MS };
}
