"""The register of what a stolen key had signed before (F6 AC5, hardening Q06, ADR 0029)."""

import json
from datetime import timedelta

import pytest

from badger.credentials.did import PublishedKey
from badger.verify import Verdict
from badger.verify.registers import Register, seal_digest, service_entry, signed_register
from tests.world import ISSUED, World

TERRITORY = "did:web:territoire.example"
ADDRESS = "https://territoire.example/registers/z1.json"
STOLEN = ISSUED + timedelta(days=1)


class Stolen:
    """A club whose key was stolen, a territory that signs the register, a badge of before."""

    def __init__(self, world: World) -> None:
        self.world, self.club = world, world.club
        self.territory = world.new_issuer(TERRITORY)
        self.badge = world.issue_badge()
        self.signed_by = TERRITORY
        self.services = [self.entry()]
        self.publish()
        self.publish_register(self.badge)

    def entry(self, **end: object) -> dict:
        """What the club's document says of the register."""
        found = service_entry(
            issuer=self.club.id, key=self.club.method, address=ADDRESS, signed_by=TERRITORY
        )
        return {**found, "serviceEndpoint": {**found["serviceEndpoint"], **end}}

    def publish(self) -> None:
        """Publish the club's document, with its key revoked."""
        self.club.published = (PublishedKey(self.club.key.public, revoked=STOLEN),)
        document = {**self.club.document(), "service": self.services}
        self.club.publish(document)

    def publish_register(self, *badges: dict, signer=None, issuer="", key="", change=None) -> None:
        """Publish the register of these badges, as the territory or somebody else signs it."""
        register = Register(
            issuer=issuer or self.club.id,
            key=key or self.club.method,
            before=STOLEN,
            seals=frozenset(seal_digest(one["proof"]["proofValue"]) for one in badges),
        )
        by = signer or self.territory
        document = signed_register(
            register, address=ADDRESS, signed_by=by.id, signer=by.key, now=STOLEN
        )
        self.world.publish(ADDRESS, {**document, **(change or {})})

    def issuer_finding(self, document: dict):
        """What the issuer step finds of a badge, and the verdict."""
        report = self.world.verify(document, STOLEN + timedelta(days=1))
        return report.verdict, report.finding("issuer")


@pytest.fixture
def stolen(world: World) -> Stolen:
    return Stolen(world)


def test_q06_a_badge_of_the_register_is_verified(stolen):
    verdict, finding = stolen.issuer_finding(stolen.badge)

    assert (Verdict.VERIFIED, "issuer.registered") == (verdict, finding.code)
    assert stolen.club.method == finding.facts["method"]
    assert "2026-" in finding.facts["revoked"]


def test_q06_a_badge_that_the_thief_dated_back_is_not(stolen):
    forged = stolen.world.issue_badge(name="Un badge que personne n'a délivré")

    verdict, finding = stolen.issuer_finding(forged)

    assert (Verdict.NOT_VERIFIED, "issuer.not_registered") == (verdict, finding.code)


def test_q06_a_badge_dated_after_the_theft_is_not_even_looked_up(stolen):
    late = stolen.world.issue_badge(created=STOLEN)
    stolen.publish_register(late)

    assert "issuer.key_revoked" == stolen.issuer_finding(late)[1].code


def test_a_register_that_cannot_be_had_leaves_it_open(stolen):
    del stolen.world.pages[ADDRESS]

    verdict, finding = stolen.issuer_finding(stolen.badge)

    assert (Verdict.INCONCLUSIVE, "fetch.status") == (verdict, finding.code)


@pytest.mark.parametrize(
    "services",
    [
        [],
        None,
        ["text"],
        [{"type": "LinkedDomains", "serviceEndpoint": "https://club.example"}],
        [{"type": "IssuanceRegister", "serviceEndpoint": ADDRESS}],
        [{"type": "IssuanceRegister", "serviceEndpoint": {"key": "did:web:club.example#z2"}}],
    ],
)
def test_an_issuer_that_names_no_register_leaves_it_open(stolen, services):
    stolen.services = services
    stolen.publish()

    verdict, finding = stolen.issuer_finding(stolen.badge)

    assert (Verdict.INCONCLUSIVE, "issuer.key_revoked_since") == (verdict, finding.code)


