"""What phones fetch: one script, made of modules that are joined or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopper.lean import PackingError, lean_script, lean_style, packed, with_arrows
from shopper.pwa import Release
from tests.living import ROOT

# In gzip; what reads brotli gets less. docs/performance.md tells how much.
BUDGET_BYTES = 25_000


def test_the_whole_client_stays_within_its_budget() -> None:
    release = Release(ROOT / "static")
    scripts = [release.files[name] for name in ("phone.js", "beside.js", "sw.js")]
    assert sum(len(script.gzipped) for script in scripts) <= BUDGET_BYTES


def test_comments_and_indentation_go_and_nothing_else() -> None:
    text = '/** Told.\n * More. */\nexport const a = "// kept"; // gone\n\n  export const b = 1;\n'
    assert lean_script(text) == 'export let a="// kept";export let b=1'
    assert lean_style("/* gone */\n  .a {\n    color: red;\n  }\n") == ".a {\ncolor: red;\n}\n"


def test_nothing_is_used_before_it_is_there() -> None:
    text = "export async function a() {\n  const b = await f(1);\n  const { c } = await g({ b });\n  h(c);\n}\n"
    lean = lean_script(text)
    assert lean.index("f(1)") < lean.index("g({b:")


def test_what_the_minifier_would_put_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(PackingError, match="put something between"):
        lean_script("function f() {\n  const a = g();\n  let { b } = h({ a });\n  return b;\n}\n")


def test_functions_become_arrows_before_all_else() -> None:
    text = "// gone\nconst a = f(1);\nasync function f(b, { c } = {}) {\n  return b;\n}\n"
    assert with_arrows(text) == "const f = async (b, { c } = {}) => {\n  return b;\n};\nconst a = f(1);\n"
    with pytest.raises(PackingError, match="f uses this"):
        with_arrows("function f() {\n  return this;\n}\n")


def test_modules_are_joined_in_the_order_in_which_they_need_each_other() -> None:
    sources = {
        "js/a.js": 'import { two as zwei } from "./near/b.js";\nexport const one = zwei + 1;\nimport("./near/b.js");\n',
        "js/near/b.js": "export const two = 2;\nexport async function three() {}\n",
    }
    text = packed("js/a.js", [], sources)["js/a.js"]
    assert text.index("const two = 2") < text.index("const one = ")
    assert "const zwei = two;" in text
    assert "Promise.resolve({ two, three })" in text


def test_what_is_only_asked_for_runs_when_it_is_asked_for() -> None:
    sources = {"js/a.js": 'import("./b.js");\n', "js/b.js": 'import { c } from "./c.js";\nalert(c);\n',
               "js/c.js": "export const c = 1;\n"}  # fmt: skip
    text = packed("js/a.js", [], sources)["js/a.js"]
    assert "const load_js_b_js = () => {\nalert(c);" not in text.replace("\n\n", "\n").split("load_js_b_js = ")[0]
    assert "Promise.resolve().then(load_js_b_js)" in text
    assert text.index("const c = 1") < text.index("const load_js_b_js = ")


def test_a_second_script_stands_upon_the_first_and_repeats_nothing() -> None:
    sources = {
        "js/phone.js": 'import { a } from "./a.js";\n',
        "js/around.js": 'import { a } from "./a.js";\nimport { b } from "./b.js";\nexport function start() {}\n',
        "js/a.js": "export const a = 1;\nexport const unused = 2;\n",
        "js/b.js": "export const b = 2;\n",
    }
    made = packed("js/phone.js", ["js/around.js"], sources)
    text = made["js/around.js"]
    assert text.startswith('import { shared } from "./phone.js";\nexport const { start } = (() => {\n')
    assert "const [a] = shared;" in text
    assert "const b = 2" in text and "const a =" not in text
    assert made["js/phone.js"].endswith("return [a];\n})();\n")


def test_what_two_modules_call_by_one_name_stays_apart() -> None:
    sources = {
        "a.js": 'import { b } from "./b.js";\nconst own = 1;\nexport const a = own + b;\n',
        "b.js": "const own = 2;\nconst alone = 3;\nexport const b = own + alone;\n",
    }
    text = packed("a.js", [], sources)["a.js"].replace("\n\n", "\n")
    assert "const [b] = (() => {\nconst own = 2;" in text and "const [a] = (() => {\nconst own = 1;" in text
    sources["b.js"] = sources["b.js"].replace("own", "mine")
    assert packed("a.js", [], sources)["a.js"].count("(() =>") == 1


def test_fixed_numbers_and_texts_stand_where_they_are_used() -> None:
    source = 'const SOON_MS = 2 * 10;\nconst KEY = "a long text";\nwait(SOON_MS);\nf(KEY, KEY);\n'
    text = packed("a.js", [], {"a.js": source})["a.js"]
    assert "wait((2 * 10));" in text and "SOON_MS" not in text
    assert 'const KEY = "a long text";' in text and "f(KEY, KEY);" in text


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ({"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}, "a.js → b.js → a.js"),
        ({"a.js": 'import { b } from "./b.js";\n'}, "imports b.js, which does not exist"),
        ({"a.js": 'import b from "./b.js";\n'}, "cannot be joined: import b"),
        ({"a.js": "export default 1;\n"}, "cannot be joined: export default"),
        ({"a.js": "export let changing = 1;\n"}, "cannot be joined: export let"),
        ({"a.js": 'import { b } from "./b.js";\nexport const b = 1;\n', "b.js": "export const b = 2;\n"},
         "both export b"),
    ],
)  # fmt: skip
def test_what_cannot_be_joined_is_refused_by_name(sources: dict[str, str], told: str) -> None:
    with pytest.raises(PackingError, match=told):
        packed("a.js", [], sources)


def test_a_release_is_another_when_anything_in_it_changes(tmp_path: Path) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "phone.js").write_text("const a = 1;\n")
    (tmp_path / "js" / "beside.js").write_text("const b = 1;\n")
    first = Release(tmp_path).id
    (tmp_path / "js" / "phone.js").write_text("const a = 2;\n")
    assert Release(tmp_path).id != first
