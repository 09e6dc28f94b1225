"""Whether a file holds a questionnaire, and if not, why: what `flask forms check` says."""

from __future__ import annotations

from pathlib import Path

from forms.exchange.yaml import FileError, load


def check(path: Path) -> list[str]:
    """What is wrong with the file, as `file:line: message`; nothing when it can be loaded. Never raises for a file."""
    try:
        load(path)
    except FileError as error:
        return error.messages
    except OSError as error:
        return [f"{path}:0: cannot be read: {error.strerror or error}"]
    return []
