"""The forms of the office's screens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField
from wtforms.validators import ValidationError

from forms.kinds.fields import TickField
from forms.screens.inputs import Screen, as_day, code, colour, day, line, money, pick, tick_some, words
from forms.shapes import Question

LANGUAGES = (("fi", "suomi"), ("sv", "svenska"), ("en", "English"))
DEAREST = "9999.99"
_FACT = "fixed-"


class WithLanguage(Screen):
    """A form in which one of our languages is chosen."""

    speaks = pick(_l("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speaks.choices = [("", _l("Choose")), *LANGUAGES]


class ChainForm(WithLanguage):
    code = code(_l("Code"), hint=_l("Short and lasting, for example aamu. Commands name the chain by it."))
    name = line(_l("Name"))


class BrandForm(Screen):
    name = line(_l("Name"))
    main_colour = colour(_l("Main colour"), hint=_l("As #rrggbb. The ground of the report's first page."))
    accent_colour = colour(_l("Accent colour"), hint=_l("As #rrggbb. For marks and bars."))
    logo = FileField(_l("Logo"), description=_l("PNG or JPEG, at most 5 MB. It is painted anew, 800 pixels at most."))
    remove_logo = TickField(_l("Remove the present logo"))
    typeface = pick(_l("Typeface"), hint=_l("Of figures and headings, and of sentences. They go into the PDF."))
    tone = pick(_l("Tone of the fixed texts"), hint=_l("How reports speak of praise and of what to mend."))
    cover = FileField(
        _l("Cover picture"),
        description=_l("PNG or JPEG, at most 5 MB. Its middle lies under the main colour on the first page."),
    )
    remove_cover = TickField(_l("Remove the present cover picture"))


class GreetingForm(WithLanguage):
    text = words(_l("Greeting, word for word"), most=500, rows=2)
    store = pick(_l("Where"), needed=False, hint=_l("One store's own text wins over the brand's in the same language."))
    valid_from_on = day(_l("From"))
    valid_until_on = day(_l("Until"), needed=False, hint=_l("Leave empty when it has no end."))

    def validate_valid_until_on(self, field: Any) -> None:
        """It ends no earlier than it begins."""
        _check_order(self.valid_from_on.data, field.data)


class StoreForm(WithLanguage):
    code = code(_l("Code"))
    name = line(_l("Name"))
    brand = pick(_l("Brand"))
    street = line(_l("Street"), needed=False)
    postcode = line(_l("Postcode"), needed=False, most=12)
    city = line(_l("City"))
    region = line(_l("Region"), needed=False)
    opening_hours = line(_l("Opening hours"), needed=False, most=200)


def with_facts(form: type[Screen], facts: Iterable[Question], language: str) -> type[Screen]:
    """`form` with one more field a circumstance: fixed as yes, as no, or left for the shopper to answer.

    `facts` are the questions that hold circumstances; `chosen_facts` reads the fields back.
    """
    fields = {}
    for question in facts:
        words_of = question.text.get(language) or next(iter(question.text.values()))
        field = pick(words_of, needed=False)
        field.kwargs["choices"] = [("", _l("The shopper answers")), ("yes", _l("Yes")), ("no", _l("No"))]
        fields[f"{_FACT}{question.id}"] = field
    return type("WithFacts", (form,), fields)


def chosen_facts(form: Screen) -> dict[str, str]:
    """Question id → "yes" or "no", of the circumstances that were fixed."""
    named = [field for field in form if field.name.startswith(_FACT)]
    return {field.name.removeprefix(_FACT): field.data for field in named if field.data}


def fact_fields(form: Screen) -> list[Any]:
    """The fields that `with_facts` added, in order."""
    return [field for field in form if field.name.startswith(_FACT)]


class StoreTableForm(Screen):
    table = FileField(_l("Table (CSV)"))


class InvitationForm(WithLanguage):
    email = line(_l("E-mail"), most=254)
    role = pick(_l("Role"))
    chain = pick(
        _l("Chain"), needed=False, hint=_l("For headquarters. A reviewer or scheduler without one serves all.")
    )
    store = pick(_l("Store"), needed=False, hint=_l("For a store manager."))


class AddressForm(Screen):
    email = line(_l("E-mail"), most=254)


class QuestionnaireFileForm(Screen):
    file = FileField(_l("Questionnaire (YAML)"))


class CopyForm(Screen):
    file = FileField(_l("Saved copy"), description=_l("The file muistio-….json, at most 64 MB."))


class ProgrammeForm(Screen):
    name = line(_l("Name"))
    questionnaire = pick(_l("Questionnaire"), hint=_l("New assignments get its newest published edition."))


class WaveForm(Screen):
    name = line(_l("Name"))
    first_on = day(_l("First day"))
    last_on = day(_l("Last day"))

    def validate_last_on(self, field: Any) -> None:
        """It ends no earlier than it begins."""
        _check_order(self.first_on.data, field.data)


class AssignmentForm(Screen):
    stores = tick_some(_l("Stores"))
    shopper = pick(_l("Shopper"))
    scenario = pick(_l("Scenario"))
    due_on = day(_l("Last day"))
    fee = money(_l("Fee, €"), DEAREST)
    reimbursement_cap = money(_l("Test purchase paid back up to, €"), DEAREST)
    despite_rotation = TickField(_l("Assign all the same"))


class QuestionToShopperForm(Screen):
    question = words(_l("Your question to the shopper"), most=2000, rows=3)
    about = pick(_l("About which answer"), needed=False)


class PayForm(Screen):
    fee = money(_l("Fee, €"), DEAREST)
    reimbursement = money(_l("Purchase paid back, €"), DEAREST)


class ExcludeForm(Screen):
    reason = words(
        _l("Why it stays out of the reports"), most=1000, rows=2, hint=_l("The shopper reads this too. Say it plainly.")
    )


class ReopenForm(Screen):
    reason = words(_l("What is to be corrected"), most=1000, rows=2, hint=_l("For the office; stands with the visit."))


class EditReasonForm(Screen):
    reason = line(_l("Why you change it"), most=300)


def _check_order(first: str | None, last: str | None) -> None:
    if first and last and as_day(last) < as_day(first):  # type: ignore[operator]
        raise ValidationError(_l("The last day is before the first."))
