"""What a corrected edition says otherwise than the one before. Pure.

Both are account of one visit by one edition of its questionnaire, so rows are told apart by their question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Text = Mapping[str, str]
_LANGUAGES = ("fi", "sv", "en")


def changed_rows(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[dict[str, Any]]:
    """[{"id", "text", "before", "now"}] for each question whose answer or points differ, in the order of `now`; each
    text in every language. `before`, `now`: `report` of two snapshots. What one of them lacks is told as "–"."""
    old, new = _rows(before), _rows(now)
    differing = [id_ for id_ in dict.fromkeys((*new, *old)) if _core(old.get(id_)) != _core(new.get(id_))]
    return [
        {"id": id_, "text": (new | old)[id_]["text"], "before": _told(old.get(id_)), "now": _told(new.get(id_))}
        for id_ in differing
    ]


def hidden_changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Questions of which the store's edition tells nothing, or less, in one of two snapshots."""
    parts = (before["store"], now["store"])
    return sorted({id_ for part in parts for id_ in (*part["hidden_rows"], *part["answers"])})


def _rows(report: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {row["id"]: row for section in report["sections"] for row in section["rows"]}


def _core(row: Mapping[str, Any] | None) -> tuple[Any, ...]:
    return () if row is None else (row["answer"], row.get("points"), row.get("quote"))


def _told(row: Mapping[str, Any] | None) -> Text:
    if row is None:
        return dict.fromkeys(_LANGUAGES, "–")
    answer = row["answer"]
    # Words as they were written are the same in every language, and are kept once.
    said = dict.fromkeys(_LANGUAGES, answer) if isinstance(answer, str) else answer
    return {language: said[language] or "–" for language in _LANGUAGES}
