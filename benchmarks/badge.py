"""A realistic badge of about 6 kB, its issuers and its status list, made from a fixed seed.

Two alignments, three criteria with their results, evidence, a profile with an image, a hashed
identifier and a status entry; 90 quads. A second one has the levels of each criterion as well.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from badger.credentials.build import credential_document
from badger.credentials.datetimes import format_timestamp
from badger.credentials.did import PublishedKey, did_key, issuer_document
from badger.credentials.identity import identity_object
from badger.credentials.keys import SigningKey
from badger.credentials.model import (
    Achievement,
    AchievementSubject,
    Alignment,
    CredentialStatus,
    Criteria,
    Evidence,
    IdentityObject,
    Image,
    OpenBadgeCredential,
    Profile,
    Result,
    ResultDescription,
    RubricCriterionLevel,
)
from badger.credentials.proof import add_proof
from badger.credentials.status_list import new_bitstring, status_list_credential
from badger.json_value import JsonObject

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
SITE = "https://club.example"
ISSUER = "did:web:club.example"
METHOD = f"{ISSUER}#key-1"
LIST_URL = f"{SITE}/status/3"
ACHIEVEMENT_ID = f"{SITE}/achievements/encourager/versions/1"
SALT = "c2f0a1d4e5b697887766554433221100"
KEY = SigningKey.from_seed(bytes(range(32)))

MORE = (
    "Relu par la personne, qui a ajouté : « je ne savais pas que cela se voyait ». Elle a demandé "
    "que la trace reste courte, et que les autres joueurs n'y soient pas nommés."
)

CRITERIA = (
    "Encourage un coéquipier après une erreur, par le geste ou par la voix",
    "Passe le ballon à un joueur mieux placé, même quand il pourrait tirer",
    "Accepte la décision de l'arbitre et reprend aussitôt sa place",
)
LEVELS = ("avec appui", "en autonomie", "et je montre aux autres")
SCENE = (
    "Pendant le match du samedi 7 mars, deux personnes ont observé le jeu, chacune de son côté : "
    "la personne a rassuré un coéquipier après un but encaissé, puis a réorganisé la défense."
)
STORY = (
    f"{SCENE} À la mi-temps, elle a demandé à chacun ce qui l'avait gêné, et a proposé à voix "
    "haute une consigne simple, que l'équipe a suivie. En seconde période, elle a cédé deux fois "
    "le ballon devant le but, et a relevé un adversaire tombé. L'entraîneuse et le formateur ont "
    "noté la même chose sans se concerter : elle parle peu, mais au bon moment, et les autres "
    "jouent mieux autour d'elle. Après le match, elle est restée ranger le matériel avec les plus "
    "jeunes, et leur a montré comment on marque les buts d'un terrain de fortune. Ce qui précède "
    "a été relu par la personne elle-même, qui n'y a rien changé."
)
ABOUT = (
    "Soutenir les autres pendant l'effort, et faire passer l'équipe d'abord. Ce badge dit ce qui a "
    "été vu dans une situation réelle, par plusieurs personnes qui ne se sont pas concertées. Il "
    "n'est pas un diplôme, n'ouvre aucun droit par lui-même et ne dit rien de ce qui n'a pas été "
    "observé. Il peut se compléter d'autres badges du territoire, et d'autres émetteurs peuvent "
    "soutenir le même modèle."
)


@dataclass(frozen=True, slots=True)
class Realistic:
    """One badge in its two forms.

    unsigned:  for signing, issuer did:web, with a status entry.
    signed:    bytes of the same with its proof.
    peer:      the same without status, issued by a did:key: peers check it without network.
    documents: what a resolver of ours reads, by id.
    """

    unsigned: JsonObject
    signed: JsonObject
    peer: JsonObject
    documents: dict[str, JsonObject]


def realistic_badge() -> Realistic:
    """Make the badge that most figures are about."""
    unsigned = badge_document()
    peer = peer_document(unsigned)
    return Realistic(
        unsigned=unsigned,
        signed=sign(unsigned),
        peer=sign(peer, method=peer_method()),
        documents=published_documents(),
    )


def sign(document: JsonObject, *, method: str = METHOD) -> JsonObject:
    """Sign by the general path."""
    return add_proof(document, signer=KEY, verification_method=method, created=NOW)


def published_documents() -> dict[str, JsonObject]:
    """Make the issuer's document and its signed status list."""
    issuer = issuer_document(ISSUER, [PublishedKey(KEY.public, "key-1")])
    listed = status_list_credential(LIST_URL, issuer=ISSUER, bits=new_bitstring(), valid_from=NOW)
    return {ISSUER: issuer, LIST_URL: sign(listed)}


def peer_method() -> str:
    """Name the key as did:key names it."""
    identifier = did_key(KEY.public)
    return f"{identifier}#{identifier.removeprefix('did:key:')}"


