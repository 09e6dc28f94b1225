"""The forms of the pages around the editor of questionnaires."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import ValidationError

from forms.editing.beginnings import LONGEST_CODE, is_code
from forms.kinds.fields import Sound
from forms.screens.inputs import Needed, Screen, line

EMPTY = "empty"


class NewQuestionnaireForm(Screen):
    start = RadioField(_l("Begin with"), choices=[], validators=[Needed(), Sound()], validate_choice=True)
    title = line(
        _l("Title"), needed=False, hint=_l("What your people call it. A copy keeps its title where this is empty.")
    )  # fmt: skip
    code = line(
        _l("Code"), needed=False, most=LONGEST_CODE,
        hint=_l("Names it for ever, in files and figures; made from the title where this is empty."),
    )  # fmt: skip

    def validate(self, extra_validators: Any = None) -> bool:
        """What begins empty has no title to keep."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and self.start.data == EMPTY and not self.title.data:
            self.title.errors = [_l("Give it a title.")]
        return is_valid and not self.title.errors

    def validate_code(self, field: Any) -> None:
        """The code goes into files, addresses of fields and figures."""
        if field.data and not is_code(field.data):
            raise ValidationError(_l("Use small letters a–z, digits and underscores; a letter first."))
