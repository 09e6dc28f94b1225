"""The phone's clock is wrong, or jumps while the visit is under way (faults 47 and 48)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shopper import clock
from tests.browser.faults.errand import Site

_DAY_MS = 24 * 3600_000
# The wall clock alone: the browser's monotonic clock goes on as it is.
_SHIFT = """(() => {
  const Real = Date;
  globalThis.shift = %d;
  globalThis.Date = class extends Real {
    constructor(...args) { args.length ? super(...args) : super(Real.now() + globalThis.shift); }
    static now() { return Real.now() + globalThis.shift; }
  };
})()"""


@pytest.mark.parametrize("days", [400, -1], ids=["400 days ahead", "a day behind"])
def test_a_wrong_clock_is_told_to_the_reviewer_and_times_come_on_ours(site: Site, days: int) -> None:
    errand = site.begin(_SHIFT % (days * _DAY_MS))
    errand.fill().finish()
    found = errand.delivered()
    assert "clock_wrong" in found.flags
    with site.inside():
        visit = site.visit(found.id)
        assert abs(visit.finished_at - clock.now()) < timedelta(minutes=5)
        assert visit.started_at <= visit.finished_at


def test_an_hour_of_summer_time_changes_the_order_of_nothing(site: Site) -> None:
    errand = site.begin(_SHIFT % 0)
    errand.visit.choose("grt_first", "me").saved()
    errand.page.evaluate("() => { shift = -3600_000; }")
    errand.fill().finish()
    found = errand.delivered()
    assert found.answers["grt_first"]["value"] == "staff"
    assert found.answers["words"]["seq"] > found.answers["grt_first"]["seq"]


def test_the_length_between_two_taps_is_right_though_the_clock_jumps_between_them(site: Site) -> None:
    errand = site.begin(_SHIFT % 0)
    stamps = errand.page.evaluate("""async () => {
      const script = document.querySelector("script[type=module]").src;
      const { saveStamp } = await import(script.replace("phone.js", "js/visit/draft.js"));
      const visit = new URLSearchParams(location.hash.slice(1)).get("v");
      await saveStamp(visit, "arrived");
      await new Promise((resolve) => setTimeout(resolve, 1100));
      shift = 400 * 24 * 3600_000;
      await saveStamp(visit, "noticed");
      shift = 0;
      return true;
    }""")
    assert stamps
    errand.fill().finish()
    found = errand.delivered()
    with site.inside():
        first, second = (datetime.fromisoformat(one["at"]) for one in site.visit(found.id).stamps)
    assert 1 <= (second - first).total_seconds() < 30
