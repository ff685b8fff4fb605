"""Badges of every form that circulates, one example each, as functions of a world."""

import json
from collections.abc import Callable

from badger.credentials.baking import bake
from badger.credentials.build import EXTENSIONS_CONTEXT
from badger.credentials.cryptosuites.ed25519_signature_2020 import ED25519_SIGNATURE_2020
from badger.credentials.cryptosuites.eddsa_rdfc_2022 import EDDSA_2022, EDDSA_RDFC_2022
from badger.credentials.cryptosuites.suite import WholeDocumentSuite
from badger.credentials.did import did_key
from badger.credentials.did_jwk import did_jwk
from badger.credentials.jwt_signing import sign_jwt, sign_vc_jose
from badger.credentials.keys import Signer
from badger.credentials.proof import add_proof, new_options, sign_with
from badger.credentials.selective_proof import add_base_proof, derive_proof
from badger.json_value import JsonObject
from tests.attacks.png_files import itxt, png
from tests.attacks.signed_badges import SVG
from tests.jwt_badges import jwk_issuer, key_of
from tests.old_badges import CONTEXTS, ED25519_2020, OB_3_0_0, VC_1, old_badge
from tests.open_badges_2 import OldIssuer
from tests.refreshed_badges import NEWER, refreshable, serve
from tests.world import ISSUED, Issuer, World, badge_document, endorsement, status_entry

OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
V2 = "https://www.w3.org/ns/credentials/v2"
SUBJECT = "urn:uuid:0b3cbb44-3b6a-4d8e-8f8f-2c4b4a6f4a11"
Made = JsonObject | bytes


Make = Callable[[World], Made]


def _method(signer: Signer) -> str:
    return f"{did_key(signer.public)}#{signer.public.to_multikey()}"


def _contexts(*names: str) -> JsonObject:
    own = badge_document(did_key(key_of("Ed25519").public))
    # A word of 3.0.3.
    del own["credentialSubject"]["achievement"]["inLanguage"]
    return {**own, "@context": [V2, *(OB + name for name in names)]}


def _signed(kind: str, suite: str, document: JsonObject | None = None) -> Make:
    signer = key_of(kind)
    own = document or badge_document(did_key(signer.public))
    return lambda _world: add_proof(
        own, signer=signer, verification_method=_method(signer), created=ISSUED, cryptosuite=suite
    )


def _old(contexts: list[str]) -> JsonObject:
    return old_badge(did_key(key_of("Ed25519").public), contexts=contexts)


def _by_old_suite(suite: WholeDocumentSuite, document: JsonObject) -> Make:
    """Sign as nobody does any more: these recipes have newer names."""
    signer = key_of("Ed25519")
    options = new_options(suite, verification_method=_method(signer), created=ISSUED)
    if suite.proof_type == suite.name:
        options = {**options, "type": suite.proof_type}
        del options["cryptosuite"]
    return lambda _world: sign_with(suite, document, signer=signer, options=options)


def _selective(*, derived: bool) -> Make:
    signer = key_of("P-256")
    document = badge_document(did_key(signer.public))

    def make(_world: World) -> JsonObject:
        base = add_base_proof(
            document, signer=signer, verification_method=_method(signer), created=ISSUED
        )
        return derive_proof(base, ["/credentialSubject/result/0"]) if derived else base

    return make


def token_of(kind: str, sign: Callable[..., str]) -> Make:
    def make(world: World) -> bytes:
        issuer = jwk_issuer(world, kind)
        document = badge_document(issuer.id)
        document["credentialSubject"]["id"] = SUBJECT
        return sign(document, signer=issuer.key, kid=f"{issuer.id}#key").encode()

    return make


def _twice(world: World) -> JsonObject:
    return world.club.sign(world.issue_badge())


def _chain(world: World) -> JsonObject:
    """A witness signs, and the club continues the witness' proof."""
    witness = world.new_issuer()
    name = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"
    first = _with_options(witness, badge_document(world.club.id), id=name)
    return _with_options(world.club, first, previousProof=name)


def _with_options(issuer: Issuer, document: JsonObject, **more: str) -> JsonObject:
    options = new_options(EDDSA_RDFC_2022, verification_method=issuer.method, created=ISSUED)
    return sign_with(EDDSA_RDFC_2022, document, signer=issuer.key, options={**options, **more})


