"""The territory's own team: its roles, and the trainings that the cartographe records."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.companions import role_was_taken
from badger.db.base import Session
from badger.db.rows import AchievementVersionRow
from badger.errors import BadgerError
from badger.here import here_on
from badger.issuer.achievement_queries import achievement_by_id, criteria_of
from badger.issuer.attestations import (
    Attestation,
    Candidate,
    attest,
    attested_version,
    candidates,
)
from badger.issuer.invitation_queries import invitation_by_id, open_invitations
from badger.issuer.invitations import (
    MAX_MEANT_FOR,
    TERRITORY_ROLES,
    InvitationDraft,
    InvitationUnknown,
    give_waiting_roles,
    withdraw_invitation,
)
from badger.issuer.member_queries import people_to_train, trained_people
from badger.issuer.page_queries import names_of_people
from badger.issuer.people import take_role
from badger.issuer.people_queries import grants_of_partner
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.trainings import TRAINED_ROLES, record_training
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.invitation_mail import make_invitation
from badger.web.presenters.problems import problem_of
from badger.web.presenters.team import team_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("team", __name__)

Answer = str | tuple[str, int] | Response
OBSERVER = TRAINED_ROLES[0]


@blueprint.get("/team")
def show() -> str:
    """Show who waits for a training, who was trained, and the territory's invitations."""
    return _page()


@blueprint.post("/team/invitations")
def invite() -> Answer:
    """Invite a passeur or another cartographe."""
    form = FormReader(request.form)
    meant_for = form.text("meant_for", label="Pour qui", max_length=MAX_MEANT_FOR)
    roles = form.choices("role", among=TERRITORY_ROLES)
    if not roles:
        form.problems["role-passeur"] = sentence("form.missing", {"label": "Son rôle"})
    email = form.text("email", label="Son adresse électronique", max_length=254, required=False)
    if form.problems:
        return _page(problems=form.problems), 422
    draft = InvitationDraft(partner_id=None, roles=roles, meant_for=meant_for)
    try:
        code = make_invitation(draft, email=email)
    except BadgerError as error:
        problems = {"email" if email else "form": sentence(error.reason, error.facts)}
        return _page(problems=problems), 422
    return _page(code=code), 201


@blueprint.post("/team/invitations/<invitation_id>/withdraw")
def withdraw(invitation_id: str) -> Response:
    """Let an invitation of the territory open nothing any more."""
    with services().writing() as db:
        row = invitation_by_id(db, invitation_id)
        if row is None or row.partner_id is not None:
            raise InvitationUnknown
        withdraw_invitation(db, invitation_id, actor=signed_in().person_id, now=services().clock())
    flash(gettext("Cette invitation n'ouvre plus rien."))
    return redirect(url_for("team.show"), code=303)


@blueprint.post("/team/members/<person_id>/leave")
def leave(person_id: str) -> Response:
    """Take a role of the territory back; it is gone at the person's next click (A13)."""
    role, who = request.form.get("role", ""), signed_in().person_id
    try:
        with services().writing() as db:
            now = services().clock()
            take_role(db, person_id=person_id, role=role, partner_id=None, actor=who, now=now)
            role_was_taken(db, person_id, now=now)
    except BadgerError as error:
        flash(sentence(error.reason, error.facts))
        return redirect(url_for("team.show"), code=303)
    flash(gettext("C'est noté : ce rôle est repris."))
    # Whoever takes back her own no longer sees this page.
    own = person_id == who and role == "cartographe"
    return redirect(url_for("me.home" if own else "team.show"), code=303)


