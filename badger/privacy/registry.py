"""The one list of every table and column: what it holds about people, and what becomes of it.

A new table needs one entry in a file of `badger/privacy/tables`, a new column one word in the
entry of its table; a test in `tests/test_migrations.py` fails otherwise. Most tables are one of:

- `impersonal("id title ...", names="created_by")`: no row is about a person. `names` are the
  columns that hold the id of whoever acted;
- `deleted(whose="person_id", hers="id person_id note ...", names="written_by")`: a row is about
  the person in `whose` and is deleted when she asks for erasure;
- `kept(whose="person_id", emptied={"note": ""}, names="person_id", because={"list_index": "why"})`:
  the row stays (say why), without what is personal.

`whose` may go through another table: `whose="share_id=shares.id"` are the rows whose share is
hers. A column that points at `people.id` stands in `whose` or `names`. Erasing, exporting and
merging accounts read this list and nothing else, so a table that stands here needs no code.
What is secret (hashes, tokens) is named once more in `unshown=`: no export shows it.
"""

from collections.abc import Mapping
from typing import Final

from badger.privacy.table import Table
from badger.privacy.tables import (
    accompaniment,
    accounts,
    awards,
    backpack,
    catalogue,
    partners,
    people,
    records,
    sessions,
    shares,
)

TABLES: Final[Mapping[str, Table]] = {
    **people.TABLES,
    **accounts.TABLES,
    **accompaniment.TABLES,
    **sessions.TABLES,
    **awards.TABLES,
    **backpack.TABLES,
    **catalogue.TABLES,
    **partners.TABLES,
    **records.TABLES,
    **shares.TABLES,
}
