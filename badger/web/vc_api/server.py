"""The server of the test mode: this machine only, with a certificate made for the occasion."""

from flask import Flask
from werkzeug.serving import make_server


def serve_for_tests(app: Flask, *, host: str, port: int, tls: bool) -> None:
    """Serve until somebody interrupts."""
    server = make_server(host, port, app, threaded=True, ssl_context="adhoc" if tls else None)
    try:
        server.serve_forever()
    finally:
        server.server_close()
