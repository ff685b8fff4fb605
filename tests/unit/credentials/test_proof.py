"""Data Integrity proofs: adding, reading, verifying."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badger.credentials.canonical_errors import DataLoss, InvalidIri
from badger.credentials.cryptosuites import SIGNING_SUITES, suite_named, suite_of
from badger.credentials.cryptosuites.ed25519_signature_2020 import ED25519_SIGNATURE_2020
from badger.credentials.cryptosuites.eddsa_rdfc_2022 import EDDSA_2022
from badger.credentials.errors import CredentialError
from badger.credentials.keys import EcdsaSigningKey, RsaSigningKey, SigningKey
from badger.credentials.multibase import encode_base58btc, encode_base64url
from badger.credentials.proof import (
    MAX_PROOFS,
    add_proof,
    proofs_of,
    read_proof,
    sign_with,
    verify_proof,
)
from badger.credentials.proof_errors import (
    BadPreviousProof,
    BadProofValue,
    BadVerificationMethod,
    MalformedProof,
    NotSigned,
    ProofContextDiffers,
    TooManyProofs,
    UnsupportedSuite,
    WrongKeyKind,
    WrongPurpose,
    WrongSignature,
)

KEY = SigningKey.from_seed(bytes(range(32)))
OTHER = SigningKey.from_seed(bytes(32))
METHOD = "did:web:bocage.example:issuers:club#key-1"
NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
P_256 = EcdsaSigningKey.from_secret("P-256", bytes(range(1, 33)))
P_384 = EcdsaSigningKey.from_secret("P-384", bytes(range(1, 49)))
RSA = RsaSigningKey.generate()
EVERY = pytest.mark.parametrize(
    ("suite", "key"),
    [
        pytest.param(suite, key, id=f"{suite} {key.public.kind}")
        for suite, keys in {
            "eddsa-rdfc-2022": [KEY],
            "eddsa-jcs-2022": [KEY],
            "ecdsa-rdfc-2019": [P_256, P_384],
            "ecdsa-jcs-2019": [P_256, P_384],
        }.items()
        for key in keys
    ],
)


def badge():
    """An unsigned credential, as small as it can be."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential"],
        "issuer": "did:web:bocage.example:issuers:club",
        "validFrom": "2026-03-14T09:30:00Z",
        "credentialSubject": {"id": "urn:uuid:3f0ff2f2-9f66-4bd5-8d4b-1c3a6ff3b2a1"},
    }


def signed(suite="eddsa-rdfc-2022", document=None, key=KEY):
    return add_proof(
        document or badge(),
        signer=key,
        verification_method=METHOD,
        created=NOW,
        cryptosuite=suite,
    )


@EVERY
def test_a_signed_document_is_verified(suite, key):
    document = signed(suite, key=key)

    verify_proof(document, document["proof"], key=key.public)


@EVERY
def test_signing_adds_the_proof_at_the_end_and_changes_nothing_else(suite, key):
    unsigned = badge()

    document = signed(suite, unsigned, key=key)

    assert badge() == unsigned
    assert [*unsigned, "proof"] == list(document)
    assert unsigned == {name: document[name] for name in unsigned}
    assert "2026-03-14T09:30:00Z" == document["proof"]["created"]


@EVERY
def test_any_change_of_the_document_breaks_the_signature(suite, key):
    document = signed(suite, key=key)
    for change in (
        {"validFrom": "2026-03-14T09:30:01Z"},
        {"validUntil": "2030-01-01T00:00:00Z"},
        {"credentialSubject": {"id": "urn:uuid:4f0ff2f2-9f66-4bd5-8d4b-1c3a6ff3b2a1"}},
    ):
        with pytest.raises(WrongSignature):
            verify_proof({**document, **change}, document["proof"], key=key.public)


@EVERY
def test_any_change_of_the_proof_breaks_the_signature(suite, key):
    document = signed(suite, key=key)
    for change in (
        {"created": "2026-03-14T09:30:01Z"},
        {"expires": "2036-03-14T09:30:00Z"},
        {"verificationMethod": METHOD + "0"},
        {"id": "urn:uuid:11111111-9f66-4bd5-8d4b-1c3a6ff3b2a1"},
        {"proofValue": "z" + encode_base58btc(bytes(64))},
    ):
        with pytest.raises(WrongSignature):
            verify_proof(document, {**document["proof"], **change}, key=key.public)


