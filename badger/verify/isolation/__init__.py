"""Verification in processes that can be killed: what is hostile is read there (ADR 0017)."""

from badger.verify.isolation.desk import Desk
from badger.verify.isolation.pool import Busy, IsolatedJudge, Staff
from badger.verify.limits import LIMITS, Limits

__all__ = ["LIMITS", "Busy", "Desk", "IsolatedJudge", "Limits", "Staff"]
