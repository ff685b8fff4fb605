"""Badges shown in part: whatever is added, moved, hidden or mixed is found (ecdsa-sd-2023)."""

import copy
from datetime import datetime

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badger.credentials.cryptosuites.ecdsa_sd_2023.errors import AlreadyDerived, NotABaseProof
from badger.credentials.cryptosuites.ecdsa_sd_2023.proof_values import (
    decode_value,
    read_base,
    read_derived,
)
from badger.credentials.keys import EcdsaSigningKey
from badger.credentials.multibase import encode_base64url
from badger.credentials.proof_errors import BadProofValue, NotSigned, WrongSignature
from badger.credentials.selective.errors import BadPointer, NothingThere, TooManyPointers
from badger.credentials.selective_proof import derive_proof
from badger.verify import Outcome, Report, Verdict
from tests.selective_badges import (
    BASE,
    DERIVED,
    base_badge,
    components,
    p_256_issuer,
    proof_bytes,
    with_bytes,
    with_components,
)
from tests.world import World, badge_document

CHOSEN = ("/credentialSubject/result/1", "/credentialSubject/result/2", "/evidence/0/name")
# Places of the components of a derived proof's value.
SIGNATURE, KEY, SIGNATURES, LABELS, INDEXES = range(5)


@pytest.fixture
def whole(world: World):
    return base_badge(p_256_issuer(world))


@pytest.fixture
def shown(whole):
    return derive_proof(whole, CHOSEN)


def refusal(report: Report) -> str:
    """The code of the step that failed; nothing of the badge is shown then."""
    assert Verdict.NOT_VERIFIED is report.verdict
    assert report.credential is None
    return next(one.code for one in report.findings if one.outcome is Outcome.FAILED)


def test_d17_a_derived_badge_is_verified(world: World, now: datetime, shown):
    report = world.verify(shown, now)

    assert Verdict.VERIFIED is report.verdict
    assert "derived" == report.finding("proof").facts["selective"]
    assert 2 == len(report.credential.results)
    assert [{"type": ["Evidence"], "name": "Tournoi"}] == list(report.credential.evidence)
    assert [] == world.fetched


def test_a_whole_badge_is_verified_with_all_of_its_signatures(world: World, now: datetime, whole):
    report = world.verify(whole, now)

    assert Verdict.VERIFIED is report.verdict
    assert "base" == report.finding("proof").facts["selective"]


def test_what_was_not_chosen_is_in_no_byte_of_the_part(whole):
    text = str(derive_proof(whole, ()))

    assert "Tournoi" in str(whole)
    assert "Tournoi" not in text
    assert "identityHash" not in text


# The bytes of the proof value.


def test_a_truncated_value_is_refused_at_every_length(shown):
    data = proof_bytes(shown)

    for length in range(len(data)):
        with pytest.raises(BadProofValue):
            read_derived(decode_value("u" + encode_base64url(data[:length])))


@pytest.mark.parametrize("tail", [b"\0", b"\x80", b"\xff", b"\xd9\x5d\x01"])
@pytest.mark.parametrize("form", ["whole", "shown"])
def test_bytes_behind_the_end_are_refused(world: World, now, request, form, tail):
    document = request.getfixturevalue(form)
    changed = with_bytes(document, proof_bytes(document) + tail)

    assert "proof.proof_value" == refusal(world.verify(changed, now))


def test_indefinite_lengths_are_refused(world: World, now: datetime, shown):
    body = proof_bytes(shown)[3:]
    changed = with_bytes(shown, DERIVED + b"\x9f" + body[1:] + b"\xff")

    assert "proof.proof_value" == refusal(world.verify(changed, now))


def test_an_indefinite_byte_string_is_refused(world: World, now: datetime, shown):
    body = proof_bytes(shown)[3:]
    assert b"\x58\x40" == body[1:3]
    changed = with_bytes(shown, DERIVED + body[:1] + b"\x5f" + body[1:67] + b"\xff" + body[67:])

    assert "proof.proof_value" == refusal(world.verify(changed, now))


