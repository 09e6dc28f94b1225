"""An approved visit becomes a report."""

from typing import Any

from shopper.models import Visit


def issue_report(visit: Visit, **news: Any) -> None:
    """Write the report, its prints and its deliveries, in the transaction of the approval."""
