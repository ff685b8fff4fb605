"""Masked identifiers of recipients, and when two credentials are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badger.credentials.equality import same_credential, same_subject, why_not_replaced
from badger.credentials.identity import (
    identity_hash,
    identity_object,
    matches_identity,
    same_email,
)

EMAIL = "a@example.com"
SALT = "Kosher"
# Open Badges 3.0, IdentityObject: the hash of `a@example.comKosher`.
DIGEST = "b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
# The same, by the command md5sum.
MD5 = "ddd142639a792e74751ee7e129237efa"
IDENTITY = {
    "type": "IdentityObject",
    "hashed": True,
    "identityHash": f"sha256${DIGEST}",
    "identityType": "emailAddress",
    "salt": SALT,
}


def test_an_identifier_is_hashed_as_the_standard_publishes():
    assert f"sha256${DIGEST}" == identity_hash(EMAIL, SALT)


def test_the_identity_of_a_person_has_the_members_of_the_standard():
    assert IDENTITY == identity_object(f" {EMAIL} ", SALT)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"identityHash": f"sha256${DIGEST.upper()}"},
        {"identityHash": f"md5${MD5}"},
        {"hashed": False, "identityHash": EMAIL},
        {"salt": "", "identityHash": identity_hash(EMAIL, "")},
    ],
)
def test_a_person_is_found_by_the_address(change):
    assert matches_identity({**IDENTITY, **change}, EMAIL)


def test_an_identity_without_salt_is_the_hash_of_the_address_alone():
    unsalted = {name: value for name, value in IDENTITY.items() if name != "salt"}

    assert matches_identity({**unsalted, "identityHash": identity_hash(EMAIL, "")}, EMAIL)
    assert not matches_identity(unsalted, EMAIL)


@pytest.mark.parametrize(
    "change",
    [
        {"identityHash": "sha256$" + "0" * 64},
        {"identityHash": f"sha1${DIGEST}"},
        {"identityHash": DIGEST},
        {"identityHash": None},
        {"identityHash": ""},
        {"identityHash": EMAIL * 100, "hashed": False},
        {"hashed": "true"},
        {"hashed": None},
        {"hashed": False},
        {"salt": None},
        {"salt": 5},
        {"salt": "kosher"},
    ],
)
def test_anybody_else_is_not_found(change):
    assert not matches_identity({**IDENTITY, **change}, EMAIL)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("chloé@example.com", "chloe\u0301@example.com"),
        ("chloe\u0301@example.com", "chloé@example.com"),
        ("a@example.com", " A@Example.COM "),
    ],
)
def test_t06_two_spellings_of_an_address_are_the_same_person(stored, typed):
    hashed = {**IDENTITY, "identityHash": identity_hash(stored, SALT)}

    assert matches_identity(hashed, typed)
    assert matches_identity({**IDENTITY, "hashed": False, "identityHash": stored}, typed)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Marie.Dupont@exemple.fr", "Marie.Dupont@EXEMPLE.FR"),
        ("marie.dupont@exemple.fr", "Marie.Dupont@EXEMPLE.FR"),
        ("a@xn--cole-9oa.example", "a@école.example"),
        ("a@école.example", "a@XN--COLE-9OA.example"),
        ("chloé@xn--cole-9oa.example", "Chloe\u0301@E\u0301cole.example"),
    ],
)
def test_t06_a_domain_is_the_same_in_both_its_forms_and_in_any_case(stored, typed):
    hashed = {**IDENTITY, "identityHash": identity_hash(stored, SALT)}

    assert matches_identity(hashed, typed)
    assert same_email(stored, typed)


@pytest.mark.parametrize(
    "typed",
    ["a@example.org", "b@example.com", "a@example.com.", "a@", "@example.com", "a", "", "a@" * 9],
)
def test_another_address_is_another_person(typed):
    assert not matches_identity(IDENTITY, typed)
    assert not same_email(EMAIL, typed)


@pytest.mark.parametrize("domain", ["a..b", "." * 200, "a" * 64 + ".fr", "\ud800", "xn--\xff"])
def test_a_domain_that_is_none_breaks_nothing(domain):
    assert not matches_identity(IDENTITY, "a@" + domain)
    assert same_email("a@" + domain, "A@" + domain)


@pytest.mark.parametrize("kind", ["name", "accountId", "sourcedId", "ext:carte"])
def test_an_identifier_of_another_type_is_compared_as_it_is_written(kind):
    hashed = {**IDENTITY, "identityType": kind, "identityHash": identity_hash("Zoé-7", SALT)}

    assert matches_identity(hashed, " Zoe\u0301-7 ")
    assert not matches_identity(hashed, "zoé-7")
    assert matches_identity({**hashed, "hashed": False, "identityHash": "Zoé-7"}, "Zoé-7")


def test_t06_an_address_is_stored_composed():
    assert (
        identity_hash("chloé@a.example", "s")
        == (identity_object("chloe\u0301@a.example", "s")["identityHash"])
    )


_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.text())


@given(st.dictionaries(st.sampled_from(list(IDENTITY)), _VALUES), st.text(max_size=10))
def test_no_identity_breaks_the_comparison(members, typed):
    assert matches_identity({**IDENTITY, **members}, typed) in (True, False)


A_BADGE = {"id": "https://a.example/b%20c", "issuer": "did:web:a.example"}


@pytest.mark.parametrize(
    "other",
    [
        A_BADGE,
        {"id": " https://a.example/b c ", "issuer": {"id": "did:web:a.example"}},
        {"id": "https://a.example/b%20c", "issuer": "did%3Aweb%3Aa.example"},
    ],
)
def test_a_credential_is_the_same_by_its_issuer_and_its_id(other):
    assert same_credential(A_BADGE, other)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"id": A_BADGE["id"]},
        {"id": A_BADGE["id"], "issuer": "did:web:b.example"},
        {"id": "https://a.example/b", "issuer": A_BADGE["issuer"]},
        {"id": [A_BADGE["id"]], "issuer": A_BADGE["issuer"]},
        {"id": A_BADGE["id"], "issuer": {}},
        {"id": A_BADGE["id"], "issuer": {"id": 5}},
    ],
)
def test_another_credential_is_not_the_same(other):
    assert not same_credential(A_BADGE, other)


def test_credentials_without_names_are_never_the_same():
    assert not same_credential({}, {})
    assert not same_credential({"id": " ", "issuer": "a"}, {"id": " ", "issuer": "a"})


PERSON = {"credentialSubject": {"id": "urn:uuid:1"}, "validFrom": "2026-03-01T08:00:00Z"}
OLDER = {**A_BADGE, **PERSON}


@pytest.mark.parametrize(
    ("newer", "reason"),
    [
        ({}, None),
        ({"id": "https://a.example/b c"}, None),
        ({"credentialSubject": {"id": " urn:uuid:1"}}, None),
        ({"id": "https://a.example/other"}, "credential"),
        ({"issuer": "did:web:b.example"}, "credential"),
        ({"credentialSubject": {"id": "urn:uuid:2"}}, "subject"),
        ({"credentialSubject": {"identifier": [IDENTITY]}}, "subject"),
        ({"credentialSubject": [{"id": "urn:uuid:1"}]}, "subject"),
        ({"validFrom": "2026-03-02T09:00:00+02:00"}, None),
        ({"validFrom": "2026-03-01T08:00:00Z"}, "date"),
        ({"validFrom": "2026-03-01T09:00:00+01:00"}, "date"),
        ({"validFrom": "tomorrow"}, "date"),
        ({"validFrom": 5}, "date"),
    ],
)
def test_d19_a_credential_is_replaced_by_a_newer_one_of_itself_alone(newer, reason):
    changed = {**OLDER, "validFrom": "2026-03-01T08:00:01Z", **newer}

    assert reason == why_not_replaced(OLDER, changed)
    assert why_not_replaced(changed, OLDER) is not None


def test_d19_a_credential_on_vc_1_1_has_its_date_by_another_name():
    old = {**A_BADGE, "credentialSubject": {"id": "a:b"}, "issuanceDate": "2026-03-01T08:00:00Z"}
    new = {**old, "issuanceDate": "2026-03-01T08:00:01Z"}

    assert (None, "date") == (why_not_replaced(old, new), why_not_replaced(new, old))


def test_d19_a_person_without_id_is_the_same_by_all_identifiers():
    one, other = ({"credentialSubject": {"identifier": [IDENTITY]}} for _ in range(2))

    assert same_subject(one, other)
    assert not same_subject(one, {"credentialSubject": {"identifier": [IDENTITY, IDENTITY]}})
    assert not same_subject({"credentialSubject": {}}, {"credentialSubject": {}})
    assert not same_subject({}, {})
