"""Which module of tests goes to which process next, where several run them."""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadScopeScheduling

_BROWSERS = ("tests/browser/", "tests/engines/")
# What takes a minute or more goes first: the last to start must not be what everybody waits for.
_LONG = tuple(
    f"tests/{name}.py"
    for name in (
        "browser/test_screens", "browser/test_torture", "browser/test_report_front", "browser/test_library_walk",
        "browser/test_pocket", "browser/test_two_devices", "browser/test_field_trouble", "browser/test_editor",
        "browser/test_after_sending", "browser/test_whole_way", "test_access", "reports/test_accelerate",
        "shopper/test_receipt_reading", "reports/test_layout", "reports/test_every_kind", "reports/test_wave_pdf",
        "reports/test_demo_command", "reports/test_canaries",
    )
)  # fmt: skip


class Turns(LoadScopeScheduling):
    """A module goes to one process, whole. While there are others, only one process at a time drives a browser.

    A browser and its server keep more than one core busy and wait in between: two at once upset each other's deadlines,
    one beside a module that computes leaves no core idle.
    """

    def _split_scope(self, nodeid: str) -> str:
        # At the first mark: a parameter may hold another.
        return nodeid.split("::", 1)[0]

    def _assign_work_unit(self, node: Any) -> None:
        is_driven = any(self._drives(other) for other in self.nodes if other is not node)
        of_the_other_kind = [scope for scope in self.workqueue if _is_browsers(scope) != is_driven]
        self.workqueue.move_to_end(min(of_the_other_kind or self.workqueue, key=_rank), last=False)
        super()._assign_work_unit(node)

    def remove_node(self, node: Any) -> str | None:
        """A process has ended; gives the test during which it died, if it did. That one is not tried again, nor is what
        it had done: a process that is given nothing to do would be waited for without end."""
        work = self.assigned_work.pop(node)
        left = [(unit, test) for unit in work.values() for test, is_done in unit.items() if not is_done]
        if not left:
            return None
        unit, died = left[0]
        unit[died] = True
        self.workqueue.update({scope: unit for scope, unit in work.items() if not all(unit.values())})
        for other in self.assigned_work:
            self._reschedule(other)
        return str(died)

    def _drives(self, node: Any) -> bool:
        """Whether it has tests with a browser before it."""
        work = self.assigned_work[node]
        return any(_is_browsers(scope) and not all(done.values()) for scope, done in work.items())


def _is_browsers(scope: str) -> bool:
    return scope.startswith(_BROWSERS)


def _rank(scope: str) -> int:
    """Long ones first; the rest stays as it was, those with the most tests before the others."""
    return _LONG.index(scope) if scope in _LONG else len(_LONG)
