"""Where anybody finds a human being: the territory's line and permanences."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base


class HelpContactRow(Base):
    """The one public contact of the territory, as its team wrote it.

    places: where and when somebody is there, one a line.
    """

    __tablename__ = "help_contact"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    phone: Mapped[str]
    hours: Mapped[str]
    places: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