@EVERY
def test_another_key_does_not_verify(suite, key):
    document = signed(suite, key=key)
    other = OTHER if key is KEY else EcdsaSigningKey.generate(key.public.kind)

    with pytest.raises(WrongSignature):
        verify_proof(document, document["proof"], key=other.public)


def test_the_kinds_of_the_table_are_all_tested():
    assert {"eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"} == set(
        SIGNING_SUITES
    )


def test_d10_a_suite_does_not_verify_what_the_other_signed():
    document = signed("eddsa-rdfc-2022")
    changed = {**document["proof"], "cryptosuite": "eddsa-jcs-2022"}

    with pytest.raises(WrongSignature):
        verify_proof(document, changed, key=KEY.public)


KEYS = [KEY, P_256, P_384, RSA]
TAKEN = {
    "eddsa-rdfc-2022": [KEY],
    "eddsa-jcs-2022": [KEY],
    "ecdsa-rdfc-2019": [P_256, P_384],
    "ecdsa-jcs-2019": [P_256, P_384],
}


@pytest.mark.parametrize("suite", list(TAKEN))
def test_j03_a_suite_takes_keys_of_its_kinds_only(suite):
    document = signed(suite, key=TAKEN[suite][0])
    for key in [key for key in KEYS if key not in TAKEN[suite]]:
        with pytest.raises(WrongKeyKind):
            verify_proof(document, document["proof"], key=key.public)
        with pytest.raises(WrongKeyKind):
            signed(suite, key=key)


@pytest.mark.parametrize(("used", "other"), [(P_256, P_384), (P_384, P_256)])
@pytest.mark.parametrize("suite", ["ecdsa-rdfc-2019", "ecdsa-jcs-2019"])
def test_j03_a_key_of_the_other_curve_does_not_verify(suite, used, other):
    document = signed(suite, key=used)

    with pytest.raises(WrongSignature):
        verify_proof(document, document["proof"], key=other.public)


def old_options(**names):
    return {
        **names,
        "created": "2022-03-14T09:30:00Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
    }


def test_the_draft_name_of_eddsa_rdfc_2022_is_verified_and_never_signed():
    options = old_options(type="DataIntegrityProof", cryptosuite="eddsa-2022")
    document = sign_with(EDDSA_2022, badge(), signer=KEY, options=options)

    assert suite_of(read_proof(document["proof"])).is_old
    verify_proof(document, document["proof"], key=KEY.public)
    with pytest.raises(WrongSignature):
        changed = {**document["proof"], "cryptosuite": "eddsa-rdfc-2022"}
        verify_proof(document, changed, key=KEY.public)
    with pytest.raises(UnsupportedSuite):
        signed("eddsa-2022")


OLD_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"


def signed_in_the_old_way():
    document = {**badge(), "@context": [*badge()["@context"], OLD_CONTEXT]}
    options = old_options(type="Ed25519Signature2020")
    return sign_with(ED25519_SIGNATURE_2020, document, signer=KEY, options=options)


def test_d10_a_proof_older_than_cryptosuites_is_verified_and_never_signed():
    document = signed_in_the_old_way()
    read = read_proof(document["proof"])

    assert ("Ed25519Signature2020", True) == (read.cryptosuite, suite_of(read).is_old)
    verify_proof(document, document["proof"], key=KEY.public)
    with pytest.raises(WrongSignature):
        verify_proof({**document, "validUntil": "2030-01-01T00:00:00Z"}, read.raw, key=KEY.public)
    with pytest.raises(UnsupportedSuite):
        signed("Ed25519Signature2020")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"cryptosuite": "eddsa-rdfc-2022"}, MalformedProof),
        ({"type": "DataIntegrityProof"}, MalformedProof),
        ({"proofPurpose": "authentication"}, WrongPurpose),
        ({"@context": OLD_CONTEXT}, ProofContextDiffers),
        ({"challenge": "x", "nonce_": "y"}, DataLoss),
        ({"jws": "eyJhbGciOiJFZERTQSJ9..AA"}, DataLoss),
        ({"created": "2022-03-14T09:30:01Z"}, WrongSignature),
    ],
)
def test_d10_an_older_proof_is_read_as_strictly(change, error):
    document = signed_in_the_old_way()

    with pytest.raises(error):
        verify_proof(document, {**document["proof"], **change}, key=KEY.public)


