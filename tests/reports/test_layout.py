"""Pages as they were laid out: every kind of visit, each in another brand and language (`make pictures` shows all)."""

from __future__ import annotations

import pytest

from tests.reports.gallery import BRANDS, LANGUAGES, cases
from tests.reports.pressing import in_the_press_room

_VISITS = list(dict.fromkeys(visit for visit, _brand, _language in cases().values()))
# Each visit once; together every brand in every language.
_CHOSEN = [
    f"{visit} {list(BRANDS)[place % 3]} {LANGUAGES[(place + place // 3) % 3]}".replace(" ", "-")
    for place, visit in enumerate(_VISITS)
]


def test_at_least_twelve_visits_are_shown_in_three_brands_and_languages() -> None:
    assert len(_VISITS) >= 12 and len(cases()) == 9 * len(_VISITS)
    assert len({tuple(name.rsplit("-", 2)[1:]) for name in _CHOSEN}) == 9


@pytest.mark.parametrize("brand", BRANDS)
def test_no_word_leaves_its_place_no_heading_stands_alone_and_no_page_is_empty(brand: str) -> None:
    names = [name for name in _CHOSEN if cases()[name][1] == brand]
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
