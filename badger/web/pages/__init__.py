"""The pages, one file per subject; each subject has one blueprint."""

from badger.web.pages import (
    achievements,
    awards,
    badges,
    corrections,
    credentials,
    home,
    marks,
    me,
    presence,
    sessions,
    signin,
    verify,
    words,
)

PAGES = (
    home.blueprint,
    signin.blueprint,
    verify.blueprint,
    badges.blueprint,
    achievements.blueprint,
    sessions.blueprint,
    marks.blueprint,
    words.blueprint,
    awards.blueprint,
    me.blueprint,
    presence.blueprint,
    credentials.blueprint,
    corrections.blueprint,
)
