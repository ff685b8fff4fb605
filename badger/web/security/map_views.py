"""The lines of the one table of `permissions` for the map: people's, the territory's, its doors."""

from typing import Final

# View -> its one method and its permission, as `badger.web.security.permissions.GRANTS` has it.
MAP_VIEWS: Final[dict[str, tuple[str, str]]] = {
    "declaring.index": ("GET", "own.read"),
    "declaring.show": ("GET", "own.decide"),
    "declaring.declare": ("POST", "own.decide"),
    "possibilities.show": ("GET", "own.read"),
    "possibilities.show_list": ("GET", "own.read"),
    "possibilities.paper": ("GET", "own.read"),
    "possibilities.put_first": ("POST", "own.decide"),
    "possibilities.like": ("POST", "own.decide"),
    "possibilities.unlike": ("POST", "own.decide"),
    "possibilities.of_territory": ("GET", "public.read"),
    "possibilities.poster": ("GET", "own.read"),
    "needs.looked": ("GET", "own.read"),
    "doors.index": ("GET", "door.read"),
    "doors.new": ("GET", "door.write"),
    "doors.create": ("POST", "door.write"),
    "doors.edit": ("GET", "door.write"),
    "doors.save": ("POST", "door.write"),
    "doors.confirm": ("POST", "door.write"),
    "doors.withdraw": ("POST", "door.write"),
    "needs.index": ("GET", "door.read"),
    "needs.state": ("POST", "door.write"),
    "needs.renew": ("POST", "door.write"),
    "needs.withdraw": ("POST", "door.write"),
    "needs.open_door": ("POST", "door.write"),
}
