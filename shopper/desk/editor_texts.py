"""The sentences that the editor's scripts say, by key. `{name}` is filled in on the page."""

from __future__ import annotations

from flask_babel import gettext as _


def editor_texts() -> dict[str, str]:
    """What static/js/desk/editor/ says."""
    about = {**_question(), **_conditions(), **_parts()}
    return {**_saving(), **_outline(), **about, **_news(), **_library(), **_refusals()}


def _saving() -> dict[str, str]:
    return {
        "saved": _("All changes are saved"),
        "saving": _("Saving …"),
        "saved_offline": _("All changes are saved. No connection just now."),
        "not_saved_offline": _("Not saved yet: no connection. It is kept on this device and sent when there is one."),
        "not_saved_busy": _("Not saved yet: the service is busy. It is kept on this device and sent soon."),
        "not_saved_signed_out": _("Not saved yet: you are signed out. It is kept on this device."),
        "stuck": _("Cannot be saved. See below."),
        "not_on_disk": _("NOT kept on this device: it has no room. Do not close the page."),
        "signed_out": _("You are signed out. What you typed is kept on this device and is sent once you have "
                        "signed in. Sign in on the page that opens, then come back here."),
        "sign_in": _("Sign in"),
        "published_meanwhile": _("Somebody has published this edition meanwhile, so it does not change any more. "
                                 "What could not be saved stands below: copy it, and put it into the next edition."),
        "draft_gone": _("This draft is no longer here for you. What could not be saved stands below: copy it."),
        "stale": _("The page was open too long. What you typed is kept on this device: load the page again."),
        "stuck_why": _("This could not be saved. What you typed stands below and is kept on this device."),
        "your_words": _("Your words, to copy"),
        "reload": _("Load the page again"),
        "discard": _("Let go of what stands first"),
        "people": _("Also here: {names}"),
        "publish_unsaved": _("Not everything is saved yet. Wait a moment, then publish."),
    }  # fmt: skip


def _outline() -> dict[str, str]:
    return {
        "whole": _("The questionnaire"),
        "section": _("Section"),
        "add_section": _("Section"),
        "add_question": _("Question"),
        "add_question_to": _("Add a question to {name}"),
        "from_library": _("From the library"),
        "from_library_to": _("From the library to {name}"),
        "unnamed_section": _("Section without a title"),
        "unnamed_question": _("Question without words"),
        "unnamed": _("{one} {n}"),
        "no_kind": _("no kind yet"),
        "weight_of": _("weight {n}"),
        "critical_short": _("critical"),
        "when_mark": _("if …"),
        "days_mark": _("after {n} days"),
        "amiss": _("{n} things to mend"),
        "amiss_one": _("one thing to mend"),
        "move_or_remove": _("Move, copy or remove: {name}"),
        "move_up": _("Up"),
        "move_down": _("Down"),
        "to_section": _("To the end of section"),
        "copy": _("Make a copy"),
        "remove": _("Remove"),
        "close": _("Close"),
        "moved_in": _("moved to {n} of {all} in {section}"),
        "moved": _("moved to {n} of {all}"),
        "removed": _("Removed: {name}"),
        "undo": _("Undo"),
        "gone": _("This is no longer there: somebody removed it. Choose another question in the outline."),
    }


