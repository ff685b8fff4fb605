"""Headers that go with every answer (hardening W02, W03, W14)."""

from collections.abc import Mapping
from typing import Final

from flask import Flask, request
from flask.wrappers import Response


def _policy(scripts: str, *, frames: str = "'none'") -> str:
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            f"script-src {scripts}",
            "img-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {frames}",
        )
    )


CONTENT_SECURITY_POLICY: Final = _policy("'self'")
# The decoder of QR codes is WebAssembly: allowed in its own worker, on no page.
WORKER_POLICY: Final = _policy("'self' 'wasm-unsafe-eval'")
WORKER: Final = "built/camera-worker.js"
# A small page made to stand in other sites: it has no form and leads out of the frame (W03).
EMBEDDED_POLICY: Final = _policy("'none'", frames="*")
NO_DEVICE: Final = "microphone=(), geolocation=(), payment=(), usb=()"
CAMERA_ALLOWED: Final = f"camera=(self), {NO_DEVICE}"

ALWAYS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": f"camera=(), {NO_DEVICE}",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

# What makes an answer unavailable here passes in seconds: a lock, too much at once.
RETRY_AFTER_S: Final = "5"
ONE_YEAR_S: Final = 31_536_000


def install_headers(app: Flask, *, https: bool) -> None:
    """Add the headers to every answer of `app`; HSTS only where the site is on https."""
    always = {**ALWAYS, "Strict-Transport-Security": f"max-age={ONE_YEAR_S}"} if https else ALWAYS

    def add_headers(response: Response) -> Response:
        endpoint, wanted = request.endpoint, dict(always)
        if endpoint == "static" and (request.view_args or {}).get("filename") == WORKER:
            wanted["Content-Security-Policy"] = WORKER_POLICY
        if response.status_code == 503:
            wanted["Retry-After"] = RETRY_AFTER_S
        # Nothing is kept by a proxy unless its view says so: pages may be personal.
        if endpoint != "static":
            wanted["Cache-Control"] = "no-store"
        if response.headers.get("Content-Security-Policy") == EMBEDDED_POLICY:
            del wanted["X-Frame-Options"]
        _add_missing(response, wanted)
        return response

    app.after_request(add_headers)


def _add_missing(response: Response, wanted: Mapping[str, str]) -> None:
    # Looked at once: `setdefault` looks at all headers again for each one that is missing.
    there = {name.lower() for name, _ in response.headers}
    for name, value in wanted.items():
        if name.lower() not in there:
            response.headers.add(name, value)
