"""Text of strangers on a page: isolated, visible, bounded (T05, W01)."""

import unicodedata

import pytest
from markupsafe import Markup

from badger.web.language import typeset
from badger.web.presenters.markdown import host_of, narrative
from badger.web.presenters.text import alphabetical, host_shown, plain, visible


def test_a_name_is_isolated_and_escaped():
    assert Markup("<bdi>&lt;b&gt;Un&lt;/b&gt;</bdi>") == visible("<b>Un</b>")


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\u202e", "⟨U+202E⟩"),
        ("\u200b", "⟨U+200B⟩"),
        ("\u2066", "⟨U+2066⟩"),
        ("\x00", "⟨U+0000⟩"),
        ("\x1b", "⟨U+001B⟩"),
        ("\u2028", "⟨U+2028⟩"),
        ("\ufeff", "⟨U+FEFF⟩"),
        ("\u3164", "⟨U+3164⟩"),
        ("\u2800", "⟨U+2800⟩"),
    ],
)
def test_t05_a_hidden_character_is_spelled_out(hidden, shown):
    assert f"Cl{shown}ub" == plain(f"Cl{hidden}ub")


def test_t05_marks_that_pile_up_are_cut():
    assert "e\u0301\u0301\u0301" == plain("e" + "\u0301" * 500)


def test_t05_accents_of_ordinary_words_stay():
    assert "Maé Étoilé e\u0301" == plain("Maé Étoilé e\u0301")


def test_t05_a_very_long_name_is_cut():
    assert 600 == len(plain("x" * 100_000))
    assert plain("x" * 100_000).endswith("…")
    assert "x" * 600 == plain("x" * 600)


def test_french_signs_stay_on_the_line_of_their_word():
    assert "Que faire\u00a0? «\u00a0oui\u00a0»" == typeset("Que faire ? « oui »")


def test_nothing_is_shown_for_nothing():
    assert "<bdi></bdi>" == visible(None)


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,alert)",
        "[x](vbscript:x)",
        "![x](https://evil.example/pixel.png)",
        "<javascript:alert(1)>",
        "<svg/onload=alert(1)>",
        '<a href="https://evil.example" onclick="x">x</a>',
        "<iframe src=https://evil.example></iframe>",
        "[x](https://evil.example){onclick=x}",
        "<style>@import url(https://evil.example)</style>",
        "[x]: javascript:alert(1)\n\n[x]",
        "<details open ontoggle=alert(1)>",
        "# Vérifié ✔",
        "`<script>`",
    ],
)
def test_w01_a_narrative_brings_no_script_image_or_event(attack):
    html = str(narrative(attack)).lower()
    for danger in (
        "<script",
        "<img",
        "<svg",
        "<iframe",
        "<style",
        "<details",
        "<h1",
        'href="j',
        'href="d',
        'href="v',
    ):
        assert danger not in html
    assert " on" not in html.partition("<a ")[2].partition(">")[0]


def test_w01_a_link_is_kept_with_a_guarded_rel():
    html = narrative("[vae](https://vae.gouv.fr)")
    expected = '<a href="https://vae.gouv.fr" rel="nofollow noopener ugc">vae</a>'
    assert expected in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[vae.gouv.fr](https://evil.example/x)", ">vae.gouv.fr</a> (evil.example)"),
        ("[**a** `b`](https://evil.example)", "</code></a> (evil.example)"),
        ("[x](https://xn--vegouv-3of.example)", ">x</a> (xn--vegouv-3of.example)"),
        ("[a](https://a.example) [b](https://b.example)", "</a> (b.example)"),
    ],
)
def test_w01_a_link_says_where_it_leads(text, html):
    assert html in narrative(text)


@pytest.mark.parametrize(
    "address", ["https://vae.gouv.fr@evil.example/", "http://evil.example", "//evil.example", "/me"]
)
def test_w01_a_link_without_one_plain_host_is_none(address):
    html = narrative(f'[vae.gouv.fr]({address} "vae.gouv.fr")')
    assert "<a" not in html and "vae.gouv.fr" in html and "title" not in html


def test_a_narrative_keeps_lists_and_emphasis():
    assert "<li><strong>vu</strong></li>" in narrative("- **vu**")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://vae.gouv.fr/x", "vae.gouv.fr"),
        ("http://vae.gouv.fr/x", ""),
        ("javascript:alert(1)", ""),
        ("https://[bad", ""),
        ("", ""),
    ],
)
def test_only_https_links_have_a_host(address, host):
    assert host == host_of(address)


def test_h02_a_domain_in_punycode_is_shown_in_both_spellings():
    shown = host_shown("xn--caf-dma.example")
    assert "café.example" in shown
    assert "xn--caf-dma.example" in shown


def test_a_plain_domain_is_shown_once():
    assert "<bdi>club.example</bdi>" == host_shown("club.example")


def test_a_broken_punycode_is_shown_as_it_is():
    assert "xn--\u00e9" in host_shown("xn--\u00e9")


def test_an_accent_does_not_move_a_name_to_the_end():
    assert ["Agir", "Équipier", "Esprit"] == sorted(
        ["Esprit", "Équipier", "Agir"], key=alphabetical
    )


def test_every_character_is_shown_as_unicode_says():
    """What is passed over quickly shows nothing that the table of Unicode calls hidden."""
    hidden, fillers = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}, "\u115f\u1160\u2800\u3164\uffa0"
    for code in range(0x11000):
        character = chr(code)
        is_hidden = (
            unicodedata.category(character) in hidden and character not in "\n\t\u200d\u00ad"
        ) or character in fillers
        assert (f"⟨U+{code:04X}⟩" if is_hidden else character) == plain(character)
