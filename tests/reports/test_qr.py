"""The codes that lead from paper to a page: read back by a reader of their own."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import qr
from tests.reports.qr_reader import BLOCKS, read

ADDRESS = "https://reports.example.org/hq/reports/6f1c0a52-3b0e-4a53-9d2c-5b7f0c1de9aa#action"
LONG = "https://reports.example.org/hq/reports/" * 20
ROOM = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412]


def test_an_address_is_read_back() -> None:
    assert read(qr.modules(ADDRESS)) == ADDRESS


@pytest.mark.parametrize("version", sorted(BLOCKS))
def test_each_size_holds_as_much_as_the_standard_says_and_the_next_byte_takes_the_next(version: int) -> None:
    most = ROOM[version - 1]
    whole = qr.modules(LONG[:most])
    assert len(whole) == 17 + 4 * version
    assert read(whole) == LONG[:most]
    if most < 412:
        more = qr.modules(LONG[: most + 1])
        assert len(more) == len(whole) + 4
        assert read(more) == LONG[: most + 1]


def test_beyond_the_largest_size_it_says_so() -> None:
    with pytest.raises(ValueError, match="at most 412 bytes, not 413"):
        qr.modules(LONG[:413])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
@settings(max_examples=40, deadline=None)
def test_any_words_are_read_back(text: str) -> None:
    assert read(qr.modules(text)) == text


@pytest.mark.parametrize(
    ("most", "digest"),
    [(14, "69b753c0ba7f5b5c"), (84, "c32b5a746438034c"), (213, "05e12ca45bb0530c"), (412, "d3ef2800a81ae82e")],
)
def test_the_modules_are_those_that_another_maker_draws(most: int, digest: str) -> None:
    """Compared once with another program's codes, mask by mask; kept as digests."""
    assert sha256("\n".join(qr.modules(LONG[:most])).encode()).hexdigest()[:16] == digest


def test_the_drawing_has_words_and_a_white_margin() -> None:
    drawn = qr.svg(ADDRESS, "Opens <the> action")
    assert "<title>Opens &lt;the&gt; action</title>" in drawn
    side = len(qr.modules(ADDRESS)) + 8
    assert f'viewBox="0 0 {side} {side}"' in drawn and "M4 4h7v1h-7z" in drawn
