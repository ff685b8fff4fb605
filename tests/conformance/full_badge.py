"""Documents written by hand that use every class and every member of Open Badges 3.0."""

import json

VC = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

IMAGE = {"id": "https://club.example/a.png", "type": "Image", "caption": "Deux mains"}
ALIGNMENT = {
    "type": ["Alignment"],
    "targetCode": "c1",
    "targetDescription": "Coopérer avec d'autres",
    "targetName": "Coopérer",
    "targetFramework": "Cadre d'exemple",
    "targetType": "CFItem",
    "targetUrl": "https://skills.example/1",
}
IDENTIFIER = {"type": "IdentifierEntry", "identifier": "B-12", "identifierType": "systemId"}
JWS = "eyJhbGciOiJFZERTQSJ9.e30.c2ln"
PROOF = {
    "type": "DataIntegrityProof",
    "created": "2026-03-14T09:30:00Z",
    "cryptosuite": "eddsa-rdfc-2022",
    "challenge": "c",
    "domain": "d",
    "nonce": "n",
    "proofPurpose": "assertionMethod",
    "proofValue": "z3FX",
    "verificationMethod": "did:web:club.example#k1",
}
STATUS = {
    "id": "https://club.example/status/3#94567",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "94567",
    "statusListCredential": "https://club.example/status/3",
}
EVIDENCE = {
    "id": "https://club.example/evidence/1",
    "type": ["Evidence"],
    "name": "Match",
    "narrative": "Vu par deux personnes.",
    "description": "Une vidéo",
    "genre": "Vidéo",
    "audience": "Employeurs",
}
TAIL = {
    "validFrom": "2026-03-14T09:30:00Z",
    "validUntil": "2030-03-14T09:30:00+01:00",
    "awardedDate": "2026-03-07T15:00:00.250Z",
    "description": "Une description",
    "evidence": [EVIDENCE],
    "proof": [PROOF],
    "credentialSchema": [
        {"id": "https://schema.example/1", "type": "1EdTechJsonSchemaValidator2019"}
    ],
    "credentialStatus": STATUS,
    "refreshService": {"id": "https://club.example/r/1", "type": "1EdTechCredentialRefresh"},
    "termsOfUse": [{"id": "https://club.example/terms", "type": "Terms"}],
}
ENDORSEMENT = {
    "@context": [VC, OB],
    "id": "urn:uuid:8",
    "type": ["VerifiableCredential", "EndorsementCredential"],
    "name": "Soutien",
    "issuer": {"id": "did:web:mairie.example", "type": ["Profile"]},
    "credentialSubject": {
        "id": "urn:uuid:3",
        "type": ["EndorsementSubject"],
        "endorsementComment": "Oui",
    },
    **TAIL,
}
SMALL_ENDORSEMENT = {
    name: ENDORSEMENT[name]
    for name in ("@context", "id", "type", "name", "issuer", "credentialSubject", "validFrom")
}
PROFILE = {
    "id": "did:web:club.example",
    "type": ["Profile"],
    "name": "Le club",
    "url": "https://club.example/",
    "phone": "+33100000000",
    "description": "Un club",
    "endorsement": [SMALL_ENDORSEMENT],
    "endorsementJwt": [JWS],
    "image": IMAGE,
    "email": "contact@club.example",
    "address": {
        "type": ["Address"],
        "addressCountry": "France",
        "addressCountryCode": "FR",
        "addressRegion": "Bretagne",
        "addressLocality": "Fougères",
        "streetAddress": "1 rue du Stade",
        "postOfficeBoxNumber": "12",
        "postalCode": "35300",
        "geo": {"type": "GeoCoordinates", "latitude": 48.35, "longitude": -1.2},
    },
    "otherIdentifier": [IDENTIFIER],
    "official": "Camille",
    "parentOrg": {"id": "did:web:league.example", "type": ["Profile"]},
    "familyName": "A",
    "givenName": "B",
    "additionalName": "C",
    "patronymicName": "D",
    "honorificPrefix": "E",
    "honorificSuffix": "F",
    "familyNamePrefix": "G",
    "dateOfBirth": "2000-02-29",
}
LEVEL = {
    "id": "urn:level:1",
    "type": ["RubricCriterionLevel"],
    "name": "avec appui",
    "description": "Quelqu'un aide",
    "level": "1",
    "points": "2",
    "alignment": [ALIGNMENT],
}
ACHIEVEMENT = {
    "id": "https://club.example/achievements/1",
    "type": ["Achievement"],
    "name": "Encourager",
    "description": "Soutient les autres",
    "criteria": {"id": "https://club.example/criteria/1", "narrative": "Trois gestes"},
    "achievementType": "Badge",
    "alignment": [ALIGNMENT],
    "creator": {"id": "did:web:club.example", "type": ["Profile"], "name": "Le club"},
    "creditsAvailable": 1.5,
    "endorsement": [SMALL_ENDORSEMENT],
    "endorsementJwt": [JWS],
    "fieldOfStudy": "Sport",
    "humanCode": "E1",
    "image": IMAGE,
    "inLanguage": "fr-FR",
    "otherIdentifier": [IDENTIFIER],
    "related": [{"id": "urn:a:2", "type": ["Related"], "inLanguage": "en", "version": "1"}],
    "resultDescription": [
        {
            "id": "urn:criterion:1",
            "type": ["ResultDescription"],
            "name": "Encourage",
            "resultType": "RubricCriterionLevel",
            "alignment": [ALIGNMENT],
            "allowedValue": ["a", "b"],
            "requiredLevel": "urn:level:1",
            "requiredValue": "a",
            "rubricCriterionLevel": [LEVEL],
            "valueMin": "0",
            "valueMax": "9",
        }
    ],
    "specialization": "Football",
    "tag": ["football", "équipe"],
    "version": "1",
}
SUBJECT = {
    "id": "urn:uuid:2",
    "type": ["AchievementSubject"],
    "achievement": ACHIEVEMENT,
    "activityStartDate": "2026-03-07T13:00:00Z",
    "activityEndDate": "2026-03-07T15:00:00Z",
    "creditsEarned": 1,
    "identifier": [
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": "sha256$00",
            "identityType": "emailAddress",
            "salt": "s",
        }
    ],
    "image": IMAGE,
    "licenseNumber": "L1",
    "narrative": "Elle a encouragé.",
    "result": [
        {
            "type": ["Result"],
            "achievedLevel": "urn:level:1",
            "alignment": [ALIGNMENT],
            "resultDescription": "urn:criterion:1",
            "status": "Completed",
            "value": "avec appui",
        }
    ],
    "role": "Gardienne",
    "source": {"id": "did:web:source.example", "type": ["Profile"]},
    "term": "Printemps",
}
BADGE = {
    "@context": [VC, OB],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Encourager",
    "image": IMAGE,
    "issuer": PROFILE,
    "credentialSubject": SUBJECT,
    "endorsement": [ENDORSEMENT],
    "endorsementJwt": [JWS],
    **TAIL,
}


def full(document: dict) -> dict:
    """Copy a document so deeply that it shares no part with itself either."""
    return json.loads(json.dumps(document))
