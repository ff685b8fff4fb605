"""What the badges of a session ask for that this session alone does not bring: a hint, no lock."""

from collections.abc import Iterable, Iterator

from badger.db.rows import AchievementVersionRow
from badger.issuer.queries import SessionBoard
from badger.issuer.recognition.rules import ALTERNATIVE, AwardRule
from badger.web.language import gettext, ngettext


def session_needs(board: SessionBoard, versions: Iterable[AchievementVersionRow]) -> list[str]:
    """Say it badge by badge, in the order given; nothing where the session may bring it all.

    What was seen elsewhere counts as well, so that a session may be meant to bring a part.
    """
    return [
        gettext("« %(badge)s » demande %(asked)s.", badge=version.name, asked=asked) + " " + here
        for version in versions
        for asked, here in _missing(board, version)
    ]


def _missing(board: SessionBoard, version: AchievementVersionRow) -> Iterator[tuple[str, str]]:
    rule = AwardRule.from_json(version.rule)
    roles = {duty.role for duty, _ in board.observers}
    watching = len(board.observers)
    if watching < rule.observers_needed:
        yield _observers(rule), _so_many(watching)
    elif len(roles) < rule.distinct_roles:
        several = ngettext("Ici, tous ont le même rôle.", "Ici, il y a %(num)s rôles.", len(roles))
        yield _observers(rule), several
    for role in rule.required_roles:
        if roles.isdisjoint(role.split(ALTERNATIVE)):
            asked = gettext("le regard de ce rôle : %(role)s", role=role)
            yield asked, gettext("Personne ne l'a ici.")
    chosen = sum(criterion.version_id == version.id for criterion in board.criteria)
    if chosen < rule.criteria_needed:
        asked = ngettext("%(num)s critère", "%(num)s critères", rule.criteria_needed)
        yield asked, _so_many(chosen)


def _observers(rule: AwardRule) -> str:
    asked = ngettext("%(num)s observateur", "%(num)s observateurs", rule.observers_needed)
    if rule.distinct_roles < 2:
        return asked
    return gettext("%(observers)s de %(roles)s rôles", observers=asked, roles=rule.distinct_roles)


def _so_many(count: int) -> str:
    if count == 0:
        return gettext("Cette séance n'en a pas encore.")
    if count == 1:
        return gettext("Cette séance en a un.")
    return gettext("Cette séance en a %(count)s.", count=count)
