"""What differs between two editions of a questionnaire, in plain words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forms.editing.change_words import KEYS, KIND_NAMES, LANGUAGE_NAMES, PHRASES
from forms.kinds import KINDS
from forms.phrases import in_language
from forms.saying import quoted, when_asked
from forms.shapes import Question, Questionnaire, Text

_COMPARED = (
    *("weight", "level", "component", "critical", "required", "photos", "fact", "corner", "role"),
    "due_after_days",
)
_OWN_LISTS = {"choices": "choice", "roles": "role", "parts": "part"}
MOST_DEPTH = 4


@dataclass(frozen=True)
class Change:
    """One difference. `code` says of which sort (`question_added`, `reworded`, …), `question` and `section` where it
    is (ids of the new edition, or of the old one for what was removed), `sentence` what it is in the reader's language.
    `details` holds the old and the new value where there are such."""

    code: str
    sentence: str
    question: str | None = None
    section: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def compare(old: Questionnaire, new: Questionnaire, language: str) -> list[Change]:
    """What became of `old` in `new`, in the order of the new edition: the whole, touchpoints, sections, questions.

    Sentences in `language` (fi, sv, en). Empty when nothing differs. Never raises for any two questionnaires.
    """
    return _Comparison(old, new, language).run()


class _Comparison:
    """Two editions and the language in which their difference is told."""

    def __init__(self, old: Questionnaire, new: Questionnaire, language: str) -> None:
        self.old, self.new, self.language = old, new, language

    def run(self) -> list[Change]:
        changes = [*self._whole(), *self._touchpoints(), *self._sections(), *self._removed()]
        moved = self._moved_questions()
        for question in self.new.questions:
            before = self.old.by_id.get(question.id)
            if before is None:
                changes.append(self._added(question))
            else:
                changes += self._question(before, question, question.id in moved)
        return changes

    def _moved_questions(self) -> set[str]:
        """The questions that changed their place among those that stayed in their section."""
        moved = set[str]()
        before = {one.id: [each.id for each in one.questions] for one in self.old.sections}
        for section in self.new.sections:
            moved |= _moved(before.get(section.id, []), [one.id for one in section.questions])
        return moved

    def _whole(self) -> Iterator[Change]:
        if self.old.code != self.new.code:
            yield self._change("code", old=self.old.code, new=self.new.code)
        yield from self._texts("title", self.old.title, self.new.title)
        for code, gone in (("languages_added", False), ("languages_removed", True)):
            ahead, behind = (self.old, self.new) if gone else (self.new, self.old)
            names = [self._named(LANGUAGE_NAMES, one) for one in ahead.languages if one not in behind.languages]
            if names:
                yield self._change(code, names=", ".join(names))
        if _moved(list(self.old.languages), list(self.new.languages)):
            yield self._change("languages_moved")
        if self.old.emotion_weight != self.new.emotion_weight:
            yield self._change(
                "emotion_weight", old=self._number(self.old.emotion_weight), new=self._number(self.new.emotion_weight)
            )

    def _touchpoints(self) -> Iterator[Change]:
        before = {one.id: one for one in self.old.touchpoints}
        after = {one.id: one for one in self.new.touchpoints}
        for id_ in (one for one in before if one not in after):
            yield self._change("touchpoint_removed", name=self._said(before[id_].name))
        for id_ in (one for one in after if one not in before):
            yield self._change("touchpoint_added", name=self._said(after[id_].name))
        for id_ in (one for one in after if one in before):
            yield from self._texts("touchpoint_reworded", before[id_].name, after[id_].name)
        if _moved(list(before), list(after)):
            yield self._change("touchpoints_moved")

    def _sections(self) -> Iterator[Change]:
        before, after = {one.id: one for one in self.old.sections}, {one.id: one for one in self.new.sections}
        for id_ in (one for one in before if one not in after):
            yield self._change("section_removed", section=id_, name=self._said(before[id_].title))
        for id_, section in after.items():
            if id_ not in before:
                yield self._change("section_added", section=id_, name=self._said(section.title))
            else:
                yield from self._texts("section_reworded", before[id_].title, section.title, section=id_)
        for id_ in sorted(_moved(list(before), list(after))):
            yield self._change("section_moved", section=id_, name=self._said(after[id_].title))

    def _removed(self) -> Iterator[Change]:
        for question in self.old.questions:
            if question.id not in self.new.by_id:
                yield self._change("question_removed", question, weight=self._weight(question))

    def _added(self, question: Question) -> Change:
        title = next(one.title for one in self.new.sections if one.id == question.section)
        asked = when_asked(question.when, self.new, self.language, question.due_after_days)
        values = {"into": self._said(title), "weight": self._weight(question), "asked": asked}
        return self._change("question_added", question, **values)

    def _question(self, old: Question, new: Question, is_moved: bool) -> Iterator[Change]:
        if old.section != new.section:
            title = next(one.title for one in self.new.sections if one.id == new.section)
            yield self._change("question_to_section", new, into=self._said(title))
        elif is_moved:
            before = self._before(new)
            yield self._change("question_moved", new, after=before) if before else self._change("question_first", new)
        if old.kind != new.kind:
            names = {"old": self._named(KIND_NAMES, old.kind), "new": self._named(KIND_NAMES, new.kind)}
            yield self._change("kind", new, **names)
        yield from self._texts("reworded", old.text, new.text, new)
        yield from self._help(old, new)
        if old.touchpoint != new.touchpoint:
            yield self._change("touchpoint", new, old=self._place(self.old, old), new=self._place(self.new, new))
        for key in _COMPARED:
            if getattr(old, key) != getattr(new, key):
                yield self._setting(key, getattr(old, key), getattr(new, key), new)
        yield from self._condition(old, new)
        if old.kind == new.kind:
            yield from self._settings(old, new)

    def _help(self, old: Question, new: Question) -> Iterator[Change]:
        if old.help is None and new.help is not None:
            yield self._change("help_added", new, new=quoted(self._said(new.help), self.language))
        elif new.help is None and old.help is not None:
            yield self._change("help_removed", new, old=quoted(self._said(old.help), self.language))
        elif old.help is not None and new.help is not None:
            yield from self._texts("help_reworded", old.help, new.help, new)

    def _condition(self, old: Question, new: Question) -> Iterator[Change]:
        if old.when == new.when:
            return
        before = when_asked(old.when, self.old, self.language)
        yield self._change("condition", new, old=before, new=when_asked(new.when, self.new, self.language))

    def _settings(self, old: Question, new: Question) -> Iterator[Change]:
        before, after = KINDS[old.kind].write(old), KINDS[new.kind].write(new)
        for key, noun in _OWN_LISTS.items():
            if _are_named(before.get(key, [])) and _are_named(after.get(key, [])):
                yield from self._listed(noun, before.pop(key, []), after.pop(key, []), new)
        yield from self._mapped(before, after, new)

    def _mapped(
        self, before: Mapping[str, Any], after: Mapping[str, Any], question: Question, within: str = ""
    ) -> Iterator[Change]:
        """What became of settings, key by key; of those that are mappings themselves (steps, names), within them."""
        for key in dict.fromkeys((*before, *after)):
            was, now, name = before.get(key), after.get(key), f"{within}{self._named(KEYS, key)}"
            if was == now:
                continue
            if _is_text(was) and _is_text(now):
                yield from self._texts("setting_reworded", was or {}, now or {}, question, setting=name)
            elif isinstance(was, Mapping) and isinstance(now, Mapping) and not _is_text(was) and not _is_text(now):
                yield from self._mapped(was, now, question, f"{name} ")
            else:
                yield self._setting(key, was, now, question, name)

    def _listed(self, noun: str, before: Sequence[Any], after: Sequence[Any], question: Question) -> Iterator[Change]:
        """What became of the question's own list (choices, roles, parts)."""
        was, now = _by_id(before), _by_id(after)
        about = {"noun": self._named(KEYS, noun)}
        for id_ in (one for one in was if one not in now):
            yield self._change("listed_removed", question, name=self._quoted(was[id_]), **about)
        for id_, one in now.items():
            if id_ not in was:
                yield self._change("listed_added", question, name=self._quoted(one), **about)
                continue
            yield from self._texts("listed_reworded", was[id_]["text"], one["text"], question, **about)
            for key in dict.fromkeys((*was[id_], *one)):
                if key not in ("id", "text") and was[id_].get(key) != one.get(key):
                    values = {"name": self._quoted(one), "setting": self._named(KEYS, key)}
                    old, new = self._value(was[id_].get(key)), self._value(one.get(key))
                    yield self._change("listed_setting", question, **values, old=old, new=new)
        if _moved(list(was), list(now)):
            yield self._change("listed_moved", question, noun=self._named(KEYS, noun + "s"))

    def _texts(
        self,
        code: str,
        old: Text,
        new: Text,
        question: Question | None = None,
        section: str | None = None,
        **values: Any,
    ) -> Iterator[Change]:
        """One change for each language in which the words differ, the reader's first. New languages are told once."""
        both = [one for one in new if one in old and new[one] != old[one]]
        for each in sorted(both, key=lambda one: one != self.language):
            about = {**values, "in": self._named(LANGUAGE_NAMES, each)}
            words = {"old": quoted(old[each], self.language), "new": quoted(new[each], self.language)}
            yield self._change(code, question, section, **about, **words)

    def _setting(self, key: str, old: Any, new: Any, question: Question, name: str = "") -> Change:
        values = {"setting": name or self._named(KEYS, key), "old": self._value(old, key), "new": self._value(new, key)}
        return self._change("setting", question, **values)

    def _change(
        self, code: str, question: Question | None = None, section: str | None = None, **values: Any
    ) -> Change:
        known = question.section if question else section
        if question is not None:
            values["question"] = f"{quoted(self._said(question.text), self.language)} ({question.id})"
        sentence = in_language(PHRASES[code], self.language) % values
        sentence = sentence[:1].upper() + sentence[1:]
        return Change(code, sentence, question.id if question else None, known, values)

    def _said(self, text: Text) -> str:
        words = text.get(self.language)
        return words if words is not None else next(iter(text.values()), "")

    def _quoted(self, one: Mapping[str, Any]) -> str:
        return quoted(self._said(one["text"]), self.language)

    def _named(self, table: Mapping[str, dict[str, str]], key: str) -> str:
        return in_language(table[key], self.language) if key in table else key

    def _place(self, questionnaire: Questionnaire, question: Question) -> str:
        found = (one.name for one in questionnaire.touchpoints if one.id == question.touchpoint)
        return quoted(self._said(next(found, {})), self.language)

    def _before(self, question: Question) -> str:
        """The question before `question` in the new edition, quoted; "" where there is none."""
        place = [one.id for one in self.new.questions].index(question.id)
        return quoted(self._said(self.new.questions[place - 1].text), self.language) if place else ""

    def _weight(self, question: Question) -> str:
        if not question.weight:
            return in_language(PHRASES["unscored"], self.language)
        return in_language(PHRASES["weight"], self.language) % {"weight": self._number(question.weight)}

    def _number(self, value: float) -> str:
        text = str(value)
        return text if self.language == "en" else text.replace(".", ",")

    def _value(self, value: Any, key: str = "", depth: int = 0) -> str:
        """Any setting as people read it."""
        if value is None or value == []:
            return in_language(PHRASES["none"], self.language)
        if isinstance(value, bool):
            return in_language(PHRASES["yes" if value else "no"], self.language)
        if isinstance(value, int | float):
            return self._number(value)
        if _is_text(value):
            return quoted(self._said(value), self.language)
        if isinstance(value, Mapping) and depth < MOST_DEPTH:
            return ", ".join(f"{self._named(KEYS, one)}: {self._value(value[one], '', depth + 1)}" for one in value)
        if isinstance(value, list | tuple) and depth < MOST_DEPTH:
            return ", ".join(self._value(one, "", depth + 1) for one in value)
        return self._named(KEYS, f"{key} {value}") if f"{key} {value}" in KEYS else str(value)


