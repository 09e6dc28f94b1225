"""Names stand where a Finnish or Swedish reader looks for them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shopper.alphabet import alphabetical


def test_names_stand_in_the_order_of_the_alphabet_and_numbers_in_that_of_numbers() -> None:
    ordered = [
        "7 päivää", "Borgå", "Borgå 7", "Borgå 13", "borgå 103", "Café Ilo", "Cafe Onni", "Zoo", "Åbo", "Äänekoski",
        "Öja",
    ]  # fmt: skip
    shuffled = [*ordered[1::2], *ordered[::2]]
    assert sorted(shuffled, key=alphabetical) == ordered


@given(st.lists(st.text(max_size=8)))
def test_any_names_have_an_order(names: list[str]) -> None:
    ordered = [alphabetical(name) for name in sorted(names, key=alphabetical)]
    assert all(before <= after for before, after in pairwise(ordered))
