"""Words of our own badges, said in the language of the page; words of others stay theirs."""

from badger.web.language import gettext


def level_words(level: str) -> str:
    """Say a level of support, so that it reads as a whole above its criteria."""
    words = {
        "avec appui": gettext("avec appui"),
        "en autonomie": gettext("en autonomie"),
        "et je montre aux autres": gettext("le montre aux autres"),
    }
    return words.get(level, level)


def role_words(role: str) -> str:
    """Say the role in which somebody observed."""
    words = {
        "coach sportif": gettext("coach sportif"),
        "coach sportive": gettext("coach sportive"),
        "formateur": gettext("formateur"),
        "formatrice": gettext("formatrice"),
        "encadrant": gettext("encadrant"),
        "tuteur": gettext("tuteur"),
        "référent": gettext("référent"),
        "bénévole": gettext("bénévole"),
        "cartographe": gettext("cartographe"),
        "agriculteur": gettext("agriculteur"),
        "employeur": gettext("employeur"),
        "pair": gettext("pair"),
    }
    return words.get(role, role)


def situation_words(genre: str) -> str:
    """Say what kind of situation it was, "" for words that are not ours."""
    words = {
        "séance sportive": gettext("séance sportive"),
        "séance de production": gettext("séance de production"),
        "immersion": gettext("immersion"),
        "séance de loisir": gettext("séance de loisir"),
        "bénévolat": gettext("bénévolat"),
        "atelier": gettext("atelier"),
        "situation créée": gettext("situation créée"),
    }
    return words.get(genre, "")
