"""The lines of the one table of `permissions` for coming into sessions, and for groups."""

from typing import Final

# View -> its one method and its permission, as `badger.web.security.permissions.GRANTS` has it.
JOINING_VIEWS: Final[dict[str, tuple[str, str]]] = {
    "groups.index": ("GET", "group.register"),
    "groups.create": ("POST", "group.register"),
    "groups.show": ("GET", "group.register"),
    "groups.draw": ("POST", "group.register"),
    "groups.ask": ("POST", "group.register"),
    "groups.end": ("POST", "group.register"),
    "my_groups.index": ("GET", "own.read"),
    "my_groups.find": ("POST", "own.decide"),
    "my_groups.join": ("POST", "own.decide"),
    "my_groups.agree": ("POST", "own.decide"),
    "my_groups.leave": ("POST", "own.decide"),
    "my_groups.read": ("POST", "own.decide"),
    "joining.ask": ("GET", "session.take_part"),
    "joining.enter": ("POST", "session.take_part"),
    "joining.show": ("GET", "session.take_part"),
    "joining.join": ("POST", "session.take_part"),
    "joining.leave": ("POST", "session.take_part"),
    "joining.open_window": ("POST", "session.write"),
    "joining.close_window": ("POST", "session.write"),
    "joining.close_to_passeurs": ("POST", "session.write"),
    "joining.renew": ("POST", "session.write"),
    "joining.qr": ("GET", "session.write"),
    "joining.sheet": ("GET", "session.write"),
}
