"""What phones send: the finished restaurant visit with every asked question answered, and a photo of 300 kB."""

from __future__ import annotations

import hashlib
import io
import json
import random
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from forms.builder import judge
from forms.library import shipped
from tests.forms.answers import one_answer

_STARTED = 1794989000000
_PHOTO_BYTES = 300_000


def answers() -> dict[str, dict[str, Any]]:
    """A valid answer to each question of the restaurant that is asked, with clocks as a phone sends them."""
    questionnaire = shipped("restaurant")
    given = {question.id: one_answer(question) for question in questionnaire.questions}
    for hidden in judge(questionnaire, "fi", given).hidden:
        del given[hidden]
    verdict = judge(questionnaire, "fi", given)
    assert not verdict.errors and not verdict.hidden, verdict
    boot = str(uuid4())
    clocks = ({"at": _STARTED + 20_000 * seq, "mono": 20_000.5 * seq, "boot": boot, "seq": seq} for seq in range(999))
    return {id_: answer | clock for (id_, answer), clock in zip(given.items(), clocks, strict=False)}


def manifest(
    visit: UUID, assignment: UUID, version: str, said: dict[str, dict[str, Any]], photo: bytes | None = None
) -> bytes:
    """The frozen text. With `photo`, it is named at the one question that asks for the receipt's picture."""
    listed, told = [], {}
    for question, answer in said.items():
        told[question] = {key: value for key, value in answer.items() if key != "photos"}
        if "photos" in answer and photo is not None:
            sha256 = hashlib.sha256(photo).hexdigest()
            told[question]["photos"] = [sha256]
            listed.append({"sha256": sha256, "question": question, "bytes": len(photo), "type": "image/jpeg",
                           "taken_at": _STARTED})  # fmt: skip
    frozen = {
        "detalji": 1, "visit": str(visit), "assignment": str(assignment), "version": version, "language": "fi",
        "supersedes": None, "device": str(uuid4()), "started_at": _STARTED, "finished_at": _STARTED + 2_400_000,
        "clock": [], "answers": told, "photos": listed,
    }  # fmt: skip
    return json.dumps(frozen, ensure_ascii=False).encode()


class Camera:
    """Photos of 300 kB that differ from each other: one picture, with another comment in each file."""

    def __init__(self) -> None:
        chance = random.Random(7)
        noise = Image.frombytes("RGB", (1600, 1200), chance.randbytes(1600 * 1200 * 3))
        self._picture = _jpeg(noise.resize((400, 300)).resize((1600, 1200), Image.Resampling.BICUBIC))

    def photo(self) -> bytes:
        """The next one."""
        filling = uuid4().bytes * 4000
        comment = filling[: max(16, min(60_000, _PHOTO_BYTES - len(self._picture)))]
        return self._picture[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + self._picture[2:]


def _jpeg(picture: Image.Image) -> bytes:
    for quality in range(95, 10, -5):
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=quality)
        if target.tell() <= _PHOTO_BYTES:
            return target.getvalue()
    raise AssertionError("the picture does not become small enough")
