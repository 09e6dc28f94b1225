"""A shopper's way over the real pages, the same in every engine: scripts stand in for fingers, keys are real."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any, Protocol

from tests.browser.handset import READ_ALL, until
from tests.browser.pages import RECEIVED, SAVED


class Phone(Protocol):
    """What a driver of an engine can do."""

    def open(self, address: str) -> None: ...

    def run(self, script: str, *values: Any) -> Any: ...

    def type(self, selector: str, text: str) -> None: ...


def text_of(phone: Phone, selector: str) -> str:
    """What is read there; nothing while it is hidden."""
    return str(phone.run("async (where) => document.querySelector(where)?.innerText ?? ''", selector))


def wait_until_installed(phone: Phone, address: str, store: str) -> None:
    """The list was opened with a network, its worker is at work and the visit page of `store` is kept."""
    phone.open(f"{address}/field/")
    script = """async (store) => {
      const card = [...document.querySelectorAll('article')].find((one) => one.innerText.includes(store));
      const worker = (await navigator.serviceWorker.getRegistration())?.active?.state;
      return [worker ?? '', card?.querySelector('[data-offline]')?.innerText ?? ''];
    }"""
    ready = ["activated", "Opens without internet"]
    until(lambda: phone.run(script, store) == ready, 40, f"{store} is kept for later")


def stored(phone: Phone, shelf: str) -> list[Any]:
    """Everything on one shelf of the phone's database, bytes told as their length."""
    return list(phone.run(READ_ALL, shelf))


class VisitWalk:
    """One visit, filled in. Questions are named by their id."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        ready = """async () => location.hash.includes('v=')
          && (!document.querySelector('#all').disabled || !document.querySelector('#outcome').hidden)"""
        until(lambda: _calm(phone, ready), 30, "the visit is open")

    @property
    def id(self) -> str:
        return self.address.split("v=")[1]

    @property
    def address(self) -> str:
        return str(self.phone.run("async () => location.href"))

    def choose(self, question: str, *values: str, part: str = "value") -> VisitWalk:
        for value in values:
            self._tap(f'#q-{question} label:has([name="{question}-{part}"][value="{value}"])')
        return self

    def feel(self, question: str, emotion: str, times: int) -> VisitWalk:
        for _ in range(times):
            self._tap(f'#q-{question} [data-emotion="{emotion}"] .feeling')
        return self

    def stamp(self, question: str) -> VisitWalk:
        for which in ("from", "to"):
            self._tap(f'[data-now="{question}-{which}"]')
        return self

    def write(self, name: str, text: str) -> VisitWalk:
        self.phone.type(f'[name="{name}"]', text)
        return self

    def add_photo(self, question: str, file: Path) -> VisitWalk:
        """Hand the file to the page's own input, as the camera does."""
        script = """async (question, name, text) => {
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const input = [...document.querySelectorAll(`#q-${question} [data-file]`)].at(-1);
          const hand = new DataTransfer();
          hand.items.add(new File([bytes], name, { type: 'image/jpeg' }));
          input.files = hand.files;
          input.dispatchEvent(new Event('change', { bubbles: true }));
        }"""
        before = self.thumbs(question)
        self.phone.run(script, question, file.name, base64.b64encode(file.read_bytes()).decode())
        until(lambda: self.thumbs(question) == before + 1, 20, f"{file.name} is kept")
        return self

    def thumbs(self, question: str) -> int:
        script = "async (where) => [...document.querySelectorAll(where)].filter((one) => one.naturalWidth).length"
        return int(self.phone.run(script, f"#q-{question} [data-thumbs] img"))

    def value(self, name: str) -> str:
        return str(self.phone.run("async (name) => document.getElementsByName(name)[0].value", name))

    def chosen(self, question: str) -> list[str]:
        script = "async (where) => [...document.querySelectorAll(where)].map(({ value }) => value)"
        return list(self.phone.run(script, f'[name="{question}-value"]:checked'))

    def saved(self, question: str, value: Any) -> VisitWalk:
        """The last answer given is on disk, and with it all before it; the page says so."""
        until(lambda: self._kept().get(question) == value, 20, f"{question} is kept")
        until(lambda: SAVED.search(text_of(self.phone, "#status")), 20, "it says that all is saved")
        return self

    def finish(self) -> VisitWalk:
        self._tap("#finish")
        self.phone.run("async () => document.querySelector('#missing[open] [data-anyway]')?.click()")
        until(lambda: self.outcome, 20, "it says where the visit is")
        return self

    @property
    def outcome(self) -> str:
        return text_of(self.phone, "#outcome:not([hidden]) [data-text]")

    def wait_until_received(self) -> str:
        """Gives the number of the receipt that the page shows."""
        until(lambda: RECEIVED.search(self.outcome), 60, "it was received")
        found = re.search(r"R-[0-9A-Z]+", self.outcome)
        assert found
        return found[0]

    def _kept(self) -> dict[str, Any]:
        return {one["question"]: one.get("value") for one in stored(self.phone, "answers")}

    def _tap(self, selector: str) -> None:
        self.phone.run("async (where) => document.querySelector(where).click()", selector)


def _calm(phone: Phone, script: str) -> Any:
    """The answer of a page, None while it is on its way to another."""
    try:
        return phone.run(script)
    except RuntimeError:
        return None
