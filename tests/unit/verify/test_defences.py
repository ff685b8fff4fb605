"""Second lines of defence: what an earlier step refuses already is refused here as well."""

from datetime import datetime

import pytest

from badger.verify import Outcome, Resolver, Undetermined, VerificationPolicy
from badger.verify.case import BADGE, Case
from badger.verify.status import check_status
from badger.verify.steps import run_steps
from tests.world import World

# The point of order 1, which OpenSSL takes as a key (hardening, section 7).
WEAK = "z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP"


@pytest.mark.parametrize("status", ["x", [], [[]], None, 5])
def test_a_status_of_any_other_shape_is_open_and_not_absent(now: datetime, status: object):
    case = Case(
        document={"credentialStatus": status},
        kind=BADGE,
        policy=VerificationPolicy(),
        resolver=Resolver(),
        now=now,
        judge=run_steps,
    )

    with pytest.raises(Undetermined) as caught:
        check_status(case)

    assert "status.malformed_entry" == caught.value.reason


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ({"publicKeyMultibase": WEAK}, "key.weak_key"),
        ({"publicKeyMultibase": "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"}, "key."),
        ({"publicKeyMultibase": "no key"}, ""),
        ({"publicKeyMultibase": 5}, "key.malformed"),
        ({"type": "Unknown"}, "key.unsupported"),
    ],
)
def test_k01_k04_an_issuer_that_publishes_no_good_key_is_refused(
    world: World, now: datetime, key: dict, code: str
):
    document = world.issue_badge()
    published = world.club.document()
    published["verificationMethod"][0].update(key)
    world.club.publish(published)

    finding = world.verify(document, now).finding("proof")

    assert Outcome.FAILED is finding.outcome
    assert finding.code.startswith(code)


def test_a_defect_of_ours_is_not_taken_for_a_bad_badge(world: World, now: datetime):
    class Broken:
        def read(self, address: str, *, budget: object) -> bytes:
            raise ZeroDivisionError(address, budget)

    with pytest.raises(ZeroDivisionError):
        world.verify(world.issue_badge(), now, resolver=Resolver(Broken()))
