"""How events are written down: one line of JSON each, and no values of ours among them."""

import sys

import structlog


def install_logs() -> None:
    """Write the log to standard error; a trace names places, never what stood in variables.

    A badge, an address or a key that was being worked on must not reach a log (hardening R05,
    Q07): the library's own way shows the variables of each frame.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
    )
