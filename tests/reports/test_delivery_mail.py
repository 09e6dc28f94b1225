"""The mail of a report: the brand's look and the huddle's words, the same as text and as a page, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from flask import Flask

from extensions import db, transaction
from reports.letter_colours import letter_colours
from reports.models import DeliveryRule
from reports.theme import contrast
from shopper.branding import read_logo
from shopper.models import Brand
from tests.deposits import jpeg
from tests.reports.postbox import MailServer, mail_server, page_of, printed_without_engine, text_of
from tests.reports.reported import approved, work
from tests.world import World


@pytest.fixture
def smtp(app: Flask) -> Iterator[MailServer]:
    with mail_server(app) as server:
        yield server


def mailed(app: Flask, world: World, smtp: MailServer, reader: str = "maija") -> EmailMessage:
    """The mail that a reader gets of a report of Lahti."""
    approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    return smtp.to(f"{reader}@example.org")[0]


def rule(world: World, form: str, wants_huddle: bool) -> None:
    with transaction():
        for role in ("hq", "store_manager"):
            db.session.add(
                DeliveryRule(
                    chain_id=world.ids["aamu"], position=1, role=role, form=form, wants_huddle=wants_huddle
                )
            )  # fmt: skip


def test_it_says_the_same_as_text_and_as_a_page(app: Flask, world: World, smtp: MailServer) -> None:
    mail = mailed(app, world, smtp)
    alternative = next(part for part in mail.walk() if part.get_content_type() == "multipart/alternative")
    kinds = [part.get_content_type() for part in alternative.iter_parts()]
    assert kinds[0] == "text/plain" and kinds[-1] in ("text/html", "multipart/related")
    said = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page_of(mail)))
    for words in ("Café Aamu Lahti", "Week 47", "88", "coverage", "Praise", "Next step"):
        assert words in said, words
        assert words in text_of(mail), words
    assert "#action" in page_of(mail) and "#action" in text_of(mail)


def test_nothing_in_it_is_fetched_from_anywhere(app: Flask, world: World, smtp: MailServer) -> None:
    page = page_of(mailed(app, world, smtp))
    assert not re.search(r"(src|background)=[\"'](?!cid:)|url\(|@import|<link|<script|<form", page)


def test_the_logo_lies_inside(app: Flask, world: World, smtp: MailServer) -> None:
    with transaction():
        world.get(Brand, "aamu_brand").logo = read_logo(jpeg())
    mail = mailed(app, world, smtp)
    picture = next(part for part in mail.walk() if part.get_content_type() == "image/png")
    assert picture.get_content().startswith(b"\x89PNG")
    assert f"cid:{str(picture['Content-ID']).strip('<>')}" in page_of(mail)
    assert 'alt="Café Aamu"' in page_of(mail)
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"]


def test_a_rule_keeps_the_huddles_words_out(app: Flask, world: World, smtp: MailServer) -> None:
    rule(world, "pdf", wants_huddle=False)
    mail = mailed(app, world, smtp)
    for said in (text_of(mail), page_of(mail)):
        assert "Next step" not in said and "Praise" not in said
        assert "Café Aamu Lahti" in said


def test_words_of_the_chain_are_shown_as_text(app: Flask, world: World, smtp: MailServer) -> None:
    hostile = "<img src=x onerror=alert(1)>{{ 7*7 }}"
    with transaction():
        world.get(Brand, "aamu_brand").name = hostile
    page = page_of(mailed(app, world, smtp))
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page and "{{ 7*7 }}" in page


def test_the_stores_mail_tells_no_day_and_no_trust(app: Flask, world: World, smtp: MailServer) -> None:
    mail = mailed(app, world, smtp)
    for said in (text_of(mail), page_of(mail)):
        assert "18 November" not in said
    headquarters = smtp.to("helmi@example.org")[0]
    assert "18 November" in text_of(headquarters)


@pytest.mark.parametrize("main", ["#0c5d4b", "#f2b32b", "#ffffff", "#000000", "#e2001a", "#ffee00", "#7fd6a8"])
@pytest.mark.parametrize("accent", ["#f2b32b", "#123456", "#ffffff"])
def test_text_keeps_its_contrast_whatever_the_brand(main: str, accent: str) -> None:
    c = letter_colours(main, accent)
    pairs = [(c.ink, c.sheet), (c.soft, c.sheet), (c.link, c.sheet), (c.on_cover, c.cover), (c.on_cover_soft, c.cover),
             (c.accent_on_cover, c.cover), (c.on_button, c.button), (c.night_ink, c.night_sheet),
             (c.night_soft, c.night_sheet), (c.night_link, c.night_sheet)]  # fmt: skip
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    lines = [(colour, c.sheet) for colour in c.rules.values()]
    lines += [(colour, c.night_sheet) for colour in c.night_rules.values()]
    assert [pair for pair in lines if contrast(*pair) < 3] == []
