"""The pages, one file per subject; each subject has one blueprint."""

from badger.web.pages import (
    achievements,
    awards,
    badges,
    credentials,
    home,
    marks,
    me,
    sessions,
    signin,
    verify,
)

PAGES = (
    home.blueprint,
    signin.blueprint,
    verify.blueprint,
    badges.blueprint,
    achievements.blueprint,
    sessions.blueprint,
    marks.blueprint,
    awards.blueprint,
    me.blueprint,
    credentials.blueprint,
)
