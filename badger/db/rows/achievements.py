"""Achievements, their versions and the criteria of each version."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, UniqueConstraint, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class AchievementRow(Base):
    """What can be recognised, through all its versions.

    translates_id: the achievement that this one says in another language, never itself one.
    """

    __tablename__ = "achievements"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(unique=True)
    issuer_id: Mapped[str] = mapped_column(ForeignKey("partners.id"))
    translates_id: Mapped[str | None] = mapped_column(ForeignKey("achievements.id"))
    created_at: Mapped[datetime]

    @hybrid_property
    def first_edition_id(self) -> str:
        """The achievement that stands for this one in all languages: what was shown is the same."""
        return self.translates_id or self.id

    @first_edition_id.inplace.expression
    @classmethod
    def _first_edition_id(cls) -> ColumnElement[str]:
        return func.coalesce(cls.translates_id, cls.id)


class AchievementVersionRow(Base):
    """One version, "draft" until it is "published"; what is published never changes."""

    __tablename__ = "achievement_versions"
    __table_args__ = (UniqueConstraint("achievement_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    achievement_id: Mapped[str] = mapped_column(ForeignKey("achievements.id"))
    number: Mapped[int]
    state: Mapped[str]
    language: Mapped[str] = mapped_column(default="fr", server_default="fr")
    name: Mapped[str]
    description: Mapped[str]
    kind: Mapped[str]
    family: Mapped[str]
    declared: Mapped[bool]
    image_shape: Mapped[str]
    image_fill: Mapped[str] = mapped_column(default="", server_default="")
    image_rim: Mapped[str] = mapped_column(default="", server_default="")
    image_icon: Mapped[str] = mapped_column(default="", server_default="")
    image_text: Mapped[str] = mapped_column(default="", server_default="")
    image_upload: Mapped[bytes | None]
    # Any: JSON made by AwardRule.to_json and from the draft, read back by the same modules.
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
    alignments: Mapped[list[Any]] = mapped_column(JSON)
    # Any: the kinds of holders that may receive it, as `badger.issuer.people.HOLDERS` names them.
    recipients: Mapped[list[Any]] = mapped_column(
        JSON, default=["person"], server_default='["person"]'
    )
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class AchievementAuthorRow(Base):
    """A partner that wrote the version; position 0 is the issuer, the others co-authors."""

    __tablename__ = "achievement_authors"

    version_id: Mapped[str] = mapped_column(ForeignKey("achievement_versions.id"), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), primary_key=True)
    position: Mapped[int]


class CriterionRow(Base):
    """One thing that can be seen, as a sentence that begins with a verb."""

    __tablename__ = "criteria"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    version_id: Mapped[str] = mapped_column(ForeignKey("achievement_versions.id"))
    position: Mapped[int]
    sentence: Mapped[str]
    icon: Mapped[str]
    icon_alt: Mapped[str]
    example: Mapped[str]
