"""Our own scripts and styles as phones fetch them: modules joined into one file, and what only people read gone.

Modules are written in a few fixed forms (below), and what is written otherwise is refused when the app starts. Twenty
small files would cost a phone on a slow network twenty requests before the first answer.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

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
# const { a } = …   const [a] = …
_TAKES_APART = re.compile(r"^([ \t]*)const (?=[{\[])", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(import|export)\b.*", re.MULTILINE)
_HEAD = "export const modules = {};\nconst made = {};\nexport const use = (name) => (made[name] ??= modules[name]());\n"


class PackingError(Exception):
    """A module uses a form that cannot be joined, or modules import each other in a circle."""


def lean_script(text: str) -> str:
    """The script without comments and spaces, and with short names where nobody outside can see them.

    The minifier joins neighbouring declarations of one kind and puts `const { a } = f({ b })` before the `b` that it
    needs, for it overlooks what is named in short. So those that take something apart are made another kind.
    """
    return str(minify.string("text/javascript", _TAKES_APART.sub(r"\1let ", text)))


def lean_style(text: str) -> str:
    """The style sheet without whole-line comments and indentation."""
    return _INDENT.sub("", _BLOCK_COMMENT.sub("", text))


def packed(entry: str, sources: Mapping[str, str], upon: str | None = None) -> str:
    """One script of the module `entry` and all that it imports, from `sources` (name → text). Raises PackingError.

    Each module becomes a function that is run once, when it is first used, and gives what it exports. `upon`: the
    entry of another such script, served beside this one under its last name, whose modules are not repeated.
    """
    order: list[str] = []
    if upon:
        _visit(upon, sources, order, ())
    there = len(order)
    _visit(entry, sources, order, ())
    parts = [f'modules["{name}"] = () => {{\n{_as_function(name, sources[name])}}};\n' for name in order[there:]]
    head = f'import {{ modules, use }} from "./{posixpath.basename(upon)}";\n' if upon else _HEAD
    return head + "".join(parts) + f'use("{entry}");\n'


def _visit(name: str, sources: Mapping[str, str], order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise PackingError(f"modules import each other in a circle: {' → '.join((*above, name))}")
    if name in order:
        return
    if name not in sources:
        raise PackingError(f"{above[-1] if above else 'the page'} imports {name}, which does not exist")
    near = [address for _names, address in _IMPORT.findall(sources[name])] + _LATER.findall(sources[name])
    for address in near:
        _visit(_resolve(name, address), sources, order, (*above, name))
    order.append(name)


def _resolve(importer: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), address))


def _as_function(name: str, source: str) -> str:
    exported = _EXPORT.findall(source)
    text = _EXPORT.sub("", source)
    text = _IMPORT.sub(lambda found: f'const {{{_bound(found[1])}}} = use("{_resolve(name, found[2])}");', text)
    text = _LATER.sub(lambda found: f'Promise.resolve("{_resolve(name, found[1])}").then(use)', text)
    left = _LEFT_OVER.search(_without_comments(text))
    if left:
        raise PackingError(f"{name}: cannot be joined: {left[0]}")
    return f"{text}\nreturn {{ {', '.join(exported)} }};\n"


def _without_comments(text: str) -> str:
    return _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text))


def _bound(names: str) -> str:
    """`one, two as other` → `one, two: other`."""
    return " ".join(names.replace(" as ", ": ").split())
