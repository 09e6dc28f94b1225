"""The evidence in print: waits against their targets, the receipt against the brand's text, photos."""

from __future__ import annotations

from difflib import SequenceMatcher
from types import SimpleNamespace
from typing import Any

from reports import charts, typography
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.report_parts import Receipt, Wait
from reports.theme import Theme

MOST_RECEIPT_CHARACTERS = 700


def evidence(report: ReportData, texts: Texts, theme: Theme) -> dict[str, Any]:
    """`waits`, `receipt`, `photo_pairs` (photos with the brand's own beside them) and `photo_rows` of the others, two
    photos in each."""
    photos = [photo for photo in report.evidence.photos if not photo.reference]
    return {
        "waits": [_wait(wait, report.language, texts, theme) for wait in report.waits],
        "receipt": _receipt(report.evidence.receipt, texts) if report.evidence.receipt else None,
        "photo_pairs": [photo for photo in report.evidence.photos if photo.reference],
        "photo_rows": [photos[place : place + 2] for place in range(0, len(photos), 2)],
    }


def _wait(wait: Wait, language: str, texts: Texts, theme: Theme) -> SimpleNamespace:
    duration = typography.duration
    time = texts.wait_never if wait.seconds is None else duration(wait.seconds, language)
    verdict, bad = _verdict(wait, texts)
    scale = texts.wait_scale.format(target=duration(wait.target, language), limit=duration(wait.limit, language))
    finding = texts.wait_finding.format(label=wait.label, time=time, verdict=verdict, scale=scale)
    return SimpleNamespace(
        label=wait.label,
        time=time,
        verdict=verdict,
        bad=bad,
        scale=scale,
        source=texts.measured if wait.measured else texts.estimated,
        svg=charts.wait_bar(wait, theme, typography.clean(finding)),
    )


def _verdict(wait: Wait, texts: Texts) -> tuple[str, bool]:
    if wait.seconds is None:
        return texts.wait_not, True
    if wait.seconds <= wait.target:
        return texts.wait_good, False
    return (texts.wait_fair, False) if wait.seconds <= wait.limit else (texts.wait_bad, True)


def _receipt(receipt: Receipt, texts: Texts) -> SimpleNamespace:
    expected = typography.trimmed(receipt.expected, MOST_RECEIPT_CHARACTERS, "").split()
    seen = typography.trimmed(receipt.text, MOST_RECEIPT_CHARACTERS, "").split()
    left, right = _compared(expected, seen) if expected and seen else (_plain(expected), _plain(seen))
    return SimpleNamespace(
        photo=receipt.photo,
        match=texts.matches[receipt.match] if receipt.match else "",
        bad=receipt.match in ("outdated", "wrong_language"),
        expected=left,
        seen=right,
        marked=any(part.differs for part in [*left, *right]),
    )


def _plain(words: list[str]) -> list[SimpleNamespace]:
    return [SimpleNamespace(words=" ".join(words), differs=False)] if words else []


def _compared(expected: list[str], seen: list[str]) -> tuple[list[SimpleNamespace], list[SimpleNamespace]]:
    """Both texts in stretches of words, each told whether it differs from the other text."""
    left: list[SimpleNamespace] = []
    right: list[SimpleNamespace] = []
    for kind, a, b, c, d in SequenceMatcher(None, _keys(expected), _keys(seen), autojunk=False).get_opcodes():
        for parts, words in ((left, expected[a:b]), (right, seen[c:d])):
            if words:
                parts.append(SimpleNamespace(words=" ".join(words), differs=kind != "equal"))
    return left, right


def _keys(words: list[str]) -> list[str]:
    return [word.casefold().strip(".,!?–-") for word in words]
