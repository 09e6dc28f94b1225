"""Issuing what tells of many visits: frozen findings as the next edition, with a print in each language and letters to
its readers on their way.

An edition never changes. Asking again while nothing has changed gives the edition that there is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select

from extensions import db, transaction
from reports.models import ChainReport, Print
from reports.wave.figures import Mean, mean_of
from reports.wave.findings import find
from reports.wave.gather import stores_planned, visits_of_wave, waves_before, year_of_store
from reports.wave.year import year_of
from shopper.clock import HERE
from shopper.jobs import FIRST, enqueue
from shopper.models import LANGUAGES, Brand, Chain, Person, Store, Wave
from shopper.photos import file_store

SCHEMA = 1
AUDIENCE = {"wave_report": "hq", "store_year": "store"}
"""Who a document is made for; a store's year is read by headquarters, too, as the store reads it."""
# What says when and as what it was issued; the rest is what an edition tells.
_OUTSIDE = frozenset({"issued_on", "edition_number", "replaces"})


class NothingToTell(Exception):
    """Not a single visit of it was reported yet."""


def issue_wave_report(wave: Wave, by: Person, at: datetime) -> ChainReport:
    """The next edition of the wave's report, or the newest where nothing has changed since. Raises NothingToTell."""
    keys = {"kind": "wave_report", "chain_id": wave.programme.chain_id, "wave_id": wave.id}
    return _issue(keys, *wave_data(wave, at), by.id, at)


def issue_store_year(store: Store, by: Person, at: datetime) -> ChainReport:
    """The next edition of the store's year, or the newest where nothing has changed since. Raises NothingToTell."""
    keys = {"kind": "store_year", "chain_id": store.chain_id, "store_id": store.id}
    return _issue(keys, *year_data(store, at), by.id, at)


def wave_data(wave: Wave, at: datetime) -> tuple[dict[str, Any], date]:
    """What a report of the wave would tell now, in every language, and until which day. Raises NothingToTell.

    Puts the brand's logo into the file store.
    """
    today, earlier = at.astimezone(HERE).date(), waves_before(wave)
    now = visits_of_wave(wave.id, today)
    if not now:
        raise NothingToTell
    findings = find(now, [visits_of_wave(one.id, today) for one in earlier])
    until = max(one.on for one in now)
    chain = wave.programme.chain
    told = {
        "brand": _brand(_usual_brand([UUID(one.store) for one in now]), chain.name),
        "chain": chain.name,
        "wave": {
            "name": wave.name,
            "programme": wave.programme.name,
            "first_on": wave.first_on.isoformat(),
            "last_on": wave.last_on.isoformat(),
            "before": earlier[0].name if earlier else None,
            "planned": stores_planned(wave.id),
        },
        "until": until.isoformat(),
        "findings": as_kept(asdict(findings)),
    }
    return told, until


def year_data(store: Store, at: datetime) -> tuple[dict[str, Any], date]:
    """What the store's year would tell now, in every language, and until which day. Raises NothingToTell."""
    waves = year_of_store(store, at)
    if not waves:
        raise NothingToTell
    told = {
        "brand": _brand(store.brand, store.brand.name),
        "chain": store.chain.name,
        "store": {"name": store.name, "code": store.code, "city": store.city},
        "findings": as_kept(asdict(year_of([(wave.name, visits) for wave, visits in waves]))),
    }
    return told, max(one.on for _wave, visits in waves for one in visits)


def newest_of(**keys: Any) -> ChainReport | None:
    """The newest edition, by `wave_id` or `store_id`."""
    found = select(ChainReport).filter_by(**keys).order_by(ChainReport.edition.desc()).limit(1)
    return db.session.scalar(found)


def chain_print_for(report: ChainReport, language: str, at: datetime) -> Print:
    """The report's print in this language; written, with the job that builds it, where there is none.

    To be called inside a transaction.
    """
    key = {
        "chain_report_id": report.id, "document": report.kind, "audience": AUDIENCE[report.kind], "language": language,
    }  # fmt: skip
    found = db.session.scalar(select(Print).filter_by(**key))
    if found is None:
        found = Print(id=uuid4(), **key)
        db.session.add(found)
        # Whoever asked for it looks on, and a wave's hundreds of prints may be waiting.
        enqueue("print", found.id, at, run_at=FIRST)
        db.session.flush()
    return found


def _issue(keys: dict[str, Any], told: dict[str, Any], until: date, by: UUID, at: datetime) -> ChainReport:
    """Write what was told as the next edition. The chain's row is held, so that no two make the same one."""
    place = {name: value for name, value in keys.items() if name in ("wave_id", "store_id")}
    with transaction():
        db.session.get_one(Chain, keys["chain_id"], with_for_update=True)
        before = newest_of(**place)
        if before is not None and _tells(before.snapshot["report"]) == _tells(told):
            return before
        report = {
            **told,
            "issued_on": at.astimezone(HERE).date().isoformat(),
            "edition_number": before.edition + 1 if before else 1,
            "replaces": _replaced(before) if before else None,
        }
        issued = ChainReport(
            id=uuid4(), **keys, edition=report["edition_number"], snapshot={"schema": SCHEMA, "report": report},
            until=until, issued_at=at, issued_by=by,
        )  # fmt: skip
        db.session.add(issued)
        db.session.flush()
        for language in LANGUAGES:
            chain_print_for(issued, language, at)
        enqueue("announce", issued.id, at)
        return issued


def _tells(report: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in report.items() if name not in _OUTSIDE}


def as_kept(value: Any) -> Any:
    """As it comes back from the database: tuples as lists."""
    if isinstance(value, dict):
        return {name: as_kept(part) for name, part in value.items()}
    return [as_kept(part) for part in value] if isinstance(value, (list, tuple)) else value


def _replaced(before: ChainReport) -> dict[str, Any]:
    found = before.snapshot["report"]["findings"]
    mean = found["changes"]["score"]["now"]["mean"] if before.kind == "wave_report" else _year_mean(found).mean
    return {"edition": before.edition, "n": found["n"], "mean": mean}


def _year_mean(found: dict[str, Any]) -> Mean:
    return mean_of(score for wave in found["waves"] for score in wave["scores"])


def _usual_brand(store_ids: list[UUID]) -> Brand | None:
    """The brand under which most of the visited stores trade."""
    counted = Counter(store_ids)
    found: ColumnElement[bool] = Store.id.in_(counted)
    stores = db.session.scalars(select(Store).where(found).order_by(Store.name)).all()
    brands = Counter(store.brand_id for store in stores)
    most = max(brands, key=lambda id_: brands[id_], default=None)
    return db.session.get(Brand, most) if most else None


def _brand(brand: Brand | None, name: str) -> dict[str, Any]:
    """The brand's look; `name` stands where a logo would."""
    look: dict[str, Any] = {"name": name, "main_colour": "#0c5d4b", "accent_colour": "#f2b32b"}
    if brand is None:
        return look
    pictures = {"logo": brand.logo, "cover": brand.cover}
    keys = {part: f"brand:{file_store().put(picture)}" if picture else None for part, picture in pictures.items()}
    look |= {"main_colour": brand.main_colour, "accent_colour": brand.accent_colour}
    return look | keys | {"typeface": brand.typeface, "tone": brand.tone}