def test_a_length_written_longer_than_it_needs_is_refused(world: World, now: datetime, shown):
    body = proof_bytes(shown)[3:]
    changed = with_bytes(shown, DERIVED + body[:1] + b"\x59\x00\x40" + body[3:])

    assert "proof.proof_value" == refusal(world.verify(changed, now))


@pytest.mark.parametrize("tag", [0, 2, 5, 24, 28, 29, 35, 64, 258, 55_799, 23_809])
def test_tags_are_refused(world: World, now: datetime, shown, tag: int):
    parts = components(shown)
    parts[INDEXES] = cbor2.CBORTag(tag, parts[INDEXES])

    assert "proof.proof_value" == refusal(world.verify(with_components(shown, parts), now))


def test_a_label_given_twice_is_refused(world: World, now: datetime, shown):
    parts = components(shown)
    number = len(parts[LABELS])
    body = cbor2.dumps(parts)
    once = cbor2.dumps(parts[LABELS])
    first = cbor2.dumps({0: parts[LABELS][0]})[1:]
    twice = bytes([0xA0 + number + 1]) + once[1:] + first
    changed = with_bytes(shown, DERIVED + body.replace(once, twice))

    assert "proof.proof_value" == refusal(world.verify(changed, now))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (SIGNATURE, b"\1" * 63),
        (SIGNATURE, "x" * 64),
        (SIGNATURE, None),
        (KEY, b"\x80\x24" + b"\2" * 32),
        (KEY, b"\x80\x24" + b"\xff" * 33),
        (KEY, b"\x81\x24" + b"\2" * 49),
        (KEY, b"\x81\x24" + b"\2" * 33),
        (KEY, b"\xed\x01" + b"\1" * 32),
        (KEY, b"\x80\x24\x00" + b"\0" * 32),
        (SIGNATURES, [b"\1" * 65]),
        (SIGNATURES, {}),
        (SIGNATURES, [["x"]]),
        (LABELS, []),
        (LABELS, {0: b"\1" * 31}),
        (LABELS, {"0": b"\1" * 32}),
        (LABELS, {0: "u" + "A" * 43}),
        (INDEXES, [True]),
        (INDEXES, [1.0]),
        (INDEXES, ["0"]),
        (INDEXES, [2**70]),
        (INDEXES, None),
        (INDEXES, [1, 0]),
        (INDEXES, [0, 0, 1]),
    ],
)
def test_components_of_another_shape_are_refused(world: World, now, shown, place, value):
    parts = components(shown)
    parts[place] = value

    assert "proof.proof_value" == refusal(world.verify(with_components(shown, parts), now))


@pytest.mark.parametrize("parts", [[], [b""] * 4, [b""] * 6, {}, 5, "five!", [[[[[]]]]]])
def test_another_number_of_components_is_refused(world: World, now, shown, parts):
    assert "proof.proof_value" == refusal(world.verify(with_components(shown, parts), now))


@pytest.mark.parametrize(
    "value", ["", "u", "z" + "1" * 88, "m2V0B", "u2V0B=", "u2V0C", "u2V0", "U2V0B", "u2V 0B"]
)
def test_texts_of_another_alphabet_are_refused(world: World, now, shown, value: str):
    changed = copy.deepcopy(shown)
    changed["proof"]["proofValue"] = value

    assert "proof.proof_value" == refusal(world.verify(changed, now))


def test_a_header_exchanged_for_the_other_is_refused(world: World, now, shown, whole):
    as_base = with_bytes(shown, BASE + proof_bytes(shown)[3:])
    as_derived = with_bytes(whole, DERIVED + proof_bytes(whole)[3:])

    assert "proof.proof_value" == refusal(world.verify(as_base, now))
    assert "proof.proof_value" == refusal(world.verify(as_derived, now))


@pytest.mark.parametrize(
    ("place", "value"),
    [(2, b"\1" * 31), (2, b"\1" * 33), (4, [1]), (4, [["/issuer"]]), (4, ["/a"] * 1025)],
)
def test_components_of_a_base_proof_of_another_shape_are_refused(world, now, whole, place, value):
    parts = components(whole)
    parts[place] = value

    assert "proof.proof_value" == refusal(world.verify(with_components(whole, parts), now))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([BASE, DERIVED, b"\xd9\x5d\x02", b""]))
