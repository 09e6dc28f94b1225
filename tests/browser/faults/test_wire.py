"""The wire cuts, doubles, swallows, is slow, or falls silent (faults 5 to 8, 13, 14, 16 and 18 to 20)."""

from __future__ import annotations

import socket
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.browser.faults.errand import WORDS, Errand, Site
from tests.browser.faults.line import Line, ReusedLine, answering, cut_and_told, hang_up, line_to, slow
from tests.browser.handset import until

COUNT_FETCHES = """(() => {
  const real = globalThis.fetch;
  globalThis.fetches = [];
  globalThis.fetch = (path, options) => {
    globalThis.fetches.push([options?.method, path]);
    return real(path, options);
  };
})()"""
# Of the random wait the longest, so that it can be told how it grows.
LONGEST = "Math.random = () => 0.999999;"


@pytest.mark.parametrize("cut", ["cut fin", "cut rst", cut_and_told], ids=["fin", "rst", "answered"])
def test_what_was_cut_on_its_way_is_refused_and_sent_again(site: Site, cut: object) -> None:
    errand = site.begin().fill(photos=1)
    for where in (f"{errand.id}$", "/photos/"):
        site.line.trouble(cut, where, "PUT", times=1)  # type: ignore[arg-type]
    errand.finish()
    if cut is cut_and_told:
        # The server said 400: the phone tries again at once, without being asked to.
        errand.delivered(by_itself=True)
        assert site.line.statuses(errand.id, "PUT").count(400) == 0
        return
    errand.is_told("waiting").kept()
    errand.delivered()


def test_a_visit_is_one_though_every_answer_to_it_is_lost_once(site: Site) -> None:
    errand = site.begin().fill(photos=1)
    for where, method in (("/photos/", "PUT"), ("/finish", "POST"), (f"{errand.id}$", "PUT"), ("/session", "GET")):
        site.line.trouble("drop answer", where, method, times=1)
    errand.finish().is_told("waiting").kept()
    errand.delivered()
    assert site.line.statuses(f"{errand.id}$", "PUT")[:2] == [202, 202]
    assert site.line.statuses("/finish")[-2:] == [200, 200]


@pytest.mark.parametrize("step", ["text", "photo", "finish"])
def test_what_the_browser_sends_again_by_itself_makes_one_visit(site: Site, step: str) -> None:
    with line_to(site.server.port, ReusedLine) as reused:
        # It does so only on a connection that was in use before; which one it takes is its own choice.
        until(lambda: _sent_again_by_the_browser(site, reused, step), 120, "a request that the browser sent again")


def _sent_again_by_the_browser(site: Site, reused: ReusedLine, step: str) -> bool:
    errand = replace(site, line=reused).begin(COUNT_FETCHES).fill(photos=1)
    steps = {"text": (f"{errand.id}$", "PUT"), "photo": ("/photos/", "PUT"), "finish": ("/finish", "POST")}
    where, method = steps[step]
    reused.trouble("unanswered", where, method, times=1)
    asked, answered = len(errand.page.evaluate("() => fetches")), len(reused.statuses(where, method))
    errand.finish().delivered(by_itself=True)
    fetched = [path for verb, path in errand.page.evaluate("() => fetches")[asked:] if verb == method]
    # One call of the page became two requests, and nobody noticed.
    assert len(fetched) == len(set(fetched))
    statuses = reused.statuses(where, method)[answered:]
    errand.put_away()
    assert statuses and set(statuses[1:]) <= {200, 202}, statuses
    return len(statuses) > 1


def test_every_request_may_come_twice_at_once(site: Site) -> None:
    errand = site.begin().fill(photos=1)
    site.line.trouble("double")
    errand.finish().delivered(by_itself=True)
    assert site.line.statuses("/finish")[-2:] == [200, 200]


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway"])
def test_it_waits_longer_after_each_error_of_the_server_and_then_sends_by_itself(site: Site, status: str) -> None:
    errand = site.begin(LONGEST, has_clock=True).fill()
    site.line.trouble(answering(status, b"<h1>oops</h1>"))
    errand.finish().is_told("waiting")
    waits = []
    for tries in range(4):
        waits.append(wait_of(errand))
        seen = site.line.count("/api/")
        errand.page.clock.fast_forward(waits[-1] + 1000)
        until(lambda seen=seen: site.line.count("/api/") > seen, what=f"try {tries + 2} after {waits[-1]} ms")
        until(lambda: wait_of(errand) > 0)
    assert [round(later / earlier) for earlier, later in pairwise(waits)] == [2, 2, 2]
    errand.is_told("waiting").kept()
    site.line.calm()
    errand.page.clock.fast_forward(wait_of(errand) + 1000)
    errand.delivered(by_itself=True)


