"""Verification in processes that can be killed: what is hostile is read there (ADR 0017)."""

from badger.verify.isolation.desk import Desk
from badger.verify.isolation.limits import LIMITS, Limits
from badger.verify.isolation.pool import Busy, IsolatedJudge, Staff

__all__ = ["LIMITS", "Busy", "Desk", "IsolatedJudge", "Limits", "Staff"]
