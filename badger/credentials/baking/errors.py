"""What can be wrong with an image that holds, or should hold, a badge."""

from badger.credentials.errors import CredentialError


class ImageError(CredentialError):
    """Say that an image cannot be used."""

    code = "image.error"


class UnknownFormat(ImageError):
    """Say that bytes are neither PNG nor SVG."""

    code = "image.unknown_format"


class ImageTooLarge(ImageError):
    """Say that an image has too many bytes."""

    code = "image.too_large"


class DamagedImage(ImageError):
    """Say that an image breaks the rules of its format."""

    code = "image.damaged"


class TooComplexImage(ImageError):
    """Say that an image has too many parts, or parts nested too deeply."""

    code = "image.too_complex"


class UnsafeSvg(ImageError):
    """Say that an SVG declares a document type, where entities hide."""

    code = "image.unsafe_svg"


class NoCredential(ImageError):
    """Say that an image holds no badge."""

    code = "image.no_credential"


class SeveralCredentials(ImageError):
    """Say that an image holds more than one badge, so that readers could differ."""

    code = "image.several_credentials"


class CompressedCredential(ImageError):
    """Say that the badge in a PNG is compressed, which the standard forbids."""

    code = "image.compressed"


class MisplacedCredential(ImageError):
    """Say that the badge stands in a part of the image that is not meant for it."""

    code = "image.misplaced"


class UnbakeableCredential(ImageError):
    """Say that a text cannot stand in an image."""

    code = "image.unbakeable"
