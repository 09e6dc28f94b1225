"""What a print is made of: plain data out of what was frozen, for the document that it is."""

from __future__ import annotations

from typing import Any

from reports.editions import report_data
from reports.models import Print


def plain_of(printed: Print) -> dict[str, Any]:
    """Plain data for the `read` of the print's kind (reports/documents/kinds.py)."""
    if printed.report is not None:
        return report_data(printed.report.snapshot, printed.audience, printed.language)
    raise ValueError(f"nothing is known of the document {printed.document}")
