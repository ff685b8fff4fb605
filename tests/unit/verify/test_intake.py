"""What may be presented, told by its content alone."""

import json
from datetime import datetime

import pytest

from badger.credentials.baking import bake
from badger.verify import Outcome, Resolver, UnreadableInput, Verdict, read_presented, verify
from badger.verify.errors import Undetermined
from badger.verify.fetching import OfflineFetcher
from badger.verify.intake import (
    MAX_FILE_BYTES,
    MAX_IMAGE_BYTES,
    fetch_presented,
)
from tests.attacks.png_files import png
from tests.world import World

JWT = b"eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.c2ln"
SD_JWT = JWT + b"~WyJzYWx0IiwibmFtZSJd~"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


def _refusal(data: bytes) -> str:
    with pytest.raises(UnreadableInput) as caught:
        read_presented(data)
    return caught.value.reason


def test_json_is_read_as_it_stands(world: World):
    data = json.dumps(world.issue_badge()).encode()

    presented = read_presented(data)

    assert (data, "json") == (presented.data, presented.carrier)


@pytest.mark.parametrize(("image", "carrier"), [(SVG, "svg"), (png(), "png")])
def test_a_badge_in_an_image_verifies_like_the_badge(
    world: World, now: datetime, policy, image: bytes, carrier: str
):
    data = json.dumps(world.issue_badge()).encode()

    presented = read_presented(bake(image, data))

    assert (data, carrier) == (presented.data, presented.carrier)
    assert Verdict.VERIFIED is verify(presented, policy, world.resolver, now).verdict


@pytest.mark.parametrize("wrap", [lambda text: text, lambda text: bake(SVG, text)])
def test_an_sd_jwt_is_not_supported_yet_and_not_called_wrong(now: datetime, policy, wrap):
    presented = read_presented(wrap(SD_JWT))

    report = verify(presented, policy, Resolver(), now)

    assert presented.document is None
    assert Verdict.INCONCLUSIVE is report.verdict
    assert ("structure.unsupported_format", {"format": "SD-JWT"}) == (
        report.finding("structure").code,
        report.finding("structure").facts,
    )
    assert Outcome.NOT_RUN is report.finding("proof").outcome


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "input.empty"),
        (b" \n\t", "input.empty"),
        (b"x" * (MAX_FILE_BYTES + 1), "input.too_large"),
        (b"<" + b"x" * MAX_IMAGE_BYTES, "input.too_large"),
        (b"{" + b" " * 262_144, "json.too_large"),
        (b"\xff\xd8\xff\xe0JFIF", "input.unknown_format"),
        (b"GIF89a", "input.unknown_format"),
        (b"%PDF-1.7", "input.unknown_format"),
        (b"PK\x03\x04", "input.unknown_format"),
        (SVG, "image.no_credential"),
        (b"not json", "json.syntax"),
        (b"[]", "json.not_an_object"),
        (b'"text"', "json.not_an_object"),
        (b'{"a":1,"a":2}', "json.duplicate_key"),
        (b"{}", "input.not_a_credential"),
        (b'{"a":1}', "input.not_a_credential"),
        (b"\xef\xbb\xbf{}", "json.encoding"),
        (b"\x00" * 100, "json.syntax"),
    ],
)
def test_what_is_no_badge_is_refused(data: bytes, code: str):
    assert code == _refusal(data)


def test_a_badge_is_fetched_from_its_address(world: World, now: datetime, policy):
    world.publish("https://club.example/badges/1", world.issue_badge())

    presented = fetch_presented("https://club.example/badges/1", world)

    assert Verdict.VERIFIED is verify(presented, policy, world.resolver, now).verdict


def test_nothing_is_fetched_offline():
    with pytest.raises(Undetermined) as caught:
        OfflineFetcher().fetch("https://club.example/")

    assert "fetch.offline" == caught.value.reason
