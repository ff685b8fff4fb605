"""The form of a session: what, when, where, who watches, who takes part."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from flask import render_template
from werkzeug.datastructures import MultiDict

from badger.here import here_on
from badger.issuer.directory_queries import observers_within, people_within
from badger.issuer.page_queries import (
    all_partners,
    published_pages,
)
from badger.issuer.recognition.families import FAMILIES
from badger.issuer.recognition.sessions import (
    OBSERVER_ROLES,
    SessionDraft,
    add_observer,
    add_participant,
    create_session,
)
from badger.issuer.recognition.situation_queries import situations_of_partners
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.pages.family_fields import read_details, read_logistics
from badger.web.pages.session_access import partners_led
from badger.web.presenters.families import (
    FAMILY_FIELDS,
    FAMILY_ICONS,
    FAMILY_LABELS,
    LOGISTICS_FIELDS,
    STAGE_LABELS,
)
from badger.web.presenters.offered import offered_badges
from badger.web.presenters.shortlist import shortlist
from badger.web.security.viewer import signed_in
from badger.web.services import services

MOST_OBSERVERS: Final = 4
MOST_CRITERIA: Final = 60
FULL_DAY: Final = "day"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who comes: observers with their role, participants."""

    observers: tuple[tuple[str, str], ...]
    participants: tuple[str, ...]


def read_session(form: FormReader) -> SessionDraft:
    """Read a submitted session; what has to be corrected stands in `form.problems`."""
    with services().reading() as db:
        offered = {row.id for page in published_pages(db) for row in page.criteria}
        partners = {row.id for row in all_partners(db)}
    starts_on = form.day("starts_on", label="Date")
    later = form.form.get("ends_on", "").strip()
    family = read_family(form)
    criteria = form.choices("criterion", among=offered)[:MOST_CRITERIA]
    if not criteria:
        form.problems["criterion"] = sentence("form.missing", {"label": "Ce que l'on va regarder"})
    return SessionDraft(
        partner_id=form.choice(
            "partner", label="Partenaire qui accueille", among=partners_led(signed_in())
        ),
        family=family,
        title=form.text("title", label="Titre", max_length=120),
        situation=form.text("situation", label="Situation", max_length=280),
        starts_on=starts_on,
        ends_on=form.day("ends_on", label="Dernier jour") if later else starts_on,
        full_day=form.form.get("length", "") == FULL_DAY,
        place=form.text("place", label="Lieu", max_length=120),
        commune=form.text("commune", label="Commune", max_length=120),
        criterion_ids=criteria,
        logistics=read_logistics(form),
        **asdict(read_details(form, family, partners=partners)),
    )


def read_family(form: FormReader) -> str:
    """Read the family; nothing else of a form makes sense without it."""
    family = form.form.get("family", "")
    if family not in FAMILIES:
        form.problems["family"] = sentence("form.family_missing")
    return family


def read_attendance(form: FormReader, *, host: str) -> Attendance:
    """Read who watches and who takes part, of those whom the host may ask.

    Participants may come later, with the code.
    """
    with services().reading() as db:
        observers = {row.id for row in observers_within(db, (host,))}
        people = {row.id for row in people_within(db, (host,))}
    watching: dict[str, str] = {}
    for n in range(MOST_OBSERVERS):
        person = _among(form, f"observer-{n}", observers)
        if person in watching:
            form.problems[f"observer-{n}"] = sentence("form.observer_twice", {"number": n + 1})
        elif person is not None:
            watching[person] = _role(form, n)
    if not watching:
        form.problems["observer-0"] = sentence("form.missing", {"label": "Qui observe"})
    taking_part = form.choices("participant", among=people)
    return Attendance(tuple(watching.items()), taking_part)


def _role(form: FormReader, n: int) -> str:
    """Read the role of who observes in this line; it stands in the badge, so nobody guesses it."""
    if not form.form.get(f"role-{n}", ""):
        form.problems[f"role-{n}"] = sentence("form.observer_role", {"number": n + 1})
        return ""
    return form.choice(f"role-{n}", label=f"Rôle {n + 1}", among=OBSERVER_ROLES)


def store_session(draft: SessionDraft, attendance: Attendance) -> str:
    """Store a session with everybody in it, in one transaction; return its id."""
    now = services().clock()
    with services().writing() as db:
        row = create_session(db, draft, actor=signed_in().person_id, now=now)
        for person_id, role in attendance.observers:
            add_observer(db, row.id, person_id=person_id, role=role, now=now)
        for person_id in attendance.participants:
            add_participant(db, row.id, person_id=person_id, now=now)
        return row.id


def session_form(values: Mapping[str, str], *, problems: Mapping[str, str]) -> str:
    """Show the form with what was typed."""
    led = partners_led(signed_in())
    with services().reading() as db:
        partners = all_partners(db)
        return render_template(
            "sessions/form.html",
            values=values,
            ticked=ticked(values),
            problems=problems,
            own=[partner for partner in partners if partner.id in led],
            partners=partners,
            offered=offered_badges(published_pages(db), own=led, chosen=ticked(values)),
            situations=situations_of_partners(db, led),
            observers=observers_within(db, led),
            listed=shortlist(people_within(db, led), kept=ticked(values)),
            roles=OBSERVER_ROLES,
            lines=range(MOST_OBSERVERS),
            today=here_on(services().clock()).isoformat(),
            **family_words(),
        )


def family_words() -> dict[str, object]:
    """Return what the fields of families are made of, for the templates that show them."""
    return {
        "families": [(name, FAMILY_LABELS[name], FAMILY_ICONS[name]) for name in FAMILIES],
        "family_fields": FAMILY_FIELDS,
        "logistics_fields": LOGISTICS_FIELDS,
        "stages": list(STAGE_LABELS.items()),
    }


def ticked(values: Mapping[str, str]) -> set[str]:
    """Return which criteria and people are ticked."""
    form = FormReader(values) if isinstance(values, MultiDict) else FormReader(MultiDict())
    return {*form.form.getlist("criterion"), *form.form.getlist("participant")}


def _among(form: FormReader, name: str, offered: set[str]) -> str | None:
    value = form.form.get(name, "")
    return value if value in offered else None
