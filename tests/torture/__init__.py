"""Visits under every fault at once, with fixed seeds; nothing is lost, doubled, damaged or told wrongly.

Two phones with their own modules finish visits one after the other, some of them for the same assignment; some drafts
both write, through the page of the visit and the copy at the office. Between them and a real server lies a wire that
cuts, doubles, delays, swallows and lies; server and browsers are killed with SIGKILL again and again, clocks jump in
the middle of visits, and another person signs in. At the end the faults stop, everything gets the time to arrive, and
phones and server are compared visit by visit, answer by answer, photo by photo (docs/faults.md).
"""

from tests.torture.mutants import broken_house
from tests.torture.outcome import Outcome
from tests.torture.run import Torture

__all__ = ["Outcome", "Torture", "broken_house"]
