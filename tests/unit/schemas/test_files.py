"""The standard's files are read offline, checked by digest, and run no foreign code."""

import hashlib
import subprocess
import sys
from dataclasses import replace

import pytest

from badger.schemas import ContextUnknown, context, known_contexts
from badger.schemas.errors import ContextNotBuilt, DigestMismatch, PackageMissing
from badger.schemas.files import package_folder, pinned_bytes
from badger.schemas.manifest import MANIFEST
from badger.sentences import sentence

OB = "https://purl.imsglobal.org/spec/ob/v3p0/"


def test_the_credentials_context_has_the_digest_that_the_data_model_fixes():
    pinned = next(p for p in MANIFEST if p.url == "https://www.w3.org/ns/credentials/v2")
    data = pinned_bytes(pinned, folder=package_folder(pinned.package))
    expected = "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"
    assert expected == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("url", sorted(known_contexts()))
def test_every_pinned_context_is_installed_and_holds_a_context(url):
    assert "@context" in context(url)


def test_the_latest_open_badges_context_defines_the_terms_added_in_2026():
    assert '"endorsementJwt"' in str(context(OB + "context-3.0.3.json")).replace("'", '"')


@pytest.mark.parametrize(
    "url",
    [
        OB + "context-3.0.0.json",
        "https://w3id.org/security/data-integrity/v3",
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2#",
        "https://www.w3.org/ns/credentials/V2",
    ],
)
def test_l06_a_context_that_is_not_pinned_fails_closed_and_is_named(url):
    with pytest.raises(ContextUnknown) as caught:
        context(url)
    assert ("structure.context_unknown", url) == (caught.value.reason, caught.value.facts["url"])


def test_fault26_a_changed_file_is_refused_by_its_digest(tmp_path):
    pinned = replace(MANIFEST[0], file="v2.json")
    (tmp_path / "v2.json").write_bytes(b'{"@context": {}}')
    with pytest.raises(DigestMismatch) as caught:
        pinned_bytes(pinned, folder=tmp_path)
    assert ("schemas.digest_mismatch", pinned.url) == (
        caught.value.reason,
        caught.value.facts["url"],
    )


def test_a_file_that_the_package_lost_is_named(tmp_path):
    with pytest.raises(PackageMissing) as caught:
        pinned_bytes(MANIFEST[0], folder=tmp_path)
    assert MANIFEST[0].file == caught.value.facts["file"]


def test_a_checkout_without_its_assets_says_what_to_make(tmp_path):
    """The sentence names `make assets`."""
    pinned = next(p for p in MANIFEST if p.url == OB + "context.json")
    with pytest.raises(ContextNotBuilt) as caught:
        pinned_bytes(pinned, folder=tmp_path)
    assert ("schemas.not_built", pinned.url) == (caught.value.reason, caught.value.facts["url"])
    assert "make assets" in sentence(caught.value.reason, caught.value.facts)


def test_the_first_context_of_open_badges_3_is_what_is_published():
    """The digest is that of the published file (14,883 bytes), which only a script ships."""
    pinned = next(p for p in MANIFEST if p.url == OB + "context.json")
    data = pinned_bytes(pinned, folder=package_folder("badger"))
    expected = "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10"
    assert (14_883, expected) == (len(data), hashlib.sha256(data).hexdigest())


def test_a_package_that_is_not_installed_is_named():
    with pytest.raises(PackageMissing) as caught:
        package_folder("no_such_package_of_contexts")
    assert "schemas.file_missing" == caught.value.reason


def test_reading_a_context_runs_no_code_of_the_packages_that_ship_them():
    program = (
        "import sys; from badger.schemas import context, known_contexts\n"
        "for url in known_contexts(): context(url)\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('openbadgeslib', 'pyld')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert b"[]" == done.stdout.strip()
