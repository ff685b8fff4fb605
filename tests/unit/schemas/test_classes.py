"""The table of classes holds together."""

import pytest

from badger.credentials import model
from badger.credentials.members import plan_of
from badger.schemas.classes import CLASS_NAMES, Member, members_of
from badger.schemas.kinds import KIND_SCHEMAS

MODELLED = sorted(set(CLASS_NAMES) - {"Proof"})


@pytest.mark.parametrize("name", CLASS_NAMES)
def test_every_kind_of_the_table_is_a_class_or_a_known_kind(name):
    kinds = {member.kind for member in members_of(name)}
    assert kinds <= {*CLASS_NAMES, *KIND_SCHEMAS, "Type"}


@pytest.mark.parametrize("name", MODELLED)
def test_every_member_of_the_table_has_its_field(name):
    fields = {field for field, _ in plan_of(name).members.values()}
    kept = {"extra"} & set(getattr(model, name).__dataclass_fields__)
    assert fields | kept == set(getattr(model, name).__dataclass_fields__)


def test_a_cardinality_is_read_as_the_standard_writes_it():
    members = {member.name: member for member in members_of("Achievement")}
    assert Member("name", "String", required=True, many=False) == members["name"]
    assert Member("tag", "String", required=False, many=True) == members["tag"]
    assert Member("image", "Image", required=False, many=False) == members["image"]