@blueprint.post("/team/trainings")
def train() -> Answer:
    """Record a training, give the role that waited for it, and attest what was shown."""
    form = FormReader(request.form)
    with services().reading() as db:
        offered = {row.id for row in people_to_train(db, OBSERVER)}
        version = _badge(db)
    attestation = Attestation(
        person_ids=form.choices("person", among=offered),
        criterion_ids=tuple(request.form.getlist("criterion")),
        day=form.day("trained_on", label="Jour de la formation"),
        place=form.text("place", label="Lieu", max_length=120, required=version is not None),
        commune=form.text("commune", label="Commune", required=version is not None),
    )
    if not attestation.person_ids:
        form.problems["person"] = sentence("form.missing", {"label": "Qui a suivi la formation"})
    if form.problems:
        return _page(problems=form.problems), 422
    try:
        with services().writing() as db:
            _record(db, attestation, version=version)
    except BadgerError as error:
        return _page(problems=dict([problem_of(error)])), 422
    flash(gettext("La formation est notée."))
    return redirect(url_for("team.show"), code=303)


@blueprint.post("/team/attestations")
def attest_observers() -> Answer:
    """Attest all that the observers' badge asks of people who have observed beside others."""
    form = FormReader(request.form)
    day = form.day("attested_on", label="Jour")
    place = form.text("attested_place", label="Lieu", max_length=120)
    commune = form.text("attested_commune", label="Commune")
    with services().reading() as db:
        version = _badge(db)
        ready = {one.person.id for one in _candidates(db, version) if one.ready}
        criteria = tuple(row.id for row in criteria_of(db, version.id)) if version else ()
    people = form.choices("observer", among=ready)
    if not people:
        form.problems["observer-1"] = sentence("form.missing", {"label": "Qui reçoit le badge"})
    if form.problems or version is None:
        return _page(problems=form.problems), 422
    attestation = Attestation(
        person_ids=people, criterion_ids=criteria, day=day, place=place, commune=commune
    )
    try:
        with services().writing() as db:
            _attest(db, version, attestation)
    except BadgerError as error:
        return _page(problems=dict([problem_of(error)])), 422
    flash(gettext("Le badge est proposé. La personne répond."))
    return redirect(url_for("team.show"), code=303)


def _badge(db: Session) -> AchievementVersionRow | None:
    return attested_version(db, services().settings.observer_badge)


def _candidates(db: Session, version: AchievementVersionRow | None) -> list[Candidate]:
    trained = [person for person, _ in trained_people(db, OBSERVER)]
    return candidates(db, version, trained) if version else []


def _attest(db: Session, version: AchievementVersionRow, attestation: Attestation) -> None:
    achievement = achievement_by_id(db, version.achievement_id)
    issuer = achievement.issuer_id if achievement else ""
    who, now = signed_in().person_id, services().clock()
    attest(db, version, attestation, issuer_id=issuer, actor=who, now=now)


def _record(
    db: Session, attestation: Attestation, *, version: AchievementVersionRow | None
) -> None:
    who, now = signed_in().person_id, services().clock()
    for person_id in attestation.person_ids:
        record_training(
            db,
            person_id=person_id,
            role=OBSERVER,
            trained_on=attestation.day,
            actor=who,
            now=now,
        )
        give_waiting_roles(db, person_id=person_id, role=OBSERVER, actor=who, now=now)
    if version is not None and attestation.criterion_ids:
        _attest(db, version, attestation)


def _page(*, problems: dict[str, str] | None = None, code: str = "") -> str:
    with services().reading() as db:
        to_train = people_to_train(db, OBSERVER)
        trained = trained_people(db, OBSERVER)
        grants = grants_of_partner(db, None)
        names = names_of_people(db, [grant.person_id for grant in grants])
        waiting = open_invitations(db, None, now=services().clock())
        version = _badge(db)
        criteria = criteria_of(db, version.id) if version else ()
        observers = _candidates(db, version)
        rule = AwardRule.from_json(version.rule) if version else None
    return render_template(
        "team/show.html",
        team=team_of(grants, names),
        to_train=to_train,
        trained=trained,
        invitations=waiting,
        badge=version,
        criteria=criteria,
        observers=observers,
        some_ready=any(one.ready for one in observers),
        rule=rule,
        roles=TERRITORY_ROLES,
        sends=services().sends_mail,
        today=here_on(services().clock()).isoformat(),
        problems=problems or {},
        values=request.form,
        code=code,
    )