def _question() -> dict[str, str]:
    return {
        "question_place": _("Question {n} of {all} · {section}"),
        "questions": _("{n} questions"),
        "questions_one": _("one question"),
        "earlier": _("To the question before"),
        "later": _("To the next question"),
        "words": _("What is asked"),
        "help": _("Help for whoever answers"),
        "missing_words": _("{n} languages missing"),
        "missing_words_one": _("one language missing"),
        "kind": _("How it is answered"),
        "choose": _("Choose"),
        "between": _("From {low} to {high}."),
        "add_one": _("Add: {one}"),
        "column_points": _("Points (0–1)"),
        "column_plus": _("Plus"),
        "column_exclusive": _("Stands alone (“none of these”)"),
        "column_min": _("Smallest"),
        "column_max": _("Largest"),
        "compared_points": _("The text gives points"),
        "pattern": _("Pattern (regular expression)"),
        "pattern_hint": _("The whole text must fit, such as [A-Z]{2}[0-9]{4}."),
        "pattern_message": _("What is said when it does not fit"),
        "weight": _("Weight"),
        "weight_hint": _("From 0 (not scored) to 100."),
        "level": _("Level"),
        "level_T": _("T – function: does it work?"),
        "level_E": _("E – emotion: how does it feel?"),
        "level_M": _("M – meaning: what stays?"),
        "component": _("Component"),
        "component_Q": _("Q – quality of what is bought"),
        "component_S": _("S – service"),
        "component_U": _("U – ease of use"),
        "component_C": _("C – communication"),
        "critical": _("Critical"),
        "critical_hint": _("If it fails, its section gets at most 60 %."),
        "touchpoint": _("Touchpoint"),
        "new_touchpoint": _("A new one …"),
        "touchpoint_name": _("What the new touchpoint is called"),
        "required": _("Must be answered"),
        "fact": _("A circumstance that the assignment may fix"),
        "fact_hint": _("Such as: there was a booking. Not scored."),
        "role": _("Role in the visit’s curve"),
        "role_start": _("the mood at the start"),
        "role_peak": _("the peak"),
        "role_end": _("the mood at the end"),
        "photos": _("Photos beside the answer"),
        "photos_hint": _("At most so many; empty for none."),
        "days": _("Asked days after the visit"),
        "days_hint": _("Empty: during the visit."),
        "id": _("Id"),
        "id_hint": _("Small letters, digits and underscores."),
        "id_warning": _("Reports compare editions by the id. Answers of earlier editions stay under the old one."),
        "section_id_warning": _("Reports compare sections by the id. Earlier editions keep the old one."),
        "id_from_words": _("Make the id from the words"),
        "id_unfit": _("An id has small letters, digits and underscores, and begins with a letter. The old one stays."),
        "id_taken": _("The id {id} is in use already. The old one stays."),
        "kind_lost": _("These do not fit the new kind and were taken away: {names}. “Undo” brings them back."),
        "remove_question": _("Remove the question"),
        "remove_section": _("Remove the section and its questions"),
        "section_title": _("Title of the section"),
        "title": _("Title"),
        "languages": _("Languages"),
        "languages_hint": _("Every text is needed in each of them."),
        "emotion_weight": _("Share of emotion in the whole score (%)"),
        "emotion_weight_hint": _("From 0 to 67. 0: the base score alone."),
        "touchpoints": _("Touchpoints"),
        "touchpoints_hint": _("The moments of the customer’s way, by which results are read."),
        "touchpoint_one": _("touchpoint"),
        "preview_title": _("The page as it stands on the phone"),
        "panel_empty": _("There is nothing to show here yet."),
    }


def _conditions() -> dict[str, str]:
    return {
        "when": _("When it is asked"),
        "only_when": _("Ask only when …"),
        "add_condition": _("One more condition"),
        "add_group": _("A group of conditions"),
        "remove_group": _("Remove the group"),
        "remove_condition": _("Remove condition {n}"),
        "condition_n": _("Condition {n}"),
        "condition_question": _("Earlier question"),
        "condition_op": _("Comparison"),
        "condition_value": _("Compared with"),
        "choose_question": _("Choose an earlier question"),
        "half_made": _("Choose what it is compared with; until then this row does not count."),
        "how_joined": _("How these belong together"),
        "join_and": _("all of these hold"),
        "join_or": _("any of these holds"),
        "join_not_or": _("none of these holds"),
        "join_not_and": _("not all of these hold"),
        "op_answered": _("was answered"),
        "op_not_answered": _("was not answered"),
        "op_equals": _("is"),
        "op_not_equals": _("is not"),
        "op_one_of": _("is one of"),
        "op_not_one_of": _("is none of"),
        "op_includes": _("includes"),
        "op_not_includes": _("does not include"),
        "op_less": _("is less than"),
        "op_not_less": _("is not less than"),
        "op_more": _("is more than"),
        "op_not_more": _("is not more than"),
        "min_s": _("min:s"),
        "with_semicolons": _("one; another"),
        "when_deep": _("This condition came from a file and has more levels than can be chosen here. It is kept as "
                       "it is."),
        "when_anew": _("Begin anew"),
    }  # fmt: skip


