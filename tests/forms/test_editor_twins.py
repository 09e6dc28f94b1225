"""What the editor's page shows at once is what the server then makes of the same operations."""

from __future__ import annotations

import json
import random
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

from forms.definition import to_plain
from forms.editing.drafting import apply
from forms.library import shipped

SCRIPT = Path(__file__).parents[1] / "js" / "apply_all.js"
CASES, MOST_OPERATIONS = 800, 12
# Few of them, so that operations meet.
FEW = ["know", "suggest", "pak_hand", "label"]
DELI = to_plain(shipped("deli"))


def things(document: dict[str, Any]) -> tuple[list[str], list[str], list[str]]:
    sections = [one["id"] for one in document["sections"]]
    questions = [one["id"] for section in document["sections"] for one in section["questions"]]
    return sections, questions, [one["id"] for one in document["touchpoints"]]


def some_operation(chance: random.Random) -> dict[str, Any]:
    """One that a person could make in the editor; some of them meet what another has taken away."""
    sections, questions, touchpoints = things(DELI)
    section, question, touchpoint = chance.choice(sections), chance.choice(FEW), chance.choice(touchpoints)
    choices = next(one.get("choices", [{"id": "none"}]) for part in DELI["sections"] for one in part["questions"]
                   if one["id"] == question)  # fmt: skip
    choice, into = chance.choice(choices)["id"], ["section", section, "questions"]
    new, after = f"new_{chance.randrange(3)}", chance.choice([None, question])
    return chance.choice([
        {"op": "set", "path": ["question", question, "text", "fi"], "value": chance.choice(["Uusi", None])},
        {"op": "set", "path": ["question", "bye_plus", "help", "sv"], "value": chance.choice(["Hjälp", None, None])},
        {"op": "set", "path": ["question", "bye_plus", "when"],
         "value": {"or": [{"answered": question}, {"one_of": [question, [choice, "no"]]}]}},
        {"op": "set", "path": ["question", question, "when"], "value": None},
        {"op": "set", "path": ["question", question, "choices", choice, "points"], "value": 0.5},
        {"op": "set", "path": ["title", "en"], "value": "Deli"},
        {"op": "insert", "path": into, "value": {"id": new, "kind": "yes_no"}, "after": after},
        {"op": "insert", "path": ["question", question, "choices"], "value": {"id": new}, "after": choice},
        {"op": "insert", "path": ["sections"], "value": {"id": new, "questions": []}, "after": section},
        {"op": "remove", "path": ["question", question]},
        {"op": "remove", "path": ["question", question, "choices", choice]},
        {"op": "move", "path": ["question", question], "into": into, "after": chance.choice([None, *questions])},
        {"op": "move", "path": ["section", section], "into": ["sections"], "after": chance.choice([None, *sections])},
        {"op": "rename", "path": ["question", question], "to": chance.choice([new, new, "label"])},
        {"op": "rename", "path": ["question", question, "choices", choice], "to": new},
        {"op": "rename", "path": ["touchpoint", touchpoint], "to": chance.choice([new, *touchpoints])},
    ])  # fmt: skip


def test_the_page_shows_what_the_server_makes_of_it() -> None:
    chance = random.Random(5)
    cases = [[DELI, [some_operation(chance) for _ in range(chance.randint(1, MOST_OPERATIONS))]] for _ in range(CASES)]
    shown = subprocess.run(["node", SCRIPT], input=json.dumps(cases), capture_output=True, text=True, check=True)
    for (document, operations), seen in zip(cases, json.loads(shown.stdout), strict=True):
        assert seen == apply(deepcopy(document), operations).document, operations
