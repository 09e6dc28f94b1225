"""Long questionnaires: building and rendering their page, judging and scoring visits, and answering on a slow phone.

The server's part is this process' own CPU time, in turns, so that other work on the machine stretches all alike. The
phone's part is a browser held to a sixth of this machine's speed on slow 4G.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from flask import Flask, current_app, render_template
from playwright.sync_api import Browser
from werkzeug.datastructures import MultiDict

from app import create_app
from benchmarks._browser import BITS_PER_S, LATENCY_MS, CheapPhone, Opened, Window
from benchmarks._figures import (
    chromium_version,
    load_average,
    percentile,
    print_head,
    print_load,
    print_table,
    ratio_of_pairs,
    spread,
)
from benchmarks._visits import answers, manifest
from config import read_settings
from forms import builder
from forms.builder import judge, judge_posted, visit_form
from forms.definition import Questionnaire, digest, from_plain
from forms.kinds import KINDS
from forms.library import shipped
from forms.scoring import score
from shopper.field.visit_page import page_values
from shopper.languages import in_language
from tests.browser.chromium import chromium
from tests.browser.fieldwork import Fieldwork, prepare, serve

SIZES, PHONE_SIZES = (80, 500), (300, 500)
ROUNDS, VISITS, PHONES, TAPS, SLOWER = 11, 1000, 3, 4, 6
# Of ten questions in a row; with them the words that a like form of a peer has.
_KINDS = ("yes_no", "scale", "yes_no", "one", "yes_no", "text", "yes_no", "duration", "scale", "number")
_WORDS = "Miten sinut otettiin vastaan juuri tässä kohdassa, ja kuinka kauan siihen meni?"
_POSTED = "judge, all by WTForms (a fifth of them)"
_YARDSTICK = """<form>{% for section in questionnaire.sections %}<h2>{{ section.title[language] }}</h2>
{% for question in section.questions %}<fieldset><legend>{{ question.text[language] }}</legend>
{% for choice in question.choices %}<label><input type="radio" name="{{ question.id }}" value="{{ choice.id }}">
{{ choice.text[language] }}</label>{% else %}<input name="{{ question.id }}">{% endfor %}</fieldset>{% endfor %}
{% endfor %}</form>"""


def long(count: int) -> Questionnaire:
    """`count` questions of the usual kinds in sections of 25, every eighth hanging on the one before it."""
    questions = [_question(number) for number in range(count)]
    parts = [questions[at : at + 25] for at in range(0, count, 25)]
    return from_plain({
        "code": f"long_{count}", "title": {"fi": f"{count} kysymystä"}, "languages": ["fi"],
        "touchpoints": [{"id": "here", "name": {"fi": "Täällä"}}, {"id": "there", "name": {"fi": "Tuolla"}}],
        "sections": [{"id": f"s{at}", "title": {"fi": f"Osa {at}"}, "questions": one} for at, one in enumerate(parts)],
    })  # fmt: skip


def _question(number: int) -> dict[str, Any]:
    kind = "yes_no" if number < 3 else _KINDS[number % len(_KINDS)]
    text = {"fi": f"{number}. {_WORDS}"}
    made: dict[str, Any] = {"id": f"q{number}", "kind": kind, "touchpoint": "here", "text": text}
    words = ("ei lainkaan", "hieman", "jotakuinkin", "hyvin", "täysin")
    if kind == "one":
        made["choices"] = [{"id": f"c{at}", "text": {"fi": text}, "points": at / 4} for at, text in enumerate(words)]
    if kind == "scale":
        made["steps"] = {str(at): {"fi": words[at - 1]} for at in (1, 3, 5)}
    if kind == "duration":
        made |= {"target": "0:30", "limit": "2:00"}
    if kind not in ("text", "number"):
        made |= {"weight": 1, "level": "T", "component": "S"}
    if number % 8 == 1:
        made["when"] = {"answered": f"q{number - 1}"} if number > 1 else {"equals": ["q0", "yes"]}
    return made


# ---- the server -----------------------------------------------------------------------------------------------------


@contextmanager
def served_app() -> Iterator[Flask]:
    """An application in a home of its own, with a request at hand for what templates ask of it."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(read_settings({"DETALJI_HOME": folder}))
        with app.test_request_context("/"), in_language("fi"):
            yield app


