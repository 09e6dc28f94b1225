"""Our own scripts and styles as phones fetch them: modules joined into one file, and what only people read gone.

Modules are written in a few fixed forms (below), and what is written otherwise is refused when the app starts. Twenty
small files would cost a phone on a slow network twenty requests before the first answer.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

import minify

_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)
# import { one, two as other } from "./near.js";
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";$', re.MULTILINE)
# import("./near.js")
_LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
# export const one = …   export function one(…   export async function one(…   export class One …
_EXPORT = re.compile(r"^export (?=(?:const|function|async function|class) (\w+))", re.MULTILINE)
# const a = …   for (const … of …)   but not  const { a } = …
_PLAIN_CONST = re.compile(r"\bconst (?![{\[])|(?<=\()const ")
# What is left of them, in what the minifier gives: const{a}=…
_TAKEN_APART = re.compile(r"\bconst(?=[{\[])")
# let a = …;  and right after it  let { b } = …
_TOO_NEAR = re.compile(r"^[ \t]*(?:let|const) (?![{\[]).*\n\s*let [{\[].*", re.MULTILINE)
# At the margin: const one = …   let one;   function one(…   class One …
_OWN = re.compile(r"^(?:const|let|function|async function|class) ([\w$]+)", re.MULTILINE)
# At the margin: const { one } = …   let one, two;
_OWN_IN_PARTS = re.compile(r"^(?:const|let) (?:[{\[]|[\w$]+,)", re.MULTILINE)
# Words, but not what comes after a point.
_WORD = re.compile(r"(?<![\w$.])[\w$]+|(?<=\.\.\.)[\w$]+")
# const SOON_MS = 2 * 1000;   const KEY = "…";   const WORD = /…/;
_FIXED = re.compile(r'^const ([A-Z][A-Z_]*) = ([\d_.]+(?: \* [\d_.]+)*|"[^"\\\n]*"|/.+/u?);\n', re.MULTILINE)
# At the margin: function one(…) { and so on to the } at the margin
_FUNCTION = re.compile(r"^(async )?function (\w+)\((.*)\) \{\n((?s:.*?))^}\n", re.MULTILINE)
_OWN_THIS = re.compile(r"\b(this|arguments)\b")
_LEFT_OVER = re.compile(r"^(import|export)\b.*", re.MULTILINE)


class PackingError(Exception):
    """A module uses a form that cannot be joined, or modules import each other in a circle."""


def lean_script(text: str) -> str:
    """The script without comments and spaces, and with short names where nobody outside can see them.

    The minifier joins neighbouring declarations of one kind and puts `const { a } = f({ b })` before the `b` that it
    needs, for it overlooks what is named in short. So all others are made another kind, `let`, and no `let` that takes
    something apart may follow right after one. Raises PackingError where one does.
    """
    near = _TOO_NEAR.search(_without_comments(text))
    if near:
        raise PackingError(f"put something between these two, or make the second const: {near[0]}")
    return _TAKEN_APART.sub("let", minify.string("text/javascript", _PLAIN_CONST.sub("let ", text)))


def with_arrows(text: str) -> str:
    """The functions at the margin as arrows and before all else, for they are there before anything runs. The minifier
    joins what is then declared side by side, and writes arrows shorter. Raises PackingError for what is no arrow."""
    text = _without_comments(text)
    found = _FUNCTION.findall(text)
    for _waits, name, _takes, inner in found:
        if _OWN_THIS.search(inner):
            raise PackingError(f"{name} uses this or arguments, which an arrow does not have")
    arrows = (f"const {name} = {waits}({takes}) => {{\n{inner}}};\n" for waits, name, takes, inner in found)
    return "".join((*arrows, _FUNCTION.sub("", text)))


def lean_style(text: str) -> str:
    """The style sheet without whole-line comments and indentation."""
    return _INDENT.sub("", _BLOCK_COMMENT.sub("", text))


def packed(base: str, others: Iterable[str], sources: Mapping[str, str]) -> dict[str, str]:
    """Scripts that are each one module and all that it imports: {entry: text}. Raises PackingError.

    `sources`: name → text of every module. The script of `base` holds what it needs itself and what the `others` need
    of it, which they import from beside themselves under its last name. What a module exports is a name that all later
    ones see, so no two may export the same. A module of which another one knows a name that it does not export becomes
    a function that runs once. What is imported by `import("…")` alone runs when it is asked for.
    """
    ground = _Order(sources)
    ground.add(base)
    made = {}
    for entry in others:
        upon = _Order(sources, ground)
        upon.add(entry)
        made[entry] = upon
    shared = sorted({name for upon in made.values() for name in upon.borrowed()})
    texts = {base: f"export const shared = (() => {{\n{ground.text()}return [{', '.join(shared)}];\n}})();\n"}
    for entry, upon in made.items():
        names = _EXPORT.findall(sources[entry])
        told = f"export const {{ {', '.join(names)} }} = " if names else ""
        head = f'import {{ shared }} from "./{posixpath.basename(base)}";\n{told}(() => {{\n'
        taken = f"const [{', '.join(name if name in upon.borrowed() else '' for name in shared)}] = shared;\n"
        given = f"return {{ {', '.join(names)} }};\n" if names else ""
        texts[entry] = f"{head}{taken}{upon.text()}{given}}})();\n"
    return texts


class _Order:
    """Modules in the order in which they need each other; `below` are those that another script holds already."""

    def __init__(self, sources: Mapping[str, str], below: _Order | None = None) -> None:
        self.sources, self.below = sources, below
        self.names: list[str] = []
        self._asked_for: set[str] = set()
        self._exporter: dict[str, str] = dict(below._exporter) if below else {}

    def add(self, name: str, above: tuple[str, ...] = ()) -> None:
        if name in above:
            raise PackingError(f"modules import each other in a circle: {' → '.join((*above, name))}")
        if name in self.names or (self.below and name in self.below.names):
            return
        if name not in self.sources:
            raise PackingError(f"{above[-1] if above else 'the page'} imports {name}, which does not exist")
        source = self.sources[name]
        for _names, address in _IMPORT.findall(source):
            self.add(_resolve(name, address), (*above, name))
        for address in _LATER.findall(source):
            self._asked_for.add(_resolve(name, address))
            self.add(_resolve(name, address), (*above, name))
        for exported in _EXPORT.findall(source):
            if self._exporter.setdefault(exported, name) != name:
                raise PackingError(f"{name} and {self._exporter[exported]} both export {exported}")
        self.names.append(name)

    def borrowed(self) -> list[str]:
        """What these modules import from those below."""
        below = self.below.names if self.below else []
        found = {
            part.split(" as ")[0].strip()
            for name in self.names
            for names, address in _IMPORT.findall(self.sources[name])
            if _resolve(name, address) in below
            for part in names.split(",")
            if part.strip()
        }
        return sorted(found)

    def text(self) -> str:
        return "".join(self._as_function(name) for name in self.names)

    def _as_function(self, name: str) -> str:
        exported = _EXPORT.findall(self.sources[name])
        body = _with_values(_without_comments(self.sources[name]))
        body = _IMPORT.sub(lambda found: _renamed(found[1]), _EXPORT.sub("", body))
        body = _LATER.sub(lambda found: self._later(_resolve(name, found[1])), body)
        body = with_arrows(body)
        left = _LEFT_OVER.search(body)
        if left:
            raise PackingError(f"{name}: cannot be joined: {left[0]}")
        if self._waits(name):
            given = f"return {{ {', '.join(exported)} }};\n" if exported else ""
            return f"const {_loader(name)} = () => {{\n{body}\n{given}}};\n"
        if self._stands_alone(name):
            return f"{body}\n"
        names = ", ".join(exported)
        return f"const [{names}] = (() => {{\n{body}\nreturn [{names}];\n}})();\n"

    def _stands_alone(self, name: str) -> bool:
        """Whether no other module of the script knows a word that this one calls something of its own."""
        source = _without_comments(self.sources[name])
        own = set(_OWN.findall(source)) - set(_EXPORT.findall(self.sources[name]))
        others = {word for one in self.names if one != name for word in _words(self.sources[one])}
        return not own & others and not _OWN_IN_PARTS.search(source)

    def _later(self, name: str) -> str:
        if self._waits(name):
            return f"Promise.resolve().then({_loader(name)})"
        return f"Promise.resolve({{ {', '.join(_EXPORT.findall(self.sources[name]))} }})"

    def _waits(self, name: str) -> bool:
        """Whether nothing but `import("…")` asks for it."""
        everywhere = [*self.names, *(self.below.names if self.below else [])]
        needed = {
            _resolve(one, address) for one in everywhere for _names, address in _IMPORT.findall(self.sources[one])
        }
        return name in self._asked_for and name not in needed


def _resolve(importer: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), address))


def _loader(name: str) -> str:
    return "load_" + re.sub(r"\W", "_", name)


def _renamed(names: str) -> str:
    """`one, two as other` → `const other = two;`: what keeps its name is in sight already."""
    pairs = [part.split(" as ") for part in names.split(",") if " as " in part]
    return " ".join(f"const {other.strip()} = {one.strip()};" for one, other in pairs)


def _with_values(source: str) -> str:
    """Numbers and short texts where their names stood, and what is longer where it stood once."""
    for name, value in _FIXED.findall(source):
        uses = re.compile(rf"\b{name}\b")
        if len(uses.findall(source)) > 2 and len(value) > 6:
            continue
        source = re.sub(rf"^const {name} = .*\n", "", source, flags=re.MULTILINE)
        written = f"({value})" if "*" in value else value
        source = uses.sub(lambda _found, written=written: written, source)  # type: ignore[misc]
    return source


def _words(source: str) -> list[str]:
    return _WORD.findall(_without_comments(source))


def _without_comments(text: str) -> str:
    return _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text))
