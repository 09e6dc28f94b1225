"""One edition of a report, in one language, out of its snapshot. Pure.

The store's edition is made by leaving out: no remarks, flags or scenario, no photo of the receipt (its time and total
would find the one sale among the day's), no clock time or date of a stay, no row that would tell more of the visit than
its details, no stop or story of such a row, and of the outcomes none that is a matter of the chain.
"""

from __future__ import annotations

from typing import Any

from reports.documents.texts import in_language


def report_data(snapshot: dict[str, Any], audience: str, language: str) -> dict[str, Any]:
    """Plain data for `reports.report_data.from_plain`. `audience`: store or hq; `language`: fi, sv or en."""
    data: dict[str, Any] = dict(in_language(snapshot["report"], language))
    data.update(edition=audience, language=language)
    data["visit"] = {**data["visit"], "when": in_language(snapshot["when"][audience], language)}
    if audience == "store":
        _make_discreet(data, in_language(snapshot["store"], language))
    return data


def photos_in(snapshot: dict[str, Any], audience: str, language: str) -> list[dict[str, Any]]:
    """Every photo that this edition shows on a screen, as {key, caption, alt, is_receipt}; print holds fewer."""
    photos: list[dict[str, Any]] = in_language(snapshot["photos"], language)
    return [photo for photo in photos if audience == "hq" or not photo["is_receipt"]]


def _make_discreet(data: dict[str, Any], store: dict[str, Any]) -> None:
    data.update(remarks=[], flags=[])
    data["visit"] = {**data["visit"], "scenario": ""}
    data["sections"] = [
        {**section, "rows": rows} for section in data["sections"] if (rows := _rows(section["rows"], store))
    ]
    hidden = store.get("hidden_stops", ())
    data["timeline"] = [stop for place, stop in enumerate(data.get("timeline", ())) if place not in hidden]
    data["stories"] = [story for story in data.get("stories", ()) if story["id"] not in store["hidden_rows"]]
    if "outcomes" in data:
        data["outcomes"] = {**data["outcomes"], "reasons": [], "chosen": []}
    if data.get("correction"):
        data["correction"] = _correction(data["correction"], store["hidden_changes"])
    receipt = data["evidence"]["receipt"]
    data["evidence"] = {**data["evidence"], "receipt": _receipt(receipt)}


def _correction(correction: dict[str, Any], hidden: list[str]) -> dict[str, Any]:
    rows = [row for row in correction["rows"] if row["id"] not in hidden]
    return {**correction, "rows": rows, "has_more": len(rows) < len(correction["rows"])}


def _rows(rows: list[dict[str, Any]], store: dict[str, Any]) -> list[dict[str, Any]]:
    kept = [row for row in rows if row["id"] not in store["hidden_rows"]]
    return [_row({**row, "answer": store["answers"].get(row["id"], row["answer"])}) for row in kept]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    row = {**row, "grade": None}
    if "sittings" not in row:
        return row
    return {**row, "sittings": [{**sitting, "when": ""} for sitting in row["sittings"]]}


def _receipt(receipt: dict[str, Any] | None) -> dict[str, Any] | None:
    if receipt is None or not receipt["text"]:
        return None
    return {**receipt, "photo": None}
