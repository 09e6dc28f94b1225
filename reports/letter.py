"""The mail that brings a report: the same words as text and as a page in the brand's look, its logo inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from flask import render_template
from flask_babel import format_date
from flask_babel import gettext as _

from reports.documents.texts import in_language
from reports.letter_colours import LetterColours, letter_colours
from reports.models import Delivery, Report
from reports.print_files import pdf_name
from shopper import languages
from shopper.files import FileDamaged
from shopper.letters import mail_domain, sender_address, settings
from shopper.mail import message
from shopper.photos import file_store

# A mail is no place for a poster: a larger logo stays away, and the brand's name stands alone.
_LARGEST_LOGO = 150_000


@dataclass(frozen=True, slots=True)
class Words:
    """All that the mail says, in its reader's language. `points`: (praise, fix or step; its name; title; text)."""

    language: str
    subject: str
    brand: str
    store: str
    when: str
    correction: str
    score: str
    plus: str
    score_note: str
    verdict: str
    points: tuple[tuple[str, str, str, str], ...]
    report_url: str
    link: str | None
    link_note: str
    file_note: str


def report_mail(
    delivery: Delivery, *, pdf: bytes | None = None, link: tuple[str, datetime] | None = None, wants_huddle: bool = True
) -> EmailMessage:
    """The mail of a delivery, with its PDF attached, or with a link (its secret, its end), or with the words alone.

    `wants_huddle`: praise, fix and step are in it. Raises MailRefused where the address is none.
    """
    snapshot = delivery.report.snapshot
    with languages.in_language(delivery.language):
        words = _words(delivery, pdf is not None, link, wants_huddle)
        logo = _logo(snapshot["report"]["brand"]["logo"])
        text, page = _text(words), _page(words, _colours(snapshot), has_logo=logo is not None)
    mail = message(delivery.email, words.subject, text, delivery.message_id, sender_address())
    mail.add_alternative(page, subtype="html")
    if logo is not None:
        mail.get_payload()[1].add_related(logo, "image", "png", cid=f"<{_logo_id()}>", disposition="inline")  # type: ignore[index,union-attr]
    if pdf is not None:
        name = pdf_name(delivery.report, delivery.language)
        mail.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return mail


def _words(delivery: Delivery, has_pdf: bool, link: tuple[str, datetime] | None, wants_huddle: bool) -> Words:
    report, snapshot = delivery.report, delivery.report.snapshot
    headline = in_language(snapshot["report"]["headline"], delivery.language)
    score, plus, note = _score(report)
    return Words(
        language=delivery.language,
        subject=_subject(report),
        brand=snapshot["report"]["brand"]["name"],
        store=snapshot["report"]["store"]["name"],
        when=snapshot["when"][delivery.audience][delivery.language],
        correction=_correction(report),
        score=score,
        plus=plus,
        score_note=note,
        verdict=headline["verdict"],
        points=_points(headline) if wants_huddle else (),
        report_url=f"{settings().base_url}/hq/reports/{report.id}",
        link=f"{settings().base_url}/r/{link[0]}" if link else None,
        link_note=_link_note(link[1]) if link else "",
        file_note=_file_note(has_pdf, link is not None),
    )


def _subject(report: Report) -> str:
    said = {"store": report.snapshot["report"]["store"]["name"], "number": report.number}
    if report.edition > 1:
        return str(_("%(store)s: corrected visit report %(number)s", **said))
    return str(_("%(store)s: visit report %(number)s", **said))


def _correction(report: Report) -> str:
    if report.edition == 1:
        return ""
    return str(_("This edition corrects edition %(number)s.", number=report.edition - 1))


def _score(report: Report) -> tuple[str, str, str]:
    """The figure, what lies beyond, and what the figure stands on."""
    if report.base is None:
        return "", "", str(_("No scored answers."))
    note = str(_("out of 100 · coverage %(percent)s %%", percent=round(report.coverage)))
    return str(round(report.base)), f"+{report.plus:g}" if report.plus > 0 else "", note


def _points(headline: dict[str, Any]) -> tuple[tuple[str, str, str, str], ...]:
    names = {"praise": _("Praise"), "fix": _("Mend"), "step": _("Next step")}
    return tuple(
        (key, str(name), point["title"], point["text"])
        for key, name in names.items()
        if (point := headline[key]) is not None
    )


def _link_note(ends_at: datetime) -> str:
    return str(_("The link opens without signing in and ends on %(day)s. Pass it on only to who may read the report.",
                 day=format_date(ends_at, "long")))  # fmt: skip


def _file_note(has_pdf: bool, has_link: bool) -> str:
    if has_pdf:
        return str(_("The report is attached as a PDF."))
    return "" if has_link else str(_("The PDF could not be attached."))


def _text(words: Words) -> str:
    """The store and the score, one praise, one fix, one step, and where to read and choose."""
    score = _("Score") + f": {words.score} {words.score_note}" if words.score else words.score_note
    parts = [
        f"{words.store} · {words.when}",
        words.correction,
        score + (f" · {words.plus} " + _("beyond what was promised") if words.plus else ""),
        words.verdict,
        *(f"{name}: {title}\n{text}".strip() for _key, name, title, text in words.points),
        _("Open the report:") + f"\n{words.link}\n{words.link_note}" if words.link else "",
        _("Read the report and choose the step:") + f"\n{words.report_url}#action",
        words.file_note,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _page(words: Words, colours: LetterColours, *, has_logo: bool) -> str:
    logo = f"cid:{_logo_id()}" if has_logo else None
    return render_template("mail/report.html", words=words, c=colours, logo=logo)


def _logo_id() -> str:
    return f"logo@{mail_domain()}"


def _colours(snapshot: dict[str, Any]) -> LetterColours:
    brand = snapshot["report"]["brand"]
    return letter_colours(brand["main_colour"], brand["accent_colour"])


def _logo(key: str | None) -> bytes | None:
    """Our own PNG of the brand's logo, out of the file store; a mail goes without rather than not at all."""
    if not key:
        return None
    try:
        content = file_store().read(key.removeprefix("brand:"))
    except FileDamaged:
        return None
    return content if len(content) <= _LARGEST_LOGO else None
