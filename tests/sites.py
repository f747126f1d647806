"""Sites on loopback that tests ask for pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class AnySite(BaseHTTPRequestHandler):
    """A handler that answers in one call and says nothing on the terminal. `get` answers a request for a page."""

    def do_GET(self) -> None:
        self.get()

    def get(self) -> None:
        """What the site says to a request for `self.path`."""
        raise NotImplementedError

    @property
    def root(self) -> str:
        """Its own address."""
        return f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]

    def answer(self, status: int, body: str, kind: str, **headers: str) -> None:
        """The status, the headers and the body."""
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@contextmanager
def served(site: type[AnySite]) -> Iterator[str]:
    """The site's address, for as long as the block lasts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