def test_d10_an_older_proof_whose_type_no_context_defines_is_data_loss():
    document = {**signed_in_the_old_way(), "@context": badge()["@context"]}

    with pytest.raises(DataLoss):
        verify_proof(document, document["proof"], key=KEY.public)


def test_a_second_proof_stands_beside_the_first():
    both = signed("eddsa-jcs-2022", signed(), key=OTHER)
    thrice = signed(document=both)

    assert 2 == len(proofs_of(both))
    assert proofs_of(both) == proofs_of(thrice)[:2]
    for proof, key in zip(proofs_of(thrice), (KEY, OTHER, KEY), strict=True):
        verify_proof(thrice, proof, key=key.public)


def test_a_term_that_no_context_knows_is_not_signed():
    with pytest.raises(DataLoss):
        signed(document={**badge(), "secretGrade": "A+"})
    with pytest.raises(InvalidIri):
        signed(document={**badge(), "id": "../badge"})


@pytest.mark.parametrize("term", ["secret", "_:x", "@foo", "validUntil", "grade", "proof"])
def test_d12_a_term_in_the_proof_that_no_context_knows_is_data_loss(term):
    document = signed()

    with pytest.raises(CredentialError) as caught:
        verify_proof(document, {**document["proof"], term: "x"}, key=KEY.public)

    assert "proof.signature" != caught.value.reason


@pytest.mark.parametrize(
    "contexts",
    [
        None,
        [],
        "https://www.w3.org/ns/credentials/v2",
        ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/data-integrity/v2"],
        [{"@vocab": "urn:x:"}],
    ],
)
def test_d12_a_proof_with_another_context_than_the_document_is_refused(contexts):
    document = signed()

    with pytest.raises(ProofContextDiffers):
        verify_proof(document, {**document["proof"], "@context": contexts}, key=KEY.public)


def test_d12_a_proof_may_repeat_the_context_of_the_document():
    document = signed()

    verify_proof(document, {**document["proof"], "@context": document["@context"]}, key=KEY.public)


def test_a_jcs_proof_leaves_out_contexts_that_were_appended_later():
    document = signed("eddsa-jcs-2022")
    longer = {**document, "@context": [*document["@context"], "https://later.example/"]}

    verify_proof(longer, longer["proof"], key=KEY.public)


@pytest.mark.parametrize(
    "contexts",
    [
        None,
        [],
        ["https://other.example/"],
        ["https://later.example/", "https://www.w3.org/ns/credentials/v2"],
    ],
)
def test_a_jcs_document_must_start_with_the_context_of_its_proof(contexts):
    document = {**signed("eddsa-jcs-2022"), "@context": contexts}

    with pytest.raises(ProofContextDiffers):
        verify_proof(document, document["proof"], key=KEY.public)


def test_a_jcs_document_with_one_context_as_a_text_is_verified():
    document = signed("eddsa-jcs-2022", {**badge(), "@context": "https://a.example/"})
    longer = {**document, "@context": ["https://a.example/", "https://later.example/"]}

    verify_proof(document, document["proof"], key=KEY.public)
    verify_proof(longer, longer["proof"], key=KEY.public)


def test_a_jcs_document_without_a_context_is_signed_and_verified_without():
    document = signed("eddsa-jcs-2022", {"name": "é", "number": 1e21, "list": [-0.0, 1.0]})

    assert "@context" not in document["proof"]
    verify_proof(document, document["proof"], key=KEY.public)


@pytest.mark.parametrize("method", ["#key-1", "key-1", "", "a b:c", METHOD + "#x", "did:web:é#k"])
def test_d07_a_proof_is_not_made_under_an_address_that_nobody_can_follow(method):
    with pytest.raises(BadVerificationMethod):
        add_proof(badge(), signer=KEY, verification_method=method, created=NOW)