def peer_document(document: JsonObject) -> JsonObject:
    """Give the badge a did:key issuer, no status that would need the network, and the only form
    of recipient that openbadgeslib's command compares."""
    issuer = dict(document["issuer"])  # type: ignore[arg-type]
    issuer["id"] = did_key(KEY.public)
    rest = {name: value for name, value in document.items() if name != "credentialStatus"}
    subject = {**document["credentialSubject"], "id": "mailto:camille@personne.example"}  # type: ignore[dict-item]
    return {**rest, "issuer": issuer, "credentialSubject": subject}


def of_another_person(document: JsonObject, number: int) -> JsonObject:
    """Give an unsigned badge the addresses, the status entry and the date of another one."""
    identifier = f"urn:uuid:7d1f5d6e-9a3b-4f0e-8f6e-{number:012x}"
    subject = {**document["credentialSubject"], "id": identifier}  # type: ignore[dict-item]
    status = {
        **document["credentialStatus"],  # type: ignore[dict-item]
        "id": f"{LIST_URL}#{number}",
        "statusListIndex": str(number),
    }
    return {
        **document,
        "id": f"{SITE}/badges/{number:022d}",
        "credentialSubject": subject,
        "validFrom": format_timestamp(NOW - timedelta(seconds=number)),
        "credentialStatus": status,
    }


def badge_document(*, results: int = 3, levels: bool = False) -> JsonObject:
    """Write the unsigned badge with so many results; beyond three, with an evidence for each.

    levels: whether the three levels of each criterion are described.
    """
    return credential_document(
        OpenBadgeCredential(
            id=f"{SITE}/badges/8Vdu3RgPwqYtXk5nJmZ2cA",
            name="Encourager et coopérer",
            issuer=_issuer(),
            credential_subject=_subject(results, levels),
            valid_from=NOW,
            awarded_date=NOW,
            evidence=_evidence(results),
            credential_status=(
                CredentialStatus(
                    id=f"{LIST_URL}#94567",
                    status_purpose="revocation",
                    status_list_index="94567",
                    status_list_credential=LIST_URL,
                ),
            ),
        )
    )


def _issuer() -> Profile:
    return Profile(
        id=ISSUER,
        name="Club sportif du Bocage d'exemple",
        url=f"{SITE}/",
        description="Club de football amateur, partenaire du territoire.",
        image=Image(id=f"{SITE}/logo.png", caption="Un ballon et un arbre"),
    )


def _subject(results: int, levels: bool) -> AchievementSubject:
    hashed = identity_object("camille@personne.example", SALT)
    return AchievementSubject(
        id="urn:uuid:7d1f5d6e-9a3b-4f0e-8f6e-0a1b2c3d4e5f",
        identifier=(
            IdentityObject(
                hashed=True,
                identity_hash=str(hashed["identityHash"]),
                identity_type=str(hashed["identityType"]),
                salt=SALT,
            ),
        ),
        achievement=_achievement(levels),
        activity_start_date=NOW.replace(day=7),
        activity_end_date=NOW.replace(day=8),
        result=tuple(_result(index, levels) for index in range(results)),
    )


def _result(index: int, levels: bool) -> Result:
    level = f"{ACHIEVEMENT_ID}#level-{index % 3 + 1}-2"
    return Result(
        result_description=f"{ACHIEVEMENT_ID}#criterion-{index % 3 + 1}",
        achieved_level=level if levels else None,
        value=LEVELS[1] if index < 3 else f"{LEVELS[1]} (observation {index})",
    )


def _evidence(results: int) -> tuple[Evidence, ...]:
    if results <= 3:
        return (Evidence(name="Séance du 7 mars", narrative=STORY),)
    return tuple(
        Evidence(
            id=f"{SITE}/evidence/{index}",
            name=f"Séance {index}",
            narrative=f"{SCENE} Observation n° {index} de la saison, notée sur le moment. {MORE}",
        )
        for index in range(results)
    )


def _achievement(levels: bool) -> Achievement:
    return Achievement(
        id=ACHIEVEMENT_ID,
        name="Encourager et coopérer",
        description=ABOUT,
        criteria=Criteria(narrative="\n".join(f"- {line}" for line in CRITERIA)),
        achievement_type="Badge",
        alignment=tuple(
            Alignment(
                target_name=name,
                target_url=f"https://skills.example/{code}",
                target_code=code,
                target_framework="Compétences transversales du territoire",
            )
            for code, name in (("coop-1", "Coopérer"), ("com-2", "Communiquer dans l'action"))
        ),
        image=Image(id=f"{SITE}/achievements/encourager.png", caption="Deux mains qui se serrent"),
        in_language="fr",
        result_description=tuple(_criterion(number, levels) for number in (1, 2, 3)),
        tag=("football", "équipe", "coopération"),
        version="1",
    )


def _criterion(number: int, levels: bool) -> ResultDescription:
    described = (
        RubricCriterionLevel(
            id=f"{ACHIEVEMENT_ID}#level-{number}-{order}", name=level, level=str(order)
        )
        for order, level in enumerate(LEVELS, start=1)
    )
    return ResultDescription(
        id=f"{ACHIEVEMENT_ID}#criterion-{number}",
        name=CRITERIA[number - 1],
        result_type="RubricCriterionLevel",
        required_value=LEVELS[1],
        rubric_criterion_level=tuple(described) if levels else (),
    )
