"""Which views speak English and easy French: those of the public and of the person.

What a team prepares is in French: a page that is not here would be half in each language.
"""

from typing import Final

from flask import request

PUBLIC_BLUEPRINTS: Final = ("home", "verify", "badges", "documents")
PERSON_BLUEPRINTS: Final = (
    "account",
    "assistance",
    "companions",
    "contact",
    "declaring",
    "directory",
    "erasing",
    "experience_badges",
    "experiences",
    "feedback",
    "feedback_requests",
    "invitations",
    "joining",
    "journey",
    "me",
    "merging",
    "messages",
    "my_answers",
    "my_archive",
    "my_badges",
    "my_card",
    "my_collections",
    "my_data",
    "my_entry",
    "my_experiences",
    "my_groups",
    "my_imports",
    "my_words",
    "no_network",
    "openid",
    "own_wallet",
    "passkeys",
    "possibilities",
    "presence",
    "share_contact",
    "shared",
    "shares",
    "signin",
    "signin_mail",
    "supports",
    "welcome",
    "words",
)
# Pages of the person that stand among those of a team.
PERSON_VIEWS: Final = (
    "cycles.sign",
    "marks.place_myself",
    "marks.save_myself",
    "needs.looked",
    "pictures.choose",
    "sessions.info",
)
# Pages of a team that stand among those of the person, and papers: they are made to be given.
FRENCH_VIEWS: Final = (
    "assistance.edit",
    "assistance.save",
    "joining.close_to_passeurs",
    "joining.close_window",
    "joining.open_window",
    "joining.renew",
    "joining.sheet",
    "possibilities.paper",
    "possibilities.poster",
    "welcome.sheet",
    "words.agree",
)


def is_spoken() -> bool:
    """Tell whether the answer under way is had in each language; an unknown address is."""
    if request.blueprint is None:
        return True
    return speaks(request.endpoint or "")


def speaks(endpoint: str) -> bool:
    """Tell whether a view is had in each language."""
    if endpoint in FRENCH_VIEWS:
        return False
    blueprint = endpoint.rpartition(".")[0]
    return blueprint in (*PUBLIC_BLUEPRINTS, *PERSON_BLUEPRINTS) or endpoint in PERSON_VIEWS
