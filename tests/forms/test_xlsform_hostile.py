"""Workbooks that mean harm, or are broken: refused with one clear sentence, in seconds, in three languages."""

from __future__ import annotations

import io
import stat
import struct
import time
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from forms.exchange.xlsform.read import read_xlsform
from forms.exchange.xlsform.refusal import WorkbookRefused
from forms.exchange.xlsform.sentences import NOTICES, REFUSALS
from tests.forms.workbooks import Rows, repacked, workbook

HEAD = ["type", "name", "label::English (en)", "relevant", "constraint", "calculation"]
GOOD = workbook(survey=[HEAD, ["text", "a", "A?"]])


def survey(*rows: list[object], **sheets: Rows) -> bytes:
    return workbook(survey=[HEAD, *rows], **sheets)


def refusal(content: bytes, name: str = "theirs.xlsx") -> WorkbookRefused:
    began = time.process_time()
    with pytest.raises(WorkbookRefused) as caught:
        read_xlsform(content, name)
    assert time.process_time() - began < 5
    for language in ("fi", "sv", "en"):
        assert caught.value.say(language).strip()
    return caught.value


def test_the_good_one_is_read():
    assert read_xlsform(GOOD, "good.xlsx").questionnaire().questions[0].id == "a"


def test_a_bomb_is_refused_by_the_sizes_it_declares():
    bomb = io.BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(64):
            part.write(b" " * 1_000_000)
    assert len(bomb.getvalue()) < 200_000
    assert refusal(bomb.getvalue()).reason == "bomb"


def test_a_size_that_lies_is_found_out():
    big = b"<a>" + b" " * 60_000_000 + b"</a>"
    content = repacked(GOOD, {"xl/worksheets/sheet1.xml": big})
    # Both of the archive's tables say that the part is small.
    lying = content.replace(struct.pack("<I", len(big)), struct.pack("<I", 1_000))
    assert lying != content
    assert refusal(lying).reason == "broken"


def test_many_small_tags_are_refused_as_a_bomb():
    cells = b"<c/>" * 1_200_000
    sheet = b'<worksheet xmlns="x"><sheetData><row>' + cells + b"</row></sheetData></worksheet>"
    assert refusal(repacked(GOOD, {"xl/worksheets/sheet1.xml": sheet})).reason == "bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&y;</a>',
        '<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>',
    ],
)
def test_entities_are_refused_wherever_they_are_declared(declared, part, encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    assert refusal(repacked(GOOD, {part: (head + declared).encode(encoding)})).reason == "entities"


def test_macros_are_refused_by_part_type_and_name():
    assert refusal(repacked(GOOD, {"xl/vbaProject.bin": b"x"})).reason == "macros"
    types = b'<Types xmlns="x"><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert refusal(repacked(GOOD, {"[Content_Types].xml": types})).reason == "macros"
    assert refusal(GOOD, "theirs.XLSM").reason == "macros"


def test_links_to_other_files_are_refused():
    assert refusal(repacked(GOOD, {"xl/externalLinks/externalLink1.xml": b"<a/>"})).reason == "links"


@pytest.mark.parametrize("name", ["../../etc/x.xml", "/etc/x.xml", "xl\\..\\x.xml", "c:x.xml", "xl/../../x.xml"])
def test_parts_that_point_out_of_the_file_are_refused(name):
    assert refusal(repacked(GOOD, {name: b"<a/>"})).reason == "strays"


def test_symbolic_links_are_refused():
    content = io.BytesIO(GOOD)
    with ZipFile(content, "a") as archive:
        link = ZipInfo("xl/media/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal(content.getvalue()).reason == "strays"


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "empty.xlsx", "no_workbook"),
        (b"survey,type,name\n,text,a\n", "form.csv", "no_workbook"),
        (b"| survey |\n| | type |", "form.md", "no_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.xls", "old_format"),
        (b"PK\x03\x04 but not", "cut.xlsx", "broken"),
        (GOOD[:-200], "cut.xlsx", "broken"),
        (b"PK" + b"x" * 5_000_001, "big.xlsx", "too_big"),
        (repacked(GOOD, {"xl/workbook.xml": None}), "x.xlsx", "broken"),
        (repacked(GOOD, {"xl/workbook.xml": b"<workbook"}), "x.xlsx", "broken"),
        (repacked(GOOD, {"xl/worksheets/sheet1.xml": None}), "x.xlsx", "broken"),
        (workbook(one=[["x"]], two=[["y"]]), "x.xlsx", "no_survey"),
        (workbook(survey=[["name", "label"], ["a", "A"]]), "x.xlsx", "no_survey"),
        (survey(["note", "a", "Only a note"]), "x.xlsx", "no_questions"),
    ],
)
def test_what_is_no_workbook_is_refused_with_advice(content, name, reason):
    assert refusal(content, name).reason == reason


