"""Whether a credential is a diploma, as far as its issuer's word for it tells."""

from badger.web.presenters.spoken_findings import say


def diploma_words(nature: str, called: str | None) -> str:
    """Say what a credential of this nature is to whoever asks for a diploma.

    nature: one of NATURES; called: the issuer's word of AchievementType. A word that is in no
    list is a stranger's, and is not repeated.
    """
    if nature in ("title", "other"):
        return say(f"achievement.{nature}", {"called": say(f"achievement_type.{called}")})
    return say(f"achievement.{nature}")
