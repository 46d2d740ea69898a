"""A real http server on this machine that answers as it is told."""

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Web(ThreadingHTTPServer):
    """What it answers, in order: a status, or a status and headers; then always 200."""

    daemon_threads = True

    def __init__(self, *answers, delay=0.0):
        super().__init__(("127.0.0.1", 0), _Answering)
        self.answers = list(answers)
        self.delay = delay
        self.asked = []
        """Of each request its path, its headers and its JSON."""


class _Answering(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        time.sleep(self.server.delay)
        answer = self.server.answers.pop(0) if self.server.answers else 200
        status, headers = answer if isinstance(answer, tuple) else (answer, {})
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers), None))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def web_server(*answers, delay=0.0):
    with Web(*answers, delay=delay) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()
