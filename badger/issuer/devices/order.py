"""The order of marks: arrival between devices, its own count within one (hardening I15)."""

from collections.abc import Sequence

from badger.db.rows import ObservationRow

Tap = tuple[ObservationRow, str | None, int | None]


def in_their_order(arrived: Sequence[Tap]) -> tuple[ObservationRow, ...]:
    """Return marks in the order in which they were made.

    arrived: (mark, device, number there) by arrival; both None for the page's own forms.

    Where a device's marks stand among the others, their arrival says; which of them stands
    first, its numbers say: no clock is asked, neither the device's nor ours.
    """
    waiting: dict[str, list[ObservationRow]] = {}
    for row, device, _ in sorted(arrived, key=lambda tap: tap[2] or 0):
        if device is not None:
            waiting.setdefault(device, []).append(row)
    queues = {device: iter(rows) for device, rows in waiting.items()}
    return tuple(row if device is None else next(queues[device]) for row, device, _ in arrived)
