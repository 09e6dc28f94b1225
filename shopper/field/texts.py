"""The sentences that scripts say, by key, from the one catalogue. `{name}` is filled in on the phone."""

from __future__ import annotations

from flask_babel import gettext as _


def visit_texts() -> dict[str, str]:
    """What the visit page says."""
    return {
        **state_texts(),
        "saved": _("Saved on this phone {time}"),
        "saving": _("Saving…"),
        "not_saved": _("NOT saved. Do not close."),
        "nothing_yet": _("Everything you answer is saved on this phone at once."),
        "progress": _("{done} of {all}"),
        "none_open": _("Every question has an answer."),
        "open": _("{n} questions are still open."),
        "open_one": _("One question is still open."),
        "number_between": _("Give a number from {low} to {high}."),
        "number_unfit": _("Write a whole number in digits."),
        "unfit": _("Check what you wrote."),
        "unseen": _("A character that cannot be seen will be removed. The rest stays as you wrote it."),
        "two_emotions": _("Choose one or two emotions."),
        "measured": _("{minutes} min {seconds} s"),
        "photo_saving": _("Saving the photo…"),
        "photo_saved": _("The photo is saved on this phone."),
        "photo_not_a_photo": _("This file is not a photo. Nothing was added; your answers are safe."),
        "photo_too_large": _("This photo is too large to be sent. Take it again with a lower resolution."),
        "photo_doubled": _("This photo is here already."),
        "photo_most": _("No more photos fit here. Remove one first."),
        "photo_no_room": _("There is no room for more photos on this phone. Your answers are safe. Free some space."),
        "photo_failed": _("The photo could NOT be saved. Take it again."),
        "photo_removed": _("The photo was removed."),
        "photo_remove": _("Remove photo {n}"),
        "photo_shown": _("Photo {n}"),
        "photo_cover": _("Photo {n}: look closer, cover parts of it"),
        "photo_blurred": _("This looks blurred. Take it again while you are near."),
        "photo_cut": _("The end of the receipt may be missing, or it is far away. Take it again while you are near."),
        "photo_unseen": _("Photo {n}: kept, cannot be shown here"),
        "elsewhere": _("Open in another window."),
        "not_yours": _("This visit is not on this phone, or another person's. Open it from the list."),
        "cannot_keep": _("This phone cannot keep your work. Use the page without scripts, while you have internet."),
        "insecure": _("This address is not protected (https). Use the page without scripts, from the list."),
        "newer": _("The notebook was updated in another window. Close this one and open the visit again."),
        "preset": _("Known beforehand: {answer}"),
        "change": _("Change"),
        "strength": _("{emotion}: {strength}"),
        "copied": _("Copied."),
        "news": _("{n} answers came from your other device."),
        "news_one": _("One answer came from your other device."),
        "replaced": _("in place of your answer here"),
        "story_write": _("{n} words came from your answers. Read them through and make them yours."),
        "story_add": _("{n} words came from your answers, after your own. Read them through and make them yours."),
        "story_leave": _("Your text is as it was."),
        "story_undo": _("The text is as it was before."),
        "story_none": _("No draft came. Answer some questions first; if you have, open this page once with internet."),
        "one_section": _("One part at a time"),
        "all_sections": _("All parts"),
        **lint_texts(),
    }


def lint_texts() -> dict[str, str]:
    """What is gently asked below a text; `words` are those of the text."""
    return {
        "lint_name": _("“{words}”: a person’s name? Write the role instead, such as the cashier."),
        "lint_looks": _("“{words}”: this may tell who it was. Leave looks out and tell what was done."),
        "lint_alone": _("“{words}”: where few are at work, this tells who it was. Write the staff instead."),
        "lint_shopper": _("“{words}”: this may tell who you are or why you came. Leave it out."),
        "lint_time": _("“{words}”: a time to the minute tells who was there. Write how long it took."),
        "lint_bare": _("“{words}”: what did you see or hear?"),
        "lint_contradiction": _("“{words}”: your answer to “{question}” says otherwise. Which is right?"),
        "lint_fine": _("It is fine so"),
    }


def state_texts() -> dict[str, str]:
    """Where a visit is."""
    return {
        "editing": _("Begun at {time}. Saved on this phone."),
        "waiting": _("Finished. Will be sent when there is internet. Keep the app."),
        "sending": _("Sending: text yes, photos {sent} of {total}"),
        "portal": _("The Wi-Fi wants you to log in. Nothing was sent."),
        "login": _("Sign in as {name} to send this visit. It is safe here."),
        "received": _("Received by the office {time}, receipt {no}"),
        "finished_elsewhere": _(
            "Finished on your other device. What was answered only here is kept here; with “Correct it” you can send "
            "it."
        ),
        "conflict": _("The office has another content for this visit. Both are kept; the office will ask you."),
        "attention": _("Not sent: {reason} Kept on this phone."),
        "lost_row": _("The finished visit cannot be found in the outbox. Kept on this phone: save a copy."),
        "reason_403": _("The office did not accept the sender."),
        "reason_404": _("The office does not know this visit."),
        "reason_410": _("A photo is no longer on this phone."),
        "reason_413": _("It is too large for the office."),
    }


def phone_texts() -> dict[str, str]:
    """What the page about this phone says."""
    return {
        "true": _("yes"),
        "false": _("no"),
        "undefined": _("not known"),
        "report_true": _("The office has the report."),
        "report_false": _("The report could not be sent. Try again while you have internet."),
    }


def list_texts() -> dict[str, str]:
    """What the list and the briefing say."""
    return {
        **state_texts(),
        "offered": _("Offered"),
        "accepted": _("Accepted"),
        "done": _("Done"),
        "gone": _("No longer yours to do"),
        "open_visit": _("Open the visit"),
        "continue": _("Go on with the visit"),
        "look": _("Look at the visit"),
        "answer": _("Answer the office"),
        "works_offline": _("Opens without internet"),
        "certify": _("Answer the questions on the briefing"),
        "certify_why": _("Before the visit opens, show that you know the briefing. For this you need internet."),
        "reply_why": _("For this you need internet."),
        "needs_internet": _("Not yet kept for use without internet"),
        "others": _("{n} visits of another person are waiting on this phone."),
        "others_one": _("One visit of another person is waiting on this phone."),
        "kept": _("No connection to the office. This is what is kept on this phone."),
        "signed_out": _("You are signed out. What is on this phone is safe."),
        "cannot_keep": _("This phone cannot keep your work. Use it only online."),
        "insecure": _(
            "This address is not protected (https), so nothing can be kept on this phone. Use it only online."
        ),
        "not_protected": _(
            "Add this page to the home screen, or this phone may delete your work after 7 days without use."
        ),
        "not_here": _("This assignment is not on this phone. Open it once while you have internet."),
        "unsent_long": _("Open the app while you have internet: {n} visits wait."),
        "unsent_long_one": _("Open the app while you have internet: one visit waits."),
        "unsent": _("{n} visits are not sent yet."),
        "unsent_one": _("One visit is not sent yet."),
    }