@pytest.mark.parametrize("proofs", [None, [], "proof", 5, True, ""])
def test_d01_a_document_without_a_proof_is_not_signed(proofs):
    with pytest.raises(NotSigned):
        proofs_of({**badge(), "proof": proofs})
    with pytest.raises(NotSigned):
        proofs_of(badge())


@pytest.mark.parametrize("item", [None, "proof", [], 5])
def test_d01_a_list_of_proofs_holds_objects_only(item):
    with pytest.raises(MalformedProof):
        proofs_of({"proof": [{}, item]})


def test_d13_eight_proofs_are_read_and_nine_are_not():
    assert MAX_PROOFS == 8 == len(proofs_of({"proof": [{}] * 8}))
    with pytest.raises(TooManyProofs):
        proofs_of({"proof": [{}] * 9})


def proof(**changes):
    members = {**signed()["proof"], **changes}
    return {name: value for name, value in members.items() if value != "left out"}


def test_a_proof_is_read():
    options = read_proof(proof(id="urn:uuid:1", expires="2027-03-14T09:30:00Z"))

    assert ("eddsa-rdfc-2022", METHOD) == (options.cryptosuite, options.verification_method)
    assert (NOW, NOW.replace(year=2027)) == (options.created, options.expires)
    assert ("urn:uuid:1", ()) == (options.id, options.previous)
    assert 64 == len(options.proof_value)


def test_a_proof_may_leave_out_its_times_and_write_its_type_as_an_array():
    options = read_proof(proof(created="left out", type=["DataIntegrityProof"]))

    assert (None, None, None) == (options.created, options.expires, options.id)


@pytest.mark.parametrize(
    "purpose",
    ["left out", None, "authentication", "AssertionMethod", "assertionmethod", ["assertionMethod"]],
)
def test_d02_a_proof_with_another_purpose_is_refused(purpose):
    with pytest.raises(WrongPurpose):
        read_proof(proof(proofPurpose=purpose))


@pytest.mark.parametrize(
    "method",
    [
        "left out",
        None,
        {"id": METHOD},
        [METHOD],
        "#key-1",
        "key-1",
        "//a.example#k",
        METHOD + "#again",
        METHOD + " ",
        "did:web:a.example#" + "k" * 2048,
    ],
)
def test_d07_a_key_is_named_by_one_absolute_url(method):
    with pytest.raises(BadVerificationMethod):
        read_proof(proof(verificationMethod=method))


@pytest.mark.parametrize(
    "moment", [None, 5, "", "2026-03-14", "2026-03-14T09:30:00", "0001-01-01T00:00:00+14:00", []]
)
@pytest.mark.parametrize("member", ["created", "expires"])
def test_d09_a_time_of_another_shape_is_refused(member, moment):
    with pytest.raises(MalformedProof) as caught:
        read_proof(proof(**{member: moment}))

    assert {"member": member} == caught.value.facts


@pytest.mark.parametrize(
    "change",
    [
        {"cryptosuite": "EDDSA-RDFC-2022"},
        {"cryptosuite": ["eddsa-rdfc-2022"]},
        {"cryptosuite": {"name": "eddsa-rdfc-2022"}},
        {"cryptosuite": None},
        {"cryptosuite": "bbs-2023", "proofPurpose": None},
        {"cryptosuite": "Ed25519Signature2020"},
        {"type": ["Ed25519Signature2018"]},
    ],
)
def test_d10_d17_a_recipe_that_is_not_in_the_table_is_unsupported(change):
    with pytest.raises(UnsupportedSuite):
        read_proof(proof(**change))


@pytest.mark.parametrize(
    "change",
    [
        {"cryptosuite": "left out"},
        {"type": None},
        {"type": "left out"},
        {"type": []},
        {"type": "Ed25519Signature2020"},
    ],
)
def test_d10_a_proof_that_names_no_recipe_is_malformed(change):
    with pytest.raises(MalformedProof):
        read_proof(proof(**change))


SIGNATURE = bytes(range(64))


