"""What the tests of the verifier share."""

import pytest

from badger.verify import VerificationPolicy
from tests.world import World


@pytest.fixture
def world() -> World:
    """An internet in which one club issues badges."""
    return World()


@pytest.fixture
def policy() -> VerificationPolicy:
    """Nobody is recognised, no recipient is expected."""
    return VerificationPolicy()
