"""Parts of documents: pointers, selections, lists, graphs, and contexts that stand in the way."""

from datetime import UTC, datetime

import pytest

from badger.credentials.canonical_errors import TooComplex
from badger.credentials.cryptosuites.ecdsa_sd_2023 import SelectiveSuite
from badger.credentials.cryptosuites.ecdsa_sd_2023.base_proof import base_options, sign_base
from badger.credentials.cryptosuites.ecdsa_sd_2023.derived_proof import disclose
from badger.credentials.cryptosuites.ecdsa_sd_2023.errors import BadDisclosure
from badger.credentials.cryptosuites.ecdsa_sd_2023.proof_values import (
    decode_value,
    read_base,
    write_derived,
)
from badger.credentials.did import did_key
from badger.credentials.keys import SigningKey
from badger.credentials.proof import read_proof, verify_with
from badger.credentials.proof_errors import (
    BadVerificationMethod,
    UnsupportedSuite,
    WrongKeyKind,
    WrongSignature,
)
from badger.credentials.selective.errors import (
    BadPointer,
    ContextsTooRich,
    NothingThere,
    SplitsList,
)
from badger.credentials.selective.pointers import read_pointer, read_pointers
from badger.credentials.selective.selection import select, select_all
from badger.credentials.selective_proof import add_base_proof, always_shown, derive_proof
from badger.schemas import context
from badger.verify import Verdict
from tests.selective_badges import base_badge, components, p_256_issuer, p_256_key
from tests.world import World, badge_document, endorsement

ISSUER = p_256_key(1)
DID = did_key(ISSUER.public)
METHOD = f"{DID}#{ISSUER.public.to_multikey()}"
SIGNED = datetime(2026, 3, 1, tzinfo=UTC)
V2, WORKSHOP = "https://www.w3.org/ns/credentials/v2", "https://workshop.example/v1"
PLAIN = {
    "title": "https://workshop.example/title",
    "steps": {"@id": "https://workshop.example/steps", "@container": "@list"},
    "part": {"@id": "https://workshop.example/part", "@container": "@graph"},
}
# A container by language is beyond what parts are told apart in.
RICH = {**PLAIN, "words": {"@id": "https://workshop.example/w", "@container": "@language"}}
DOCUMENT = {
    "@context": [V2, WORKSHOP],
    "type": ["VerifiableCredential"],
    "issuer": DID,
    "credentialSubject": {
        "title": "Atelier",
        "steps": [{"title": "Scier"}, {"title": "Poncer"}, "Vernir"],
        "part": [{"title": "Pied"}, {"title": "Plateau"}],
    },
}


def load(url):
    return {"@context": PLAIN} if url == WORKSHOP else context(url)


def load_rich(url):
    return {"@context": RICH} if url == WORKSHOP else context(url)


SUITE = SelectiveSuite(load=load)


def signed(document=DOCUMENT, pointers=("/issuer",), **options):
    proof = base_options(verification_method=METHOD, created=SIGNED)
    options = {"load": load, **options}
    return sign_base(document, proof, signer=ISSUER, pointers=pointers, **options)


def derived(document, pointers):
    base = read_base(decode_value(document["proof"]["proofValue"]))
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    found = disclose(unsecured, base, pointers=pointers, load=load)
    value = write_derived(found.value)
    return {**found.document, "proof": {**document["proof"], "proofValue": value}}


def check(document, suite=SUITE):
    verify_with(suite, document, proof=read_proof(document["proof"]), key=ISSUER.public)


@pytest.mark.parametrize(
    ("pointer", "steps"),
    [
        ("/a", ("a",)),
        ("/a/0", ("a", "0")),
        ("/", ("",)),
        ("/a~1b/m~0n", ("a/b", "m~n")),
        ("/~01", ("~1",)),
    ],
)
def test_pointers_are_read_as_rfc_6901_says(pointer, steps):
    assert steps == read_pointer(pointer)


@pytest.mark.parametrize("pointer", ["", "a", "/~", "/~2", "/a~", "/" + "a" * 1024, "/" * 33])
def test_other_texts_are_no_pointers(pointer):
    with pytest.raises(BadPointer):
        read_pointer(pointer)


@pytest.mark.parametrize("step", ["00", "01", "-1", "+1", "1.0", "٠", "3", "9" * 10, "", "-"])
def test_an_index_has_one_spelling(step):
    with pytest.raises(NothingThere):
        select(DOCUMENT, read_pointers([f"/credentialSubject/steps/{step}"]))


def test_a_document_deeper_than_any_badge_is_refused():
    document = {}
    for _ in range(200):
        document = {"a": [document]}

    with pytest.raises(TooComplex):
        select_all(document)


