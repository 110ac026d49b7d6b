"""A real HTTP server on this machine, that notes what it is asked and answers as it is told."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict
    body: bytes


class Receiver:
    """`answer(asked)` gives a status, or (status, headers), or (status, headers, parts of the body)."""

    def __init__(self, answer=200, tls=None):
        self.answer = answer if callable(answer) else lambda asked: answer
        self.asked, self.tls, self.over = [], tls, threading.Event()

    def __enter__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        if self.tls:
            self.server.socket = self.tls.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    def url(self, path="/", host="127.0.0.1"):
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def drip(self, byte=b"a"):
        """Body or headers that never end, one byte at a time."""
        while not self.over.wait(0.05):
            yield byte

    def _handler(self):
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def answer_it(self):
                length = int(self.headers.get("Content-Length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers, self.rfile.read(length))
                receiver.asked.append(asked)
                told = receiver.answer(asked)
                status, headers, parts = (*(told if isinstance(told, tuple) else (told,)), {}, ())[:3]
                with suppress(OSError):
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    if not parts:
                        self.send_header("Content-Length", "0")
                    if headers.get("X-Endless"):
                        self.flush_headers()
                        for byte in receiver.drip():
                            self.wfile.write(byte)
                            self.wfile.flush()
                    self.end_headers()
                    for part in parts:
                        self.wfile.write(part)
                        self.wfile.flush()

            do_GET = do_POST = do_HEAD = answer_it

            def log_message(self, *args):
                pass

        return Handler
