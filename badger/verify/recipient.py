"""Step 7: is the badge about the person that the reader has in mind?"""

from badger.credentials.identity import EMAIL, matches_identity
from badger.json_value import JsonObject
from badger.verify.case import Answer, Case, list_of, not_applicable, passed
from badger.verify.errors import CheckFailed, Undetermined


def check_recipient(case: Case) -> Answer:
    """Compare the identifier that the reader knows with the badge's (step 7).

    The identifier arrives from outside the badge: whoever holds somebody else's badge could
    show any name with it.
    """
    expected = case.policy.recipient
    if expected is None:
        return not_applicable("recipient.not_asked")
    subject = case.document["credentialSubject"]
    subject = subject if isinstance(subject, dict) else {}
    if subject.get("id") == expected:
        return passed("recipient.matches")
    identities = _email_identities(subject)
    if any(matches_identity(identity, expected) for identity in identities):
        return passed("recipient.matches")
    if not identities and "@" in expected:
        raise Undetermined("recipient.no_address")
    raise CheckFailed("recipient.other_person")


def _email_identities(subject: JsonObject) -> list[JsonObject]:
    return [
        identity
        for identity in list_of(subject.get("identifier"))
        if isinstance(identity, dict) and identity.get("identityType") == EMAIL
    ]
