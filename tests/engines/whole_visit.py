"""What every engine must do with a whole visit, and the look into the server's database afterwards."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.browser.fieldwork import Fieldwork, drawn_photo
from tests.engines.walk import Phone, VisitWalk, stored
from tests.living import LivingServer

STORE = "Vaasa Satama"
WORDS = "”Hei, tervetuloa!” Hän hymyili. Åäö"


def open_visit(phone: Phone, address: str) -> VisitWalk:
    """From the list into the visit at the store."""
    phone.open(f"{address}/field/")
    phone.run(
        """async (store) => {
          const find = () => [...document.querySelectorAll('article')].find((one) => one.innerText.includes(store));
          while (!find()) await new Promise((go) => setTimeout(go, 50));
          const link = find().querySelector('[data-visit]');
          setTimeout(() => link.click());
        }""",
        STORE,
    )
    return VisitWalk(phone)


def answer(visit: VisitWalk, folder: Path) -> None:
    """Most kinds of questions and two photos; everything is on the phone's disk when this returns."""
    visit.choose("smile", "yes").choose("first", "staff").choose("door", "clean", "lit").choose("attention", "4")
    visit.stamp("wait").write("load-guests", "12").write("load-staff", "3").write("price-value", "12,5")
    visit.feel("mood", "joy", 2).choose("recommend", "9").write("words-value", WORDS)
    visit.add_photo("picture", drawn_photo(folder, "a.jpg", seed=1))
    visit.add_photo("picture", drawn_photo(folder, "b.jpg", (900, 1200), seed=2))
    visit.choose("mishap", "yes").write("pledge-what", "Pesula").choose("pledge", "manager", part="who")
    visit.saved("pledge", {"what": "Pesula", "who": "manager"})


def assert_shown(visit: VisitWalk) -> None:
    """The page shows again what was answered."""
    assert visit.value("words-value") == WORDS
    assert visit.value("price-value") == "12,5"
    assert visit.chosen("door") == ["clean", "lit"]
    assert visit.chosen("recommend") == ["9"]
    assert visit.value("pledge-what") == "Pesula"
    assert visit.thumbs("picture") == 2


def assert_delivered_once(phone: Phone, server: LivingServer, work: Fieldwork, visit_id: str, receipt: str) -> None:
    """Nothing lost, nothing doubled, and the phone holds the receipt of just that."""
    ((id_, state, number, sha, answers),) = work.visits()
    assert (id_, state, number) == (visit_id, "submitted", receipt)
    assert {question: answers[question]["value"] for question in ("smile", "first", "door", "attention")} == {
        "smile": "yes", "first": "staff", "door": ["clean", "lit"], "attention": 4,
    }  # fmt: skip
    assert answers["wait"]["value"].keys() == {"seconds", "from", "to"}
    assert answers["load"]["value"] == {"guests": 12, "staff": 3}
    assert answers["price"]["value"] == "12.50"
    assert answers["mood"]["value"] == [{"emotion": "joy", "strength": 2}]
    assert answers["words"]["value"] == WORDS
    assert answers["pledge"]["value"] == {"what": "Pesula", "who": "manager"}
    kept = stored(phone, "photos")
    assert sorted(size for *_rest, size in work.photos()) == sorted(photo["bytes"] for photo in kept)
    assert [(question, state) for _visit, question, state, _size in work.photos()] == [("picture", "received")] * 2
    files = [path for path in (work.home / "files").rglob("*") if path.is_file()]
    assert {photo["sha256"] for photo in kept} <= {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert stored(phone, "outbox") == []
    assert [(one["id"], one["no"], one["sha"]) for one in stored(phone, "receipts")] == [(visit_id, receipt, sha)]
