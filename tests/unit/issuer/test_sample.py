"""A version is published after a sample of its badge passed our own verifier."""

import pytest

from badger.issuer.achievements import AchievementUnknown, AlignmentDraft, draft_achievement
from badger.issuer.sample import SampleRefused, require_good_sample
from tests.factories import ADDRESSES, make_partner, team_spirit_draft


def drafted(db, now, **changes):
    draft = team_spirit_draft(make_partner(db).id, **changes)
    return draft_achievement(db, draft, actor="t", now=now).id


def test_a_good_draft_passes(db, now):
    require_good_sample(db, drafted(db, now), addresses=ADDRESSES, now=now)


def test_a_declared_badge_without_criteria_passes(db, now):
    version = drafted(db, now, declared=True, criteria=())
    require_good_sample(db, version, addresses=ADDRESSES, now=now)


SCRIPT = AlignmentDraft(target_name="Compétence", target_url="javascript:alert(1)")


@pytest.mark.parametrize("changes", [{"alignments": (SCRIPT,)}, {"description": "x" * 70_000}])
def test_a_draft_whose_badge_nobody_could_verify_is_refused(db, now, changes):
    version = drafted(db, now, **changes)
    with pytest.raises(SampleRefused) as refusal:
        require_good_sample(db, version, addresses=ADDRESSES, now=now)
    assert "." in str(refusal.value.facts["findings"])


def test_an_unknown_version_has_no_sample(db, now):
    with pytest.raises(AchievementUnknown):
        require_good_sample(db, "unknown", addresses=ADDRESSES, now=now)
