"""A passkey in a real browser, with a device that Chromium plays (CDP, WebAuthn)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.page_checks import overflow, violations
from tests.browser.steps import follow


def device(page: Page, **options: object):
    """Give the browser a device of its own that holds keys; return how to talk to it."""
    talk = page.context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    made = talk.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
                **options,
            }
        },
    )
    return talk, made["authenticatorId"]


def add_key(site: Site, page: Page) -> None:
    page.goto(site.at("/me/account"))
    follow(page.get_by_role("button", name="Ajouter cet appareil"))
    page.get_by_role("button", name="Créer ma clé").click()


def keys(talk, authenticator: str) -> list:
    return talk.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]


def test_a_key_is_made_lets_in_and_is_removed(site: Site):
    page = site.open_page("un")
    talk, authenticator = device(page)
    add_key(site, page)
    expect(page.get_by_text("vous pouvez entrer avec cet appareil")).to_be_visible()
    (key,) = keys(talk, authenticator)
    assert ("localhost", True) == (key["rpId"], key["isResidentCredential"])
    follow(page.get_by_role("button", name="Sortir"))

    page.goto(site.at("/signin?next=/me/account"))
    page.get_by_role("button", name="La clé de cet appareil").click()
    page.wait_for_url("**/me/account")
    expect(page.locator(".who")).to_have_text("Exemple Un")
    expect(page.get_by_text("Dernière fois")).to_be_visible()

    follow(page.get_by_role("button", name="Retirer la clé"))
    expect(page.get_by_text("Cette clé est retirée.")).to_be_visible()
    follow(page.get_by_role("button", name="Sortir"))
    page.goto(site.at("/signin"))
    page.get_by_role("button", name="La clé de cet appareil").click()
    expect(page.get_by_text("Cette clé n'est pas connue ici")).to_be_visible()


def test_the_same_device_makes_one_key(site: Site):
    page = site.open_page("un")
    device(page)
    add_key(site, page)
    page.wait_for_url("**/me/account")

    add_key(site, page)

    expect(page.get_by_text("Cet appareil a déjà sa clé.")).to_be_visible()


def test_a_device_without_a_key_loses_nothing(site: Site):
    page = site.open_page()
    device(page)
    page.goto(site.at("/signin"))
    page.get_by_role("button", name="La clé de cet appareil").click()

    expect(page.get_by_text("Rien n'a été fait.")).to_be_visible()
    follow(page.get_by_role("link", name="Entrer avec mon code"))
    expect(page.get_by_label("Votre code")).to_be_visible()


@pytest.mark.parametrize("verified", [True, False])
def test_a_device_that_does_not_ask_who_is_there_works_as_well(site: Site, verified: bool):
    page = site.open_page("un")
    device(page, hasUserVerification=verified, isUserVerified=verified)

    add_key(site, page)

    expect(page.get_by_text("vous pouvez entrer avec cet appareil")).to_be_visible()


def test_without_javascript_the_page_says_so(site: Site):
    page = site.open_page(java_script_enabled=False)
    page.goto(site.at("/signin"))
    follow(page.get_by_role("button", name="La clé de cet appareil"))

    expect(page.get_by_text("demande JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Entrer avec mon code")).to_be_visible()


def test_the_pages_behind_a_button_are_accessible_and_whole(site: Site, axe: str):
    troubles = []
    page = site.open_page("un")
    device(page)
    page.goto(site.at("/me/account"))
    page.get_by_label("Ajouter une adresse").fill("une.adresse.tres.longue.en.effet@example.org")
    follow(page.get_by_role("button", name="Ajouter", exact=True))
    follow(page.get_by_role("button", name="Ajouter cet appareil"))
    troubles += [*violations(page, axe), overflow(page)]
    page.get_by_role("button", name="Créer ma clé").click()
    page.wait_for_url("**/me/account")
    troubles += [*violations(page, axe), overflow(page)]
    visitor = site.open_page()
    device(visitor)
    visitor.goto(site.at("/signin"))
    visitor.get_by_role("button", name="La clé de cet appareil").click()
    expect(visitor.get_by_text("Rien n'a été fait.")).to_be_visible()
    troubles += [*violations(visitor, axe), overflow(visitor)]

    assert [0, 0, 0] == troubles
