"""The list of suspensions beside a list of revocations, named by `statusReference` (ADR 0023)."""

import pytest

from badger.credentials.status_entries import suspension_beside

LIST = "https://issuer.example/status/1"
ENTRY = {
    "id": LIST + "#7",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": LIST,
    "statusReference": LIST + ".suspension",
}


def test_the_second_entry_has_the_same_place_of_the_second_list():
    found = suspension_beside(ENTRY)

    assert ("suspension", "7", LIST + ".suspension") == (
        found["statusPurpose"],
        found["statusListIndex"],
        found["statusListCredential"],
    )


@pytest.mark.parametrize(
    "change",
    [
        {"statusReference": None},
        {"statusReference": LIST},
        {"statusReference": "https://elsewhere.example/status/1.suspension"},
        {"statusReference": [LIST + ".suspension"]},
        {"statusReference": {"id": LIST + ".suspension"}},
        {"statusPurpose": "suspension"},
        {"statusPurpose": ["revocation"]},
        {"statusListCredential": 7},
    ],
)
def test_what_is_said_otherwise_names_no_second_list(change):
    assert None is suspension_beside({**ENTRY, **change})
