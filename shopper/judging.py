"""What the office is told about a deposit: stored first, judged after. Nothing here refuses anything."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from forms.builder import judge
from forms.models import QuestionnaireVersion
from shopper.manifest import Manifest
from shopper.models import Assignment
from shopper.phrases import PHRASES

Flag = dict[str, Any]
_MOST_SKEW_MS = 120_000
_SHORTEST_VISIT = timedelta(seconds=60)


def flag(code: str, question: str | None = None, /, **values: Any) -> Flag:
    """One remark, in the three languages; `code` names it in shopper/phrases.py."""
    message = {language: text.format(**values) for language, text in PHRASES[code].items()}
    return {"code": code, "question": question, "message": message}


def judge_answers(manifest: Manifest, version: QuestionnaireVersion | None) -> tuple[dict[str, Any], list[Flag]]:
    """The answers to keep (question → answer; cleaned where they fit, as they came where not) and the remarks."""
    if version is None:
        return manifest.answers, [flag("version_unknown")]
    verdict = judge(version.questionnaire, manifest.language, manifest.answers)
    kept = {**manifest.answers, **verdict.values}
    flags = [
        {"code": "answer_does_not_fit", "question": question, "message": {manifest.language: " ".join(messages)}}
        for question, messages in verdict.errors.items()
    ]
    flags += [flag("question_unknown", question, question=question) for question in verdict.unknown]
    flags += [flag("answer_not_asked", question, question=question) for question in verdict.hidden]
    return kept, flags


def judge_circumstances(
    manifest: Manifest, assignment: Assignment | None, version: QuestionnaireVersion | None, at: datetime
) -> list[Flag]:
    """Remarks on when, where and with which edition the visit was made."""
    flags = []
    if assignment is None:
        flags.append(flag("assignment_unknown"))
    else:
        flags += _against(assignment, manifest, version, at)
    if abs(manifest.clock_offset_ms) > _MOST_SKEW_MS:
        flags.append(flag("clock_wrong", minutes=round(abs(manifest.clock_offset_ms) / 60_000)))
    if manifest.started_at and manifest.finished_at and manifest.finished_at - manifest.started_at < _SHORTEST_VISIT:
        flags.append(flag("very_quick"))
    return flags


def _against(
    assignment: Assignment, manifest: Manifest, version: QuestionnaireVersion | None, at: datetime
) -> list[Flag]:
    flags = []
    finished_on = (manifest.finished_at or at).date()
    if finished_on > assignment.due_on:
        flags.append(flag("late", days=(finished_on - assignment.due_on).days))
    if assignment.state in ("withdrawn", "declined", "expired"):
        flags.append(flag("assignment_closed"))
    if assignment.scenario.certification and assignment.certified_at is None:
        flags.append(flag("not_certified"))
    if version is not None and version.id != assignment.version_id:
        flags.append(flag("other_version"))
    return flags
