"""Every pair of colours in use is at least 4.5 : 1, in light and in dark."""

import re

import pytest

from badger.web.assets import STYLE_PARTS, templates_folder

# Text on ground, as the style sheets combine them.
PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "primary-soft"),
    ("ink", "open-soft"),
    ("ink", "key-soft"),
    ("ink", "alert-soft"),
    ("ink", "quiet-soft"),
    ("primary", "paper"),
    ("primary", "card"),
    ("primary", "primary-soft"),
    ("on-primary", "primary"),
    ("key", "paper"),
    ("key", "card"),
    ("key", "key-soft"),
    ("open", "paper"),
    ("open", "card"),
    ("open", "open-soft"),
    ("alert", "paper"),
    ("alert", "card"),
    ("card", "alert"),
    ("on-pressed", "pressed"),
    ("quiet", "paper"),
    ("quiet", "card"),
    ("on-banner", "banner-open"),
    ("on-banner", "banner-key"),
    ("on-banner", "banner-alert"),
    ("on-banner", "banner-neutral"),
]


def tokens(scheme: str) -> dict[str, str]:
    light, _, dark = (STYLE_PARTS / "00-tokens.css").read_text().partition("@media")
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        found.update(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(scheme, text, ground):
    found = tokens(scheme)
    assert 4.5 <= contrast(found[text], found[ground])


def test_the_measure_itself_is_right():
    assert 21 == round(contrast("#000000", "#ffffff"))
    assert 4.48 == round(contrast("#777777", "#ffffff"), 2)


def test_no_page_has_a_style_of_its_own():
    for page in templates_folder().rglob("*.html"):
        text = page.read_text()
        assert " style=" not in text, page
        assert "<style" not in text, page
        assert "<script>" not in text, page
        assert not re.search(r"\son[a-z]+=", text), page
