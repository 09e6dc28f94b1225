"""Stores, one by one and from a table."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db, transaction
from forms.screens.desk import StoreForm, StoreTableForm, chosen_facts, with_facts
from forms.shapes import Question
from shopper import store_csv
from shopper.access import chains_for, one_or_404, policy, stores_for
from shopper.desk.chains import chain_trail
from shopper.desk.pages import Page, done, form_page, posted, put_error, taken
from shopper.languages import current_language
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Chain, Person, Store
from shopper.questionnaires import facts_of

_OTHERS = (REVIEWER, SCHEDULER)
_PLAIN = ("code", "name", "street", "postcode", "city", "region", "opening_hours")


@policy(ADMINISTRATOR, sees=_OTHERS)
def new_store(person: Person, chain_id: UUID) -> Page:
    chain = one_or_404(chains_for(person), id=chain_id)
    form = _form(chain, {"speaks": chain.language, "brand": chain.brands[0].id if len(chain.brands) == 1 else None})
    if not _is_valid(form, chain, None):
        return form_page(form, _("New store"), chain_trail(chain), "store", chain=chain)
    with transaction():
        made = Store(chain_id=chain_id)
        _fill(made, form)
        db.session.add(made)
    return done(_("The store is there."), url_for("desk.chain", chain_id=chain_id))


@policy(ADMINISTRATOR, sees=_OTHERS)
def store(person: Person, store_id: UUID) -> Page:
    found = one_or_404(stores_for(person), id=store_id)
    chain = found.chain
    given = {name: getattr(found, name) for name in _PLAIN}
    facts = {f"fixed-{question}": value for question, value in found.facts.items()}
    form = _form(chain, {**given, **facts, "speaks": found.language, "brand": found.brand_id})
    if not _is_valid(form, chain, found):
        return form_page(form, found.name, chain_trail(chain), "store", chain=chain)
    chain_id = chain.id
    with transaction():
        _fill(found, form)
    return done(_("Saved."), url_for("desk.chain", chain_id=chain_id))


@policy(ADMINISTRATOR, sees=_OTHERS)
def store_table(person: Person, chain_id: UUID) -> Page:
    """Choose a table; it is read and shown, nothing is kept yet."""
    chain = one_or_404(chains_for(person), id=chain_id)
    upload = request.files.get("table")
    if not upload or not upload.filename:
        form = StoreTableForm()
        if request.method == "POST":
            put_error(form, "table", _("Choose a file."))
        return form_page(
            form, _("Stores from a table"), chain_trail(chain), "store_table", chain=chain, columns=store_csv.COLUMNS
        )
    content = upload.stream.read(store_csv.MOST_BYTES + 1)
    return _preview(chain, content)


@policy(ADMINISTRATOR, sees=_OTHERS)
def keep_stores(person: Person, chain_id: UUID) -> Page:
    """Keep the table that was shown: all of it, or nothing where the chain has changed since."""
    chain = one_or_404(chains_for(person), id=chain_id)
    content = request.form.get("content", "").encode(errors="replace")
    table = store_csv.read_table(content, chain)
    if table.mistakes:
        return _preview(chain, content)
    new, changed = store_csv.keep(table, chain)
    said = _("%(new)s stores are new, %(changed)s were updated.", new=new, changed=changed)
    return done(said, url_for("desk.chain", chain_id=chain_id))


@policy(ADMINISTRATOR, sees=_OTHERS)
def table_template(person: Person) -> Response:
    """A table to begin with, as spreadsheets open it."""
    answer = Response(store_csv.template(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="stores.csv"'
    return answer


def _preview(chain: Chain, content: bytes) -> Page:
    table = store_csv.read_table(content, chain)
    page = render_template(
        "desk/store_preview.html", chain=chain, table=table, columns=store_csv.COLUMNS, trail=chain_trail(chain),
        content="" if table.mistakes else content.decode("utf-8-sig"),
    )  # fmt: skip
    return page, 422 if table.mistakes else 200


def _form(chain: Chain, given: dict[str, object]) -> StoreForm:
    made = with_facts(StoreForm, _facts(chain), current_language())(posted(), data=given)
    made.brand.choices = [("", _("Choose")), *((str(brand.id), brand.name) for brand in chain.brands)]
    return made


def _facts(chain: Chain) -> list[Question]:
    return facts_of(chain)


def _is_valid(form: StoreForm, chain: Chain, present: Store | None) -> bool:
    if posted() is None or not form.validate():
        return False
    other = db.session.scalar(select(Store.id).where(Store.chain_id == chain.id, Store.code == form.code.data))
    if other is not None and (present is None or other != present.id):
        put_error(form, "code", taken())
        return False
    return True


def _fill(store: Store, form: StoreForm) -> None:
    for name in _PLAIN:
        setattr(store, name, form[name].data or "")
    store.language, store.brand_id = form.speaks.data, UUID(form.brand.data or abort(422))
    shown = {field.name.removeprefix("fixed-") for field in form if field.name.startswith("fixed-")}
    kept = {question: value for question, value in (store.facts or {}).items() if question not in shown}
    store.facts = {**kept, **chosen_facts(form)}
