"""The words beside the visit page: the same for everybody, constant, and small."""

from __future__ import annotations

import json
from collections.abc import Callable

import brotli
from flask.testing import FlaskClient

from forms.models import QuestionnaireVersion
from forms.telling import kit
from shopper.pwa import release
from tests.world import World

AsPerson = Callable[[str], FlaskClient]


def words_of(world: World, language: str = "en") -> str:
    digest = world.get(QuestionnaireVersion, "aamu_version").digest
    return f"/field/visit/{digest}/{language}/words.json"


def test_they_are_the_kit_of_the_questionnaire(as_person: AsPerson, world: World) -> None:
    answer = as_person("anna").get(words_of(world, "sv"))
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    assert answer.headers["X-Detalji-Build"] == release().id
    assert answer.json == kit(world.get(QuestionnaireVersion, "aamu_version").questionnaire, "sv")


def test_they_are_the_same_for_every_shopper_and_packed(as_person: AsPerson, world: World) -> None:
    asked = {"headers": {"Accept-Encoding": "br"}}
    one, other = (as_person(name).get(words_of(world), **asked) for name in ("anna", "bengt"))
    assert one.data == other.data and one.headers["Content-Encoding"] == "br"
    assert json.loads(brotli.decompress(one.data))["parts"]


def test_there_are_none_for_a_questionnaire_or_a_language_that_is_not_there(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    assert anna.get(words_of(world, "de")).status_code == 404
    assert anna.get(f"/field/visit/{'0' * 64}/en/words.json").status_code == 404
