"""Reading forms: each answer by its name and its bounds; what is not asked for is ignored."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from werkzeug.datastructures import MultiDict

from badger.web.language import gettext
from badger.web.presenters.spoken_findings import say

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(slots=True)
class FormReader:
    """Reads one submitted form and gathers what has to be corrected.

    problems: sentence by the name of the field, in the order of reading. Labels are given in
              French, as the catalogues have them.
    """

    form: MultiDict[str, str]
    problems: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, *, label: str, max_length: int = 200, required: bool = True) -> str:
        """Read a text without the blanks around it."""
        value = self.form.get(name, "").replace("\r\n", "\n").strip()
        if required and not value:
            self._refuse(name, "form.missing", label=label)
        if len(value) > max_length:
            self._refuse(name, "form.too_long", label=label, max_length=max_length)
        return value[:max_length]

    def choice(self, name: str, *, label: str, among: Collection[str]) -> str:
        """Read one of the given answers; the first of them where there is none."""
        value = self.form.get(name, "")
        if value in among:
            return value
        self._refuse(name, "form.choice", label=label)
        return next(iter(among), "")

    def choices(self, name: str, *, among: Collection[str]) -> tuple[str, ...]:
        """Read all ticked answers that were offered, each once, in the order of the form."""
        return tuple(dict.fromkeys(v for v in self.form.getlist(name) if v in among))

    def day(self, name: str, *, label: str) -> date:
        """Read a date as the browser sends it: YYYY-MM-DD, no other form of ISO 8601."""
        text = self.form.get(name, "").strip()
        try:
            return date.fromisoformat(text if DAY.fullmatch(text) else "")
        except ValueError:
            self._refuse(name, "form.date", label=label)
            return date.min

    def number(self, name: str, *, label: str, low: int, high: int) -> int:
        """Read a whole number between two bounds."""
        text = self.form.get(name, "").strip()
        value = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else low - 1
        if not low <= value <= high:
            self._refuse(name, "form.number", label=label, low=low, high=high)
            return low
        return value

    def ticked(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return self.form.get(name, "") == "on"

    def values(self) -> Mapping[str, str]:
        """Return what was typed, to show it again."""
        return self.form.to_dict()

    def _refuse(self, name: str, code: str, *, label: str, **facts: object) -> None:
        self.problems.setdefault(name, say(code, {"label": gettext(label), **facts}))
