"""What the store promised last time, and what was seen of it, as the report says it."""

from __future__ import annotations

from types import SimpleNamespace

from reports import typography
from reports.documents.texts import Texts
from reports.report_parts import Answered, LastStep


def promise(last: LastStep | None, texts: Texts, language: str) -> SimpleNamespace | None:
    """Deed, reply, what the store said of the deed, and what was seen; None where nothing was promised."""
    if last is None:
        return None
    return SimpleNamespace(
        title=texts.last_step if last.text else texts.last_reply,
        deed=last.text,
        reply=last.reply,
        state=_state(last, texts) if last.text else "",
        undone=last.done is False,
        seen=texts.seen_words[last.seen] if last.seen else "",
        good=last.seen in ("mended", "better"),
        bad=last.seen in ("as_before", "worse"),
        question=last.question,
        compared=_compared(last, texts, language),
        effect=last.effect,
    )


def _state(last: LastStep, texts: Texts) -> str:
    return str({True: texts.last_step_done, False: texts.last_step_undone, None: texts.last_step_open}[last.done])


def _compared(last: LastStep, texts: Texts, language: str) -> str:
    """The answer then and now; where there is none, why."""
    if last.then and last.now:
        return str(texts.then_now.format(then=_told(last.then, texts, language), now=_told(last.now, texts, language)))
    if last.then:
        return str(texts.then_alone.format(_told(last.then, texts, language)))
    if not last.text:
        return ""
    return str(texts.promised_later if last.question else texts.promise_unasked)


def _told(answered: Answered, texts: Texts, language: str) -> str:
    answer = typography.trimmed(" ".join(answered.answer.split()), 60, "").strip('"”“ ')
    said = texts.said.format(answer) if answer else ""
    if answered.points is None or not answered.weight:
        return str(said or texts.no_answer)
    got, most = (typography.short(part, language) for part in (answered.points * answered.weight, answered.weight))
    return f"{said} ({got}/{most})".strip()
