// Talking to the office. An answer counts only when it carries our mark: a guest Wi-Fi answers 200 as well.

/** No answer of the office. The message: "network" (none came in time) or "portal" (somebody else answered). */
export class NoAnswer extends Error {}

/** The office said no, or not now: {status, data, retryAfter}. Its message is the office's code. */
export class Refused extends Error {
  constructor(answer) {
    super(answer.data?.error?.code ?? answer.status);
    Object.assign(this, answer);
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
  const isBytes = body instanceof ArrayBuffer;
  const patience = isBytes ? PHOTO_MS + body.byteLength / BYTES_PER_MS : JSON_MS;
  const asked = Date.now();
  let answer, data;
  try {
    answer = await fetch(path, {
      method,
      body,
      headers: {
        "X-Detalji": "1",
        "Content-Type": `application/${isBytes ? "octet-stream" : "json"}`,
        ...(token && { Authorization: `Deposit ${token}` }),
        ...headers,
      },
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    data = JSON.parse(await answer.text());
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw new NoAnswer("network");
  }
  const { status, headers: told } = answer;
  if (data?.detalji !== 1) {
    // A proxy before the office speaks for it about its load and about size, and for nothing else.
    if (status < 500 && status !== 429 && status !== 413) throw new NoAnswer("portal");
    data = {};
  }
  return { status, data, retryAfter: Number(told.get("Retry-After")) || 0, asked };
}

/** How long to wait before try number `tries` + 1, in ms: full jitter between 2 s and a bound that doubles to 5 min. */
export function backoff(tries, random = Math.random) {
  const bound = Math.min(300_000, 2000 * 2 ** tries);
  return Math.max(2000, Math.round(random() * bound));
}

/** What an unsuccessful try means: {state, wait (ms)}. */
export function verdict(problem, tries) {
  const { status, retryAfter = 0 } = problem;
  const soon = Math.max(backoff(tries), retryAfter * 1000);
  if (problem instanceof NoAnswer) return { state: problem.message === "portal" ? "portal" : "waiting", wait: soon };
  if (!status || status >= 500 || status === 429 || status === 428) return { state: "waiting", wait: soon };
  if (status === 400 && tries < 3 * ROUNDS) return { state: "waiting", wait: tries < ROUNDS ? 0 : soon };
  return { state: { 401: "login", 409: "conflict" }[status] ?? "attention", wait: HOUR_MS };
}
