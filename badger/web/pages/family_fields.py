"""Reading the fields of the family chosen, and what people need to know to come."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Final

from badger.issuer.recognition.families import (
    MAX_LOGISTICS_CHARACTERS,
    STAGES,
    Details,
    Logistics,
)
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.presenters.families import FAMILY_FIELDS, LOGISTICS_FIELDS, FamilyField

MAX_ACTIVITY: Final = 80
MAX_ROLE: Final = 120
# The highest number of each kind of field.
MOST_OF: Final = {"hours": 2000, "cycle": 99}


def read_details(
    form: FormReader, family: str, *, partners: Collection[str], strict: bool = True
) -> Details:
    """Read the fields of the family chosen; those of others are ignored.

    strict: False for a model of a situation, in which what is needed may still be open.
    """
    texts: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for field in FAMILY_FIELDS.get(family, ()):
        if not form.form.get(field.name, "").strip():
            if field.needed and strict:
                form.problems[field.name] = sentence("form.missing", {"label": field.label})
        elif field.kind in MOST_OF:
            numbers[field.detail] = form.number(
                field.name, label=field.label, low=1, high=MOST_OF[field.kind]
            )
        else:
            texts[field.detail] = _text(form, field, partners)
    return Details(
        activity=texts.get("activity"),
        hours=numbers.get("hours"),
        cycle=numbers.get("cycle"),
        stage=texts.get("stage"),
        accompanying_partner_id=texts.get("accompanying_partner_id"),
        role_to_hold=texts.get("role_to_hold"),
    )


def read_logistics(form: FormReader) -> Logistics:
    """Read what people need to know to come; each may stay empty."""
    texts = {
        name: form.text(name, label=label, max_length=MAX_LOGISTICS_CHARACTERS, required=False)
        or None
        for name, label, _ in LOGISTICS_FIELDS
    }
    return Logistics(**texts)


def detail_values(family: str, details: Details) -> dict[str, str]:
    """Return what the fields of a family show for the details of a session or situation."""
    known = asdict(details)
    values = {field.name: known[field.detail] for field in FAMILY_FIELDS.get(family, ())}
    return {name: str(value) for name, value in values.items() if value is not None}


def _text(form: FormReader, field: FamilyField, partners: Collection[str]) -> str:
    if field.kind == "stage":
        return form.choice(field.name, label=field.label, among=STAGES)
    if field.kind == "partner":
        return form.choice(field.name, label=field.label, among=partners)
    limit = MAX_ROLE if field.detail == "role_to_hold" else MAX_ACTIVITY
    return form.text(field.name, label=field.label, max_length=limit)
