"""Write the unsigned credential: from what was decided to the standard's words. Pure."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from badger.credentials import build
from badger.credentials.model import (
    Achievement,
    AchievementSubject,
    Alignment,
    CredentialStatus,
    Criteria,
    Evidence,
    OpenBadgeCredential,
    Profile,
    Related,
    Result,
    ResultDescription,
    RubricCriterionLevel,
)
from badger.db.rows import AchievementVersionRow, CriterionRow, ObservationSessionRow, PartnerRow
from badger.issuer.addresses import Addresses
from badger.issuer.compose_pieces import piece_alignments, piece_evidence
from badger.issuer.recognition.decide import AwardDecision
from badger.issuer.recognition.pieces import Piece
from badger.issuer.recognition.rules import LEVELS, AwardRule, Level
from badger.issuer.wordings import (
    DECLARED,
    FAMILIES,
    RECIPIENTS,
    criteria_narrative,
    evidence_narrative,
)
from badger.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class VersionText:
    """A published version with its grid and authors; the first author is the issuer.

    related: the published version before it, and those of other languages.
    pieces:  of a larger badge, the newest published versions of those that it is made of, the
             required ones first.
    """

    version: AchievementVersionRow
    criteria: tuple[CriterionRow, ...]
    authors: tuple[PartnerRow, ...]
    related: tuple[AchievementVersionRow, ...] = ()
    pieces: tuple[AchievementVersionRow, ...] = ()

    @property
    def issuer(self) -> PartnerRow:
        """The partner that signs."""
        return self.authors[0]


@dataclass(frozen=True, slots=True)
class Place:
    """A reserved place of a status list."""

    list_id: str
    index: int


@dataclass(frozen=True, slots=True)
class Award:
    """All that goes into one credential.

    sessions:     by id, those of the decision's evidence; hosts: partners by id.
    named_pieces: badges of the person that it rests on, where she wants them named.
    """

    credential_id: str
    text: VersionText
    decision: AwardDecision
    place: Place
    sessions: Mapping[str, ObservationSessionRow]
    hosts: Mapping[str, PartnerRow]
    named_pieces: tuple[Piece, ...] = ()


def compose_credential(award: Award, *, addresses: Addresses, now: datetime) -> JsonObject:
    """Write the unsigned OpenBadgeCredential.

    Nothing in it tells who the person is: its subject has a fresh `urn:uuid:`, so that two
    badges of one person do not show that they belong together (hardening R02).
    """
    text = award.text
    credential = OpenBadgeCredential(
        id=addresses.credential(award.credential_id),
        name=text.version.name,
        issuer=issuer_profile(text.issuer, addresses),
        valid_from=now,
        awarded_date=now,
        credential_subject=_subject(award, addresses),
        evidence=tuple(_evidence(award, addresses)),
        credential_status=(status_of(award.place, addresses),),
    )
    return build.credential_document(credential)


def issuer_profile(partner: PartnerRow, addresses: Addresses) -> Profile:
    """Describe a partner as the issuer that a credential names."""
    return Profile(
        id=addresses.issuer_did(partner.slug),
        name=partner.name,
        url=addresses.issuer_page(partner.slug),
    )


def achievement_of(text: VersionText, addresses: Addresses) -> Achievement:
    """Describe one version: criteria with their levels, the authors, the frameworks."""
    version = text.version
    identifier = addresses.achievement(version.achievement_id, version.number)
    return Achievement(
        id=identifier,
        achievement_type="Badge",
        name=version.name,
        description=version.description,
        criteria=Criteria(
            narrative=criteria_narrative(
                version, text.criteria, authors=text.authors, pieces=text.pieces
            )
        ),
        creator=issuer_profile(text.issuer, addresses),
        in_language=version.language,
        version=str(version.number),
        related=tuple(_related(one, addresses) for one in text.related),
        tag=_tags(version),
        alignment=(
            *piece_alignments(version, text.pieces, addresses=addresses),
            *(_alignment(one) for one in version.alignments),
        ),
        result_description=tuple(
            _result_description(version, criterion, identifier) for criterion in text.criteria
        ),
    )


def _related(version: AchievementVersionRow, addresses: Addresses) -> Related:
    return Related(
        id=addresses.achievement(version.achievement_id, version.number),
        in_language=version.language,
        version=str(version.number),
    )


def _tags(version: AchievementVersionRow) -> tuple[str, ...]:
    """Say of which kind it is, and for whom where that is not for persons alone."""
    declared = ("déclaré",) if version.declared else ()
    holders = [RECIPIENTS[holder] for holder in version.recipients]
    others = () if version.recipients == ["person"] else tuple(holders)
    return version.kind, version.family, *declared, *others


def _subject(award: Award, addresses: Addresses) -> AchievementSubject:
    days = [award.sessions[one.session_id] for one in award.decision.evidence]
    return AchievementSubject(
        id=new_subject_id(),
        achievement=achievement_of(award.text, addresses),
        activity_start_date=_day_start(min(d.starts_on for d in days)) if days else None,
        activity_end_date=_day_start(max(d.ends_on for d in days)) if days else None,
        result=tuple(results_of(award, addresses)),
        source=_source(award, days, addresses),
    )


def new_subject_id() -> str:
    """Name a holder anew for each credential."""
    return f"urn:uuid:{uuid.uuid4()}"


def results_of(award: Award, addresses: Addresses) -> Sequence[Result]:
    """Name the best level that was seen of each criterion that was."""
    version = award.text.version
    identifier = addresses.achievement(version.achievement_id, version.number)
    return [
        Result(
            result_description=_criterion_id(identifier, criterion),
            achieved_level=_level_id(identifier, criterion, award.decision.levels[criterion.id]),
        )
        for criterion in award.text.criteria
        if criterion.id in award.decision.levels
    ]


def _source(
    award: Award, days: Sequence[ObservationSessionRow], addresses: Addresses
) -> Profile | None:
    """Name the one partner where it was seen, where that is not the issuer."""
    hosts = {session.partner_id for session in days} - {award.text.issuer.id}
    return issuer_profile(award.hosts[hosts.pop()], addresses) if len(hosts) == 1 else None


def _evidence(award: Award, addresses: Addresses) -> Sequence[Evidence]:
    if award.text.version.declared:
        return [Evidence(name="Déclaration", narrative=DECLARED)]
    return [
        *piece_evidence(award.decision.pieces, named=award.named_pieces, addresses=addresses),
        *(
            Evidence(
                name=award.sessions[one.session_id].title,
                genre=FAMILIES[award.sessions[one.session_id].family],
                narrative=evidence_narrative(award.sessions[one.session_id], one.roles),
            )
            for one in award.decision.evidence
        ),
    ]


def status_of(place: Place, addresses: Addresses) -> CredentialStatus:
    """Point at the place where a revocation would be read, and beside it a suspension."""
    address = addresses.status_list(place.list_id)
    return CredentialStatus(
        id=f"{address}#{place.index}",
        status_purpose="revocation",
        status_list_index=str(place.index),
        status_list_credential=address,
        extra={"statusReference": addresses.suspension_list(place.list_id)},
    )


def _result_description(
    version: AchievementVersionRow, criterion: CriterionRow, achievement: str
) -> ResultDescription:
    levels = tuple(
        RubricCriterionLevel(id=_level_id(achievement, criterion, level), name=level.label)
        for level in LEVELS
    )
    minimum = AwardRule.from_json(version.rule).minimum_level
    return ResultDescription(
        id=_criterion_id(achievement, criterion),
        name=criterion.sentence,
        result_type="RubricCriterionLevel",
        required_level=_level_id(achievement, criterion, minimum),
        rubric_criterion_level=levels,
    )


def _criterion_id(achievement: str, criterion: CriterionRow) -> str:
    return f"{achievement}#critere-{criterion.position}"


def _level_id(achievement: str, criterion: CriterionRow, level: Level) -> str:
    return f"{_criterion_id(achievement, criterion)}-niveau-{int(level)}"


def _alignment(stored: Mapping[str, str]) -> Alignment:
    return Alignment(
        target_name=stored["target_name"],
        target_url=stored["target_url"],
        target_framework=stored["target_framework"] or None,
        target_code=stored["target_code"] or None,
    )


def _day_start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
