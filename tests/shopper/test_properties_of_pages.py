"""What holds for any questionnaire and any answers at the doors: pages are whole, words stay words, nothing is half."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from extensions import db, transaction
from forms.builder import judge
from forms.definition import digest
from forms.models import QuestionnaireVersion
from forms.shapes import LANGUAGES, Question, Questionnaire
from reports.editions import report_data
from reports.models import Report
from reports.report_data import from_plain as report_from_plain
from shopper import clock
from shopper.models import Answer, Assignment, Visit
from shopper.review import approve
from tests.conftest import browser_of, form_token
from tests.deposits import finish, manifest, put_visit
from tests.forms.answers import visits
from tests.forms.made import questionnaires, reworded
from tests.world import SMALL_QUESTIONNAIRE, World

# The fixtures are made once and the examples add to what is there: each has a version or a visit of its own.
THOROUGH = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

HOSTILE = [
    "<script>alert(1)</script>", "</script><script>x</script>", "<!-- ", "]]>", "</fieldset></form>", "<b>bold",
    "{{ 7 * 7 }}", "{% raw %}", "{# not #}", "${x}", "%(name)s %s", "&amp; &lt; &#39; &copy", "\"' onclick='x", "a`b`",
    "\u202eדלת\u202c left", "\u200f\u200e", "😊🇫🇮👩‍👩‍👧", "W" * 1000, "sana " * 199, "<img src=x onerror=alert(1)>",
    "line\nbreak", "\\u003c", "--></style>", "javascript:alert(1)",
]  # fmt: skip
VOID = frozenset({"input", "meta", "link", "br", "img", "hr"})


def hostile_questionnaires() -> st.SearchStrategy[Questionnaire]:
    """Questionnaires whose every word means harm, or is at least hard to print."""
    return reworded(st.sampled_from(HOSTILE), 6)


# ---- pages ----------------------------------------------------------------------------------------------------------


@dataclass
class Element:
    """One element of a page: its name, attributes, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    def every(self, tag: str, **wanted: str) -> Iterator[Element]:
        for one in self.inside:
            if isinstance(one, Element):
                if one.tag == tag and wanted.items() <= one.attributes.items():
                    yield one
                yield from one.every(tag, **wanted)

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)


