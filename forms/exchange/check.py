"""Whether a file holds a questionnaire, and if not, why: what `flask forms check` says."""

from __future__ import annotations

from pathlib import Path

from forms.exchange.files import LARGEST, Loaded, load_content, tell
from forms.exchange.xlsform.refusal import WorkbookRefused
from forms.exchange.yaml import FileError


def check(path: Path) -> list[str]:
    """What is wrong with the file, as `file:line: message`; nothing when it can be loaded. Never raises for a file."""
    try:
        load_path(path)
    except (FileError, WorkbookRefused) as error:
        return tell(error, str(path))
    except OSError as error:
        return [f"{path}:0: cannot be read: {error.strerror or error}"]
    return []


def load_path(path: Path) -> Loaded:
    """The questionnaire in a file of any of our shapes. Raises FileError, WorkbookRefused; OSError when unreadable."""
    with path.open("rb") as file:
        return load_content(file.read(LARGEST + 1), str(path))