def test_no_bytes_are_anything_but_refused(data: bytes, header: bytes):
    for read in (read_base, read_derived):
        with pytest.raises(BadProofValue):
            read(decode_value("u" + encode_base64url(header + data)))


def test_a_value_longer_than_any_text_of_a_badge_is_refused():
    with pytest.raises(BadProofValue):
        decode_value("u" + encode_base64url(DERIVED + b"\0" * 50_000))


# The indexes of what must be shown.


@pytest.mark.parametrize("indexes", [[-1, 0], [10_000], [0, 99], [2**64 - 1]])
def test_indexes_out_of_range_are_refused(world: World, now, shown, indexes):
    parts = components(shown)
    parts[INDEXES] = indexes

    assert "proof.disclosure" == refusal(world.verify(with_components(shown, parts), now))


def test_a_hundred_thousand_indexes_are_refused_by_their_length(world: World, now, shown):
    parts = components(shown)
    parts[INDEXES] = list(range(100_000))

    # A text that long is none that a badge may hold.
    with pytest.raises(Exception, match=r"json\."):
        world.verify(with_components(shown, parts), now)


def test_indexes_as_many_as_fit_are_refused(world: World, now, shown):
    parts = components(shown)
    parts[INDEXES] = list(range(12_000))

    assert "proof.disclosure" == refusal(world.verify(with_components(shown, parts), now))


def test_other_indexes_than_the_signed_ones_break_the_signature(world: World, now, shown):
    parts = components(shown)
    parts[INDEXES] = parts[INDEXES][:-1]

    assert "proof.signature" == refusal(world.verify(with_components(shown, parts), now))


# The signatures.


def test_signatures_exchanged_break(world: World, now: datetime, shown):
    parts = components(shown)
    parts[SIGNATURES][0], parts[SIGNATURES][1] = parts[SIGNATURES][1], parts[SIGNATURES][0]

    assert "proof.signature" == refusal(world.verify(with_components(shown, parts), now))


@pytest.mark.parametrize("change", [lambda s: s.pop(), lambda s: s.append(s[0]), list.clear])
def test_a_signature_too_few_or_too_many_is_found(world: World, now, shown, change):
    parts = components(shown)
    change(parts[SIGNATURES])

    assert "proof.disclosure" == refusal(world.verify(with_components(shown, parts), now))


@pytest.mark.parametrize("form", ["whole", "shown"])
def test_another_base_signature_breaks(world: World, now, request, form):
    document = request.getfixturevalue(form)
    parts = components(document)
    parts[SIGNATURE] = parts[SIGNATURE][:-1] + bytes([parts[SIGNATURE][-1] ^ 1])

    assert "proof.signature" == refusal(world.verify(with_components(document, parts), now))


def test_a_proof_key_of_the_holders_own_breaks_the_base_signature(world: World, now, shown):
    key = EcdsaSigningKey.generate()
    parts = components(shown)
    parts[KEY] = b"\x80\x24" + key.public.raw

    assert "proof.signature" == refusal(world.verify(with_components(shown, parts), now))


def test_signatures_of_another_badge_of_the_issuer_break(world: World, now: datetime, shown):
    issuer = p_256_issuer(world)
    other = derive_proof(base_badge(issuer, number=8), CHOSEN)
    parts = components(shown)

    for place in range(5):
        mixed = [*parts]
        mixed[place] = components(other)[place]
        if mixed != parts:
            assert "proof.signature" == refusal(world.verify(with_components(shown, mixed), now)), (
                place
            )


def test_a_value_of_another_badge_cannot_be_taken_over(world: World, now: datetime):
    issuer = p_256_issuer(world)
    mine = derive_proof(base_badge(issuer), CHOSEN)
    theirs = derive_proof(base_badge(issuer, number=8, name="Autre badge"), CHOSEN)

    assert "proof.signature" == refusal(world.verify({**mine, "proof": theirs["proof"]}, now))


