"""Wycheproof's signed tokens: none that is invalid is accepted, each refusal is known."""

from collections.abc import Iterator

import pytest

from badger.credentials.errors import CredentialError
from badger.credentials.jwt import read_signed_text, verify_jws
from badger.credentials.keys import PublicKey
from tests.vectors import vector_json

pytestmark = pytest.mark.vectors

SIGNATURES, CRYPTO = "json_web_signature_test.json", "json_web_crypto_test.json"
SHARED_SECRET = "HS256: whoever verifies could sign; a badge is for everybody to verify"
STRAY_LETTER = "a question mark among the letters of base64url, which RFC 7515 never ignores"
OTHER_HASH = "RS384 and RS512: Open Badges asks for RS256, no issuer was met that uses these"
PSS = "PS256, PS384, PS512: the same"
P_521 = "ES512: the same"
# Valid tokens that badger refuses, by file and tcId, with the reason.
REFUSED_ON_PURPOSE = {
    SIGNATURES: {
        **dict.fromkeys((1, 348, 352, 357, 358, 359, 376, 377), SHARED_SECRET),
        **dict.fromkeys((372, 373), STRAY_LETTER),
        **dict.fromkeys(range(264, 272), OTHER_HASH),
        **dict.fromkeys((*range(272, 276), 287, 288, *range(320, 324), 325, 326, 327, 328), PSS),
        **dict.fromkeys((346, 350), PSS),
        **dict.fromkeys((347, 351), P_521),
    },
    CRYPTO: dict.fromkeys((1, 48), SHARED_SECRET),
}
COUNTS = {SIGNATURES: (355, 46), CRYPTO: (45, 4)}


def cases_of(file: str) -> Iterator[tuple[dict, dict]]:
    for group in vector_json("wycheproof", file)["testGroups"]:
        for test in group["tests"]:
            yield group, test


def keys_of(group: dict) -> list[dict]:
    key = group.get("public") or group["private"]
    return key.get("keys", [key])


def accepted(token: object, jwk: dict) -> bool:
    if not isinstance(token, str):
        return False
    try:
        verify_jws(read_signed_text(token.encode()), PublicKey.from_jwk(jwk))
    except CredentialError:
        return False
    return True


def judged(file: str, result: str) -> dict[int, bool]:
    return {
        test["tcId"]: any(accepted(test["jws"], jwk) for jwk in keys_of(group))
        for group, test in cases_of(file)
        if "jws" in test and test["result"] == result
    }


@pytest.mark.parametrize("file", COUNTS)
def test_no_invalid_token_is_accepted(file: str):
    verdicts = judged(file, "invalid")

    assert COUNTS[file][0] == len(verdicts)
    assert [] == [number for number, was_accepted in verdicts.items() if was_accepted]


@pytest.mark.parametrize("file", COUNTS)
def test_every_valid_token_is_accepted_or_refused_on_purpose(file: str):
    verdicts = judged(file, "valid")

    assert COUNTS[file][1] == len(verdicts)
    assert set(REFUSED_ON_PURPOSE[file]) == {
        number for number, was_accepted in verdicts.items() if not was_accepted
    }


@pytest.mark.parametrize("part", [0, 1, 2])
def test_j11_padding_is_refused_before_a_key_is_looked_at(part: int):
    """Tokens 367 and 370 should have it, but are letter for letter the valid token 357."""
    tokens = {test["tcId"]: test["jws"] for _, test in cases_of(SIGNATURES)}
    assert tokens[357] == tokens[367] == tokens[370]
    parts = tokens[357].split(".")
    parts[part] += "=" * (-len(parts[part]) % 4 or 4)

    with pytest.raises(CredentialError) as caught:
        read_signed_text(".".join(parts).encode())

    assert "jwt.base64url" == caught.value.reason


def test_j10_no_encrypted_token_is_read():
    tokens = [test["jwe"] for _, test in cases_of(CRYPTO) if "jwe" in test]

    assert 34 == len(tokens)
    for token in tokens:
        text = token if isinstance(token, str) else "{}"
        with pytest.raises(CredentialError):
            read_signed_text(text.encode())
