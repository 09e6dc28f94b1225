"""Brands: name, colours, logo, and what their till receipts should say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, abort, make_response, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from wtforms import FileField

from extensions import db, transaction
from forms.screens.desk import BrandForm, GreetingForm
from forms.screens.inputs import as_day
from shopper.access import OFFICE, brands_for, chains_for, one_or_404, policy
from shopper.branding import LARGEST_BYTES, TONES, TYPEFACES, BadLogo, contrast, is_colour, read_cover, read_logo
from shopper.desk.chains import chain_trail
from shopper.desk.pages import Page, done, form_page, posted, put_error, taken
from shopper.desk.words import BAD_LOGO, TONE_NAMES
from shopper.headers import framing_ours
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Brand, Chain, Person, ReceiptGreeting, Store

_OTHERS = (REVIEWER, SCHEDULER)


@policy(ADMINISTRATOR, sees=_OTHERS)
def new_brand(person: Person, chain_id: UUID) -> Page:
    chain = one_or_404(chains_for(person), id=chain_id)
    form = _brand_form(Brand(main_colour="#0c5d4b", accent_colour="#f2b32b", typeface="inter", tone="plain"), posted())
    brand = Brand(chain_id=chain_id)
    if not _is_valid(form, chain, None):
        return _framing(form_page(form, _("New brand"), chain_trail(chain), "brand", brand=None, contrast=contrast_of))
    pictures = _posted_pictures(form)
    if form.errors:
        return _framing(form_page(form, _("New brand"), chain_trail(chain), "brand", brand=None, contrast=contrast_of))
    with transaction():
        _fill(brand, form, *pictures)
        db.session.add(brand)
        db.session.flush()
        brand_id = brand.id
    return done(_("The brand is there. Add what its receipts should say."), url_for("desk.brand", brand_id=brand_id))


@policy(ADMINISTRATOR, sees=_OTHERS)
def brand(person: Person, brand_id: UUID) -> Page:
    found = _brand_or_404(person, brand_id)
    form = _brand_form(found, posted())
    pictures = _posted_pictures(form) if _is_valid(form, found.chain, found) else (None, None)
    if posted() is None or form.errors:
        return _brand_page(found, form, _greeting_form(found))
    with transaction():
        _fill(found, form, *pictures)
    return done(_("Saved."), url_for("desk.brand", brand_id=brand_id))


@policy(*OFFICE)
def logo(person: Person, brand_id: UUID) -> Response:
    """The PNG that we painted."""
    found = _brand_or_404(person, brand_id)
    return Response(found.logo, mimetype="image/png") if found.logo else abort(404)


@policy(*OFFICE)
def cover(person: Person, brand_id: UUID) -> Response:
    """The JPEG that we painted."""
    found = _brand_or_404(person, brand_id)
    return Response(found.cover, mimetype="image/jpeg") if found.cover else abort(404)


@policy(ADMINISTRATOR, sees=_OTHERS)
def add_greeting(person: Person, brand_id: UUID) -> Page:
    found = _brand_or_404(person, brand_id)
    form = _greeting_form(found, posted())
    if not form.validate():
        return _brand_page(found, _brand_form(found), form)
    with transaction():
        db.session.add(
            ReceiptGreeting(
                brand_id=brand_id, language=form.speaks.data, text=form.text.data,
                store_id=UUID(form.store.data) if form.store.data else None,
                valid_from_on=as_day(form.valid_from_on.data), valid_until_on=as_day(form.valid_until_on.data),
            )
        )  # fmt: skip
    return done(_("The greeting is there."), url_for("desk.brand", brand_id=brand_id))


@policy(ADMINISTRATOR, sees=_OTHERS)
def remove_greeting(person: Person, greeting_id: UUID) -> Page:
    found = db.session.get(ReceiptGreeting, greeting_id) or abort(404)
    brand_id = _brand_or_404(person, found.brand_id).id
    with transaction():
        db.session.delete(found)
    return done(_("The greeting was removed."), url_for("desk.brand", brand_id=brand_id))


def _brand_or_404(person: Person, brand_id: UUID) -> Brand:
    return one_or_404(brands_for(person), id=brand_id)


def _brand_page(brand: Brand, form: BrandForm, greeting: GreetingForm) -> Page:
    title, trail = brand.name, chain_trail(brand.chain)
    return _framing(form_page(form, title, trail, "brand", brand=brand, greeting=greeting, contrast=contrast_of))


def _framing(page: Page) -> Page:
    """The page may show the preview in a frame."""
    return framing_ours(make_response(page))


def _greeting_form(brand: Brand, answers: Any = None) -> GreetingForm:
    form = GreetingForm(answers, speaks=brand.chain.language)
    form.store.choices = [("", _("All stores of the brand")), *((str(one.id), one.name) for one in _stores(brand))]
    return form


def _stores(brand: Brand) -> list[Store]:
    return [store for store in brand.chain.stores if store.brand_id == brand.id]


def contrast_of(colour: str | None) -> float | None:
    """The contrast of a colour on white paper, with one decimal; None for what is no colour."""
    return round(contrast(colour, "#ffffff"), 1) if colour and is_colour(colour) else None


def _is_valid(form: BrandForm, chain: Chain, present: Brand | None) -> bool:
    if posted() is None or not form.validate():
        return False
    other = db.session.scalar(select(Brand.id).where(Brand.chain_id == chain.id, Brand.name == form.name.data))
    if other is not None and (present is None or other != present.id):
        put_error(form, "name", taken())
        return False
    return True


def _brand_form(brand: Brand, answers: Any = None) -> BrandForm:
    form = BrandForm(
        answers, name=brand.name, main_colour=brand.main_colour, accent_colour=brand.accent_colour,
        typeface=brand.typeface, tone=brand.tone,
    )  # fmt: skip
    form.typeface.choices = [(name, " + ".join(faces)) for name, faces in TYPEFACES.items()]
    form.tone.choices = [(tone, TONE_NAMES[tone]) for tone in TONES]
    return form


def _posted_pictures(form: BrandForm) -> tuple[bytes | None, bytes | None]:
    """The posted logo and cover, painted anew; None where none came or it was refused (then the field says so)."""
    return _posted_picture(form, form.logo, read_logo), _posted_picture(form, form.cover, read_cover)


def _posted_picture(form: BrandForm, field: FileField, read: Callable[[bytes], bytes]) -> bytes | None:
    upload = field.data
    if not isinstance(upload, FileStorage) or not upload.filename:
        return None
    try:
        return read(upload.stream.read(LARGEST_BYTES + 1))
    except BadLogo as bad:
        put_error(form, field.name, BAD_LOGO[bad.code])
        return None


def _fill(brand: Brand, form: BrandForm, logo: bytes | None, cover: bytes | None) -> None:
    brand.name = form.name.data
    brand.main_colour, brand.accent_colour = form.main_colour.data, form.accent_colour.data
    brand.typeface, brand.tone = form.typeface.data, form.tone.data
    if logo or form.remove_logo.data:
        brand.logo = logo
    if cover or form.remove_cover.data:
        brand.cover = cover