def cpu_ms(deed: Callable[[], object]) -> float:
    """This process' CPU time for `deed`, in ms."""
    before = time.process_time()
    deed()
    return 1000 * (time.process_time() - before)


def pages() -> None:
    """Build the class and render the page, first and kept, beside a bare template with the same words."""
    rows, template = [], current_app.jinja_env.from_string(_YARDSTICK)
    for count in SIZES:
        questionnaire = long(count)
        edition = digest(questionnaire)

        def page(questionnaire: Questionnaire = questionnaire, edition: str = edition) -> str:
            return render_template("field/visit.html", **page_values(questionnaire, edition, "fi"))

        def bare(questionnaire: Questionnaire = questionnaire) -> str:
            return template.render(questionnaire=questionnaire, language="fi")

        def build(questionnaire: Questionnaire = questionnaire) -> object:
            builder._classes.clear()
            return visit_form(questionnaire, "fi")

        page(), bare()
        built, kept, yard, first = [], [], [], []
        for _ in range(ROUNDS):
            yard.append(cpu_ms(bare))
            built.append(cpu_ms(build))
            kept.append(cpu_ms(page))
            first.append(built[-1] + kept[-1])
        size = len(page().encode()) / 1000
        rows.append((f"{count} questions", spread(built, "{:.1f}"), spread(first, "{:.0f}"), spread(kept, "{:.0f}"),
                     spread(yard, "{:.1f}"), f"{ratio_of_pairs(first, yard):.1f}", f"{ratio_of_pairs(kept, yard):.1f}",
                     f"{size:.0f} kB"))  # fmt: skip
    print_table(("CPU ms", "building the class", "first page", "page, class kept", "bare template", "first : bare",
                 "kept : bare", "page"), rows)  # fmt: skip


