"""The sample that comes with a document, in any language and edition: for previews, tests and benchmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from reports.documents.texts import in_language


def sample(folder: Path, language: str = "fi", edition: str = "store") -> dict[str, Any]:
    """Plain data from the folder's sample.yaml; a store's edition goes without remarks and flags."""
    data: dict[str, Any] = in_language(yaml.safe_load((folder / "sample.yaml").read_text(encoding="utf-8")), language)
    changed: dict[str, Any] = {"edition": edition}
    if edition == "store":
        changed |= {"remarks": [], "flags": []}
    # Not every document has editions.
    data.update({name: value for name, value in changed.items() if name in data}, language=language)
    return data
