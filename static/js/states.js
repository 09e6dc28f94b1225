// Where a visit is, in one sentence for eyes and ears.

import { read } from "./store.js";
import { clock, say } from "./words.js";

/** Everything that the phone knows of visits: {drafts, rows, receipts} as maps by visit id. */
export const visits = () =>
  read(["drafts", "outbox", "receipts"], async (drafts, outbox, receipts) => ({
    drafts: byId(await drafts.all()),
    rows: byId(await outbox.all()),
    receipts: byId(await receipts.all()),
  }));

const byId = (rows) => new Map(rows.map((row) => [row.id, row]));

/** {tone, text}: tone is good, wait, bad or "" (nothing to worry about). `progress`: {sent, total} while sending. */
export function stateOf(draft, row, receipt, progress, name = "") {
  // What the office says of it, in its own words; not while something newer is still on its way.
  if (draft?.office?.text && !row) return draft.office;
  if (receipt) return { tone: "good", text: say("received", { time: clock(receipt.receivedAt), no: receipt.no }) };
  if (draft?.elsewhere) return { tone: "good", text: say("finished_elsewhere") };
  if (draft?.state === "editing") return { tone: "", text: say("editing", { time: clock(draft.createdAt) }) };
  if (!row) return { tone: "bad", text: say("lost_row") };
  const values = { name, reason: reasonOf(row), sent: 0, total: row.photos.length, ...progress };
  return { tone: needsHelp(row) ? "bad" : "wait", text: say(row.state, values) };
}

function reasonOf({ error }) {
  const key = `reason_${error?.status}`;
  const sentence = say(key);
  return sentence === key ? error?.message || error?.code : sentence;
}

/** Whether the person can do something about a visit that was not sent. */
export const needsHelp = (row) => row && ["login", "conflict", "attention"].includes(row.state);
