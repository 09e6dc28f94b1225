"""The form of a scenario: what the shopper reads, buys and leaves alone, and the questions on the briefing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FileField, FormField, RadioField
from wtforms.fields import SelectChoice

from forms.screens.inputs import Screen, line, pick, words

TONGUES = (("fi", _l("in Finnish")), ("sv", _l("in Swedish")), ("en", _l("in English")))
MOST_QUESTIONS = 10
MOST_CHOICES = 4
_TEXTS = ("briefing", "purchase", "forbidden")
Row = Mapping[str, Any]


def _fields() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for code, tongue in TONGUES:
        made[f"text_{code}"] = line(tongue, needed=False, most=500)
    for place in range(1, MOST_CHOICES + 1):
        for code, tongue in TONGUES:
            made[f"choice_{place}_{code}"] = line(tongue, needed=False, most=300)
    return made


class CertificationRow(type("Texts", (Screen,), _fields())):  # type: ignore[misc]
    """One question on the briefing: its words, two to four choices, and which is right. A row left empty is none."""

    right = RadioField(
        _l("Which is right"), validate_choice=False, default="1",
        choices=[SelectChoice(str(place), str(place)) for place in range(1, MOST_CHOICES + 1)],
    )  # fmt: skip

    def said(self, part: str) -> dict[str, str]:
        """language → words of a part: `text` or `choice_<place>`."""
        found = {code: self[f"{part}_{code}"].data for code, _tongue in TONGUES}
        return {code: text for code, text in found.items() if text}

    def choices(self) -> dict[str, dict[str, str]]:
        """place → words, of the choices that are written."""
        places = [str(place) for place in range(1, MOST_CHOICES + 1)]
        return {place: texts for place in places if (texts := self.said(f"choice_{place}"))}

    def is_empty(self) -> bool:
        return not self.said("text") and not self.choices()

    def validate(self, extra_validators: Any = None) -> bool:
        """Also: words, at least two choices in the same languages, and one of them right."""
        fits: bool = super().validate(extra_validators)
        if not fits or self.is_empty():
            return fits
        text, choices = self.said("text"), self.choices()
        if not text:
            self.text_fi.errors = [_l("Write the question in one language at least.")]
        elif len(choices) < 2:
            self.choice_1_fi.errors = [_l("Give at least two choices.")]
        elif odd := [place for place, texts in choices.items() if texts.keys() != text.keys()]:
            self[f"choice_{odd[0]}_fi"].errors = [_l("Write each choice in the languages of the question.")]
        elif self.right.data not in choices:
            self.right.errors = [_l("Tell which choice is right.")]
        else:
            return True
        return False

    def plain(self) -> dict[str, Any]:
        """{"text": {…}, "choices": [{"text": {…}, "right": true}, …]}."""
        choices = [
            {"text": texts, **({"right": True} if place == self.right.data else {})}
            for place, texts in self.choices().items()
        ]
        return {"text": self.said("text"), "choices": choices}


class ScenarioForm(Screen):
    title = line(_l("Title"))
    briefing_fi = words(_l("Briefing in Finnish"), needed=False, rows=6)
    briefing_sv = words(_l("Briefing in Swedish"), needed=False, rows=6)
    briefing_en = words(_l("Briefing in English"), needed=False, rows=6)
    purchase_fi = words(_l("What must be bought, in Finnish"), needed=False, most=2000, rows=2)
    purchase_sv = words(_l("What must be bought, in Swedish"), needed=False, most=2000, rows=2)
    purchase_en = words(_l("What must be bought, in English"), needed=False, most=2000, rows=2)
    forbidden_fi = words(_l("What is forbidden, in Finnish"), needed=False, most=2000, rows=3)
    forbidden_sv = words(_l("What is forbidden, in Swedish"), needed=False, most=2000, rows=3)
    forbidden_en = words(_l("What is forbidden, in English"), needed=False, most=2000, rows=3)
    certification = FieldList(FormField(CertificationRow), label=_l("Questions on the briefing"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Also: the briefing is there in one language at least."""
        fits: bool = super().validate(extra_validators)
        if fits and not self.texts("briefing"):
            self.briefing_fi.errors = [_l("Write the briefing in one language at least.")]
            fits = False
        return fits

    def texts(self, part: str) -> dict[str, str]:
        """language → words of briefing, purchase or forbidden."""
        found = {code: self[f"{part}_{code}"].data for code, _tongue in TONGUES}
        return {code: text for code, text in found.items() if text}

    def questions(self) -> list[dict[str, Any]]:
        """The questions on the briefing as plain data; rows left empty are none."""
        return [row.form.plain() for row in self.certification if not row.form.is_empty()]

    def add_question(self) -> None:
        """One more empty row, where there may be more."""
        if len(self.certification.entries) < MOST_QUESTIONS:
            self.certification.append_entry()

    def drop_question(self, name: str) -> None:
        """Without the row of this name; the others keep theirs, and with it what was typed."""
        self.certification.entries = [row for row in self.certification.entries if row.name != name]


class ReferenceForm(Screen):
    """A photo of how something should look. `question`: the detail that it is the standard of, if any."""

    photo = FileField(_l("Photo"), description=_l("JPEG, PNG, WebP or HEIC. Painted anew, without place and time."))
    caption_fi = line(_l("Caption in Finnish"), needed=False, most=200)
    caption_sv = line(_l("Caption in Swedish"), needed=False, most=200)
    caption_en = line(_l("Caption in English"), needed=False, most=200)
    question = pick(
        _l("Standard of the detail"), needed=False,
        hint=_l("The report sets this photo beside the shopper’s photos of that detail."),
    )  # fmt: skip

    def offer(self, details: Iterable[tuple[str, str]]) -> ReferenceForm:
        """The form with these details to choose from (id, words), and none."""
        self.question.choices = [("", _l("None")), *details]
        return self

    def caption(self) -> dict[str, str]:
        """language → words."""
        found = {code: self[f"caption_{code}"].data for code, _tongue in TONGUES}
        return {code: text for code, text in found.items() if text}


def given_of(title: str, texts: Mapping[str, Mapping[str, str]], questions: Iterable[Row]) -> dict[str, Any]:
    """What a scenario's form shows. `texts`: briefing, purchase and forbidden."""
    given: dict[str, Any] = {f"{part}_{code}": text for part in _TEXTS for code, text in texts[part].items()}
    return {**given, "title": title, "certification": [_row(one) for one in questions]}


def _row(question: Row) -> dict[str, Any]:
    row = {f"text_{code}": text for code, text in question["text"].items()}
    for place, choice in enumerate(question["choices"], 1):
        row |= {f"choice_{place}_{code}": text for code, text in choice["text"].items()}
        if choice.get("right"):
            row["right"] = str(place)
    return row