def test_every_byte_that_breaks_breaks_gently():
    for place in range(0, len(GOOD), max(1, len(GOOD) // 150)):
        broken = GOOD[:place] + bytes([GOOD[place] ^ 0x5A]) + GOOD[place + 1 :]
        try:
            read_xlsform(broken, "flipped.xlsx")
        except WorkbookRefused as refused:
            assert refused.say("fi")


@pytest.mark.parametrize(
    "kind",
    ["select_one_from_file ../../etc/passwd.csv", "select_multiple_from_file a.csv", "select one from file a.xml",
     "select_one_external list", "csv-external", "xml-external"],
)  # fmt: skip
def test_choices_from_other_files_are_refused(kind):
    refused = refusal(survey(["text", "x", "X?"], [kind, "a", "A?"]))
    assert (refused.reason, refused.place) == ("outside", "survey:3")


def test_more_than_500_questions_are_refused_at_once():
    assert refusal(survey(*(["text", f"q{number}", "?"] for number in range(501)))).reason == "too_many"
    assert refusal(survey(*(["text", f"q{number}", "?"] for number in range(20_000)))).reason == "too_many"
    most = survey(*(["text", f"q{number}", "?"] for number in range(500)))
    assert len(read_xlsform(most, "a.xlsx").questionnaire().questions) == 500


def test_equal_names_are_refused_with_both_rows():
    refused = refusal(survey(["text", "same", "A?"], ["text", "other", "B?"], ["integer", "same", "C?"]))
    assert (refused.reason, refused.place) == ("same_name", "survey:4")
    assert "“same”" in refused.say() and "row 2" in refused.say()


@pytest.mark.parametrize("name", ["1a", "a b", "<b>", "a:b", "ä'", "../x", "${a}"])
def test_names_that_are_none_are_refused_with_their_row(name):
    refused = refusal(survey(["text", "good", "A?"], ["text", name, "B?"]))
    assert (refused.reason, refused.place) == ("bad_name", "survey:3")


@pytest.mark.parametrize("column", [3, 4])
def test_brackets_without_end_are_refused(column):
    row: list[object] = ["text", "b", "B?", None, None]
    row[column] = "(" * 16_000 + "1=1" + ")" * 16_000
    assert refusal(survey(["text", "a", "A?"], row)).place == "survey:3"
    row[column] = "not(" * 51 + "${a} = 'x'" + ")" * 51
    assert refusal(survey(["text", "a", "A?"], row)).reason == "too_deep"


def test_circles_are_refused_by_name():
    one, two = ["text", "a", "A?", "${b} = 'x'"], ["text", "b", "B?", "${a} = 'x'"]
    assert "a → b → a" in refusal(survey(one, two)).say()
    assert "a → a" in refusal(survey(["text", "a", "A?", "${a} = 'x'"])).say()
    group = ["begin group", "g", "G", "${inside} = 'x'"]
    assert "inside → inside" in refusal(survey(group, ["text", "inside", "I?"], ["end group"])).say()
    ring = [["text", f"q{at}", "?", f"${{q{(at + 1) % 300}}} = 'x'"] for at in range(300)]
    assert refusal(survey(*ring)).reason == "circle"


@pytest.mark.parametrize("text", ["9**9**9", '"a"*10**10', "${a} ==", "('", "${a} = 'x", "a b c", "1 +", "{}", "$(a)"])
def test_what_is_no_expression_is_refused_and_never_evaluated(text):
    refused = refusal(survey(["text", "a", "A?"], ["text", "b", "B?", text]))
    assert refused.place == "survey:3"


@pytest.mark.parametrize("text", ["a.__class__.__base__", "__import__('os')", "jr:choice-name(${a}, 'x')", "2 * 3 = 6"])
def test_what_only_others_can_say_is_told_and_the_question_always_asked(text):
    imported = read_xlsform(survey(["text", "a", "A?"], ["text", "b", "B?", text]), "a.xlsx")
    assert [one.place for one in imported.notices if one.reason == "condition"] == ["survey:3:D"]
    assert imported.questionnaire().by_id["b"].when is None


@pytest.mark.parametrize("regex", ["(a+)+$", "(a)\\1", "(?=a)b", "(?<!a)b", "(", "[", "a{2000}"])
def test_patterns_that_could_run_on_are_told_and_left_out(regex):
    imported = read_xlsform(survey(["text", "a", "A?", None, f"regex(., '{regex}')"]), "a.xlsx")
    assert {one.reason for one in imported.notices if one.sheet == "survey"} == {"pattern"}
    assert "pattern" not in imported.questionnaire().by_id["a"].settings


def test_where_to_send_answers_is_not_for_a_workbook_to_say():
    heads = ["form_id", "submission_url", "public_key", "auto_send"]
    settings = [heads, ["f", "https://evil.example/", "AAAA", "true"]]
    imported = read_xlsform(survey(["text", "a", "A?"], settings=settings), "a.xlsx")
    told = [one.values["heading"] for one in imported.notices if one.reason == "setting"]
    assert told == ["submission_url", "public_key", "auto_send"]
    assert "evil" not in repr(imported.questionnaire_document)


def test_what_looks_like_html_stays_words():
    words = "<script>alert(1)</script> & <b>"
    assert read_xlsform(survey(["text", "a", words]), "a.xlsx").questionnaire().by_id["a"].text == {"en": words}


@pytest.mark.parametrize("weight", ["NaN", "-1", "101", "1e999", "heavy"])
def test_weights_that_are_none_are_told_by_row(weight):
    rows = [["type", "name", "label::English (en)", "weight"], ["select_one yn", "a", "A?", weight]]
    content = workbook(survey=rows, choices=[["list_name", "name"], ["yn", "yes"], ["yn", "no"]])
    with pytest.raises(ValueError, match=r"a.xlsx:survey:2: .*weight"):
        read_xlsform(content, "a.xlsx").questionnaire("a.xlsx")


def test_a_cell_far_out_costs_nothing():
    cell = b'<row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row>'
    far = b'<worksheet xmlns="x"><sheetData>' + cell + b"</sheetData></worksheet>"
    assert refusal(repacked(GOOD, {"xl/worksheets/sheet1.xml": far})).reason == "no_survey"


def test_what_the_fields_own_parser_refuses_is_told_with_its_row():
    refused = refusal(survey(["text", "a", "A?"], ["text", "b", "B?", "${nobody} = 'x'"]))
    assert (refused.reason, refused.place) == ("parser", "survey:3")
    assert refusal(survey(["text", "a", "A?"], ["begin group", "g", "G"])).reason == "parser"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_sentence_is_there_in_every_language(language):
    for words in (*REFUSALS.values(), *(one for pair in NOTICES.values() for one in pair)):
        assert words[language]
    assert all(set(words) == {"fi", "sv", "en"} for words in REFUSALS.values())