def _news() -> dict[str, str]:
    return {
        "somebody": _("Somebody"),
        "overwrote": _("{by} changed this while you were at it – {name}. Yours stands now; before it stood: {value}"),
        "overwrote_nothing": _("{by} took this away while you were at it – {name}. Yours stands now."),
        "replaced": _("{by} changed this after you – {name}. Yours was: {value}"),
        "take_theirs": _("Take theirs back"),
        "take_mine": _("Take mine back"),
        "show_it": _("Show it"),
        "refused": _("This could not be kept: {why}"),
        "step_refused": _("Only a part could be undone: {why}"),
    }


def _library() -> dict[str, str]:
    return {
        "already_here": _("already here"),
        "hangs_on": _("hangs on {names}, which is not here"),
        "library_all": _("All of {name}"),
        "library_none": _("Nothing on the shelf fits. Try another word."),
        "library_offline": _("The library cannot be reached just now. Your draft is safe; try again later."),
        "library_take": _("Copy {n} questions"),
        "library_take_one": _("Copy one question"),
        "library_taken": _("{n} questions were copied."),
        "library_taken_one": _("One question was copied."),
    }


def _refusals() -> dict[str, str]:
    """By the reasons of forms/editing/drafting.py."""
    return {
        "refused_gone": _("somebody removed what it belongs to."),
        "refused_double_id": _("its id is in use already."),
        "refused_bad_id": _("its id does not fit."),
        "refused_bad_path": _("its place is not known."),
        "refused_too_large": _("the questionnaire would grow beyond 1 MB."),
        "refused_changed_since": _("somebody has changed it since, and that was left alone."),
        "refused_not_settable": _("this cannot be set."),
        "refused_not_a_thing": _("it is not whole."),
        "refused_wrong_list": _("it does not belong there."),
        "refused_after_itself": _("it cannot stand behind itself."),
        "refused_use_rename": _("an id is changed by renaming."),
        "refused_not_this_questionnaire": _("it is another questionnaire."),
        "refused_unknown_operation": _("the change is not known here."),
    }


def _parts() -> dict[str, str]:
    """What keys of the document are called where a place in it is told."""
    return {
        "part_text": _("words"),
        "part_help": _("help"),
        "part_title": _("title"),
        "part_name": _("name"),
        "part_weight": _("weight"),
        "part_kind": _("kind"),
        "part_when": _("condition"),
        "part_choices": _("choices"),
        "part_parts": _("rows"),
        "part_roles": _("roles"),
        "part_points": _("points"),
        "part_plus": _("plus"),
        "part_exclusive": _("stands alone"),
        "part_steps": _("steps"),
        "part_target": _("target"),
        "part_limit": _("limit"),
        "part_never": _("“never”"),
        "part_names": _("names of the taps"),
        "part_touchpoint": _("touchpoint"),
        "part_touchpoints": _("touchpoints"),
        "part_languages": _("languages"),
        "part_level": _("level"),
        "part_component": _("component"),
        "part_critical": _("critical"),
        "part_required": _("must be answered"),
        "part_photos": _("photos"),
        "part_fact": _("circumstance"),
        "part_role": _("role"),
        "part_due_after_days": _("days after the visit"),
        "part_reverse": _("good answer"),
        "part_enough": _("how many are enough"),
        "part_count": _("places"),
        "part_of": _("what is picked from"),
        "part_min": _("smallest"),
        "part_max": _("largest"),
        "part_unit": _("unit"),
        "part_currency": _("currency"),
        "part_low": _("what 0 means"),
        "part_high": _("what 10 means"),
        "part_rows": _("height"),
        "part_max_length": _("length"),
        "part_pattern": _("pattern"),
        "part_plus_only": _("only pluses"),
        "part_emotion_weight": _("share of emotion"),
    }
