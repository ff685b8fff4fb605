"""The application over a territory in a folder, as a process of its own that a test may kill.

python -m tests.browser.served FOLDER PORT
"""

import sys
from pathlib import Path

from badger.app import create_app
from badger.clock import utc_now
from badger.settings import Settings
from badger.verify.fetching import OfflineFetcher
from tests.browser.kept_threads import KeptThreadsServer
from tests.web_world import KEK


def main() -> None:
    """Serve until killed; a line on standard output says that the door is open."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    settings = Settings(
        database_url=f"sqlite:///{folder / 'web.sqlite3'}",
        base_url=f"http://localhost:{port}",
        key_encryption_key=KEK,
        secret_key="only for tests, long enough for a signature",
        verify_processes=0,
    )
    app = create_app(settings, clock=utc_now, fetcher=OfflineFetcher())
    server = KeptThreadsServer("127.0.0.1", port, app)
    print("open", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
