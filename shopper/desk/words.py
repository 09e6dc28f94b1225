"""What the desk calls states, roles, kinds of work and refusals. Lazy: said in the language of whoever reads."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

VISIT_STATES = {
    "receiving": _l("arriving"),
    "submitted": _l("to review"),
    "returned": _l("asked back"),
    "approved": _l("approved"),
    "excluded": _l("excluded"),
}
ASSIGNMENT_STATES = {
    "offered": _l("offered"),
    "accepted": _l("accepted"),
    "declined": _l("declined"),
    "expired": _l("expired"),
    "withdrawn": _l("withdrawn"),
    "done": _l("visited"),
}
EDITION_STATES = {"draft": _l("draft"), "published": _l("published"), "retired": _l("retired")}
ROLES = {
    "shopper": _l("Shopper"),
    "reviewer": _l("Reviewer"),
    "scheduler": _l("Scheduler"),
    "hq": _l("Headquarters"),
    "store_manager": _l("Store manager"),
    "administrator": _l("Administrator"),
}
JOBS = {
    "photo": _l("Preparing a photo"),
    "letter": _l("Sending a letter"),
    "later": _l("Asking what is remembered"),
    "begun": _l("Reminding of what was begun"),
    "print": _l("Building a PDF"),
    "deliver": _l("Delivering a report"),
    "announce": _l("Announcing a wave’s report or a store’s year"),
    "announcement": _l("Writing to a reader of a wave’s report or a store’s year"),
}
# Which look goes with a state: the classes of `tag`.
LOOKS = {
    "submitted": "wait", "returned": "wait", "approved": "good", "excluded": "bad", "accepted": "good",
    "done": "good", "declined": "bad", "expired": "bad", "withdrawn": "", "offered": "wait", "draft": "wait",
    "published": "good",
}  # fmt: skip
REVIEW_REFUSED = {
    "own_visit": _l("You made this visit yourself, so another reviewer decides about it. Nothing was changed."),
    "wrong_state": _l("Somebody was quicker: the visit is no longer in a state where that can be done. "
                      "Nothing of yours was added; this is how it stands now."),
    "no_assignment": _l("This visit names no assignment that is known, so no report can be made of it. "
                        "It is kept; exclude it with a reason, or ask the shopper."),
    "photos_waiting": _l("The photos are still being prepared. Nothing was changed; try again in a moment."),
    "already_approved": _l("Another visit of the same assignment has been approved already. "
                           "Nothing was changed; exclude this one with a reason."),
    "names_shopper": _l("The words hold the shopper's own name or phone number, which the store would read. "
                        "Edit them first, or approve once more with the box below ticked."),
    "tells_who": _l("Some words may tell who somebody is, and the store would read them. Edit them first, or approve "
                    "once more with the box below ticked."),
    "was_changed": _l("Something was changed since the visit was taken up again. Issue the corrected report, or "
                      "change it back first."),
    "stale": _l("Somebody edited this answer while you did. Both are shown below; nothing of yours was kept yet. "
                "Save again to put yours in place of theirs."),
}  # fmt: skip
# What is remarked upon in what was written.
REMARKS = {
    "name": _l("a name?"),
    "looks": _l("tells the looks"),
    "alone": _l("the only one at work"),
    "shopper": _l("tells of the shopper"),
    "time": _l("a time to the minute"),
    "bare": _l("what was seen or heard?"),
    "contradiction": _l("an answer says otherwise:"),
}
SCHEDULING_REFUSED = {
    "wrong_state": _l("The assignment is no longer in a state where that can be done. Nothing was changed."),
    "visit_arrived": _l("The visit has arrived already, so it cannot be taken back. Reviewers decide about it."),
    "nothing_published": _l("The programme's questionnaire has no published edition yet. Publish one first."),
    "not_in_wave": _l("The last day must be within the wave."),
    "other_chain": _l("Stores and scenario must belong to the wave's programme. Choose again."),
    "not_a_shopper": _l("Choose somebody who shops for you."),
    "rotation": _l("This shopper saw, or is to see, some of these stores within 90 days: the staff may know the face. "
                   "Choose another shopper, or tick the box to assign all the same."),
}  # fmt: skip
BAD_COPY = {
    "too_large": _l("The file has more than 64 MB. Nothing was stored. Let each visit be saved apart."),
    "not_a_copy": _l("This is not a whole saved copy. Nothing was stored. Ask for the file once more, unchanged."),
    "too_many": _l("The file names more visits than a phone holds. Nothing was stored."),
}
COPY_OUTCOMES = {
    "received": _l("Received. It is in the queue of the reviewers."),
    "known": _l("It was here already. Nothing was changed."),
    "waiting": _l("Its words are stored, and it waits for the rest."),
    "conflict": _l("It is known with other content. Both are kept; the reviewer sees where they differ."),
}
COPY_REFUSED = {
    "no_visit": _l("What stands there is no visit of ours."),
    "assignment_unknown": _l("Its assignment is not known here, or is another person's."),
    "truncated": _l("Its text is not whole. Ask for the file once more."),
    "other_visit": _l("It names two different visits at once."),
    "photo_damaged": _l("A photo in it is damaged. Ask for the file once more."),
    "not_a_photo": _l("What it holds as a photo is none."),
    "too_many_pixels": _l("A photo in it has too many pixels."),
    "too_many_photos": _l("It holds more photos than a visit can have."),
    "too_large": _l("It is larger than a visit can be."),
}
PAYING_REFUSED = {
    "not_payable": _l("One of them was paid already, or is not to be paid any more. Nothing was changed; look again."),
    "in_future": _l("The day is still to come. Nothing was changed."),
    "too_late": _l("A mark can be taken back on the day on which it was made. Nothing was changed."),
}
TONE_NAMES = {
    "plain": _l("Plain: “Praise”, “Mend”"),
    "warm": _l("Warm: “Beautifully done”, “Here you can shine”"),
    "formal": _l("Formal: “Strength”, “Area for improvement”"),
}
BAD_LOGO = {
    "empty": _l("Choose a picture."),
    "too_large": _l("The picture has more than 5 MB. Choose a smaller one."),
    "not_a_picture": _l("This is not a whole PNG or JPEG picture. Other kinds (SVG, GIF, WebP) are not taken."),
    "too_many_pixels": _l("The picture has too many pixels. Make it smaller, 800 pixels are enough."),
    "odd_shape": _l("The picture is too narrow or too small. At most 12 : 1, and 16 pixels a side."),
}
TABLE_MISTAKES = {
    "no_table": _l("The file holds no table: a line of column names and a line a store."),
    "too_large": _l("The file is too large: at most 1 MB and 3000 stores at once."),
    "not_utf8": _l("The file is not written in UTF-8. Save it as “CSV UTF-8” and choose it again."),
    "column_missing": _l("this column is missing"),
    "column_unknown": _l("no column has this name"),
    "missing": _l("fill this in"),
    "too_long": _l("too long"),
    "character": _l("holds a character that cannot be used here"),
    "one_line": _l("must stand on one line"),
    "doubled": _l("stands twice"),
    "language": _l("must be fi, sv or en"),
    "brand": _l("the chain has no brand of this name"),
    "width": _l("more cells than columns: is a sign between cells in the words? Put those words in quotes."),
}



def delay_words(seconds: Any) -> str:
    """How long after its moment an answer was given; nothing where that is not known."""
    if not isinstance(seconds, int) or seconds < 0:
        return ""
    minutes, hours = seconds // 60, seconds // 3600
    if minutes < 1:
        return _("within a minute of its moment")
    if hours < 1:
        return _("%(n)s min after its moment", n=minutes)
    return _("%(n)s h after its moment", n=hours) if hours < 48 else _("%(n)s days after its moment", n=hours // 24)


WORDS: dict[str, dict[str, Any]] = {
    "visit": VISIT_STATES,
    "assignment": ASSIGNMENT_STATES,
    "edition": EDITION_STATES,
    "role": ROLES,
    "job": JOBS,
    "look": LOOKS,
    "table": TABLE_MISTAKES,
}
