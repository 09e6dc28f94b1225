// Where a visit is, in one sentence for eyes and ears.

import { read } from "./store.js";
import { clock, say } from "./words.js";

/** Everything that the phone knows of visits: {drafts, rows, receipts} as maps by visit id. */
export const visits = () =>
  read(["drafts", "outbox", "receipts"], async ({ drafts, outbox, receipts }) => ({
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
  switch (row.state) {
    case "sending": return { tone: "wait", text: say("sending", progress ?? { sent: 0, total: row.photos.length }) };
    case "portal": return { tone: "wait", text: say("portal") };
    case "login": return { tone: "bad", text: say("login", { name }) };
    case "conflict": return { tone: "bad", text: say("conflict") };
    case "attention": return { tone: "bad", text: say("attention", { reason: reasonOf(row) }) };
    default: return { tone: "wait", text: say("waiting") };
  }
}

const reasonOf = ({ error }) => say(`reason_${error?.status}`) === `reason_${error?.status}`
  ? error?.message || error?.code
  : say(`reason_${error?.status}`);

/** Whether the person can do something about a visit that was not sent. */
export const needsHelp = (row) => row && ["login", "conflict", "attention"].includes(row.state);