def test_the_signature_of_another_issuer_is_not_the_issuers(world: World, now: datetime):
    mine = p_256_issuer(world)
    forger = p_256_issuer(world, number=2)
    forged = base_badge(forger)
    forged["issuer"]["id"] = mine.id
    forged["proof"]["verificationMethod"] = mine.method

    assert "proof.signature" == refusal(world.verify(forged, now))


def test_a_key_of_another_curve_does_not_fit_the_recipe(world: World, now: datetime, shown):
    club = world.club
    changed = copy.deepcopy(shown)
    changed["issuer"]["id"] = club.id
    changed["proof"]["verificationMethod"] = club.method

    assert "proof.key_kind" == refusal(world.verify(changed, now))


# The labels.


def test_two_nodes_of_one_label_are_refused(world: World, now: datetime, shown):
    parts = components(shown)
    parts[LABELS][0] = parts[LABELS][1]

    assert "proof.disclosure" == refusal(world.verify(with_components(shown, parts), now))


@pytest.mark.parametrize(
    "change",
    [
        lambda labels: labels.pop(0),
        lambda labels: labels.update({len(labels): b"\1" * 32}),
        lambda labels: labels.update({-1: labels.pop(0)}),
        lambda labels: labels.update({2**63: labels.pop(0)}),
        dict.clear,
    ],
)
def test_labels_that_are_not_those_of_the_nodes_are_refused(world: World, now, shown, change):
    parts = components(shown)
    change(parts[LABELS])

    assert "proof.disclosure" == refusal(world.verify(with_components(shown, parts), now))


def test_labels_exchanged_break_a_signature(world: World, now: datetime, shown):
    parts = components(shown)
    labels = parts[LABELS]
    labels[0], labels[1] = labels[1], labels[0]

    assert "proof.signature" == refusal(world.verify(with_components(shown, parts), now))


def test_labels_in_another_order_are_the_same_labels(world: World, now: datetime, shown):
    parts = components(shown)
    parts[LABELS] = dict(reversed(parts[LABELS].items()))

    assert Verdict.VERIFIED is world.verify(with_components(shown, parts), now).verdict


# The document.


def _move_a_value(badge):
    first, second = badge["credentialSubject"]["result"]
    first["value"], second["achievedLevel"] = "en autonomie", first["achievedLevel"]


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b["credentialSubject"]["achievement"].update(name="Autre"),
        lambda b: b["credentialSubject"]["result"][0].update(value="avec appui"),
        lambda b: b.update(validFrom="2026-03-02T08:00:00Z"),
        lambda b: b["evidence"][0].update(name="Finale"),
        lambda b: b["credentialSubject"].update(id="urn:uuid:someone-else"),
        lambda b: b["proof"].update(created="2026-03-02T00:00:00Z"),
        lambda b: b["proof"].update(expires="2126-03-02T00:00:00Z"),
        _move_a_value,
    ],
)
def test_a_changed_or_moved_value_breaks_the_signature(world: World, now, shown, change):
    changed = copy.deepcopy(shown)
    change(changed)

    assert "proof.signature" == refusal(world.verify(changed, now))


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.update(validUntil="2027-03-02T08:00:00Z"),
        lambda b: b["credentialSubject"].update(role="Arbitre"),
        lambda b: b["evidence"].append({"type": ["Evidence"], "name": "Finale"}),
        lambda b: b["credentialSubject"]["result"].append(
            {"type": ["Result"], "value": "en autonomie"}
        ),
    ],
)
def test_an_added_statement_is_found(world: World, now: datetime, shown, change):
    changed = copy.deepcopy(shown)
    change(changed)

    assert refusal(world.verify(changed, now)) in {"proof.signature", "proof.disclosure"}


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.pop("name"),
        lambda b: b["issuer"].pop("name"),
        lambda b: b.pop("validUntil"),
        lambda b: b.pop("credentialStatus"),
    ],
)
def test_a_removed_mandatory_statement_is_found(world: World, now: datetime, change):
    entry = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://club.example/status/1",
    }
    until = "2036-01-01T00:00:00Z"
    badge = base_badge(p_256_issuer(world), validUntil=until, credentialStatus=entry)
    changed = derive_proof(badge, CHOSEN)
    change(changed)

    assert refusal(world.verify(changed, now)) in {"proof.signature", "proof.disclosure"}


