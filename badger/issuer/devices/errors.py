"""Why what a device sent was not taken: the whole batch, or one event of it."""

from badger.issuer.errors import IssuerError


class BatchUnreadable(IssuerError):
    """The batch is not written as it has to be; nothing of it was looked at."""

    code = "device_batch.unreadable"


class BatchTooLarge(IssuerError):
    """The batch has too many bytes or events; smaller ones are taken."""

    code = "device_batch.too_large"


class OtherObserver(IssuerError):
    """The batch is of somebody else than the one who is signed in."""

    code = "device_batch.other_observer"


class TooManyDevices(IssuerError):
    """The observer has registered as many devices as are kept."""

    code = "device_batch.too_many_devices"


class EventUnreadable(IssuerError):
    """An event has other members or values than an event has."""

    code = "device_event.unreadable"


class SignatureWrong(IssuerError):
    """The device's key did not sign these bytes."""

    code = "device_event.signature"


class EventChanged(IssuerError):
    """Another event with this id or number is stored; the first one stays."""

    code = "device_event.changed"


class OutOfOrder(IssuerError):
    """The event stands in its batch after one with a higher number."""

    code = "device_event.out_of_order"


class DayOutside(IssuerError):
    """The session was not held on the day that the event names."""

    code = "device_event.day_outside"
