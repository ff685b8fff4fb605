"""The main job by hand, from a badge's first word to the day it is taken back."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page

from badger.credentials.baking import unbake
from tests.browser.conftest import PHONE, Site
from tests.browser.steps import follow

CRITERIA = (
    "Propose un plan à l'équipe",
    "Répartit les rôles avec l'accord de chacun",
    "Donne la parole à ceux qui parlent peu",
    "Dit ce qui a bien marché",
)
BADGE = "Entraîner les autres"


def test_a_badge_is_defined_observed_accepted_checked_and_taken_back(site: Site, tmp_path: Path):
    designer = site.open_page("pedagogue", size=(1280, 900))
    define_and_publish(site, designer)
    session = prepare_session(site, designer)

    mark_everything(site.open_page("coach"), session, level="en autonomie")
    assert "1 observateur sur 2" in reasons_for(designer, session, "Exemple Un")
    mark_everything(site.open_page("trainer"), session, level="avec appui")
    assert "auto-évaluation à faire" in reasons_for(designer, session, "Exemple Un")

    person = site.open_page("un")
    place_oneself(site, person)
    reasons = reasons_for(designer, session, "Exemple Un")
    assert "2 observateurs sur 2" in reasons
    assert "4 critères sur 4" in reasons
    follow(designer.get_by_role("button", name="Proposer le badge possible"))

    badge = accept(site, person)
    employer = site.open_page(size=PHONE)
    read_as_employer(employer, badge)
    check_files(employer, badge, tmp_path)

    revoke(site, site.open_page("issuer", size=(1280, 900)))
    employer.reload()
    banner = employer.locator(".banner").inner_text()
    assert "Badge retiré par l'émetteur" in banner
    assert "Retiré le 14 mars 2026" in banner
    assert "Erreur de saisie" not in employer.content()


def define_and_publish(site: Site, page: Page) -> None:
    page.goto(site.at("/achievements/new"))
    page.get_by_label("Nom du badge").fill(BADGE)
    page.get_by_label("En une phrase").fill("Aide une équipe à avancer ensemble.")
    for n, sentence in enumerate(CRITERIA[:2]):
        page.locator(f"#sentence-{n}").fill(sentence)
    follow(page.get_by_role("button", name="Enregistrer le brouillon"))

    follow(page.get_by_role("button", name="Publier ce badge"))
    assert "Pas encore publié" in page.get_by_role("alert").inner_text()

    follow(page.get_by_role("link", name="Modifier"))
    for n, sentence in enumerate(CRITERIA):
        page.locator(f"#sentence-{n}").fill(sentence)
    follow(page.get_by_role("button", name="Enregistrer le brouillon"))
    follow(page.get_by_role("button", name="Publier ce badge"))
    assert "Le badge est publié" in page.get_by_role("status").inner_text()


def prepare_session(site: Site, page: Page) -> str:
    page.goto(site.at("/sessions/new"))
    page.locator(".tile", has_text="Sport").click()
    page.get_by_label("Titre").fill("Football, deuxième matinée")
    page.get_by_label("Ce que les gens vont faire").fill("Un tournoi à effectif réduit.")
    page.get_by_label("Lieu").fill("Gymnase du Bocage")
    page.get_by_label("Commune").fill("Bourg d'exemple")
    page.get_by_label("Activité (sport)").fill("football")
    page.locator("summary", has_text=BADGE).click()
    for sentence in CRITERIA:
        page.get_by_label(sentence).check()
    page.locator("#observer-0").select_option(label="Maé Coach")
    page.locator("#role-0").select_option("coach sportif")
    page.locator("#observer-1").select_option(label="Noa Formateur")
    page.locator("#role-1").select_option("formateur")
    page.get_by_label("Exemple Un").check()
    follow(page.get_by_role("button", name="Préparer la séance"))
    page.get_by_role("link", name="Voir les propositions").wait_for()
    return page.url


def mark_everything(page: Page, session: str, *, level: str) -> None:
    """Mark one person on all criteria: one tap to open, one tap for each mark."""
    page.goto(session)
    page.locator("summary", has_text="Exemple Un").click()
    for n in range(len(CRITERIA)):
        button = page.locator(".criterion").nth(n).get_by_role("button", name=level)
        button.click()
        page.locator(".criterion").nth(n).locator("[aria-pressed=true]").wait_for()
    assert "1 personne vue" in page.locator(".seen-count").inner_text()


def reasons_for(page: Page, session: str, name: str) -> str:
    page.goto(f"{session}/awards")
    return page.locator("section", has_text=name).inner_text()


def place_oneself(site: Site, page: Page) -> None:
    page.goto(site.at("/me/experiences"))
    follow(page.get_by_role("link", name="Football, deuxième matinée").last)
    follow(page.get_by_role("link", name="Dire où j'en suis"))
    for n in range(len(CRITERIA)):
        page.locator("fieldset").nth(n).get_by_text("en autonomie").click()
    follow(page.get_by_role("button", name="C'est ce que je pense"))
    page.wait_for_url("**/me")


def accept(site: Site, page: Page) -> str:
    page.goto(site.at("/me"))
    follow(page.get_by_role("link", name="Le lire"))
    assert CRITERIA[0] in page.locator("main").inner_text()
    follow(page.get_by_role("button", name="Oui, je le veux"))
    page.wait_for_url("**/me")
    follow(page.locator(".shelf-name", has_text=BADGE))
    page.wait_for_url("**/me/badges/*")
    follow(page.get_by_role("link", name="Son code QR"))
    page.wait_for_url(re.compile(r":\d+/badges/"))
    return page.url


def read_as_employer(page: Page, badge: str) -> None:
    """All that an employer needs stands on the first screen of a phone."""
    page.goto(badge)
    for text in (
        "Badge authentique, délivré par Club omnisports du Bocage (exemple)",
        "Toujours valable",
        *CRITERIA,
        "en autonomie",
        "tournoi à effectif réduit",
        "coach sportif",
        "formateur",
        "Ce badge n'est pas un diplôme",
        "vae.gouv.fr",
    ):
        place = page.get_by_text(re.compile(re.escape(text))).first
        box = place.bounding_box()
        assert box is not None, text
        assert box["y"] + box["height"] <= PHONE[1], text
    assert "Exemple Un" not in page.content()
    qr = page.get_by_role("img", name="Code QR qui ouvre cette page")
    assert qr.evaluate("image => image.complete && image.naturalWidth > 0")


def check_files(page: Page, badge: str, folder: Path) -> None:
    """The files hold the same bytes, and one byte changed is refused on the verify page."""
    signed = page.request.get(f"{badge}.json").body()
    assert signed == unbake(page.request.get(f"{badge}.png").body())
    assert signed == unbake(page.request.get(f"{badge}.svg").body())
    assert badge == json.loads(signed)["id"]

    changed = folder / "changed.json"
    changed.write_bytes(signed.replace(b"Aide une", b"Aida une"))
    assert "Document modifié ou non signé" in verdict_on(page, badge, changed)
    genuine = folder / "genuine.json"
    genuine.write_bytes(signed)
    assert "Badge authentique" in verdict_on(page, badge, genuine)
    page.goto(badge)


def verdict_on(page: Page, badge: str, file: Path) -> str:
    page.goto(badge.rpartition("/badges/")[0] + "/verify")
    page.get_by_label("Un fichier ou une image").set_input_files(file)
    follow(page.get_by_role("button", name="Vérifier"))
    return page.locator(".banner").inner_text()


def revoke(site: Site, page: Page) -> None:
    page.goto(site.at("/credentials"))
    follow(page.get_by_role("link", name="Retirer"))
    page.get_by_label("Raison, pour vous seuls").fill("Erreur de saisie")
    follow(page.get_by_role("button", name="Retirer ce badge"))
    assert "Le badge est retiré" in page.get_by_role("status").inner_text()
