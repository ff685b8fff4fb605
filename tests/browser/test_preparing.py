"""Preparing and joining a session in a real browser, without JavaScript."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Site
from tests.browser.steps import follow


def shown(page, label: str) -> bool:
    return bool(page.get_by_label(label, exact=False).first.is_visible())


def test_each_family_shows_its_own_fields_without_javascript(site: Site):
    page = site.open_page("pedagogue", java_script_enabled=False)
    page.goto(site.at("/sessions/new"))
    labels = ("Activité (sport)", "Heures (production)", "Étape (immersion)")
    assert (False, False, False) == tuple(shown(page, label) for label in labels)
    page.locator(".tile", has_text="production").click()
    assert (False, True, False) == tuple(shown(page, label) for label in labels)
    page.locator(".tile", has_text="immersion").click()
    assert (False, False, True) == tuple(shown(page, label) for label in labels)


def test_f2_ac4_a_person_without_mail_comes_in_by_the_address_of_the_qr_code(site: Site):
    leader = site.open_page("pedagogue", java_script_enabled=False)
    leader.goto(site.at("/sessions/new"))
    leader.locator(".tile", has_text="sport").click()
    leader.get_by_label("Activité (sport)").fill("escalade")
    leader.get_by_label("Titre").fill("Escalade en binôme")
    leader.get_by_label("Ce que les gens vont faire").fill("Grimper à deux.")
    leader.get_by_label("Lieu", exact=True).fill("Mur d'exemple")
    leader.get_by_label("Commune").fill("Bourg d'exemple")
    leader.locator("summary", has_text="Esprit d'équipe").click()
    leader.get_by_label("Partage la parole et le matériel").check()
    leader.get_by_label("Observateur·rice 1").select_option(label="Maé Coach")
    leader.locator("#role-0").select_option("coach sportif")
    follow(leader.get_by_role("button", name="Préparer la séance"))
    follow(leader.get_by_role("link", name="Qui vient"))
    follow(leader.get_by_role("button", name="Ouvrir un code court"))
    code = leader.locator(".spoken-code").inner_text()
    person = site.open_page("deux", java_script_enabled=False)
    person.goto(site.at("/join"))
    person.get_by_label("Le code de la séance").fill(code.lower())
    follow(person.get_by_role("button", name="Continuer"))
    assert "Maé Coach" in person.locator("main").inner_text()
    follow(person.get_by_role("button", name="Je participe", exact=True))
    assert re.search(r"/sessions/\w+/info$", person.url)
    leader.reload()
    assert "Exemple Deux" in leader.locator(".lines").first.inner_text()


def test_a_grid_of_two_people_is_typed_with_the_keyboard_alone(site: Site):
    page = site.open_page("coach", java_script_enabled=False)
    page.goto(site.at(f"/sessions/{site.world.session_id}/entry"))
    page.locator(".box input").first.focus()
    for level in "1232":
        page.keyboard.type(level)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # opens "Ajouter un mot", which comes after the boxes
    page.locator(".box input").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice")
    expect(page.locator(".notice")).to_contain_text("4 observations enregistrées")