def test_a_value_copied_to_a_second_node_is_found(world: World, now: datetime, shown):
    """The signed statement of one result cannot be shown as said of two."""
    changed = copy.deepcopy(shown)
    results = changed["credentialSubject"]["result"]
    results.append({**results[0], "resultDescription": results[1]["resultDescription"]})

    assert refusal(world.verify(changed, now)) in {"proof.signature", "proof.disclosure"}


def test_another_order_of_a_set_is_the_same_badge(world: World, now: datetime, shown):
    changed = copy.deepcopy(shown)
    changed["credentialSubject"]["result"].reverse()
    report = world.verify(changed, now)

    assert Verdict.VERIFIED is report.verdict
    assert report.credential.results == world.verify(shown, now).credential.results


def test_an_unknown_term_is_data_loss_as_everywhere(world: World, now: datetime, shown):
    changed = {**shown, "secretGrade": "A+"}

    assert "proof.data_loss" == refusal(world.verify(changed, now))


def test_a_proof_in_another_context_is_refused(world: World, now: datetime, shown):
    changed = copy.deepcopy(shown)
    changed["proof"]["@context"] = "https://www.w3.org/ns/credentials/v2"

    assert "proof.context" == refusal(world.verify(changed, now))


def test_a_part_is_no_link_of_a_chain(world: World, now: datetime, shown):
    changed = copy.deepcopy(shown)
    first = {**shown["proof"], "id": "urn:uuid:1"}
    second = {**shown["proof"], "id": "urn:uuid:2", "previousProof": "urn:uuid:1"}
    changed["proof"] = [second, first]

    assert "proof.previous_proof" == refusal(world.verify(changed, now))


@pytest.mark.parametrize("form", ["whole", "shown"])
def test_l10_parts_that_look_alike_are_refused_before_the_work(world: World, now, request, form):
    changed = copy.deepcopy(request.getfixturevalue(form))
    changed["credentialSubject"]["result"] = [{"type": ["Result"]} for _ in range(9)]
    parts = components(changed)
    if form == "shown":
        # Of criteria, evidence and nine results: as many labels as nodes, so that these are read.
        parts[LABELS] = {number: bytes([number]) * 32 for number in range(11)}

    assert "proof.complexity" == refusal(world.verify(with_components(changed, parts), now))


# A whole badge, changed by whoever holds it.


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b["credentialSubject"]["result"][0].update(value="avec appui"),
        lambda b: b["evidence"][0].update(name="Finale"),
        lambda b: b["credentialSubject"]["achievement"].update(inLanguage="en"),
        lambda b: b.update(name="Autre"),
        lambda b: b["proof"].update(created="2026-03-02T00:00:00Z"),
    ],
)
def test_a_base_proof_over_changed_data_breaks(world: World, now: datetime, whole, change):
    changed = copy.deepcopy(whole)
    change(changed)

    assert "proof.signature" == refusal(world.verify(changed, now))


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.pop("evidence"),
        lambda b: b["credentialSubject"].update(role="Arbitre"),
    ],
)
def test_a_base_proof_over_less_or_more_breaks(world: World, now: datetime, whole, change):
    changed = copy.deepcopy(whole)
    change(changed)

    assert refusal(world.verify(changed, now)) in {"proof.signature", "proof.disclosure"}


@pytest.mark.parametrize(
    ("pointers", "code"),
    [
        ([], "proof.signature"),
        (["/issuer"], "proof.signature"),
        (["/nothing"], "proof.disclosure"),
        (["issuer"], "proof.disclosure"),
        (["/credentialSubject/result/9"], "proof.disclosure"),
        (["/credentialSubject"] * 1024, "proof.signature"),
    ],
)
def test_other_pointers_than_the_issuers_break_a_base_proof(world, now, whole, pointers, code):
    parts = components(whole)
    parts[4] = pointers

    assert code == refusal(world.verify(with_components(whole, parts), now))


