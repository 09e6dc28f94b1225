# ruff: noqa: E501 - a row of a sheet is read as one line
"""Workbooks as the field makes them, sheet by sheet, each with the complete list of what does not map."""

from __future__ import annotations

from datetime import date, time

from tests.forms.workbooks import Rows

YES_NO = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
COLOURS = [["list_name", "name", "label"], ["colours", "red", "Red"], ["colours", "green", "Green"], ["colours", "none", "None"]]
HEAD = ["type", "name", "label"]
BASIC = [["form_id", "form_title", "default_language"], ["theirs", "Theirs", "English (en)"]]

# Each: its sheets, and the complete list of notices as "sheet:row:column reason".
WORKBOOKS: dict[str, tuple[dict[str, Rows], list[str]]] = {
    "the smallest": (
        {"survey": [HEAD, ["text", "a", "A?"]]},
        ["survey:1:C language_unnamed", "settings:2 code_missing"],
    ),
    "one sheet under any name": (
        {"Form1": [HEAD, ["text", "a", "A?"]]},
        ["survey:1:C language_unnamed", "settings:2 code_missing"],
    ),
    "every simple type": (
        {
            "survey": [
                HEAD, ["integer", "i", "I?"], ["decimal", "d", "D?"], ["text", "t", "T?"], ["image", "p", "P?"], ["date", "on", "On?"],
                ["time", "at", "At?"], ["dateTime", "when", "When?"], ["barcode", "b", "B?"], ["acknowledge", "ok", "OK?"],
            ],
            "settings": BASIC,
        },
        ["survey:3:A decimal", "survey:6:A day_or_time", "survey:7:A day_or_time", "survey:8:A day_or_time", "survey:9:A nearest",
         "survey:10:A nearest"],
    ),
    "what a phone records by itself": (
        {
            "survey": [HEAD, ["start", "start", None], ["end", "end", None], ["today", "today", None], ["deviceid", "id", None],
                       ["audit", "audit", None], ["text", "a", "A?"]],
            "settings": BASIC,
        },
        [f"survey:{row} by_itself" for row in (2, 3, 4, 5, 6)],
    ),
    "places and recordings": (
        {
            "survey": [HEAD, ["geopoint", "g", "G?"], ["geotrace", "h", "H?"], ["geoshape", "s", "S?"], ["audio", "o", "O?"],
                       ["video", "v", "V?"], ["file", "f", "F?"], ["text", "a", "A?"]],
            "settings": BASIC,
        },
        [f"survey:{row} place_type" for row in (2, 3, 4)] + [f"survey:{row} recording" for row in (5, 6, 7)],
    ),
    "one, several and rank": (
        {
            "survey": [HEAD, ["select_one yn", "a", "A?"], ["select one colours", "b", "B?"], ["select_multiple colours", "c", "C?"],
                       ["rank colours", "d", "D?"]],
            "choices": [*YES_NO, *COLOURS[1:]],
            "settings": BASIC,
        },
        [],
    ),
    "conditions of every sort": (
        {
            "survey": [
                [*HEAD, "relevant"],
                ["select_one yn", "a", "A?", None],
                ["integer", "n", "N?", "${a} = 'yes'"],
                ["select_multiple colours", "c", "C?", "not(${a}='no') and ${n} >= 3"],
                ["text", "t", "T?", "selected(${c}, 'red') or ${n} < 0 - 1"],
                ["text", "u", "U?", "(${t} != '')"],
                ["text", "v", "V?", "count-selected(${c}) > 0"],
                ["text", "w", "W?", "${a} = 'maybe'"],
                ["text", "x", "X?", "position(..) = 1"],
                ["text", "y", "Y?", "true()"],
                ["text", "z", "Z?", "${last} = 'x'"],
                ["text", "last", "Last?", None],
            ],
            "choices": [*YES_NO, *COLOURS[1:]],
            "settings": BASIC,
        },
        ["survey:5:D condition", "survey:8:D condition", "survey:9:D condition", "survey:11:D condition_fails"],
    ),
    "constraints": (
        {
            "survey": [
                [*HEAD, "constraint", "constraint_message"],
                ["integer", "age", "Age?", ". >= 18 and . < 100", "18 to 99"],
                ["decimal", "paid", "Paid?", ". >= 0 and . <= 500", None],
                ["text", "code", "Code?", "regex(., '^[A-Z]{3}$')", "Three letters"],
                ["text", "short", "Short?", "string-length(.) <= 40", None],
                ["date", "on", "On?", ". <= today()", "Not later"],
                ["select_multiple colours", "c", "C?", "not(selected(., 'none') and count-selected(.) > 1)", "None alone"],
            ],
            "choices": COLOURS,
            "settings": BASIC,
        },
        ["survey:2:E message", "survey:3:A decimal", "survey:6:A day_or_time", "survey:6:D constraint", "survey:7:E message"],
    ),
    "groups, one within another": (
        {
            "survey": [
                HEAD,
                ["begin group", "outer", "Outer"], ["text", "a", "A?"], ["begin_group", "inner", "Inner"], ["text", "b", "B?"],
                ["end_group", None, None], ["text", "c", "C?"], ["end group", None, None],
                ["begin group", "bare", None], ["end group", None, None],
            ],
            "settings": BASIC,
        },
        ["survey:4:A nested", "survey:9 empty_group"],
    ),
    "repeats": (
        {
            "survey": [[*HEAD, "repeat_count"], ["begin repeat", "child", "Child", "3"], ["text", "name_of", "Name?", None],
                       ["end repeat", None, None, None]],
            "settings": BASIC,
        },
        ["survey:2:A repeat", "survey:2:D repeat_count"],
    ),
    "notes": (
        {
            "survey": [HEAD, ["note", "hello", "Welcome."], ["note", None, "Look around."], ["text", "a", "A?"], ["note", "bye", "Thanks."]],
            "settings": BASIC,
        },
        ["survey:5:C note_alone"],
    ),
    "calculations and hidden values": (
        {
            "survey": [[*HEAD, "calculation"], ["integer", "a", "A?", None], ["calculate", "twice", None, "${a} * 2"],
                       ["hidden", "h", None, None]],
            "settings": BASIC,
        },
        ["survey:3 calculate", "survey:4 hidden"],
    ),
    "three languages and a fourth": (
        {
            "survey": [["type", "name", "label::Suomi (fi)", "label::Svenska (sv)", "label::English (en)", "label::Eesti (et)"],
                       ["select_one yn", "a", "A fi", "A sv", "A en", "A et"], ["text", "b", "B fi", None, "B en", None]],
            "choices": [["list_name", "name", "label::Suomi (fi)", "label::Svenska (sv)", "label::English (en)"],
                        ["yn", "yes", "Kyllä", "Ja", "Yes"], ["yn", "no", "Ei", "Nej", "No"]],
            "settings": [["form_id", "form_title", "default_language"], ["langs", "Langs", "Suomi (fi)"]],
        },
        ["survey:1:F language_unknown", "survey:2:F words_unused", "survey:3 language_missing", "settings:2 language_missing"],
    ),
    "hints and what goes with them": (
        {
            "survey": [[*HEAD, "hint", "guidance_hint", "required", "required_message", "read_only", "default", "appearance"],
                       ["text", "a", "A?", "Look up.", "Ask twice.", "yes", "Please!", None, "x", "multiline"],
                       ["integer", "b", "B?", None, None, "${a} != ''", None, "yes", "3", "bearing"]],
            "settings": BASIC,
        },
        ["survey:2:E guidance", "survey:2:G message", "survey:2:I default", "survey:3:F required_sometimes", "survey:3:H read_only",
         "survey:3:I default", "survey:3:J appearance"],
    ),
    "ranges": (
        {
            "survey": [[*HEAD, "parameters"], ["range", "nps", "Would you?", "start=0 end=10 step=1"],
                       ["range", "five", "How?", "start=1;end=5;step=1"], ["range", "heat", "Degrees?", "start=15 end=25 step=1"],
                       ["range", "half", "Halves?", "start=0 end=3 step=0.5"]],
            "settings": BASIC,
        },
        ["survey:3:A scale_words", "survey:5:A range_steps"],
    ),
    "points on the choices": (
        {
            "survey": [[*HEAD, "weight", "level", "component"], ["select_one how", "a", "A?", 4, "T", "S"],
                       ["select_one ten", "b", "B?", 2, None, None], ["integer", "c", "C?", 3, "T", "S"]],
            "choices": [["list_name", "name", "label", "score", "plus"], ["how", "good", "Good", 1, 1], ["how", "fair", "Fair", 0.5, None],
                        ["how", "bad", "Bad", 0, None], ["ten", "x", "X", 10, None], ["ten", "y", "Y", 5, None], ["ten", "z", "Z", None, None]],
            "settings": BASIC,
        },
        ["survey:3 level_missing", "survey:3 level_missing", "survey:3 points_missing", "survey:4:D not_scorable", "survey:4:E not_scorable",
         "survey:4:F not_scorable", "choices:5 points_scaled"],
    ),
    "names that are no ids": (
        {
            "survey": [HEAD, ["begin group", "Group-1", "G"], ["select_one List.1", "What.Colour", "A?"], ["text", "data", "B?"],
                       ["text", "x" * 70, "C?"], ["text", "_ääni", "D?"], ["end group", None, None]],
            "choices": [["list_name", "name", "label"], ["List.1", "1", "One"], ["List.1", "dark-red", "Two"], ["List.1", "Dark_Red", "Three"]],
            "settings": [["form_id", "default_language"], ["My Form!", "en"]],
        },
        ["survey:2:B section_name", "survey:3:B name", "survey:4:B name", "survey:5:B name", "survey:6:B name", "choices:2:B choice_name",
         "choices:3:B choice_name", "choices:4:B choice_name", "settings:2:A code"],
    ),
    "the same name in two groups": (
        {
            "survey": [HEAD, ["begin group", "g", "G"], ["text", "a", "A?"], ["end group", None, None], ["begin group", "h", "H"],
                       ["text", "a", "A again?"], ["end group", None, None]],
            "settings": BASIC,
        },
        ["survey:6:B name"],
    ),
    "very long and very short lists": (
        {
            "survey": [HEAD, ["select_one long", "a", "A?"], ["select_one lone", "b", "B?"]],
            "choices": [["list_name", "name", "label"], *(["long", f"c{at}", f"C {at}"] for at in range(31)), ["lone", "ok", "OK"],
                        ["never", "x", "X"]],
            "settings": BASIC,
        },
        ["survey:2:A many_choices", "survey:3:A one_choice", *(f"choices:{row} list_given_up" for row in range(2, 33)),
         "choices:34 list_unused"],
    ),
    "filters, media and triggers": (
        {
            "survey": [[*HEAD, "choice_filter", "media::image", "trigger", "parameters"],
                       ["select_one colours", "a", "A?", "warm = 'y'", "a.png", None, "randomize=true"],
                       ["text", "b", "B?", None, None, None, None]],
            "choices": [[*COLOURS[0], "warm", "media::image"], ["colours", "red", "Red", "y", "r.png"], ["colours", "blue", "Blue", "n", None]],
            "settings": BASIC,
        },
        ["survey:2:D filter", "survey:2:E media", "survey:2:G parameters", "choices:2:D column", "choices:2:E media", "choices:3:D column"],
    ),
    "or other": (
        {"survey": [HEAD, ["select_one colours or_other", "a", "A?"]], "choices": COLOURS, "settings": BASIC},
        ["survey:2:A or_other"],
    ),
    "a table of questions": (
        {
            "survey": [[*HEAD, "appearance"], ["begin group", "g", "How were they?", "table-list"], ["select_one colours", "a", "A?", None],
                       ["select_one colours", "b", "B?", None], ["end group", None, None, None]],
            "choices": COLOURS,
            "settings": BASIC,
        },
        [],
    ),
    "sheets, columns and cells beside the form": (
        {
            "survey": [[*HEAD, "our notes", None], ["text", "a", "A?", "ask Maija", "astray"], [None, None, None, "just a remark", None]],
            "settings": [["form_id", "version", "style", "default_language"], ["x", "3", "pages", "en"]],
            "to do": [["Ask", "the", "boss"], ["twice"]],
        },
        ["survey:2:E no_heading", "survey:2:D column", "survey:3:D column", "settings:2:B setting", "settings:2:C setting", "to do sheet"],
    ),
    "numbers, days and truth in cells": (
        {
            "survey": [HEAD, ["select_one years", "y", 2026]],
            "choices": [["list_name", "name", "label"], ["years", 1, date(2026, 11, 30)], ["years", 2.0, time(13, 45)], ["years", 3, True]],
            "settings": BASIC,
        },
        [f"choices:{row}:B choice_name" for row in (2, 3, 4)],
    ),
    "formulas": (
        {"survey": [HEAD, ["text", "a", '="A"&"?"'], ["text", "b", "B?"]], "settings": BASIC},
        ["survey:2:C computed_empty", "survey:2 no_label"],
    ),
    "old spellings": (
        {
            "survey": [["Type", "Name", "Caption", "Relevance", "bind:required"], ["select1 yn", "a", "A?", None, "yes"],
                       ["string", "b", "B?", "${a} = 'yes'", None]],
            "choices": [["list name", "value", "caption"], ["yn", "yes", "Yes"], ["yn", "no", "No"]],
            "settings": BASIC,
        },
        [],
    ),
    "answers put into texts": (
        {"survey": [HEAD, ["text", "who", "Who?"], ["text", "why", "Why did ${who} come?"]], "settings": BASIC},
        ["survey:3:C reference"],
    ),
}  # fmt: skip
