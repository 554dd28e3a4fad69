# SPDX-License-Identifier: Apache-2.0
"""A publisher that misbehaves on demand: HTTP and HTTPS on this machine, standard library only."""
import http.server
import pathlib
import shutil
import ssl
import subprocess
import threading
import time


class Publisher:
    """Paths to what is done about them: a function of the handler. Counts requests by path."""

    def __init__(self, certificate=None, is_kept_open=False):
        self.answers = {}
        self.requests = []
        publisher = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body in one piece: apart, on a connection that is used again, the second waits
            # for the client's ACK.
            wbufsize = 1 << 20 if is_kept_open else 0

            def do_GET(self):
                publisher.requests.append((self.path, dict(self.headers)))
                try:
                    publisher.answers[self.path](self)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            def do_POST(self):
                self.body = self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.scheme = "https" if certificate else "http"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def url(self, path, host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.server.server_address[1]}{path}"

    def count(self, path):
        return sum(1 for asked, _ in self.requests if asked == path)


def send(handler, body=b"", status=200, **headers):
    handler.send_response(status)
    length = headers.pop("length", len(body))
    if length is not None:
        handler.send_header("Content-Length", str(length))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
    handler.wfile.flush()


def file(body, etag=None, **headers):
    """A well-behaved file; with an ETag it answers 304 to who has it."""
    def answer(handler):
        if etag and handler.headers.get("If-None-Match") == etag:
            return send(handler, b"", 304, ETag=etag)
        return send(handler, body, **({"ETag": etag} if etag else {}), **headers)
    return answer


def in_turn(*answers):
    """Each once, the last for ever."""
    left = list(answers)

    def answer(handler):
        (left.pop(0) if len(left) > 1 else left[0])(handler)
    return answer


def status(code, **headers):
    return lambda handler: send(handler, b"", code, **headers)


def cut(body, at):
    """Says how long it is and closes early."""
    def answer(handler):
        send(handler, body[:at], length=len(body))
        handler.close_connection = True
        handler.connection.close()
    return answer


def without_length(body):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True
    return answer


def stall(body, seconds=20):
    """Half of it, and then nothing."""
    def answer(handler):
        send(handler, body[:len(body) // 2], length=len(body))
        time.sleep(seconds)
    return answer


def self_signed(folder, name="127.0.0.1"):
    """A certificate of its own and its key; None where there is no openssl program."""
    if not shutil.which("openssl"):
        return None
    certificate, key = pathlib.Path(folder) / "own.pem", pathlib.Path(folder) / "own.key"
    kind = "IP" if name[0].isdigit() else "DNS"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-keyout", key, "-out", certificate, "-subj", "/CN=pelf test",
                    "-addext", f"subjectAltName={kind}:{name}"], check=True, capture_output=True)
    return certificate, key
