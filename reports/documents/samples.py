"""The sample that comes with a document, in any language and edition: for previews, tests and benchmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from reports.documents.texts import in_language


def sample(folder: Path, language: str = "fi", edition: str = "store") -> dict[str, Any]:
    """Plain report data from the folder's sample.yaml; the store's edition goes without remarks and flags."""
    data: dict[str, Any] = in_language(yaml.safe_load((folder / "sample.yaml").read_text(encoding="utf-8")), language)
    data.update(language=language, edition=edition)
    if edition == "store":
        data.update(remarks=[], flags=[])
    return data
