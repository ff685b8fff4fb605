"""What one table holds about people, column by column, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every column of a table, each in exactly one of five classes.

    whose:      how a row is a person's: columns that hold her id ("person_id"), or another
                column that equals one of a row of hers ("credential_id=credentials.id").
                Empty where no row is anybody's.
    deleted:    her rows are deleted; `hers` then has her columns, which go with them.
    hers:       columns of hers that are deleted with the row.
    names:      columns that name who acted, in anybody's rows: her id is replaced there by that
                of somebody without a name, whom nobody can be linked to.
    emptied:    columns of her rows that are set to a value when the row itself stays.
    because:    columns of her rows that stay as they are, with the reason.
    impersonal: columns that say nothing about a person.
    unshown:     of all these, what no export shows: hashes of codes and the like.
    sealed:      of all these, what is encrypted under her own key (`badger.db.sealed`).
    """

    whose: tuple[str, ...] = ()
    deleted: bool = False
    hers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    emptied: Mapping[str, object] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    impersonal: frozenset[str] = frozenset()
    unshown: frozenset[str] = frozenset()
    sealed: frozenset[str] = frozenset()

    def columns(self) -> list[str]:
        """Return every column that is spoken of, as often as it is."""
        classes = (self.hers, self.names, self.emptied, self.because, self.impersonal)
        return [column for columns in classes for column in columns]


def impersonal(columns: str, *, names: str = "") -> Table:
    """Describe a table without rows of anybody's; `names`: who acted."""
    return Table(impersonal=_words(columns), names=_words(names))


def deleted(
    *,
    whose: str,
    hers: str,
    names: str = "",
    impersonal: str = "",
    unshown: str = "",
    sealed: str = "",
) -> Table:
    """Describe a table whose rows go with the person. Columns are words of one text."""
    return Table(
        whose=tuple(whose.split()),
        deleted=True,
        hers=_words(hers),
        names=_words(names),
        impersonal=_words(impersonal),
        unshown=_words(unshown),
        sealed=_words(sealed),
    )


def kept(
    *,
    whose: str,
    emptied: Mapping[str, object],
    names: str = "",
    because: Mapping[str, str] | None = None,
    impersonal: str = "",
    unshown: str = "",
    sealed: str = "",
) -> Table:
    """Describe a table whose rows stay without what is personal.

    because: reason for each text of column names.
    """
    reasons = because or {}
    return Table(
        whose=tuple(whose.split()),
        emptied=emptied,
        names=_words(names),
        because={column: why for columns, why in reasons.items() for column in columns.split()},
        impersonal=_words(impersonal),
        unshown=_words(unshown),
        sealed=_words(sealed),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())
