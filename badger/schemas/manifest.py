"""Which file of which package stands behind each context, and what its bytes must hash to.

The files stay in the packages that ship them; nothing is copied here and nothing is fetched. What
only npm ships is written into this package when it is built (`frontend/contexts.py`).
A URL that is not in this table is unknown, and an unknown context fails closed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """One file of the standard, as an installed package ships it.

    url:     address that documents name.
    package: import name of the package; its code is never run.
    file:    path inside the package's folder.
    sha256:  accepted digests of the bytes, in hexadecimal.
    date:    day on which the digest was accepted, ISO 8601.
    """

    url: str
    package: str
    file: str
    sha256: tuple[str, ...]
    date: str


OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/"
_OB_FOLDER = "ob3/contexts/"
_LD_FOLDER = "documentloader/frozen/bundled/"
BUILT_FOLDER = "schemas/built/"

MANIFEST: tuple[PinnedFile, ...] = (
    PinnedFile(
        "https://www.w3.org/ns/credentials/v2",
        "openbadgeslib",
        _OB_FOLDER + "credentials-v2.json",
        # The digest that the VC Data Model 2.0 itself fixes (appendix B.1).
        ("59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",),
        "2026-11-21",
    ),
    PinnedFile(
        OPEN_BADGES + "context-3.0.1.json",
        "openbadgeslib",
        _OB_FOLDER + "ob-v3p0-context-3.0.1.json",
        ("5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",),
        "2026-11-21",
    ),
    PinnedFile(
        OPEN_BADGES + "context-3.0.2.json",
        "openbadgeslib",
        _OB_FOLDER + "ob-v3p0-context-3.0.2.json",
        ("00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",),
        "2026-11-21",
    ),
    PinnedFile(
        OPEN_BADGES + "context-3.0.3.json",
        "openbadgeslib",
        _OB_FOLDER + "ob-v3p0-context-3.0.3.json",
        ("3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",),
        "2026-11-21",
    ),
    PinnedFile(
        OPEN_BADGES + "extensions.json",
        "openbadgeslib",
        _OB_FOLDER + "ob-v3p0-extensions.json",
        ("87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",),
        "2026-11-21",
    ),
    PinnedFile(
        "https://w3id.org/security/data-integrity/v2",
        "openbadgeslib",
        _OB_FOLDER + "security-data-integrity-v2.json",
        ("67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",),
        "2026-11-21",
    ),
    PinnedFile(
        "https://w3id.org/security/multikey/v1",
        "openbadgeslib",
        _OB_FOLDER + "security-multikey-v1.json",
        ("ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",),
        "2026-11-21",
    ),
    PinnedFile(
        "https://www.w3.org/2018/credentials/v1",
        "pyld",
        _LD_FOLDER + "credentials-v1.jsonld",
        ("00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8",),
        "2026-11-21",
    ),
    PinnedFile(
        "https://www.w3.org/ns/did/v1",
        "pyld",
        _LD_FOLDER + "did-v1.jsonld",
        ("62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",),
        "2026-11-21",
    ),
    PinnedFile(
        "https://w3id.org/security/suites/ed25519-2020/v1",
        "pyld",
        _LD_FOLDER + "security-ed25519-2020-v1.jsonld",
        ("b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",),
        "2026-11-21",
    ),
    PinnedFile(
        "https://w3id.org/security/suites/jws-2020/v1",
        "pyld",
        _LD_FOLDER + "security-jws-2020-v1.jsonld",
        ("00ee65bb7307f9a01c3170b823083b0d4de68223520834b2c5eb7a09bae5dea6",),
        "2026-11-21",
    ),
    PinnedFile(
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "openbadgeslib",
        _OB_FOLDER + "clr_context_2.0.1.json",
        ("880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",),
        "2026-11-25",
    ),
    # Open Badges 3.0.0: the very bytes that are published. On VC 1.1 alone: it defines again
    # `name` and `description`, which the context of VC 2.0 protects.
    PinnedFile(
        OPEN_BADGES + "context.json",
        "badger",
        BUILT_FOLDER + "ob-v3p0-context.json",
        ("b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",),
        "2026-11-25",
    ),
    PinnedFile(
        "https://w3id.org/security/data-integrity/v1",
        "badger",
        BUILT_FOLDER + "security-data-integrity-v1.json",
        ("b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",),
        "2026-11-25",
    ),
    PinnedFile(
        "https://www.w3.org/ns/credentials/status/v1",
        "badger",
        BUILT_FOLDER + "credentials-status-v1.json",
        ("fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",),
        "2026-11-25",
    ),
    PinnedFile(
        "https://w3id.org/vc/status-list/2021/v1",
        "badger",
        BUILT_FOLDER + "status-list-2021-v1.json",
        ("634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160",),
        "2026-11-25",
    ),
)