def _by(identifier: str) -> Make:
    """By an issuer that publishes its key as a Multikey, at its did:web or https address."""
    return lambda world: world.issue_badge(world.new_issuer(identifier))


def _by_did_jwk(kind: str, suite: str) -> Make:
    signer = key_of(kind)
    name = did_jwk(signer.public)
    return lambda _world: add_proof(
        badge_document(name),
        signer=signer,
        verification_method=f"{name}#0",
        created=ISSUED,
        cryptosuite=suite,
    )


def _by_key_set(world: World) -> bytes:
    """A token whose key stands in the key set of its issuer's host, which names the issuer."""
    issuer, key = "https://set.example/issuer", key_of("RSA")
    jwk = {**key.public.to_jwk(), "kid": "key-1", "iss": issuer}
    world.publish("https://set.example/.well-known/jwks.json", {"keys": [jwk]})
    document = badge_document(issuer)
    document["credentialSubject"]["id"] = SUBJECT
    kid = "https://set.example/.well-known/jwks.json#key-1"
    return sign_jwt(document, signer=key, kid=kid).encode()


def _status(**entry: object) -> Make:
    def make(world: World) -> JsonObject:
        url = world.publish_list()
        return world.issue_badge(credentialStatus={**status_entry(url), **entry})

    return make


def _two_purposes(world: World) -> JsonObject:
    entries = [
        status_entry(world.publish_list(purpose=purpose), purpose=purpose)
        for purpose in ("revocation", "suspension")
    ]
    return world.issue_badge(credentialStatus=entries)


def _two_bits(world: World) -> JsonObject:
    """Each status has two bits, and each value its words."""
    words = [{"status": hex(value), "message": str(value)} for value in range(4)]
    url = world.publish_list(purpose="message")
    more = {"statusPurpose": "message", "statusSize": 2, "statusMessage": words}
    entry = {**status_entry(url, index="7"), **more}
    return world.issue_badge(credentialStatus=entry)


def _revocation_list(world: World) -> JsonObject:
    url = "https://club.example/revocations"
    own = {"id": url, "type": "1EdTechRevocationList", "issuer": world.club.id}
    world.publish(url, {**own, "revokedCredential": []})
    contexts = [*badge_document("")["@context"], EXTENSIONS_CONTEXT]
    status = {"id": url, "type": "1EdTechRevocationList"}
    return world.issue_badge(**{"@context": contexts, "credentialStatus": status})


def _refreshed(world: World) -> JsonObject:
    old = refreshable(world)
    serve(world, refreshable(world, validFrom=NEWER))
    return old


def _schema(url: str, kind: str = "1EdTechJsonSchemaValidator2019") -> Make:
    own = badge_document("")["@context"]
    contexts = own if EXTENSIONS_CONTEXT in own else [*own, EXTENSIONS_CONTEXT]
    schema = {"id": url, "type": kind}
    return lambda world: world.issue_badge(**{"@context": contexts, "credentialSchema": schema})


def _endorsed(world: World) -> JsonObject:
    league = world.new_issuer("did:web:ligue.example")
    badge = badge_document(world.club.id)["id"]
    return world.issue_badge(endorsement=[endorsement(league, str(badge))])


def _endorsed_by_token(world: World) -> JsonObject:
    league = world.new_issuer("did:web:ligue.example")
    badge = badge_document(world.club.id)["id"]
    plain = endorsement(league, str(badge))
    del plain["proof"]
    token = sign_jwt(plain, signer=league.key, kid=league.method)
    return world.issue_badge(endorsementJwt=[token])


def _presented(world: World) -> JsonObject:
    document = {"@context": [V2], "type": ["VerifiablePresentation"]}
    return {**document, "verifiableCredential": [world.issue_badge()]}


def _enveloped(world: World) -> JsonObject:
    token = token_of("Ed25519", sign_vc_jose)(world)
    assert isinstance(token, bytes)
    name = f"data:application/vc+jwt,{token.decode()}"
    return {"@context": V2, "id": name, "type": "EnvelopedVerifiableCredential"}


def hosted(**members: object) -> Make:
    return lambda world: OldIssuer(world).host(**members)


