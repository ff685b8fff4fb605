"""What a document claims to be, told by its contexts and types."""

import pytest

from badger.verify.formats import Format, format_of

VC_2 = "https://www.w3.org/ns/credentials/v2"
VC_1 = "https://www.w3.org/2018/credentials/v1"
OB_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_2 = "https://w3id.org/openbadges/v2"
CREDENTIAL = "VerifiableCredential"


@pytest.mark.parametrize(
    ("contexts", "types", "found"),
    [
        ([VC_2, OB_3], [CREDENTIAL, "OpenBadgeCredential"], Format.OPEN_BADGES_3),
        ([VC_2, OB_3], [CREDENTIAL, "AchievementCredential"], Format.OPEN_BADGES_3),
        ([OB_3, VC_2], [CREDENTIAL, "AchievementCredential"], Format.OPEN_BADGES_3),
        (None, "AchievementCredential", Format.OPEN_BADGES_3),
        ([VC_1, OB_3], [CREDENTIAL, "OpenBadgeCredential"], Format.OPEN_BADGES_3_VC_1),
        (VC_1, "OpenBadgeCredential", Format.OPEN_BADGES_3_VC_1),
        ([VC_2], [CREDENTIAL, "Licence"], Format.CREDENTIAL),
        ([VC_1], CREDENTIAL, Format.CREDENTIAL),
        ([VC_2, OB_3], [CREDENTIAL, "EndorsementCredential"], Format.ENDORSEMENT),
        ([VC_2], ["VerifiablePresentation"], Format.PRESENTATION),
        (VC_2, "EnvelopedVerifiablePresentation", Format.PRESENTATION),
        (VC_2, "EnvelopedVerifiableCredential", Format.ENVELOPE),
        (OB_2, "Assertion", Format.OPEN_BADGES_2),
        ("https://w3id.org/openbadges/v1", None, Format.OPEN_BADGES_2),
        (None, "Assertion", Format.OPEN_BADGES_2),
        ([{}, 7], ["Badge", None], Format.OTHER),
        (None, None, Format.OTHER),
    ],
)
def test_a_document_says_its_format(contexts: object, types: object, found: Format):
    assert found is format_of({"@context": contexts, "type": types})
