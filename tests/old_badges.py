"""Badges as they were on VC 1.1, written by hand after the standard's description.

Source: Open Badges 3.0, appendix "Verification Support Data Models" (AchievementCredentialv1p1,
EndorsementCredentialv1p1); examples of 2022 to 2024 in circulation name `context.json`.
"""

import copy

from badger.json_value import JsonObject, JsonValue

VC_1 = "https://www.w3.org/2018/credentials/v1"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
OB_3_0_0 = f"{OB}context.json"
INTEGRITY_1 = "https://w3id.org/security/data-integrity/v1"
INTEGRITY_2 = "https://w3id.org/security/data-integrity/v2"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
BADGE_ID = "https://club.example/badges/old-1"
MODEL = "https://club.example/achievements/old"

# Each with its Open Badges context and the one that explains the proof.
CONTEXTS: dict[str, list[str]] = {
    "3.0.0 and data integrity 1": [VC_1, OB_3_0_0, INTEGRITY_1],
    "3.0.0 and data integrity 2": [VC_1, OB_3_0_0, INTEGRITY_2],
    "3.0.1": [VC_1, f"{OB}context-3.0.1.json", INTEGRITY_2],
    "3.0.2": [VC_1, f"{OB}context-3.0.2.json", INTEGRITY_2],
    "3.0.3": [VC_1, f"{OB}context-3.0.3.json", INTEGRITY_2],
    "3.0.3 and extensions": [
        VC_1,
        f"{OB}context-3.0.3.json",
        f"{OB}extensions.json",
        INTEGRITY_2,
    ],
}


def old_badge(
    issuer: str, *, contexts: "list[str] | None" = None, **members: JsonValue
) -> JsonObject:
    """An unsigned badge on VC 1.1 with the classes that were in use in 2022."""
    document: JsonObject = {
        "@context": list(contexts or CONTEXTS["3.0.0 and data integrity 1"]),
        "id": BADGE_ID,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Esprit d'équipe",
        "issuer": {
            "id": issuer,
            "type": ["Profile"],
            "name": "Le club",
            "url": "https://club.example/",
            "email": "club@club.example",
        },
        "issuanceDate": "2026-02-01T08:00:00Z",
        "expirationDate": "2030-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": MODEL,
                "type": ["Achievement"],
                "achievementType": "Badge",
                "name": "Esprit d'équipe",
                "description": "Agit avec et pour son équipe.",
                "criteria": {"narrative": "Trois gestes observés par deux personnes."},
                "image": {"id": "https://club.example/old.png", "type": "Image"},
                "tag": ["équipe", "sport"],
            },
        },
        "evidence": [
            {"id": "https://club.example/evidence/1", "type": ["Evidence"], "name": "Tournoi"}
        ],
    }
    return copy.deepcopy({**document, **members})


def old_endorsement(
    issuer: str, endorsed: str, *, contexts: "list[str] | None" = None, **members: JsonValue
) -> JsonObject:
    """An unsigned endorsement on VC 1.1; its contexts must get along with the badge's own."""
    return {
        "@context": list(contexts or CONTEXTS["3.0.0 and data integrity 1"]),
        "id": "https://ligue.example/endorsements/old-1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endossement",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "La ligue"},
        "issuanceDate": "2026-02-02T08:00:00Z",
        "credentialSubject": {
            "id": endorsed,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Un club sérieux.",
        },
        **members,
    }