@pytest.mark.parametrize(
    "value",
    [
        "left out",
        None,
        5,
        [],
        "",
        "z",
        encode_base58btc(SIGNATURE),
        "u" + encode_base64url(SIGNATURE),
        "z" + encode_base58btc(SIGNATURE[:-1]),
        "z" + encode_base58btc(b"\1" + SIGNATURE),
        "z1" + encode_base58btc(SIGNATURE),
        "z" + encode_base58btc(SIGNATURE) + " ",
        "z" + encode_base58btc(SIGNATURE).replace("1", "l", 1),
        "z" + "2" * 100_000,
    ],
)
def test_d11_a_value_that_is_not_64_bytes_in_base58btc_is_refused(value):
    with pytest.raises(BadProofValue):
        read_proof(proof(proofValue=value))


def test_d11_the_halves_of_a_signature_have_their_order():
    document = signed()
    value = read_proof(document["proof"]).proof_value
    swapped = {**document["proof"], "proofValue": "z" + encode_base58btc(value[32:] + value[:32])}

    with pytest.raises(WrongSignature):
        verify_proof(document, swapped, key=KEY.public)


@pytest.mark.parametrize("identifier", [None, 5, [], {}])
def test_a_proof_is_named_by_a_text(identifier):
    with pytest.raises(MalformedProof):
        read_proof(proof(id=identifier))


@pytest.mark.parametrize("previous", [None, [], [5], {}, ["urn:uuid:1", "urn:uuid:1"], [[]]])
def test_d14_a_proof_continues_proofs_by_their_names(previous):
    with pytest.raises(BadPreviousProof):
        read_proof(proof(previousProof=previous))


@pytest.mark.parametrize(
    ("members", "names"),
    [
        pytest.param({"previousProof": "urn:x:missing"}, (), id="missing"),
        pytest.param({"id": "urn:x:a", "previousProof": "urn:x:a"}, (), id="self"),
        pytest.param(
            {"id": "urn:x:a", "previousProof": "urn:x:b"},
            ({"id": "urn:x:b", "previousProof": "urn:x:a"},),
            id="cyclic",
        ),
        pytest.param(
            {"previousProof": "urn:x:b"}, ({"id": "urn:x:b"}, {"id": "urn:x:b"}), id="ambiguous"
        ),
        pytest.param(
            {"id": "urn:x:a", "previousProof": "urn:x:b"},
            (
                {"id": "urn:x:b", "previousProof": "urn:x:c"},
                {"id": "urn:x:c", "previousProof": ["urn:x:b", "urn:x:a"]},
            ),
            id="cyclic through two",
        ),
        pytest.param({"previousProof": "urn:x:b"}, ({"id": 5},), id="unnamed"),
    ],
)
def test_d14_a_chain_that_leads_nowhere_is_refused(members, names):
    one = proof(**members)
    document = {**badge(), "proof": [one, *(proof(**other) for other in names)]}

    with pytest.raises(BadPreviousProof):
        verify_proof(document, one, key=KEY.public)


def test_d14_a_chain_whose_earlier_part_is_broken_fails_there_and_not_here():
    document = signed()
    first = {**document["proof"], "id": "urn:x:b", "previousProof": "urn:x:gone"}
    one = proof(previousProof="urn:x:b")

    with pytest.raises(WrongSignature):
        verify_proof({**document, "proof": [first, one]}, one, key=KEY.public)


def test_a_suite_is_found_by_its_exact_name_only():
    assert "eddsa-jcs-2022" == suite_named("eddsa-jcs-2022").name
    for name in ("", None, "eddsa_rdfc_2022", [], {}, 5):
        with pytest.raises(UnsupportedSuite):
            suite_named(name)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
_MEMBERS = st.sampled_from(
    [*signed()["proof"], "expires", "id", "previousProof", "@context", "domain", "x"]
)


@EVERY
@given(changes=st.dictionaries(_MEMBERS, _JSON, min_size=1, max_size=3))
def test_no_proof_escapes_the_errors_of_credentials(suite, key, changes):
    document = signed(suite, key=key)
    changed = {**document["proof"], **changes}
    try:
        verify_proof({**document, "proof": changed}, changed, key=key.public)
    except CredentialError as error:
        assert error.reason.startswith(("proof.", "structure."))
    else:
        assert {"@context"} == set(changes)
