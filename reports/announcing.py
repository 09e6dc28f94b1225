"""A wave's report and a store's year are announced: one letter an edition and reader, within the chain's hours.

Each reader's letter is a job of its own, written with the end of the one that asks who they are: none is written twice,
none is lost on the way. It is composed when it goes, for the reader as known then; its Message-ID is made of both ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid5

from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db
from reports.delivery import RESTS
from reports.delivery_hours import hours_of, next_open, opening_after
from reports.delivery_rules import rules_of, way_for
from reports.documents.kinds import KINDS
from reports.documents.texts import load_texts
from reports.issue import readers_of
from reports.models import ChainReport
from reports.report_data import ReportDataError
from reports.theme import theme_of
from reports.wave.reports import plain_in
from shopper import clock
from shopper.jobs import GiveUp, NotYet, TryAgain, enqueue
from shopper.languages import in_language
from shopper.letters import mail_domain, sender_address, settings, tried
from shopper.mail import MailPutOff, MailRefused, hand_over, message
from shopper.models import HQ, Grant, Job, Person


def announce(job: Job) -> Callable[[], None]:
    """Handler of the job: have each reader of an edition written to, as they are now. Raises NotYet while the chain's
    mail rests. Where a newer edition was issued meanwhile, that one is announced alone."""
    issued = db.session.get_one(ChainReport, UUID(job.ref))
    _wait_for_window(issued)
    if _is_replaced(issued):
        return lambda: None
    refs = [f"{issued.id}/{reader.id}" for reader in _readers(issued)]

    def write() -> None:
        for ref in refs:
            enqueue("announcement", ref, clock.now())

    return write


def send_announcement(job: Job) -> Callable[[], None]:
    """Handler of the job: the letter about an edition to one reader, unless a newer one was issued or the person reads
    it no more. Raises NotYet while the chain's mail rests, TryAgain (within its hours), GiveUp."""
    issued_id, reader_id = (UUID(part) for part in job.ref.split("/"))
    issued, tries = db.session.get_one(ChainReport, issued_id), job.tries
    _wait_for_window(issued)
    reader = next((one for one in _readers(issued) if one.id == reader_id), None)
    if reader is None or _is_replaced(issued):
        return lambda: None
    since, hours = job.created_at, hours_of(issued.chain_id)
    letter = (reader.email, *_letter(issued, reader), f"<{uuid5(issued_id, str(reader_id))}@{mail_domain()}>")
    db.session.rollback()
    try:
        hand_over(message(*letter, sender_address()), settings().mail_url)
    except MailRefused as refused:
        raise GiveUp(str(refused)) from refused
    except MailPutOff as put_off:
        again = tried(tries, since, str(put_off))
        if isinstance(again, TryAgain):
            again.run_at = next_open(hours, again.run_at)
        raise again from put_off
    return lambda: None


def letters_under_way(chain_id: UUID, most: int) -> list[tuple[Job, ChainReport, Person]]:
    """The letters of a chain that have not gone: they wait, were put off, or were given up; the newest first."""
    undone = select(Job).where(Job.kind == "announcement", Job.state != "done").order_by(Job.created_at.desc(), Job.id)
    found = []
    for job in db.session.scalars(undone):
        issued_id, reader_id = (UUID(part) for part in job.ref.split("/"))
        issued = db.session.get_one(ChainReport, issued_id)
        if issued.chain_id == chain_id:
            found.append((job, issued, db.session.get_one(Person, reader_id)))
    return found[:most]


def _wait_for_window(issued: ChainReport) -> None:
    at = clock.now()
    opens_at = opening_after(hours_of(issued.chain_id), at)
    if opens_at is not None:
        raise NotYet(RESTS, seconds=(opens_at - at).total_seconds())


def _is_replaced(issued: ChainReport) -> bool:
    same = {"wave_id": issued.wave_id} if issued.wave_id else {"store_id": issued.store_id}
    newer = select(ChainReport.id).filter_by(**same).where(ChainReport.edition > issued.edition)
    return db.session.scalar(newer.limit(1)) is not None


def _readers(issued: ChainReport) -> Iterator[Person]:
    """Who may read it, without those who by the chain's rules get no mail."""
    rules = rules_of(issued.chain_id)
    for reader, audience in _all_readers(issued).items():
        if way_for(rules, audience, issued.store_id, reader.language, None).form != "none":
            yield reader


def _all_readers(issued: ChainReport) -> dict[Person, str]:
    if issued.store:
        return readers_of(issued.store)
    at_headquarters = (Grant.role == HQ, Grant.chain_id == issued.chain_id, Person.disabled_at.is_(None))
    found = select(Person).join(Grant).where(*at_headquarters).order_by(Person.email)
    return dict.fromkeys(db.session.scalars(found).unique(), "hq")


def _letter(issued: ChainReport, reader: Person) -> tuple[str, str]:
    """Subject and text, in the reader's language: what it says in a sentence, and where it is read."""
    said = issued.snapshot["report"]
    with in_language(reader.language):
        if issued.wave_id:
            subject = _("%(chain)s: the report of the wave %(wave)s", chain=said["chain"], wave=said["wave"]["name"])
        else:
            subject = _("%(store)s: the store’s year", store=said["store"]["name"])
        where = _("Read it here:") + f"\n{_page(issued)}"
        parts = [subject, _verdict(issued, reader.language), _edition(issued), where]
    return subject, "\n\n".join(part for part in parts if part) + "\n"


def _edition(issued: ChainReport) -> str:
    if issued.edition == 1:
        return ""
    return str(_("This is edition %(number)s; it replaces the one before.", number=issued.edition))


def _verdict(issued: ChainReport, language: str) -> str:
    """The sentence of its first page; none where it holds more than a print."""
    kind = KINDS[issued.kind]
    try:
        data: Any = kind.read(plain_in(issued.snapshot, language))
    except ReportDataError:
        return ""
    words = load_texts(kind.folder, language, data.brand.tone)
    return str(kind.view(data, words, theme_of(data.brand))["verdict"])


def _page(issued: ChainReport) -> str:
    path = f"waves/{issued.wave_id}" if issued.wave_id else f"stores/{issued.store_id}/year"
    return f"{settings().base_url}/hq/{path}"
