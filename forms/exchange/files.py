"""A questionnaire from a file of any of our shapes, and into any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from forms.definition import Questionnaire
from forms.exchange import json, yaml
from forms.exchange.plain import SIZE_LIMIT
from forms.exchange.xlsform.open import MOST_BYTES
from forms.exchange.xlsform.read import read_xlsform
from forms.exchange.xlsform.refusal import Notice, WorkbookRefused
from forms.exchange.xlsform.write import write_xlsform
from forms.exchange.yaml import FileError
from forms.reading import Problem

LARGEST = max(SIZE_LIMIT, MOST_BYTES)
SHAPES: dict[str, tuple[str, Callable[[Questionnaire], bytes]]] = {
    "yaml": ("application/yaml", lambda questionnaire: yaml.dump(questionnaire).encode()),
    "json": ("application/json", lambda questionnaire: json.dump(questionnaire).encode()),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsform),
}
"""Shape → its media type and what writes a questionnaire in it."""
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xltm", ".csv", ".tsv", ".ods", ".md")
_WORKBOOK_STARTS = (b"PK", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Loaded:
    """What a file gave: the questionnaire, and of a workbook what was not kept as it stands."""

    questionnaire: Questionnaire
    notices: list[Notice] = field(default_factory=list)


def load_content(content: bytes, name: str, told_as: str | None = None) -> Loaded:
    """The questionnaire in `content`, which came as the file `name`; mistakes are told as of `told_as` (the name).

    Raises FileError with `told_as:line:` (of workbooks `told_as:sheet:row:`), WorkbookRefused.
    """
    told = name if told_as is None else told_as
    if name.lower().endswith(_WORKBOOKS) or content.startswith(_WORKBOOK_STARTS):
        imported = read_xlsform(content, name)
        return Loaded(imported.questionnaire(told), imported.notices)
    text = _text(content, told)
    is_yaml = name.lower().endswith((".yaml", ".yml")) or not text.lstrip().startswith("{")
    reader = yaml if is_yaml and not name.lower().endswith(".json") else json
    return Loaded(reader.loads(text, told))


def tell(error: FileError | WorkbookRefused, name: str, language: str = "en") -> list[str]:
    """The mistakes as lines, a refused workbook's with the file's `name` before its place."""
    if isinstance(error, FileError):
        return error.tell(language)
    return [f"{name}:{error.place or 0}: {error.say(language)}" if name else error.tell(language)]


def _text(content: bytes, told: str) -> str:
    if len(content) > SIZE_LIMIT:
        sentence = "is longer than the %(most)s bytes that are read: split it"
        raise FileError(told, [(1, Problem((), sentence, {"most": SIZE_LIMIT}))])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(told, [(line, Problem((), "is not written in UTF-8; save it so"))]) from None
