"""The language of passkeys (W3C Web Authentication, level 3). The door to webauthn.

Pure: options out, answers of a device in. Whatever a stranger sends ends in AnswerRefused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    generate_challenge,
    parse_attestation_object,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationFormat,
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    RegistrationCredential,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from badger.errors import BadgerError

ALGORITHMS: Final = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
# A credential id has at most 1,023 bytes.
MAX_CREDENTIAL_ID: Final = 1_023
# What the library lets through of its own parts, besides its own errors.
LIBRARY_ERRORS: Final = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError)


class AnswerRefused(BadgerError):
    """What the device, or whoever speaks for it, answered is not what was asked."""

    code = "signin.passkey_refused"


@dataclass(frozen=True, slots=True)
class Place:
    """The site that a passkey belongs to."""

    base_url: str

    @property
    def host(self) -> str:
        """Return the name that the device ties the key to."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def origin(self) -> str:
        """Return the origin that the browser reports."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKey:
    """A key as a device has made it: its credential id (base64url), public half and counter."""

    credential_id: str
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAnswer:
    """What a browser sends to sign in; each part base64url."""

    credential_id: str
    client_data: str
    authenticator_data: str
    signature: str


def new_challenge() -> str:
    """Draw a challenge: 64 random bytes, base64url."""
    return bytes_to_base64url(generate_challenge())


def registration_options(
    place: Place, *, challenge: str, person_id: str, name: str, known: Iterable[str]
) -> str:
    """Return, as JSON, what the browser asks the device for to make a key.

    name:  what the device shows beside the key.
    known: credential ids that the person has already.
    """
    options = generate_registration_options(
        rp_id=place.host,
        rp_name="badger",
        user_id=person_id.encode(),
        user_name=name,
        challenge=base64url_to_bytes(challenge),
        authenticator_selection=AuthenticatorSelectionCriteria(
            # The device finds the key by itself: nobody types a name to sign in.
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known
        ],
        supported_pub_key_algs=ALGORITHMS,
    )
    return options_to_json(options)


def sign_in_options(place: Place, *, challenge: str) -> str:
    """Return, as JSON, what the browser asks the device for to sign in."""
    options = generate_authentication_options(
        rp_id=place.host,
        challenge=base64url_to_bytes(challenge),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return options_to_json(options)


def read_new_key(
    place: Place, *, challenge: str, client_data: str, attestation_object: str
) -> DeviceKey:
    """Read the key that a device made for `challenge`.

    Whoever made the device need not be known: certificates of makers are refused unread.
    Raises: AnswerRefused.
    """
    try:
        attested = base64url_to_bytes(attestation_object)
        credential_id = _uncertified(attested)
        verified = verify_registration_response(
            credential=RegistrationCredential(
                id=bytes_to_base64url(credential_id),
                raw_id=credential_id,
                response=AuthenticatorAttestationResponse(
                    client_data_json=base64url_to_bytes(client_data), attestation_object=attested
                ),
            ),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            supported_pub_key_algs=ALGORITHMS,
        )
        # A key that does not open would be found out at the first sign-in only.
        decoded_public_key_to_cryptography(
            decode_credential_public_key(verified.credential_public_key)
        )
    except LIBRARY_ERRORS as error:
        raise AnswerRefused from error
    return DeviceKey(
        credential_id=bytes_to_base64url(verified.credential_id),
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
    )


def read_signed_answer(
    place: Place, answer: SignedAnswer, *, challenge: str, key: DeviceKey
) -> int:
    """Check that `key` signed `challenge`; return what the device counts now.

    A counter that stands still or goes back is refused: the key may have a double.
    Raises: AnswerRefused.
    """
    if answer.credential_id != key.credential_id:
        raise AnswerRefused
    try:
        verified = verify_authentication_response(
            credential=AuthenticationCredential(
                id=answer.credential_id,
                raw_id=base64url_to_bytes(answer.credential_id),
                response=AuthenticatorAssertionResponse(
                    client_data_json=base64url_to_bytes(answer.client_data),
                    authenticator_data=base64url_to_bytes(answer.authenticator_data),
                    signature=base64url_to_bytes(answer.signature),
                ),
            ),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )
    except LIBRARY_ERRORS as error:
        raise AnswerRefused from error
    return verified.new_sign_count


def _uncertified(attested: bytes) -> bytes:
    """Return the credential id of an attestation without certificates. Raises: AnswerRefused."""
    attestation = parse_attestation_object(attested)
    plain = attestation.fmt in (AttestationFormat.NONE, AttestationFormat.PACKED)
    found = attestation.auth_data.attested_credential_data
    if not plain or attestation.att_stmt.x5c or found is None:
        raise AnswerRefused
    if not 0 < len(found.credential_id) <= MAX_CREDENTIAL_ID:
        raise AnswerRefused
    return found.credential_id
