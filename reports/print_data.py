"""What a print is made of: plain data out of what was frozen, for the document that it is."""

from __future__ import annotations

from typing import Any

from reports.editions import report_data
from reports.huddle_data import huddle_plain
from reports.models import Print, Report
from reports.wave.reports import plain_in
from shopper.letters import settings


def plain_of(printed: Print) -> dict[str, Any]:
    """Plain data for the `read` of the print's kind (reports/documents/kinds.py)."""
    if printed.report is not None and printed.document == "huddle":
        return huddle_plain(printed.report.snapshot, printed.language, action_address(printed.report))
    if printed.report is not None:
        return report_data(printed.report.snapshot, printed.audience, printed.language)
    if printed.chain_report is not None:
        return plain_in(printed.chain_report.snapshot, printed.language)
    raise ValueError(f"nothing is known of the document {printed.document}")


def action_address(report: Report) -> str:
    """Where the report's action is chosen; frozen with the report, so that a print has the same bytes for ever."""
    base_url = report.snapshot.get("base_url") or settings().base_url
    return f"{base_url}/hq/reports/{report.id}#action"
