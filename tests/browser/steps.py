"""Steps of a visitor that a test takes one after the other, whatever the load of the machine."""

from playwright.sync_api import Locator


def follow(target: Locator) -> None:
    """Click what leads to another page, and wait until that page is whole.

    A click alone comes back while the page before is still shown: counting, reading or leaving
    at once would meet whichever of the two is there.
    """
    with target.page.expect_navigation():
        target.click()