@pytest.mark.parametrize(
    "pointers",
    [
        ["/credentialSubject/steps"],
        ["/credentialSubject/part/1"],
        ["/credentialSubject/part/0", "/credentialSubject/part/1"],
        ["/credentialSubject/steps", "/credentialSubject/part/0/title"],
        ["/credentialSubject"],
    ],
)
@pytest.mark.parametrize("mandatory", [(), ("/issuer",), ("/credentialSubject/part/1",)])
def test_whole_lists_and_single_graphs_can_be_shown(pointers, mandatory):
    shown = derived(signed(pointers=mandatory), pointers)

    check(shown)
    assert "proof" in shown


@pytest.mark.parametrize("places", [(0,), (1,), (2,), (0, 1), (1, 2), (0, 2)])
def test_a_list_of_signed_order_is_not_cut(places):
    with pytest.raises(SplitsList):
        derived(signed(), [f"/credentialSubject/steps/{place}" for place in places])


def test_a_list_in_another_order_breaks_a_signature():
    shown = derived(signed(), ["/credentialSubject/steps"])
    check(shown)
    shown["credentialSubject"]["steps"].reverse()

    with pytest.raises((WrongSignature, BadDisclosure)):
        check(shown)


def test_contexts_that_are_beyond_the_tables_are_named():
    with pytest.raises(ContextsTooRich):
        signed(load=load_rich)


def test_a_base_proof_in_such_contexts_cannot_be_checked_and_a_part_can():
    """Whoever shows a whole badge like this is told that it is not supported, never wrong."""
    rich = SelectiveSuite(load=load_rich)
    whole = signed()

    with pytest.raises(UnsupportedSuite):
        check(whole, suite=rich)
    check(derived(whole, ["/credentialSubject/title"]), suite=rich)


def test_a_key_of_another_kind_signs_no_such_badge():
    key = SigningKey.from_seed(bytes(range(32)))

    with pytest.raises(WrongKeyKind):
        add_base_proof(DOCUMENT, signer=key, verification_method=METHOD, created=SIGNED)


def test_a_key_that_nobody_can_look_up_signs_no_such_badge():
    with pytest.raises(BadVerificationMethod):
        add_base_proof(DOCUMENT, signer=ISSUER, verification_method="#k", created=SIGNED)


def test_each_proof_has_secrets_of_its_own():
    document = badge_document(DID)
    one, other = (
        add_base_proof(document, signer=ISSUER, verification_method=METHOD, created=SIGNED)
        for _ in range(2)
    )
    (_, key, hmac_key, _, _), (_, other_key, other_hmac_key, _, _) = map(components, (one, other))

    assert key != other_key
    assert hmac_key != other_hmac_key
    assert 32 == len(hmac_key)
    for badge in (one, other):
        verify_with(SelectiveSuite(), badge, proof=read_proof(badge["proof"]), key=ISSUER.public)


def test_a_badge_is_signed_anew_without_its_old_proof():
    document = badge_document(DID)
    again = add_base_proof(
        {**document, "proof": {"type": "Old"}},
        signer=ISSUER,
        verification_method=METHOD,
        created=SIGNED,
    )

    assert "ecdsa-sd-2023" == again["proof"]["cryptosuite"]


@pytest.mark.parametrize(
    ("left_out", "identified"),
    [("role", False), ("id", True)],
)
def test_somebody_is_always_meant(left_out, identified):
    document = badge_document(DID)
    document["credentialSubject"].pop(left_out, None)

    assert identified is ("/credentialSubject/identifier" in always_shown(document))
    assert "/validUntil" not in always_shown(document)
    assert "/validUntil" in always_shown({**document, "validUntil": "2036-01-01T00:00:00Z"})


def test_a_document_of_another_shape_has_nothing_that_is_always_shown():
    assert () == always_shown({"credentialSubject": "urn:uuid:1"})


@pytest.mark.parametrize("pointers", [["/endorsement"], ["/evidence", "/endorsement/0"]])
def test_an_endorsement_inside_is_shown_with_its_own_proof(now, pointers):
    """Its proof is a graph apart, and verifies by itself in what is shown."""
    world = World()
    issuer = p_256_issuer(world)
    endorser = world.new_issuer()
    badge = base_badge(issuer, endorsement=[endorsement(endorser, badge_document(issuer.id)["id"])])

    report = world.verify(derive_proof(badge, pointers), now)

    assert Verdict.VERIFIED is report.verdict
    assert 1 == len(report.credential.endorsements)
    assert Verdict.VERIFIED is world.verify(derive_proof(badge, ["/evidence"]), now).verdict
