"""The pages, one file per subject; each file has one blueprint."""

from badger.web.pages import home, signin, verify

PAGES = (home.blueprint, signin.blueprint, verify.blueprint)
