"""An assignment for the shopper's own calendar (RFC 5545): a day, a place, and no word of what it is about."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from uuid import UUID

_LONGEST_LINE = 75
_SPECIAL = re.compile(r"([\\;,])")


def calendar_text(uid: UUID, title: str, place: str, days: tuple[date, date], note: str, at: datetime) -> str:
    """One event that lasts all the `days` (first, last) and keeps nobody from other things. `note`: opening hours.

    `title` must tell nothing. The lines end and are folded as RFC 5545 wants it.
    """
    first, last = days
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_escaped(title)}//1.0//EN", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", "BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}", f"LOCATION:{_escaped(place)}",
        *([f"DESCRIPTION:{_escaped(note)}"] if note else []),
        "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    return re.sub(r"\r\n|\r|\n", r"\\n", _SPECIAL.sub(r"\\\1", text))


def _folded(line: str) -> str:
    """At most 75 octets a line, never cut within a character; what goes on begins with a space."""
    parts, current = [], b""
    for character in line:
        octets = character.encode()
        if len(current) + len(octets) > _LONGEST_LINE:
            parts.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*parts, current]).decode()