def verdicts() -> None:
    """Judge and score visits of the restaurant, beside reading their manifests as JSON."""
    questionnaire, said = shipped("restaurant"), answers()
    texts = [manifest(uuid4(), uuid4(), digest(questionnaire), said) for _ in range(VISITS)]
    read = [json.loads(text)["answers"] for text in texts]
    posted = MultiDict(pair for id_, one in said.items() for pair in _pairs(questionnaire, id_, one))
    costs: dict[str, list[float]] = {"json.loads": [], "judge": [], _POSTED: [], "score": [], "judge and score": []}
    for _ in range(3):
        costs["json.loads"].append(cpu_ms(lambda: [json.loads(text) for text in texts]))
        costs["judge"].append(cpu_ms(lambda: [judge(questionnaire, "fi", one) for one in read]))
        of_them = cpu_ms(lambda: [judge_posted(questionnaire, "fi", posted) for _ in range(VISITS // 5)])
        costs[_POSTED].append(5 * of_them)
        costs["score"].append(cpu_ms(lambda: [score(questionnaire, one) for one in read]))
        costs["judge and score"].append(costs["judge"][-1] + costs["score"][-1])
    rows = [
        (name, f"{median(spent) / VISITS:.2f}", f"{1000 * VISITS / median(spent):.0f}",
         f"{ratio_of_pairs(spent, costs['json.loads']):.0f}")
        for name, spent in costs.items()
    ]  # fmt: skip
    head = (f"{VISITS} visits, {len(said)} answers each", "CPU ms a visit", "visits a CPU second", ": json.loads")
    print_table(head, rows)


def _pairs(questionnaire: Questionnaire, id_: str, answer: dict[str, Any]) -> list[tuple[str, str]]:
    question = questionnaire.by_id[id_]
    return KINDS[question.kind].formdata(question, answer)


# ---- the phone ------------------------------------------------------------------------------------------------------


@dataclass
class Figures:
    """A value a phone, or a tap, of one size."""

    opened: list[Opened] = field(default_factory=list)
    shows: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    stored: list[float] = field(default_factory=list)
    typed: list[float] = field(default_factory=list)
    weight: list[tuple[float, int]] = field(default_factory=list)


def yes_or_no(question: str, value: str) -> str:
    return f'label:has([name="{question}-value"][value="{value}"])'


def phones() -> None:
    """Open long visits on a slow phone and answer."""
    figures = {count: Figures() for count in PHONE_SIZES}
    with tempfile.TemporaryDirectory() as folder:
        work = prepare(Path(folder))
        for count in PHONE_SIZES:
            work.assign(f"Long {count}", long(count))
        with serve(work) as server, chromium() as browser:
            server.start()
            for _ in range(PHONES):
                for count in PHONE_SIZES:
                    _phone(browser, server.address, work, count, figures[count])
    _print_phones(figures)


def _phone(browser: Browser, address: str, work: Fieldwork, count: int, into: Figures) -> None:
    page = f"{address}/field/visit/{digest(long(count))}/fi#a={work.assignments[f'Long {count}']}"
    phone = CheapPhone(browser, address, work.tokens["anna"], slower=SLOWER)
    window = phone.window()
    into.opened.append(window.open_and_answer(page, yes_or_no("q0", "no")))
    for _ in range(TAPS):
        into.shows.append(window.seconds_until_seen(yes_or_no("q0", "yes")))
        into.plain.append(window.seconds_until_seen(yes_or_no("q2", "yes")))
        into.stored.append(window.seconds_until_stored())
        window.seconds_until_seen(yes_or_no("q0", "no"))
        window.seconds_until_seen(yes_or_no("q2", "no"))
    into.typed += _typed(window)
    into.weight.append(window.weight())
    window.close()
    phone.close()


def _typed(window: Window) -> list[float]:
    """Seconds from a key to the next picture, for some letters in one text."""
    window.page.locator('[name="q5-value"]').focus()
    found = []
    for letter in "hyvin":
        window.page.evaluate("() => probe.taps.clear()")
        window.page.keyboard.press(letter)
        window.page.wait_for_timeout(600)
        seen: list[float] = window.page.evaluate("() => [...probe.taps.values()]")
        found.append(max(seen, default=16) / 1000)
    return found


def _print_phones(figures: dict[int, Figures]) -> None:
    loads = []
    for count, found in figures.items():
        each = [[getattr(one, what) for one in found.opened] for what in ("seen", "ready", "stored", "held")]
        loads.append((f"{count} questions", f"{median(one.bytes for one in found.opened) / 1000:.0f} kB",
                      *(spread(values, "{:.2f}") for values in each),
                      f"{median(mb for mb, _ in found.weight):.1f} MB",
                      f"{median(nodes for _, nodes in found.weight):.0f}"))  # fmt: skip
    print_table((f"CPU / {SLOWER}, first visit", "bytes", "first contents s", "can be answered s", "answer stored s",
                 "main thread held s", "JS heap", "DOM nodes"), loads)  # fmt: skip
    taps = [
        (f"{name}, {count} questions", spread([1000 * one for one in values]), f"{1000 * percentile(values, 0.95):.0f}")
        for count, found in figures.items()
        for name, values in (("tap that shows a question", found.shows), ("plain tap", found.plain),
                             ("plain tap until stored", found.stored), ("a letter typed", found.typed))
    ]  # fmt: skip
    print_table((f"CPU / {SLOWER}", "ms until seen (INP)", "slowest twentieth"), taps)


def main() -> None:
    """Measure and print."""
    print_head("Long questionnaires", "WTForms", "Jinja2", "playwright", more=[chromium_version()])
    print(f"Slow 4G: {LATENCY_MS} ms, {BITS_PER_S / 1e6} Mbit/s; {ROUNDS} rounds, {PHONES} fresh phones a size.\n")
    before = load_average()
    with served_app():
        pages()
    verdicts()
    phones()
    print_load(before)


if __name__ == "__main__":
    main()
