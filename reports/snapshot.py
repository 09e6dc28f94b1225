"""What a report is printed from, frozen at the approval: for both audiences and in every language.

Plain data, kept with the report. Nothing in it tells who the shopper was: the functions here are never given the
shopper. `reports.editions` makes one edition in one language of it.

{"schema": 1,
 "report": report data as in reports/report_data.py, where each text is {"fi": …, "sv": …, "en": …},
 "when": {"store": text, "hq": text},        the time of the visit, as each reader may know it
 "store": {"hidden_rows": [question ids], "answers": {question id: text}, "hidden_stops": [places in the timeline],
     "hidden_changes": [question ids]},    what the store's edition leaves out, the last of what a correction changed
 "photos": [{"key": "photo:<id>", "caption": text, "alt": text, "is_receipt": bool, and where the brand shows how it
     should be "reference": "brand:<digest>", "reference_caption": text, "answered": text}],    also those not printed
 "sections": {section id: percent or null},   for means
 "suggested": question id or null,   the detail that the proposed step is to mend
 "base_url": where the report is read, as its prints tell it}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from forms.definition import Questionnaire
from forms.outcomes import outcomes
from forms.scoring import Score, score
from reports import evidence
from reports.changes import changed_rows, hidden_changes
from reports.comparison import Benchmark, benchmark
from reports.findings import find
from reports.halts import hidden_stops, stop_data
from reports.journey import journey, turn, waits
from reports.observed import Observed, in_every, observe
from reports.on_the_spot import Marked, marked_moods, promptness
from reports.outcome_data import outcome_data
from reports.promises import last_promise
from reports.rows import hidden_from_store, section_rows, store_answers
from reports.sentences import sentences
from reports.stories import stories
from reports.timeline import timeline
from reports.whereabouts import part_of_day, staff_seen, when_for_hq, when_for_store
from shopper.clock import HERE
from shopper.letters import settings
from shopper.models import Visit
from shopper.photos import file_store
from shopper.review import visited_on

SCHEMA = 1
_FULL_COVERAGE = 80


def take_snapshot(
    visit: Visit, number: str, edition: int, at: datetime, before: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], Score]:
    """The snapshot of an approved visit whose store and questionnaire are known, and its score.

    `number`: the visit's public code; `edition`: 2 and up correct the one before, whose snapshot is `before`. Puts the
    brand's pictures into the file store.
    """
    assert visit.assignment and visit.version
    questionnaire, answers = visit.version.questionnaire, visit.current_answers()
    result = score(questionnaire, answers)
    seen = observe(questionnaire, answers, result)
    halts = timeline(questionnaire, answers, result, visit.stamps)
    hidden = hidden_from_store(seen)
    photos = evidence.photo_list(questionnaire, seen, evidence.photos_of(visit), evidence.standards_of(visit))
    report = {
        **_places(visit),
        "visit": {"number": number, "scenario": visit.assignment.scenario.title, "when": ""},
        "score": score_data(questionnaire, result, benchmark(visit, at)),
        **account(questionnaire, answers, result, seen, marked_moods(questionnaire, visit.stamps)),
        "timeline": stop_data(halts),
        "issued_on": at.astimezone(HERE).date().isoformat(),
        "evidence": evidence.evidence(visit, seen, photos),
        "action": {"last_step": last_promise(visit, questionnaire, seen, result, at.astimezone(HERE).date())},
        "edition_number": edition,
        "corrects": edition - 1 if edition > 1 else None,
        "remarks": _remarks(visit, result, waits(questionnaire, answers, result), seen),
        "words_language": visit.language,
    }
    snapshot = {
        "schema": SCHEMA,
        "report": report,
        "when": _when(visit, seen),
        "store": {
            "hidden_rows": hidden,
            "answers": store_answers(questionnaire, seen),
            "hidden_stops": hidden_stops(halts, hidden),
        },
        "photos": photos,
        "sections": {id_: share.percent for id_, share in result.sections.items()},
        "suggested": find(questionnaire, answers, result).mends,
        "base_url": settings().base_url,
    }
    return (snapshot if before is None else _correcting(before, snapshot)), result


def _correcting(before: Mapping[str, Any], snapshot: dict[str, Any]) -> dict[str, Any]:
    """The snapshot with what it says otherwise than the one before."""
    first, report = before["report"], snapshot["report"]
    correction = {"rows": changed_rows(first, report), "base": first["score"]["base"]}
    store = {**snapshot["store"], "hidden_changes": hidden_changes(before, snapshot)}
    return {**snapshot, "report": {**report, "correction": correction}, "store": store}


def account(
    questionnaire: Questionnaire,
    answers: Mapping[str, Any],
    result: Score,
    seen: tuple[Observed, ...],
    marked: Mapping[str, Marked] | None = None,
) -> dict[str, Any]:
    """What the answers alone, and the moods `marked` on the spot, tell of a visit, as report data, for headquarters and
    in every language. Pure."""
    return {
        "headline": _headline(questionnaire, answers, result),
        "journey": _journey(questionnaire, answers, result, seen, marked or {}),
        "waits": [asdict(wait) for wait in waits(questionnaire, answers, result)],
        "sections": section_rows(questionnaire, seen),
        "flags": list(find(questionnaire, answers, result).flags),
        "outcomes": outcome_data(questionnaire, seen, outcomes(questionnaire, answers, result)),
        "stories": [asdict(story) for story in stories(questionnaire, answers, result)],
    }


def _journey(
    questionnaire: Questionnaire,
    answers: Mapping[str, Any],
    result: Score,
    seen: tuple[Observed, ...],
    marked: Mapping[str, Marked],
) -> dict[str, Any]:
    turned = turn(questionnaire, seen)
    points = [asdict(moment) for moment in journey(questionnaire, answers, result, marked)]
    return {"points": points, "turn": asdict(turned) if turned else None}


def _places(visit: Visit) -> dict[str, Any]:
    assert visit.assignment
    store = visit.assignment.store
    logo, cover = store.brand.logo, store.brand.cover
    return {
        "brand": {
            "name": store.brand.name,
            "main_colour": store.brand.main_colour,
            "accent_colour": store.brand.accent_colour,
            "logo": f"brand:{file_store().put(logo)}" if logo else None,
            "cover": f"brand:{file_store().put(cover)}" if cover else None,
            "typeface": store.brand.typeface,
            "tone": store.brand.tone,
        },
        "chain": store.chain.name,
        "store": {"name": store.name, "code": store.code, "city": store.city},
    }


def _when(visit: Visit, seen: tuple[Observed, ...]) -> dict[str, Any]:
    began = (visit.started_at or visit.finished_at or visit.received_at).astimezone(HERE)
    day, part = visited_on(visit), part_of_day(began, seen)
    return {"store": when_for_store(day, part, staff_seen(seen)), "hq": when_for_hq(day, part)}


def _headline(questionnaire: Questionnaire, answers: Mapping[str, Any], result: Score) -> dict[str, Any]:
    found = asdict(find(questionnaire, answers, result))
    return {part: found[part] for part in ("verdict", "praise", "fix", "step")}


def score_data(questionnaire: Questionnaire, result: Score, beside: Benchmark) -> dict[str, Any]:
    """The score with what stands beside it, as report data."""
    return {
        "base": result.base,
        "coverage": result.coverage or 0.0,
        "plus": float(result.plus),
        "emotion_index": result.emotion_index,
        "sections": _sections(questionnaire, result, beside),
        "levels": [{"id": id_, "percent": share.percent} for id_, share in result.levels.items()],
        "components": [{"id": id_, "percent": share.percent} for id_, share in result.components.items()],
        "previous": beside.previous,
        "chain_mean": beside.chain_mean,
        "n": beside.n,
        "earlier": [{"month": month, "base": base} for month, base in beside.earlier],
        "stores": list(beside.stores),
        **_weighted(questionnaire, result),
    }


def _weighted(questionnaire: Questionnaire, result: Score) -> dict[str, Any]:
    """The score weighted with emotion; nothing at all where the questionnaire does not weigh it."""
    if result.weighted is None:
        return {}
    return {"weighted": {"score": result.weighted, "share": questionnaire.emotion_weight}}


def _sections(questionnaire: Questionnaire, result: Score, beside: Benchmark) -> list[dict[str, Any]]:
    """The sections in which something was scored."""
    found = []
    for section in questionnaire.sections:
        share = result.sections[section.id]
        if share.percent is None:
            continue
        asked = sum(one.weight for question in section.questions if (one := result.questions.get(question.id)))
        mean, n = beside.sections.get(section.id, (None, 0))
        found.append({
            "id": section.id,
            "title": in_every(questionnaire, section.title),
            "percent": share.percent,
            "coverage": round(share.possible / asked * 100, 6) if asked else 0.0,
            "capped": share.capped,
            "chain_mean": mean,
            "n": n,
        })  # fmt: skip
    return found


def _remarks(
    visit: Visit, result: Score, waited: tuple[Any, ...], seen: tuple[Observed, ...]
) -> list[dict[str, str]]:
    """On the evidence, for headquarters: how soon it was put down, how much was measured, covered, corrected."""
    remarks = []
    felt = promptness(seen)
    if felt.known:
        key = "remark_moods_some" if felt.unknown else "remark_moods"
        remarks.append(sentences(key, soon=felt.soon, known=felt.known, unknown=felt.unknown))
    measured = sum(wait.measured for wait in waited)
    if waited and measured < len(waited):
        remarks.append(sentences("remark_measured", measured=measured, all=len(waited)))
    if result.coverage is not None and result.coverage < _FULL_COVERAGE:
        remarks.append(sentences("remark_coverage", coverage=round(result.coverage)))
    # A comparison of the receipt's text is no correction: it has no reason.
    corrected = sum(1 for answer in visit.answers if answer.edited_at and answer.edit_reason)
    if corrected:
        remarks.append(sentences("remark_edited", count=corrected))
    unreadable = sum(1 for photo in visit.photos if photo.state == "unreadable")
    if unreadable:
        remarks.append(sentences("remark_photos", count=unreadable))
    return remarks