def _is_text(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value) and value.keys() <= LANGUAGE_NAMES.keys()


def _are_named(listed: object) -> bool:
    if not isinstance(listed, list):
        return False
    return all(isinstance(one, Mapping) and {"id", "text"} <= one.keys() for one in listed)


def _by_id(listed: Iterable[Any]) -> dict[str, Mapping[str, Any]]:
    return {one["id"]: one for one in listed}


def _moved(before: list[str], after: list[str]) -> set[str]:
    """The fewest ids that would have to be moved to turn the one order into the other; what is in one only is not."""
    places = {id_: place for place, id_ in enumerate(before)}
    common = [id_ for id_ in after if id_ in places]
    return set(common) - set(_longest_rising(common, places))


def _longest_rising(ids: list[str], places: Mapping[str, int]) -> list[str]:
    """The longest run of `ids`, gaps allowed, whose places rise."""
    ends: list[int] = []
    links: list[int | None] = []
    for at, id_ in enumerate(ids):
        low = bisect_left(ends, places[id_], key=lambda end: places[ids[end]])
        links.append(ends[low - 1] if low else None)
        ends[low : low + 1] = [at]
    found: list[str] = []
    step = ends[-1] if ends else None
    while step is not None:
        found.append(ids[step])
        step = links[step]
    return found[::-1]
