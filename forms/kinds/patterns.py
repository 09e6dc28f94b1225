"""Patterns that words must fit: of the linear-time sort only, so that no text and no pattern can make anybody wait."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import re2

LONGEST = 200
_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_REPEATS = re.compile(r"[*+]|\{([0-9]+)(?:(,)([0-9]*))?\}")
_GROUP_HEAD = re.compile(r"\?(?:P?<[^>]*>|[A-Za-z-]*:|[A-Za-z-]+(?=\)))")
# What means the same to RE2 and to every browser: letters, digits, a few signs, plain sets of them, and how often.
_PLAIN = "A-Za-zÅÄÖåäö0-9 ,:;@_"
_SHARED = re.compile(
    rf"(?:(?:[{_PLAIN}#%&<>=~'\"-]|\\[d.+*?()/\[\]{{}}|]|\[(?:[A-Za-z0-9]-[A-Za-z0-9]|[{_PLAIN}])+\])"
    r"(?:\?|\{[0-9]{1,2}(?:,[0-9]{1,2})?\})?)+"
)
# Each of these lets a browser's engine try again; a few do no harm.
_WAVERS = re.compile(r"\?|,[0-9]")
MOST_WAVERING = 3


@lru_cache(maxsize=512)
def compiled(regex: str) -> Any:
    """The pattern, ready to match. Raises ValueError with the reason where RE2 refuses it."""
    try:
        return re2.compile(regex, _OPTIONS)
    except re2.error as error:
        raise ValueError(_reason(error)) from None


def fits(regex: str, text: str) -> bool:
    """Whether the whole text is as the pattern says."""
    return compiled(regex).fullmatch(text) is not None


def fault(regex: object) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with a pattern and what to do, as a sentence of `forms.mistakes` and its values; None when it can
    be used."""
    if not isinstance(regex, str) or not regex:
        return "must be a pattern, such as [A-Z]{3}-[0-9]{3}", {}
    if len(regex) > LONGEST:
        return "is %(count)s characters long; at most %(most)s fit: shorten it", {"count": len(regex), "most": LONGEST}
    if not regex.isprintable():
        return "holds a character that is not printed; write it as an escape, such as \\t", {}
    try:
        compiled(regex)
    except ValueError as error:
        return _refusal(str(error)), {"reason": error}
    if _repeats_a_repetition(regex):
        return "repeats a group in which something repeats, as (a+)+ does; write it without one of the two", {}
    return None


def for_browsers(regex: str) -> str | None:
    """The pattern as the page may carry it, where it means the same there; else None, and the office alone looks."""
    is_quick = len(_WAVERS.findall(regex)) <= MOST_WAVERING
    return regex if is_quick and _SHARED.fullmatch(regex) else None


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else str(error)
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)


def _refusal(reason: str) -> str:
    if "perl operator" in reason or re.search(r"escape sequence: \\[1-9gk]", reason):
        return "looks around or back, which is not read here (%(reason)s); write it without"
    return "is no pattern that can be read (%(reason)s); mend it"


def _repeats_a_repetition(regex: str) -> bool:
    """Whether a group that may come more than once holds something that may come more than once."""
    holds, at, was_group = [False], 0, False
    while at < len(regex):
        repeat = _REPEATS.match(regex, at)
        if repeat and _is_many(repeat):
            if was_group:
                return True
            holds[-1] = True
        if regex[at] == ")" and len(holds) > 1:
            was_group = holds.pop()
            holds[-1] = holds[-1] or was_group
        else:
            was_group = False
        if regex[at] == "(":
            holds.append(False)
        at = _after(regex, at, repeat)
    return False


def _is_many(repeat: re.Match[str]) -> bool:
    low, comma, high = repeat.groups()
    if low is None:
        return True
    return (comma is not None and not high) or int(high or low) > 1


def _after(regex: str, at: int, repeat: re.Match[str] | None) -> int:
    """Where the next part begins: behind an escape, a set, the head of a group, a repetition."""
    if regex[at] == "\\":
        return _after_escape(regex, at)
    if regex[at] == "[":
        return _after_set(regex, at)
    if regex[at] == "(" and (head := _GROUP_HEAD.match(regex, at + 1)):
        return head.end()
    return repeat.end() if repeat else at + 1


def _after_escape(regex: str, at: int) -> int:
    if regex[at + 1 : at + 2] == "Q":
        end = regex.find("\\E", at)
        return len(regex) if end < 0 else end + 2
    if regex[at + 1 : at + 3] in ("p{", "P{", "x{"):
        end = regex.find("}", at)
        return len(regex) if end < 0 else end + 1
    return at + 2


def _after_set(regex: str, at: int) -> int:
    at += 2 if regex[at + 1 : at + 2] == "^" else 1
    at += 1 if regex[at : at + 1] == "]" else 0
    while at < len(regex) and regex[at] != "]":
        if regex.startswith("[:", at) and ":]" in regex[at:]:
            at = regex.index(":]", at) + 2
        else:
            at += 2 if regex[at] == "\\" else 1
    return at + 1
