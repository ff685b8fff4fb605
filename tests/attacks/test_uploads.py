"""Forms and drawings written to attack, through API and page (hardening P05, P08)."""
# ruff: noqa: F811 - fixtures of another file

import gc
import html
import json
import re

import pytest

from tests.attacks.test_doors import Doors, database, doors  # noqa: F401 - fixtures
from tests.attacks.test_every_door import sent

FILE = b'--x\r\nContent-Disposition: form-data; name="file"; filename="b"\r\n\r\n'
PART = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
END = b"\r\n--x--\r\n"
FLOODS = {
    "parts": PART * 60_000 + b"--x--",
    "files": FILE.replace(b"\r\n\r\n", b"\r\n\r\nx\r\n") * 60_000 + b"--x--",
    "one part too many": PART * 201 + b"--x--",
    "ends of lines": FILE + b"\r\n" * 2_000_000 + END,
    "returns": FILE + b"\r" * 4_000_000 + END,
    "beginnings of a boundary": FILE + b"\r\n--" * 1_000_000 + END,
    "boundaries of others": FILE + b"\r\n--y" * 1_000_000 + END,
    "words before": b"a" * 4_000_000 + FILE + END,
    "words after": FILE + END + b"z" * 4_000_000,
    "headers": b"--x\r\n" + b"X: y\r\n" * 500_000 + b"\r\nb" + END,
    "a long name": b'--x\r\nContent-Disposition: form-data; name="' + b"a" * 3_000_000 + END,
    "a long field": PART.replace(b"b\r\n", b"b" * 525_000 + b"\r\n") + FILE + END,
    "no end": FILE + b"{}",
    "no name": b"--x\r\nContent-Disposition: form-data\r\n\r\nb" + END,
    "no head": b"--x\r\n\r\nb" + END,
    "only an end": b"--x--",
    "nothing": b"",
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" {attributes}>{badge}{drawing}</svg>'
)
ACTIVE = {
    "script": "<script>alert(1)</script>",
    "script elsewhere": '<script href="https://evil.example/x.js"/>',
    "foreign page": '<foreignObject><iframe src="javascript:alert(1)"/></foreignObject>',
    "use": '<use xlink:href="https://evil.example/x.svg#a"/>',
    "link": '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
    "style": "<style>@import url(https://evil.example/x.css);</style>",
    "picture": '<image href="https://evil.example/pixel.png"/>',
    "drawing of data": '<image href="data:image/svg+xml,&lt;svg onload=alert(1)&gt;"/>',
    "animation": '<set attributeName="href" to="javascript:alert(1)" onbegin="alert(1)"/>',
    "inclusion": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
}


# Files of a form that is given up half way are left to the garbage collector by werkzeug.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
@pytest.mark.parametrize("name", FLOODS)
def test_p08_a_form_of_any_shape_is_an_error_of_whoever_sends_it(doors: Doors, name: str):
    kind = "multipart/form-data; boundary=x"

    by_api = doors.client.post("/api/v1/verify", data=FLOODS[name], content_type=kind)
    by_page = doors.client.post("/verify", data=FLOODS[name], content_type=kind)

    assert by_api.status_code in (413, 422)
    assert "application/problem+json" == by_api.content_type
    # A form without our token is refused before it is looked at.
    assert by_page.status_code in (400, 403, 413)
    # What was left is left here, and not in another test.
    del by_api, by_page
    gc.collect()


@pytest.mark.parametrize("name", ACTIVE)
def test_p05_the_badge_is_read_and_the_drawing_never_shown(doors: Doors, name: str):
    text = json.dumps(doors.world.issue_badge()).replace("]]>", "]]\\u003e")
    badge = f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential>"
    image = SVG.format(attributes='onload="alert(1)"', badge=badge, drawing=ACTIVE[name])

    answer = sent(doors, image.encode())

    page = html.unescape(answer.get_data(as_text=True))
    assert 200 == answer.status_code
    assert "Esprit d" in page
    assert not re.search(r"alert\(|evil\.example|foreignObject|onload|javascript:|passwd", page)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"] or (
        "default-src 'self'" in answer.headers["Content-Security-Policy"]
    )
