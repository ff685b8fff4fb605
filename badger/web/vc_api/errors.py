"""What the test mode refuses by itself."""

from badger.errors import BadgerError


class Malformed(BadgerError):
    """A request of the test mode has not the shape that the VC-API describes."""

    code = "vc_api.malformed"


class NotIssued(BadgerError):
    """A credential cannot be signed: our own verifier would refuse it."""

    code = "vc_api.not_issued"
