"""One row of the survey (or a group of ours) as one question."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from forms.exchange.xlsform.book import Row
from forms.exchange.xlsform.choices import Lists
from forms.exchange.xlsform.limits import apply_limits, parameters
from forms.exchange.xlsform.names import mended
from forms.exchange.xlsform.native import BASES, PHRASE_LISTS, TOUCHPOINT_LIST, decoded
from forms.exchange.xlsform.parser import Found
from forms.exchange.xlsform.tongues import Tongues
from forms.kinds.choosing import MOST_CHOICES

Plain = dict[str, Any]
_SCORING = ("weight", "level", "component", "critical", "photos", "due_after_days", "fact", "corner", "role")
_PLAIN_HEADINGS = ("weight", "level", "component", "critical", "photos", "due_after_days", "touchpoint")
_DATES = {
    "date": ("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-11-30"),
    "time": ("([01][0-9]|2[0-3]):[0-5][0-9]", "13:45"),
    "dateTime": ("[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9]", "2026-11-30 13:45"),
}
_DATES["datetime"] = _DATES["dateTime"]
_SIMPLE = {"integer": "number", "int": "number", "decimal": "money", "text": "text", "string": "text", "photo": "photo"}
_OR_OTHER = re.compile(r"\bor[_ ](specify[_ ])?other\s*$")
_OTHER = {"fi": "Muu", "sv": "Annat", "en": "Other"}
_FORMATS = {"fi": "Kirjoita muodossa %s.", "sv": "Skriv i formen %s.", "en": "Write it as %s."}
NOT_ASKED = {
    "calculate": "calculate", "hidden": "hidden", "geopoint": "place_type", "geotrace": "place_type",
    "geoshape": "place_type", "audio": "recording", "video": "recording", "file": "recording",
    "background-audio": "recording", "osm": "place_type",
}  # fmt: skip
_TEN_STEPS, _FIVE_STEPS = ("0", "10"), ("1", "5")


@dataclass
class Made:
    """A question made of a row: its plain data, where it stands, and what its choices were called."""

    plain: Plain
    row: Row
    found: Found
    named: dict[str, str] | None = None
    answer_names: list[str] = field(default_factory=list)


class Questions:
    """Makes questions of rows. `lists` and `tongues` are the workbook's."""

    def __init__(self, lists: Lists, tongues: Tongues) -> None:
        self.lists, self.tongues = lists, tongues

    def own_kind(self, found: Found, row: Row) -> str | None:
        """The kind of ours that the row says it is, where its type agrees."""
        kind = row.text("detalji", "kind")
        base = "group" if found.type == "group" else found.type
        return kind if BASES.get(kind) == base else None

    def make(self, found: Found, row: Row, parts: list[tuple[Found, Row]]) -> Made | None:
        """The question; None where the row is of a type that cannot be asked, which has been told."""
        kind = self.own_kind(found, row)
        if not kind and row.text("detalji", "kind"):
            row.note("kind_differs", "detalji", "kind", type=found.type)
        plain = self._own(kind, found, row, parts) if kind else self._foreign(found, row)
        if plain is None:
            return None
        answers = [one.text("name") for _, one in parts] or [row.text("name")]
        made = Made(plain, row, found, plain.pop("named", None), answers)
        plain |= self._common(row, kind)
        apply_limits(plain, row, self.tongues)
        self._finish(plain, row)
        row.take("type"), row.take("name")
        return made

    def _own(self, kind: str, found: Found, row: Row, parts: list[tuple[Found, Row]]) -> Plain:
        plain: Plain = {"kind": kind}
        for key, cell in row.under("detalji").items():
            row.ledger.keep(cell)
            if key not in (*_SCORING, "id", "kind", "touchpoint", "when"):
                plain[key] = decoded(cell.text.strip())
        if found.list_name:
            plain |= self._own_list(kind, found.list_name, plain)
        if parts:
            plain |= self._own_parts(kind, parts)
        return plain

    def _own_list(self, kind: str, list_name: str, plain: Plain) -> Plain:
        if list_name in PHRASE_LISTS or list_name == TOUCHPOINT_LIST or kind == "pick":
            self.lists.keep(list_name)
            return {}
        if kind == "yes_no":
            self.lists.keep(list_name)
            return {"named": self.lists.yes_and_no(list_name) or {}}
        if kind == "scale":
            return {"steps": self.lists.steps(list_name)}
        return _chosen(self.lists.choices(list_name))

    def _own_parts(self, kind: str, parts: list[tuple[Found, Row]]) -> Plain:
        made: list[Plain] = []
        lists: dict[str, str] = {}
        for found, row in parts:
            part: Plain = {"id": row.take("detalji", "id"), "text": self.tongues.words(row, "label", row.text("name"))}
            if kind == "numbers":
                limits: Plain = {"kind": "number", "min": 0, "max": 9999}
                apply_limits(limits, row, self.tongues)
                part |= {"min": limits["min"], "max": limits["max"]}
            made.append(part)
            lists[row.text("name").rpartition("_")[2]] = found.list_name or ""
            for key in ("type", "name", "required", "appearance", "parameters"):
                row.take(key)
        for name in lists.values():
            if name in PHRASE_LISTS or name == TOUCHPOINT_LIST:
                self.lists.keep(name)
        if kind in ("numbers", "ratings"):
            return {"parts": made}
        if kind == "promise":
            others, who = (_bare(self.lists.choices(lists.get(key, ""))) for key in ("others", "who"))
            return {"choices": others, "roles": who}
        return {}

    def _common(self, row: Row, own: str | None) -> Plain:
        plain: Plain = {"text": self.tongues.words(row, "label")}
        if plain["text"] is None:
            row.ledger.add("no_label", row.sheet, row.number, name=row.text("name"))
            plain["text"] = dict.fromkeys(self.tongues.codes, row.text("name"))
        hint = self.tongues.words(row, "hint")
        if hint:
            plain["help"] = hint
        for key in _SCORING:
            heading, sub = ("detalji", key) if row.text("detalji", key) else (key, "")
            if row.text(heading, sub) and (heading == "detalji" or key in _PLAIN_HEADINGS):
                value = decoded(row.take(heading, sub))
                plain[key] = _truth(value) if key in ("critical", "fact", "corner") else value
        return plain | self._required(row, own)

    def _required(self, row: Row, own: str | None) -> Plain:
        if BASES.get(own or "") == "group":
            return {"required": False} if row.text("detalji", "required") == "false" else {}
        said = row.text("required").lower()
        if said in ("yes", "true", "true()"):
            row.take("required")
        elif said in ("", "no", "false", "false()"):
            row.take("required")
            return {"required": False}
        else:
            row.note("required_sometimes", "required")
        return {}

    def _foreign(self, found: Found, row: Row) -> Plain | None:
        if found.type in ("select one", "select all that apply", "rank"):
            return self._select(found, row)
        if found.type == "range":
            return self._range(row)
        if found.type in _DATES:
            regex, example = _DATES[found.type]
            row.note("day_or_time", "type")
            return {"kind": "text", "pattern": {"regex": regex, "message": self._format(example)}, "regex": regex,
                    "max_length": 20}  # fmt: skip
        if found.type in ("barcode", "acknowledge", "trigger"):
            row.note("nearest", "type", kind="text" if found.type == "barcode" else "yes_no")
            return {"kind": "text"} if found.type == "barcode" else {"kind": "yes_no", "named": {"OK": "yes"}}
        kind = _SIMPLE.get(found.type)
        if kind is None:
            row.ledger.note_row(NOT_ASKED.get(found.type, "type"), row, type=row.text("type"), name=row.text("name"))
            return None
        if found.type == "decimal":
            row.note("decimal", "type")
        return {"kind": kind, **({"min": 0, "max": 1_000_000} if kind == "number" else {})}

    def _format(self, example: str) -> dict[str, str]:
        return {code: _FORMATS[code] % example for code in self.tongues.codes}

    def _select(self, found: Found, row: Row) -> Plain:
        name = found.list_name or ""
        named = self.lists.yes_and_no(name) if found.type == "select one" else None
        if named:
            self.lists.keep(name)
            return {"kind": "yes_no", "named": named}
        choices = self._with_other(row, self.lists.choices(name))
        if not choices:
            row.note("no_list", "type")
            return {"kind": "text"}
        if len(choices) > MOST_CHOICES:
            row.note("many_choices", "type", count=len(choices), most=MOST_CHOICES)
            self.lists.note(name, "list_given_up", list=name)
            return {"kind": "text"}
        if len(choices) == 1:
            row.note("one_choice", "type", choice=next(iter(choices[0]["text"].values())))
            return {"kind": "yes_no", "named": {choices[0]["name"]: "yes"}}
        kind = {"select one": "one", "rank": "rank"}.get(found.type, "several")
        made = {"kind": kind, **_chosen(choices)}
        if kind == "rank":
            made["count"] = min(10, len(choices))
        points = [one.pop(key, None) for one in made["choices"] for key in ("points", "plus") if kind != "one"]
        if any(value is not None for value in points):
            row.note("points_unused", "type", list=name)
        return made

    def _with_other(self, row: Row, choices: list[Plain]) -> list[Plain]:
        """The choices, with one for what is not among them where the type asks for it."""
        if not _OR_OTHER.search(row.text("type")):
            return choices
        row.note("or_other", "type", name=row.text("name"))
        if any(one["name"] == "other" for one in choices):
            return choices
        words = {code: _OTHER[code] for code in self.tongues.codes}
        return [*choices, {"id": mended("other", {one["id"] for one in choices}, ()), "text": words, "name": "other"}]

    def _range(self, row: Row) -> Plain:
        given = parameters(row)
        ends = given.get("start", "1"), given.get("end", "10")
        whole = given.get("step", "1") in ("1", "1.0")
        if ends == _TEN_STEPS and whole:
            return {"kind": "nps"}
        if ends == _FIVE_STEPS and whole:
            row.note("scale_words", "type")
            steps = {step: dict.fromkeys(self.tongues.codes, step) for step in ("1", "3", "5")}
            return {"kind": "scale", "steps": steps}
        if not whole:
            row.note("range_steps", "type")
        low, high = sorted(int(float(end)) for end in ends)
        return {"kind": "number", "min": low, "max": high if high > low else low + 1}

    def _finish(self, plain: Plain, row: Row) -> None:
        for choice in plain.get("choices", ()):
            choice.pop("name", None)
            choice.pop("worded", None)
        if not plain.get("weight"):
            return
        if isinstance(plain["weight"], int | float) and not _can_score(plain):
            for key in ("weight", "level", "component", "critical"):
                if plain.pop(key, None) is not None:
                    row.note("not_scorable", *(("detalji", key) if row.text("detalji", key) else (key, "")))
            return
        for key, usual in (("level", "T"), ("component", "S")):
            if key not in plain:
                plain[key] = usual
                row.ledger.add("level_missing", row.sheet, row.number, key=key, usual=usual)
        for choice in plain.get("choices", ()) if plain["kind"] in ("one", "promise") else ():
            if "points" not in choice:
                choice["points"] = 0
                row.ledger.add("points_missing", row.sheet, row.number, choice=choice["id"])


def _can_score(plain: Plain) -> bool:
    match plain["kind"]:
        case "one":
            return any("points" in choice for choice in plain["choices"]) and not plain.get("plus_only")
        case "promise":
            return any("points" in choice for choice in plain["choices"])
        case "yes_no":
            return not plain.get("plus")
        case "several" | "scale":
            return True
        case "duration":
            return "target" in plain and "limit" in plain
        case "receipt" | "number":
            return "points" in plain
    return False


def _chosen(choices: list[Plain]) -> Plain:
    return {"choices": choices, "named": {one["name"]: one["id"] for one in choices}}


def _bare(choices: list[Plain]) -> list[Plain]:
    return [{key: value for key, value in one.items() if key not in ("name", "worded")} for one in choices]


def _truth(value: Any) -> Any:
    words = {"yes": True, "true": True, "no": False, "false": False}
    return words.get(value.lower(), value) if isinstance(value, str) else value
