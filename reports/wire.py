"""What the worker and the printing process say to each other: JSON messages, each with its length before it."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

WALL_SECONDS = 60
"""So long may one report take by the clock on the wall."""


def send(pipe: BinaryIO, message: dict[str, Any]) -> None:
    """One message: its length as four bytes, then JSON."""
    body = json.dumps(message).encode()
    pipe.write(struct.pack(">I", len(body)) + body)
    pipe.flush()


def receive(pipe: BinaryIO) -> dict[str, Any] | None:
    """The next message, or None when the other side is gone."""
    head = pipe.read(4)
    if len(head) < 4:
        return None
    message: dict[str, Any] = json.loads(pipe.read(struct.unpack(">I", head)[0]))
    return message
