"""What a visit tells in words: the narrative that is drafted from answers, and gentle remarks on what was written."""

from __future__ import annotations

from forms.telling.kit_making import make_kit as kit
from forms.telling.narrative import draft

__all__ = ["draft", "kit"]
