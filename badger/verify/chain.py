"""What is established of an Open Badges 2 badge on the way: values, no checks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Every verification has a place for them, and few need more of them than the name.
    from badger.credentials.openbadges_v2 import Assertion, BadgeClass, Profile


@dataclass(frozen=True, slots=True)
class Chain:
    """The badge class of an assertion and the profile of its issuer, as they are hosted.

    differing: what the assertion brings with it in place, and says otherwise.
    """

    badge_class: "BadgeClass"
    profile: "Profile"
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenBadge2:
    """What is judged; `chain` is there once the documents that it names were read."""

    assertion: "Assertion"
    chain: Chain | None = None
