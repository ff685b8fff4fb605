"""Documents for the tests of the canonicalizer: a badge with blank and named parts."""

from typing import Any

from badger.credentials.canonical_errors import Placed

V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
OB3 = f"{OB}context-3.0.3.json"
VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"


def badge(**members: Any) -> dict[str, Any]:
    """Give a small badge whose subject and criteria have no name."""
    return {
        "@context": [V2, OB3],
        "id": "urn:uuid:badge",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:club.example", "type": ["Profile"], "name": "Club"},
        "validFrom": "2026-03-14T09:30:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:achievement",
                "type": ["Achievement"],
                "name": "Esprit d'équipe",
                "criteria": {"narrative": "aide\nun camarade"},
            },
        },
        **members,
    }


def with_achievement(**members: Any) -> dict[str, Any]:
    """Give the badge with more members in its achievement."""
    document = badge()
    document["credentialSubject"]["achievement"].update(members)
    return document


def endorsement(number: int, **members: Any) -> dict[str, Any]:
    """Give a signed endorsement of the badge's achievement."""
    return {
        "@context": [V2, OB3],
        "id": f"urn:uuid:endorsement-{number}",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": "did:web:mairie.example", "type": ["Profile"]},
        "credentialSubject": {
            "id": "urn:uuid:achievement",
            "type": ["EndorsementSubject"],
            "endorsementComment": f"Oui, {number} fois",
        },
        "proof": {"type": "DataIntegrityProof", "proofValue": f"z{number}"},
        **members,
    }


def place(error: Placed) -> tuple[object, object]:
    """Give where an error was, and which rule it names."""
    return error.facts.get("path"), error.facts.get("why")
