"""One badge with a value in every kind of place, for the tests of model, build and read."""

from datetime import UTC, datetime

from badger.credentials.model import (
    Achievement,
    AchievementSubject,
    Address,
    Alignment,
    CredentialStatus,
    Criteria,
    Evidence,
    GeoCoordinates,
    IdentifierEntry,
    IdentityObject,
    Image,
    OpenBadgeCredential,
    Profile,
    Related,
    Result,
    ResultDescription,
    RubricCriterionLevel,
    TermsOfUse,
)

ACHIEVEMENT_ID = "https://club.example/achievements/encourager/versions/1"

LEVELS = tuple(
    RubricCriterionLevel(id=f"{ACHIEVEMENT_ID}#level-{n}", name=name, level=str(n))
    for n, name in enumerate(("avec appui", "en autonomie"), start=1)
)

CRITERION = ResultDescription(
    id=f"{ACHIEVEMENT_ID}#criterion-1",
    name="Encourage un coéquipier après une erreur",
    result_type="RubricCriterionLevel",
    rubric_criterion_level=LEVELS,
)

ACHIEVEMENT = Achievement(
    id=ACHIEVEMENT_ID,
    name="Encourager",
    description="Soutient les autres.",
    criteria=Criteria(narrative="Trois gestes **observés**."),
    achievement_type="Badge",
    alignment=(Alignment(target_name="Coopérer", target_url="https://skills.example/1"),),
    creator=Profile(id="did:web:club.example", name="Le club"),
    credits_available=1.5,
    image=Image(id="https://club.example/a.png", caption="Deux mains"),
    in_language="fr",
    other_identifier=(IdentifierEntry(identifier="B-12", identifier_type="systemId"),),
    related=(Related(id=f"{ACHIEVEMENT_ID}-en", in_language="en", version="1"),),
    result_description=(CRITERION,),
    tag=("football", "équipe"),
    version="1",
)

SUBJECT = AchievementSubject(
    id="urn:uuid:7d1f5d6e-9a3b-4f0e-8f6e-0a1b2c3d4e5f",
    achievement=ACHIEVEMENT,
    identifier=(
        IdentityObject(hashed=True, identity_hash="sha256$00", identity_type="emailAddress"),
    ),
    activity_start_date=datetime(2026, 3, 7, 13, 0, tzinfo=UTC),
    result=(
        Result(
            achieved_level=LEVELS[1].id,
            result_description=CRITERION.id,
            value="en autonomie",
        ),
    ),
)

BADGE = OpenBadgeCredential(
    id="https://club.example/badges/1",
    issuer=Profile(
        id="did:web:club.example",
        name="Le club",
        address=Address(geo=GeoCoordinates(latitude=48.1, longitude=-1.5)),
        parent_org=Profile(id="did:web:league.example"),
    ),
    credential_subject=SUBJECT,
    valid_from=datetime(2026, 3, 14, 9, 30, tzinfo=UTC),
    name="Encourager",
    awarded_date=datetime(2026, 3, 7, 15, 0, tzinfo=UTC),
    evidence=(Evidence(name="Match du 7 mars", narrative="Vu par deux personnes."),),
    credential_status=(
        CredentialStatus(
            status_purpose="revocation",
            status_list_index="94567",
            status_list_credential="https://club.example/status/3",
        ),
    ),
    terms_of_use=(TermsOfUse(type="Terms"),),
    extra={"schoolYear": "2025-2026"},
)