class Tree(HTMLParser):
    """The page as a tree; fails where an element is closed that is not the one that is open."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(page)
        self.close()
        assert self.open == [self.root], f"never closed: {[one.tag for one in self.open[1:]]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def published(world: World, questionnaire: Questionnaire, place: str = "lahti_visit") -> QuestionnaireVersion:
    """A version of its own for the chain, which the standing assignment now asks."""
    with transaction():
        known = db.session.query(QuestionnaireVersion).filter_by(digest=digest(questionnaire)).first()
        if known is None:
            number = 1 + db.session.query(QuestionnaireVersion).filter_by(code=questionnaire.code).count()
            known = QuestionnaireVersion.draft(world.ids["aamu"], questionnaire, number, clock.now())
            known.publish(clock.now())
            db.session.add(known)
            db.session.flush()
        assignment = world.get(Assignment, place)
        assignment.version_id, assignment.state = known.id, "accepted"
    return known


def read(world: World, language: str) -> None:
    """From now on Anna reads in this language."""
    with transaction():
        world.person("anna").language = language


@given(hostile_questionnaires() | questionnaires(6))
@THOROUGH
def test_every_page_is_whole_and_its_words_stay_words(app: Flask, world: World, questionnaire: Questionnaire) -> None:
    published(world, questionnaire)
    anna = browser_of(app, world.people["anna"])
    for language in questionnaire.languages:
        read(world, language)
        kept = anna.get(f"/field/visit/{digest(questionnaire)}/{language}")
        plain = anna.get(f"/field/assignments/{world.ids['lahti_visit']}/plain")
        for answer in (kept, plain):
            assert answer.status_code == 200
            tree = Tree(answer.get_data(as_text=True)).root
            is_plain = answer is plain
            _check_ids(tree)
            _check_scripts(tree, is_plain)
            for question in questionnaire.questions:
                if question.due_after_days is None or not is_plain:
                    _check_question(tree, question, language)


def _check_ids(tree: Element) -> None:
    """Each id once; whatever names an id names one that is there."""
    everything = list(_all(tree))
    ids = [one.attributes["id"] for one in everything if "id" in one.attributes]
    assert len(ids) == len(set(ids)), [id_ for id_ in ids if ids.count(id_) > 1][:3]
    for one in everything:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert set(one.attributes.get(name, "").split()) <= set(ids), (one.tag, one.attributes)
        assert not any(name.startswith("on") for name in one.attributes), one.attributes


def _all(tree: Element) -> Iterator[Element]:
    for one in tree.inside:
        if isinstance(one, Element):
            yield one
            yield from _all(one)


def _check_scripts(tree: Element, is_plain: bool) -> None:
    """No script but ours: files of ours, and the two blocks of data, which can be read."""
    blocks = [one for one in tree.every("script") if "src" not in one.attributes]
    assert all(one.attributes["src"].startswith("/static/") for one in tree.every("script") if one not in blocks)
    assert all(one.attributes["type"] == "application/json" for one in blocks)
    assert all(one.attributes["src"].startswith("/static/") for one in tree.every("img"))
    assert not list(tree.every("b", class_=""))
    for block in blocks:
        json.loads(block.text)
    assert len(blocks) == (0 if is_plain else 2)


def _check_question(tree: Element, question: Question, language: str) -> None:
    fieldset = next(tree.every("fieldset", id=f"q-{question.id}"))
    legends = [one for one in fieldset.inside if isinstance(one, Element) and one.tag == "legend"]
    assert [one.inside for one in legends] == [[question.text[language]]]
    if question.help:
        assert next(fieldset.every("p", id=f"q-{question.id}-help")).text == question.help[language]
    said = {one.text for tag in ("span", "option", "p", "label") for one in fieldset.every(tag)}
    for choice in question.choices:
        assert any(choice.text[language] in words for words in said), choice.text[language]
    _check_controls(tree, fieldset, question)


def _check_controls(tree: Element, fieldset: Element, question: Question) -> None:
    """Every control has a name of its question and words of its own."""
    labelled = {one.attributes["for"] for one in tree.every("label") if "for" in one.attributes}
    wrapped = [id(control) for label in fieldset.every("label") for control in _all(label)]
    controls = [one for tag in ("input", "textarea", "select") for one in fieldset.every(tag)]
    named = [one for one in controls if one.attributes.get("type") != "hidden"]
    assert named, question.id
    for one in named:
        assert one.attributes.get("name", f"{question.id}-").startswith(f"{question.id}-")
        has_words = {"aria-labelledby", "aria-label"} & one.attributes.keys()
        assert has_words or id(one) in wrapped or one.attributes.get("id") in labelled, one.attributes


# ---- answers --------------------------------------------------------------------------------------------------------

ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["yes", "no", "staff", "\ud800", "\x00", "\uffff", 10**400, 2**53 + 1, -1, 1e308, "a" * 20_000,
                       "<script>", "{{ 7 * 7 }}", "13:45", "2026-02-30", "__proto__", "NaN"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    | st.fixed_dictionaries({}, optional=dict.fromkeys(
        ["seconds", "from", "to", "never", "emotion", "strength", "what", "who", "others", "sign", "touchpoint", "text",
         "total", "time", "match", "none", "on", "words"], inner)),
    max_leaves=8,
)  # fmt: skip
ANSWER = ODD | st.fixed_dictionaries(
    {}, optional={"value": ODD, "skipped": ODD | st.sampled_from(["not_applicable", "later"]), "photos": ODD, "at": ODD,
                  "mono": ODD, "boot": ODD, "seq": ODD, "source": ODD, "zzz": ODD}
)  # fmt: skip
# What an outbox of another release, or a stranger's program, could have put into a well-formed text.
WELL_FORMED = st.fixed_dictionaries(
    {"value": ODD}, optional={"skipped": st.sampled_from(["not_applicable", "not_observed"]), "at": ODD, "seq": ODD}
)  # fmt: skip


def stored(visit: str) -> Visit | None:
    db.session.rollback()
    return db.session.get(Visit, UUID(visit))


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@given(data=st.data(), deep=st.sampled_from([0, 0, 0, 30, 20_000]))
@settings(THOROUGH, max_examples=60)
def test_odd_answers_get_a_message_and_are_stored_whole_or_not_at_all(
    app: Flask, world: World, data: st.DataObject, deep: int
) -> None:
    anna = browser_of(app, world.people["anna"])
    ids = [question["id"] for section in SMALL_QUESTIONNAIRE["sections"] for question in section["questions"]]
    keys = st.sampled_from([*ids, "zzz", "__proto__", "Ä", "", "a" * 65])
    content = manifest(world, answers=data.draw(st.dictionaries(keys, ANSWER | WELL_FORMED, max_size=8)))
    for key in data.draw(st.lists(st.sampled_from(sorted(content)), max_size=1)):
        content[key] = data.draw(ODD)
    # As JSON that may hold NaN and lone surrogates, and brackets without end.
    body = json.dumps(content).replace('"zzz"', "[" * deep + '"zzz"' + "]" * deep).encode()
    before = count(Answer)
    visit = str(content["visit"]) if isinstance(content["visit"], str) and len(content["visit"]) == 36 else str(uuid4())
    answer = put_visit(anna, visit, body)
    told = answer.get_json()
    row = stored(visit)
    if answer.status_code == 202:
        assert row is not None and row.manifest == body
        assert {one.question for one in row.answers} == set(content["answers"])
        assert finish(anna, visit).status_code == (428 if told["missing"] else 200)
    else:
        assert 400 <= answer.status_code < 500
        assert told["error"]["code"] and told["error"]["message"]
        assert row is None and count(Answer) == before


@given(data=st.data())
@settings(THOROUGH, max_examples=40)
def test_odd_answers_that_are_stored_can_be_reviewed_approved_and_reported(
    app: Flask, world: World, data: st.DataObject
) -> None:
    questionnaire = data.draw(questionnaires(6))
    version = published(world, questionnaire)
    ids = [one.id for one in questionnaire.questions]
    said = data.draw(st.dictionaries(st.sampled_from([*ids, "zzz"]), WELL_FORMED, max_size=6))
    content = manifest(world, answers={**data.draw(visits(questionnaire)), **said}, version=version.digest)
    for answer in content["answers"].values():
        answer.pop("photos", None)
    anna, visit = browser_of(app, world.people["anna"]), content["visit"]
    if put_visit(anna, visit, json.dumps(content).encode()).status_code != 202:
        return
    assert finish(anna, visit).status_code == 200
    reeta = browser_of(app, world.people["reeta"])
    assert reeta.get(f"/desk/visits/{visit}").status_code == 200
    _exclude_others(world, visit)
    approve(db.session.get_one(Visit, UUID(visit)), world.person("reeta"), clock.now(), names_are_fine=True)
    report = db.session.scalars(select(Report).where(Report.visit_id == UUID(visit))).one()
    for audience in ("store", "hq"):
        for language in LANGUAGES:
            assert report_from_plain(report_data(report.snapshot, audience, language)).language == language
    for name in ("helmi", "maija"):
        page = browser_of(app, world.people[name]).get(f"/hq/reports/{report.id}")
        assert page.status_code == 200
        Tree(page.get_data(as_text=True))
    _reopen(world)


def _exclude_others(world: World, visit: str) -> None:
    """Only one visit of an assignment can be approved."""
    with transaction():
        for other in db.session.query(Visit).filter(Visit.id != UUID(visit), Visit.state != "excluded"):
            other.state, other.excluded_at, other.excluded_by = "excluded", clock.now(), world.people["reeta"]
            other.excluded_reason, other.approved_at, other.approved_by = "test", None, None


POSTED = ["\x00", "9" * 400, "NaN", "-1", "1e9", "<script>", "yes", "3", "a" * 20_000, "13:45", "2026-02-30", "٣", "+3"]


@given(data=st.data())
@settings(THOROUGH, max_examples=40)
def test_whatever_is_posted_to_the_plain_page_gets_a_page_and_is_stored_whole_or_not_at_all(
    app: Flask, world: World, data: st.DataObject
) -> None:
    questionnaire = data.draw(hostile_questionnaires())
    published(world, questionnaire)
    language = data.draw(st.sampled_from(LANGUAGES))
    read(world, language)
    anna, address = browser_of(app, world.people["anna"]), f"/field/assignments/{world.ids['lahti_visit']}/plain"
    form = Tree(anna.get(address).get_data(as_text=True)).root
    names = sorted({one.attributes["name"] for one in _all(form) if "name" in one.attributes})
    texts = st.text(max_size=20) | st.sampled_from(POSTED)
    posted = data.draw(st.dictionaries(st.sampled_from([*names, "zzz-value"]), texts | st.lists(texts, max_size=3)))
    posted |= {"csrf_token": form_token(anna, address)}
    posted |= {"visit": str(uuid4()), "end": "whole"} if data.draw(st.integers(0, 3)) else {}
    before = count(Visit), count(Answer)
    answer = anna.post(address, data=posted, content_type="multipart/form-data")
    page = Tree(answer.get_data(as_text=True)).root
    assert answer.status_code == 200 or 400 <= answer.status_code < 500
    assert next(page.every("h1")).text.strip()
    if answer.status_code == 200:
        row = stored(posted["visit"])
        assert row is not None and row.state == "submitted" and str(row.receipt_no) in page.text
        assert {one.question for one in row.answers} == set(json.loads(row.manifest)["answers"])
        _check_summary(page, questionnaire, questionnaire.language(language), row)
    else:
        assert (count(Visit), count(Answer)) == before


def _check_summary(page: Element, questionnaire: Questionnaire, language: str, row: Visit) -> None:
    """Each question that was missing or did not fit is named, in the reader's language, with what to do."""
    named = {next(item.every("strong")).text: item.text for item in page.every("li") if list(item.every("strong"))}
    answers = {one.question: one.original for one in row.answers}
    verdict = judge(questionnaire, language, answers)
    for id_ in verdict.errors:
        question = questionnaire.by_id[id_].text[language]
        assert len(named[question]) > len(question) + 5


def _reopen(world: World) -> None:
    with transaction():
        world.get(Assignment, "lahti_visit").state = "accepted"
