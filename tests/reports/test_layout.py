"""Pages as they were laid out: every kind of document and visit, each in another brand and language."""

from __future__ import annotations

import pytest

from reports.documents.kinds import KINDS
from tests.reports.gallery import BRANDS, LANGUAGES, cases
from tests.reports.pressing import in_the_press_room

_EXHIBITS = list(dict.fromkeys((one.document, one.exhibit) for one in cases().values()))
# Each exhibit once; together every brand in every language.
_CHOSEN = [
    f"{document} {exhibit} {list(BRANDS)[place % 3]} {LANGUAGES[(place + place // 3) % 3]}".replace(" ", "-")
    for place, (document, exhibit) in enumerate(_EXHIBITS)
]


def test_at_least_twelve_visits_and_every_kind_are_shown_in_three_brands_and_languages() -> None:
    documents = [document for document, _exhibit in _EXHIBITS]
    assert documents.count("store_report") >= 12 and set(documents) == KINDS.keys()
    assert min(documents.count(document) for document in KINDS) >= 5 and len(cases()) == 9 * len(_EXHIBITS)
    assert len({tuple(name.rsplit("-", 2)[1:]) for name in _CHOSEN}) == 9


@pytest.mark.parametrize("brand", BRANDS)
def test_no_word_leaves_its_place_no_heading_stands_alone_and_no_page_is_empty(brand: str) -> None:
    names = [name for name in _CHOSEN if cases()[name].brand == brand]
    assert names
    assert in_the_press_room("layout", *names) == {name: [] for name in names}


@pytest.fixture(scope="module")
def bent() -> dict[str, list[str]]:
    """What the measure says of pages with one known fault each."""
    found: dict[str, list[str]] = in_the_press_room("bent")
    return found


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("beyond", "page 1: beyond the margin"),
        ("wider", "page 1: wider than its place"),
        ("over", "page 1: over each other"),
        ("alone", "page 1: a heading with nothing under it"),
        ("empty", "page 1: only"),
    ],
)
def test_the_measure_finds_each_fault(bent: dict[str, list[str]], page: str, said: str) -> None:
    assert any(flaw.startswith(said) for flaw in bent[page]), bent[page]


def test_the_measure_finds_nothing_where_nothing_is(bent: dict[str, list[str]]) -> None:
    assert bent["sound"] == []
