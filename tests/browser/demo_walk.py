"""The pages of a site, found by following its links: one address for each view that shows one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

LINK = re.compile(r'(?:href|src)="(?:http://localhost:\d+)?(/[^"#]*)')


@dataclass(slots=True)
class Walk:
    """What was found.

    pages: who sees a view's page at which address; others: views that answer no page;
    broken: who met an error of the server, and where.
    """

    app: Flask
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    broken: list[tuple[str, str]] = field(default_factory=list)

    def view_at(self, path: str) -> str | None:
        """Return the view that a GET of this path reaches."""
        try:
            view, _ = self.app.url_map.bind("localhost").match(path.partition("?")[0], "GET")
        except HTTPException:
            return None
        return str(view)

    def look(self, client: FlaskClient, who: str, path: str) -> list[str] | None:
        """Note the view of one address; return where its page leads, None where there is none."""
        view, answer = self.view_at(path), client.get(path)
        text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        answer.close()
        if answer.status_code >= 500:
            self.broken.append((who, path))
        if view is None or answer.status_code != 200:
            return None
        if text:
            self.pages.setdefault(view, (who, path))
        else:
            self.others.add(view)
        return [unescape(link) for link in LINK.findall(text)]


def walk(app: Flask, clients: Mapping[str, FlaskClient], starts: Mapping[str, list[str]]) -> Walk:
    """Follow the links of a site as each of these people, each view once for each of them.

    starts: further first addresses, by who; all begin on their own page as well.
    """
    found = Walk(app)
    for who, client in clients.items():
        waiting = [*starts.get(who, ()), "/me" if who else "/"]
        seen_views: set[str | None] = {None}
        seen_paths: set[str] = set()
        while waiting:
            path = waiting.pop(0)
            view = found.view_at(path)
            if view in seen_views or view in found.others or path in seen_paths:
                continue
            seen_paths.add(path)
            links = found.look(client, who, path)
            if links is not None:
                seen_views.add(view)
                waiting += links
    return found
