"""Open Badges 2.0 and 2.1: the same eight steps, by the rules of another standard.

A hosted badge has no signature: that its host shows it now is all the proof there is, and the
findings say so. A signed badge is a JWS by a key that the issuer's hosted profile lists.
Source: Open Badges 2.0 (IMS, 12 April 2018), "Verification".
"""

from badger.verify.open_badges_2.shown import verified_open_badge_2
from badger.verify.open_badges_2.table import STEPS_OB2

__all__ = ["STEPS_OB2", "verified_open_badge_2"]
