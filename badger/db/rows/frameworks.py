"""Frameworks of skills, as they were imported."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class FrameworkRow(Base):
    """A framework; `partner_id` where it is a partner's own, `digest` of what was read."""

    __tablename__ = "frameworks"
    __table_args__ = (UniqueConstraint("name", "partner_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    kind: Mapped[str]
    partner_id: Mapped[str | None] = mapped_column(ForeignKey("partners.id"))
    digest: Mapped[str]
    imported_at: Mapped[datetime]


class SkillRow(Base):
    """One entry of a framework; `searched` is its name and code without accents."""

    __tablename__ = "skills"
    __table_args__ = (
        UniqueConstraint("framework_id", "url"),
        Index("ix_skills_framework_id", "framework_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    framework_id: Mapped[str] = mapped_column(ForeignKey("frameworks.id"))
    code: Mapped[str]
    name: Mapped[str]
    searched: Mapped[str]
    url: Mapped[str]
    description: Mapped[str]


class SkillMoveRow(Base):
    """From one trade of a framework people go to another; both by the address of their skill."""

    __tablename__ = "skill_moves"

    from_url: Mapped[str] = mapped_column(primary_key=True)
    to_url: Mapped[str] = mapped_column(primary_key=True)
    framework_id: Mapped[str] = mapped_column(ForeignKey("frameworks.id"), primary_key=True)
