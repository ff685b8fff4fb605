"""The site answers alike whatever name a request gives it (hardening W13).

Anybody may write anything into `Host`. Addresses are looked up by their path alone, and what
pages say of the site's own address is the operator's setting.
"""

from flask import Flask
from flask.wrappers import Request
from werkzeug.routing import MapAdapter


class AnyHost(Flask):
    """An application that looks nothing up by the host."""

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Look up the path of a request, below the path at which the site stands."""
        if request is None:
            return super().create_url_adapter(None)
        return self.url_map.bind(
            "localhost",
            script_name=request.root_path,
            url_scheme=request.scheme,
            default_method=request.method,
            path_info=request.path,
            query_args=request.query_string.decode("latin-1"),
        )