def test_another_hmac_key_breaks_a_base_proof(world: World, now: datetime, whole):
    parts = components(whole)
    parts[2] = b"\x42" * 32

    assert "proof.signature" == refusal(world.verify(with_components(whole, parts), now))


def test_a_statement_signed_wrongly_breaks_a_base_proof(world: World, now: datetime, whole):
    parts = components(whole)
    parts[3][-1] = parts[3][0]

    assert "proof.signature" == refusal(world.verify(with_components(whole, parts), now))


# Deriving.


def test_a_badge_without_choice_shows_what_it_must(world: World, now: datetime, whole):
    shown = derive_proof(whole, ())

    assert Verdict.VERIFIED is world.verify(shown, now).verdict
    assert {"achievement", "id", "type"} == shown["credentialSubject"].keys()
    members = {"@context", "id", "type", "issuer", "name", "validFrom", "credentialSubject"}
    assert members | {"proof"} == shown.keys()


def test_a_part_is_not_derived_again(shown):
    with pytest.raises(AlreadyDerived):
        derive_proof(shown, ())


@pytest.mark.parametrize(
    "pointer", ["/nothing", "/credentialSubject/result/9", "/evidence/-", "/evidence/00", "/name/0"]
)
def test_a_pointer_to_nothing_derives_nothing(whole, pointer: str):
    with pytest.raises(NothingThere):
        derive_proof(whole, [pointer])


@pytest.mark.parametrize("pointer", ["", "name", "/~2", "/~", "/" * 33, "/" + "a" * 2000])
def test_a_text_that_is_no_pointer_derives_nothing(whole, pointer: str):
    with pytest.raises(BadPointer):
        derive_proof(whole, [pointer])


def test_a_thousand_pointers_are_too_many(whole):
    with pytest.raises(TooManyPointers):
        derive_proof(whole, ["/name"] * 2000)


def test_a_badge_signed_as_a_whole_shows_no_parts(world: World):
    with pytest.raises(NotABaseProof):
        derive_proof(world.issue_badge(), ["/name"])
    with pytest.raises(NotSigned):
        derive_proof(badge_document("did:web:club.example"), ["/name"])


def test_a_changed_badge_derives_nothing(whole):
    changed = copy.deepcopy(whole)
    changed["evidence"][0]["name"] = "Finale"

    with pytest.raises(WrongSignature):
        derive_proof(changed, ["/evidence"])


def test_required_members_left_out_fail_in_structure(world: World, now: datetime, whole):
    """A pointer into a result description leaves out its name and its type of result."""
    level = "/credentialSubject/achievement/resultDescription/1/rubricCriterionLevel"
    report = world.verify(derive_proof(whole, [level]), now)

    place = "/credentialSubject/achievement/resultDescription/0/name"
    assert "structure.schema" == refusal(report)
    assert place == report.finding("structure").facts["path"]


@pytest.mark.parametrize(
    ("members", "codes"),
    [
        ({}, ("validity.not_shown", "status.not_shown")),
        ({"validUntil": "2027-01-01T00:00:00Z"}, ("validity.current", "status.not_shown")),
    ],
)
def test_d17_what_a_part_does_not_show_is_not_said_to_be_absent(
    world: World, now: datetime, members: dict, codes: tuple[str, str]
):
    part = derive_proof(base_badge(p_256_issuer(world), **members), CHOSEN)

    report = world.verify(part, now)

    assert Verdict.VERIFIED is report.verdict
    assert codes == (report.finding("validity").code, report.finding("status").code)


def test_d17_the_whole_badge_says_itself_what_it_has_not(world: World, now: datetime, whole):
    report = world.verify(whole, now)

    assert "validity.open" == report.finding("validity").code
    assert "status.none" == report.finding("status").code