def _baked(image: bytes, keyword: bytes | None = None) -> Make:
    def make(world: World) -> bytes:
        if keyword is None:
            return bake(image, json.dumps(world.issue_badge()).encode())
        hosted = OldIssuer(world).host()
        text = str(hosted["id"]).encode()
        return (
            png(itxt(text, keyword=keyword))
            if image[:1] != b"<"
            else image.replace(
                b"<path",
                (
                    b'<openbadges:assertion xmlns:openbadges="http://openbadges.org" verify="'
                    + text
                    + b'"/><path'
                ),
                1,
            )
        )

    return make


ED = key_of("Ed25519")
CIRCULATING: dict[str, Make] = {
    **{
        f"VC 2.0, context {name}": _signed("Ed25519", "eddsa-rdfc-2022", _contexts(*files))
        for name, files in {
            # 3.0.1 redefines what the final context of VC 2.0 protects: JSON-LD refuses both.
            "3.0.2": ("context-3.0.2.json",),
            "3.0.3": ("context-3.0.3.json",),
            "3.0.3 with extensions": ("context-3.0.3.json", "extensions.json"),
        }.items()
    },
    **{
        f"VC 1.1, context {name}": _signed("Ed25519", "eddsa-rdfc-2022", _old(contexts))
        for name, contexts in CONTEXTS.items()
    },
    "eddsa-jcs-2022": _signed("Ed25519", "eddsa-jcs-2022"),
    "eddsa-2022": _by_old_suite(EDDSA_2022, badge_document(did_key(ED.public))),
    "Ed25519Signature2020": _by_old_suite(
        ED25519_SIGNATURE_2020, _old([VC_1, OB_3_0_0, ED25519_2020])
    ),
    "ecdsa-rdfc-2019 P-256": _signed("P-256", "ecdsa-rdfc-2019"),
    "ecdsa-rdfc-2019 P-384": _signed("P-384", "ecdsa-rdfc-2019"),
    "ecdsa-jcs-2019 P-256": _signed("P-256", "ecdsa-jcs-2019"),
    "ecdsa-jcs-2019 P-384": _signed("P-384", "ecdsa-jcs-2019"),
    "ecdsa-sd-2023 derived": _selective(derived=True),
    "ecdsa-sd-2023 base": _selective(derived=False),
    **{
        f"{form} {kind}": token_of(kind, sign)
        for form, sign in {"VC-JWT": sign_jwt, "VC-JOSE": sign_vc_jose}.items()
        for kind in ("RSA", "P-256", "P-384", "Ed25519")
    },
    "proof set": _twice,
    "proof chain": _chain,
    "did:web": _by("did:web:other.example"),
    "did:web with a path": _by("did:web:other.example:issuers:1"),
    "did:web with a port": _by("did:web:other.example%3A8443"),
    "did:jwk Ed25519": _by_did_jwk("Ed25519", "eddsa-rdfc-2022"),
    "did:jwk P-256": _by_did_jwk("P-256", "ecdsa-rdfc-2019"),
    "https key document": _by("https://other.example/issuers/1"),
    "key set with provenance": _by_key_set,
    "BitstringStatusList": _status(),
    "BitstringStatusList, two purposes": _two_purposes,
    "BitstringStatusList, two bits": _two_bits,
    "1EdTechRevocationList": _revocation_list,
    "1EdTechCredentialRefresh": _refreshed,
    "credentialSchema of the standard": _schema(
        f"{OB}schema/json/ob_v3p0_achievementcredential_schema.json"
    ),
    "credentialSchema of somebody": _schema("https://nobody.example/schema.json"),
    "endorsement embedded": _endorsed,
    "endorsement as token": _endorsed_by_token,
    "presentation": _presented,
    "envelope": _enveloped,
    "PNG": _baked(png()),
    "SVG": _baked(SVG),
    "Open Badges 2.0 hosted": hosted(),
    "Open Badges 2.0 hosted, address": lambda world: str(OldIssuer(world).host()["id"]).encode(),
    "Open Badges 2.0 signed": lambda world: OldIssuer(world).sign(),
    "Open Badges 2.1 hosted": hosted(**{"@context": "https://w3id.org/openbadges/v2"}),
    "Open Badges 2.0 in PNG": _baked(png(), b"openbadges"),
    "Open Badges 2.0 in SVG": _baked(SVG, b"openbadges"),
}
