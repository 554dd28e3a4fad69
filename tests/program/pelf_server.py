# SPDX-License-Identifier: Apache-2.0
"""A running `pelf serve`, and requests to it. Standard library only."""
import http.client
import json
import re
import signal
import socket
import ssl
import subprocess
import urllib.parse

from program import command, environment


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        return json.loads(self.body)


class Server:
    """Started on a port that is free; `log` is what it wrote on standard error, once it has ended."""

    def __init__(self, home, *words, folder=None):
        self.log_path = (folder or home.parent) / "server.log"
        self.log_file = open(self.log_path, "w", encoding="utf-8")
        self.process = subprocess.Popen(
            command(home, "serve", "--listen", "127.0.0.1:0", *words), stdout=subprocess.PIPE,
            stderr=self.log_file, text=True, env=environment())
        line = self.process.stdout.readline()
        found = re.fullmatch(r"listening on (https?)://127\.0\.0\.1:(\d+)\n", line)
        if not found:
            self.process.wait(timeout=10)
            raise AssertionError(f"pelf serve did not start: {line!r} {self.log()}")
        self.is_tls = found[1] == "https"
        self.port = int(found[2])

    def log(self):
        self.log_file.flush()
        return self.log_path.read_text(encoding="utf-8")

    def connection(self, timeout=60):
        if self.is_tls:
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=context)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method, target, body=None, key=None, connection=None, **headers):
        """`body` is bytes, or what becomes JSON. Names of headers have _ for -."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None:
            fields.setdefault("Content-Type", "application/json")
        if key is not None:
            fields["Authorization"] = f"ApiKey {key}"
        own = connection is None
        connection = connection or self.connection()
        try:
            connection.request(method, target, body, fields)
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            if own:
                connection.close()

    def get(self, target, **rest):
        return self.ask("GET", target, **rest)

    def post(self, target, body, **rest):
        return self.ask("POST", target, body, **rest)

    def raw(self, data, timeout=20):
        """Bytes as they are; what comes back until the server closes, or nothing more comes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as wire:
            wire.sendall(data)
            received = b""
            try:
                while piece := wire.recv(65536):
                    received += piece
            except (TimeoutError, ConnectionResetError):
                pass
            return received

    def stop(self, timeout=30):
        """The exit status after SIGTERM."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=timeout)
        self.process.stdout.close()
        self.log_file.flush()
        return status

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=10)
        self.process.stdout.close()
        self.log_file.close()


def quoted(text):
    return urllib.parse.quote(text, safe="")