def wait_of(errand: Errand) -> int:
    """How long the phone will wait before the next try, in ms."""
    return int(errand.row()["nextTry"] - errand.page.evaluate("() => Date.now()"))


@pytest.mark.parametrize(
    ("status", "where"), [("429 Too Many Requests", "/api/visits/"), ("503 Service Unavailable", "/api/session")]
)
def test_it_comes_again_when_the_server_said_and_not_before(site: Site, status: str, where: str) -> None:
    errand = site.begin(has_clock=True).fill()
    site.line.trouble(answering(status, Retry_After="120"), where, times=1)
    errand.finish().is_told("waiting").kept()
    assert 110_000 < wait_of(errand) <= 120_000
    # The draft that is kept at the office has its own clock.
    asked = ("/api/visits/", "/api/session")
    seen = [site.line.count(where) for where in asked]
    errand.send()
    errand.page.clock.fast_forward(100_000)
    errand.page.wait_for_timeout(300)
    assert [site.line.count(where) for where in asked] == seen
    errand.page.clock.fast_forward(21_000)
    errand.delivered(by_itself=True)


def test_a_thin_wire_shows_how_far_it_is_and_nothing_is_given_up_half_way(site: Site) -> None:
    # Ten times quicker than 5 kB/s with 2 s of delay, and ten times less patience for it.
    errand = site.begin(is_impatient=True).fill(photos=2, size=(800, 600))
    sizes = [photo["bytes"] for photo in errand.shelf("photos")]
    assert min(sizes) / 50_000 > 1.5, "a photo takes longer than a text is waited for"
    before = len(site.line.statuses("/photos/"))
    site.line.trouble(slow(50_000, 0.2))
    errand.listen().finish().delivered(by_itself=True)
    steps = [errand.say("sending", sent=sent, total=2) for sent in (0, 1, 2)]
    assert [said for said in dict.fromkeys(errand.heard()) if said in steps] == steps
    assert errand.say("waiting") not in errand.heard()[errand.heard().index(steps[0]) :]
    assert site.line.statuses("/photos/")[before:] == [201, 201]
    assert site.line.statuses(f"/visits/{errand.id}")[-4:] == [202, 201, 201, 200]


def test_typing_goes_on_in_airplane_mode(site: Site) -> None:
    errand = site.begin()
    errand.context.set_offline(True)
    errand.visit.choose("undivided", "4").choose("wish", "yes")
    errand.fill(words=f"{WORDS} ilman verkkoa")
    assert {answer["question"] for answer in errand.shelf("answers")} >= {"undivided", "wish", "words", "grt_first"}
    errand.finish().is_told("waiting").kept()
    errand.context.set_offline(False)
    assert errand.delivered(by_itself=True).answers["undivided"]["value"] == 4


def test_an_upload_that_airplane_mode_broke_off_goes_on_with_the_photo_it_was_at(site: Site) -> None:
    errand = site.begin().fill(photos=3)

    def take_off(line: Line, client: socket.socket, request: bytes) -> None:
        line.trouble("refuse")
        hang_up(client)

    before = site.line.count("/photos/")
    site.line.trouble(None, "/photos/", times=1)
    site.line.trouble(take_off, "/photos/", times=1)
    errand.finish()
    # Sockets that are open are not closed by this, and those of the line are.
    errand.is_told("waiting").kept()
    errand.context.set_offline(True)
    (missing,) = {len(one.photos) - [state for _sha, state in one.photos].count("received")
                  for one in site.arrived(errand.assignment)}  # fmt: skip
    assert missing == 2
    site.line.calm()
    errand.context.set_offline(False)
    errand.delivered(by_itself=True)
    sent = [path for _method, path, _deed in site.line.seen if "/photos/" in path][before:]
    # The first never again; the second until it came through; the third once.
    assert sent.count(sent[0]) == 1 and len(set(sent)) == 3 and sent[1:-1] == [sent[1]] * (len(sent) - 2)
