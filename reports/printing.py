"""From a report's snapshot to a PDF in the file store."""

from collections.abc import Callable

from shopper.models import Job


def print_report(job: Job) -> Callable[[], None]:
    """Handler of the job."""
    return lambda: None
