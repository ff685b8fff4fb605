"""What the pages of accompaniment may call beside what every page may."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import url_for

from badger.web.presenters.accompaniment import area_words, companion_role, subject_words


def journey_address(view: str, step_id: str | None = None) -> str:
    """Return the address of a form of the person's own steps."""
    return url_for(f"journey.{view}", step_id=step_id)


def caseload_address(accompaniment_id: str) -> Callable[..., str]:
    """Return what gives the same addresses where a companion writes beside her."""

    def address(view: str, step_id: str | None = None) -> str:
        place = f"caseload_steps.{view}"
        return url_for(place, accompaniment_id=accompaniment_id, step_id=step_id)

    return address


BESIDE_WORDS: Final[Mapping[str, object]] = {
    "area_words": area_words,
    "caseload_address": caseload_address,
    "companion_role": companion_role,
    "journey_address": journey_address,
    "subject_words": subject_words,
}
