"""Single bits of signed badges: a short run of R2 (`make flips` is the whole one)."""

from datetime import UTC, datetime

import pytest

from badger.verify import (
    Report,
    UnreadableInput,
    Verdict,
    VerificationPolicy,
    read_presented,
    verify,
)
from tests.attacks.bit_flips import flip_bits
from tests.attacks.signed_badges import badges, rsa_token
from tests.world import World

FLIPS = 12_000
NOW = datetime(2026, 3, 14, tzinfo=UTC)


def _judged(world: World, data: bytes) -> Report | None:
    try:
        presented = read_presented(data)
    except UnreadableInput:
        return None
    return verify(presented, VerificationPolicy(), world.resolver, NOW)


def test_d16_no_flipped_bit_is_accepted_with_something_else_to_see():
    tally = flip_bits(FLIPS)

    assert [] == tally.accepted
    assert FLIPS * 0.99 < tally.flips <= FLIPS
    # What is flipped in pixels, and nothing else of note, leaves a badge as it was.
    assert tally.verified < 0.02 * tally.flips


@pytest.mark.parametrize("name", sorted(badges()))
def test_the_badges_that_are_attacked_verify(name: str, world: World):
    report = _judged(world, badges()[name])

    assert report is not None
    assert Verdict.VERIFIED is report.verdict


def test_d16_no_flipped_bit_of_an_rsa_token_is_accepted(world: World):
    token = rsa_token(world)
    whole = _judged(world, token)
    assert whole is not None
    assert Verdict.VERIFIED is whole.verdict

    for place in range(0, len(token) * 8, 67):
        flipped = bytearray(token)
        flipped[place // 8] ^= 1 << (place % 8)
        report = _judged(world, bytes(flipped))
        assert report is None or report.verdict is not Verdict.VERIFIED, place