@pytest.mark.parametrize("end", [{"register": 7}, {"signedBy": None}])
def test_an_entry_of_another_shape_names_no_register(stolen, end):
    stolen.services = [stolen.entry(**end)]
    stolen.publish()

    assert "issuer.key_revoked_since" == stolen.issuer_finding(stolen.badge)[1].code


def _refused(stolen, cause):
    verdict, finding = stolen.issuer_finding(stolen.badge)
    assert (Verdict.INCONCLUSIVE, "register.refused", cause) == (
        verdict,
        finding.code,
        finding.facts["cause"],
    )


def test_the_thief_cannot_sign_the_register(stolen):
    stolen.services = [stolen.entry(signedBy=stolen.club.id)]
    stolen.publish()
    stolen.publish_register(stolen.badge, signer=stolen.club)

    _refused(stolen, "signedBy")


def test_a_register_of_another_signer_is_refused(stolen):
    stolen.publish_register(stolen.badge, signer=stolen.club)

    _refused(stolen, "issuer")


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"id": "https://elsewhere.example/registers/z1.json"}, "id"),
        ({"type": "RecognisedIssuers"}, "id"),
        ({"issuer": "did:web:elsewhere.example"}, "issuer"),
        ({"before": "2030-01-01T00:00:00Z"}, "trust.refused"),
        ({"seals": "u" + "A" * 22}, "trust.refused"),
        ({"proof": None}, "trust.refused"),
    ],
)
def test_a_register_that_was_changed_is_refused(stolen, change, cause):
    stolen.publish_register(stolen.badge, change=change)

    _refused(stolen, cause)


@pytest.mark.parametrize("other", [{"issuer": "did:web:other.example"}, {"key": "did:web:x#z"}])
def test_a_register_of_another_key_is_refused(stolen, other):
    stolen.publish_register(stolen.badge, **other)

    _refused(stolen, "key")


@pytest.mark.parametrize(
    ("member", "value", "cause"),
    [
        ("seals", "uAAAA", "seals"),
        ("seals", "u é", "seals"),
        ("seals", "u****", "seals"),
        ("before", "hier", "datetime.malformed"),
    ],
)
def test_a_register_that_cannot_be_read_is_refused(stolen, member, value, cause):
    document = json.loads(stolen.world.pages[ADDRESS])
    del document["proof"]
    signed = stolen.territory.sign({**document, member: value}, cryptosuite="eddsa-jcs-2022")
    stolen.world.publish(ADDRESS, signed)

    verdict, finding = stolen.issuer_finding(stolen.badge)

    assert (Verdict.INCONCLUSIVE, "register.refused") == (verdict, finding.code)


def test_two_seals_are_not_looked_up(stolen):
    twice = {**stolen.badge}
    other = stolen.world.issue_badge()
    twice["proof"] = [stolen.badge["proof"], {**other["proof"], "id": "urn:uuid:2"}]
    first = {name: value for name, value in stolen.badge.items() if name != "proof"}
    again = stolen.club.sign({**first}, cryptosuite="eddsa-jcs-2022")
    twice["proof"] = [stolen.badge["proof"], again["proof"]]

    assert "issuer.key_revoked_since" == stolen.issuer_finding(twice)[1].code


def test_how_many_badges_an_issuer_gave_is_not_told(stolen):
    sizes = []
    for count in (0, 1, 64, 65):
        badges = [{"proof": {"proofValue": f"z{number}"}} for number in range(count)]
        stolen.publish_register(*badges)
        seals = json.loads(stolen.world.pages[ADDRESS])["seals"]
        sizes.append((len(seals) - 1) * 6 // 8 // 16)

    assert [64, 64, 64, 128] == sizes
