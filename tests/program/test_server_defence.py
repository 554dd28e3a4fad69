# SPDX-License-Identifier: Apache-2.0
"""What strangers send to pelf serve: every route with every role, limits, broken requests, hostile names."""
import json
import re
import socket
import subprocess
import threading
import time
import unittest

from list_server import self_signed
from pelf_server import Server, quoted
from program import PELF, THEFT, ProgramTest, environment

ROLES = ("anyone", "viewer", "analyst", "approver", "admin")
HOSTILE = ("<script>alert(1)</script>", "'; DROP TABLE cases; --", "../../../../etc/passwd", "%n%n%n%s", "\u202egnirts",
           "a" * 1000, "${jndi:ldap://x}", "\\", '"', "{{7*7}}", "\U0001f34b", "=cmd|' /C calc'!A0", "\u2028\u2029",
           "|;&$(id)`id`", "&lt;b&gt;", "NULL", "-1", "0x41", "\ufffd\uffff")


def make_key(file, name, role, *words):
    run = subprocess.run([PELF, "serve", "key", "add", "--keys", str(file), "--name", name, "--role", role, *words],
                         capture_output=True, text=True, check=True, env=environment())
    return run.stdout.strip()


class DefenceTest(ProgramTest):
    words = ()

    def setUp(self):
        super().setUp()
        self.import_lists()
        self.server = Server(self.home, *self.words)
        self.addCleanup(self.server.kill)

    def alive(self):
        self.assertEqual(self.server.get("/health").status, 200)
        self.assertIsNone(self.server.process.poll())


class Roles(DefenceTest):
    def setUp(self):
        ProgramTest.setUp(self)
        self.import_lists()
        self.file = self.folder / "keys.json"
        self.keys = {role: make_key(self.file, role, role) for role in ROLES[1:]}
        self.server = Server(self.home, "--keys", str(self.file))
        self.addCleanup(self.server.kill)

    def operations(self):
        document = self.server.get("/openapi.json").json()
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                yield re.sub(r"\{\w+\}", "x", path), method.upper(), operation

    def test_every_route_of_the_description_takes_its_roles_and_no_other(self):
        count = 0
        for path, method, operation in self.operations():
            needed = ROLES.index(operation["x-pelf-role"])
            body = b"{}" if "requestBody" in operation else None
            for have, role in enumerate(ROLES):
                answer = self.server.ask(method, path, body, key=self.keys.get(role))
                refused = answer.status in (401, 403)
                self.assertEqual(refused, have < needed, f"{method} {path} as {role}: {answer.status}")
                self.assertNotEqual(answer.status, 500, f"{method} {path} as {role}: {answer.body}")
                if refused:
                    self.assertEqual(answer.status, 401 if have == 0 else 403)
                    self.assertIn("error", answer.json())
                count += 1
            if needed > 0:
                self.assertEqual(self.server.ask(method, path, body, key="pelf_" + "0" * 64).status, 401)
        self.assertGreater(count, 100)

    def test_the_description_is_whole(self):
        document = self.server.get("/openapi.json").json()
        self.assertTrue(document["openapi"].startswith("3.1."))
        self.assertTrue({"title", "version"} <= set(document["info"]))
        schemas = document["components"]["schemas"]
        for reference in re.findall(r'"\$ref": ?"([^"]+)"', json.dumps(document)):
            self.assertIn(reference.rpartition("/")[2], schemas)
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                named = {one["name"] for one in operation.get("parameters", []) if one["in"] == "path"}
                self.assertEqual(named, set(re.findall(r"\{(\w+)\}", path)), path)
                self.assertTrue(operation["summary"] and operation["tags"])
                self.assertTrue(any(status.startswith("2") for status in operation["responses"]), (path, method))
                for scheme in operation["security"]:
                    self.assertTrue(set(scheme) <= set(document["components"]["securitySchemes"]))

    def test_other_methods_are_named(self):
        for path, _, _ in self.operations():
            answer = self.server.ask("PATCH", path, key=self.keys["admin"])
            self.assertEqual(answer.status, 405, path)
            self.assertIn("Allow", answer.headers)

    def test_a_key_that_was_taken_away_soon_opens_nothing(self):
        self.assertEqual(self.server.get("/catalog", key=self.keys["viewer"]).status, 200)
        subprocess.run([PELF, "serve", "key", "remove", "--keys", str(self.file), "--name", "viewer"], check=True,
                       env=environment())
        until = time.monotonic() + 15
        while self.server.get("/catalog", key=self.keys["viewer"]).status == 200 and time.monotonic() < until:
            time.sleep(0.2)
        self.assertEqual(self.server.get("/catalog", key=self.keys["viewer"]).status, 401)
        self.assertEqual(self.server.get("/catalog", key=self.keys["admin"]).status, 200)

    def test_a_key_has_so_many_requests_and_no_more(self):
        key = make_key(self.file, "slow", "viewer", "--per-second", "5")
        until = time.monotonic() + 15
        while self.server.get("/catalog", key=key).status == 401 and time.monotonic() < until:
            time.sleep(0.2)
        statuses = [self.server.get("/catalog", key=key).status for _ in range(40)]
        self.assertIn(429, statuses)
        self.assertLess(statuses.count(200), 35)
        self.assertEqual(self.server.get("/catalog", key=self.keys["viewer"]).status, 200)

    def test_others_jobs_are_none(self):
        body = {"kind": "screen", "request": {"queries": [{"name": "x y"}]}}
        job = self.server.post("/api/v1/jobs", body, key=self.keys["viewer"]).json()["id"]
        self.assertEqual(self.server.get(f"/api/v1/jobs/{job}", key=self.keys["viewer"]).status, 200)
        self.assertEqual(self.server.get(f"/api/v1/jobs/{job}", key=self.keys["analyst"]).status, 404)
        self.assertEqual(self.server.ask("DELETE", f"/api/v1/jobs/{job}", key=self.keys["analyst"]).status, 404)
        self.assertEqual(self.server.get(f"/api/v1/jobs/{job}", key=self.keys["admin"]).status, 200)

    def test_a_user_who_calls_himself_another_is_not_believed_where_there_are_keys(self):
        status = self.server.get("/api/v1/status", key=self.keys["viewer"], Pelf_User="admin").json()
        self.assertEqual((status["user"], status["role"]), ("viewer", "viewer"))

    def test_schemes_other_than_keys_open_nothing(self):
        key = self.keys["viewer"]
        for value, status in ((f"Bearer {key}", 200), (f"apikey {key}", 200), (f"Basic {key}", 401), (key, 401),
                              ("ApiKey", 401), ("ApiKey ", 401)):
            self.assertEqual(self.server.get("/catalog", Authorization=value).status, status, value)

    def test_log_and_metrics_tell_nothing_of_whom_was_asked(self):
        secret, wallet = "Mallory Q. Secretname", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
        key = self.keys["analyst"]
        self.server.post("/api/v1/screen/name", {"name": secret}, key=key)
        self.server.get(f"/api/v1/screen/wallet/{wallet}", key=key)
        self.server.get(f"/search/default?q={quoted(secret)}", key=key)
        self.server.get(f"/nowhere/{quoted(secret)}", key=key)
        self.server.post("/match/default", {"queries": {secret: {"properties": {"name": [secret]}}}}, key=key)
        metrics = self.server.get("/metrics", key=self.keys["admin"]).body.decode()
        self.assertEqual(self.server.stop(), 0)
        log = self.server.log()
        for line in log.splitlines():
            self.assertTrue({"time", "method", "route", "status", "us", "bytes"} <= set(json.loads(line)))
        self.assertIn('"key":"analyst"', log)
        for text in (log, metrics):
            for told in (secret, quoted(secret), "Secretname", wallet, key):
                self.assertNotIn(told, text)
        for line in metrics.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [0-9.]+)$')


class Limits(DefenceTest):
    def test_every_answer_forbids_what_a_browser_might_do_with_it(self):
        for answer in (self.server.get("/"), self.server.get("/nowhere"), self.server.get("/catalog"),
                       self.server.post("/match/default", b"{")):
            self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
            self.assertIn("frame-ancestors 'none'", answer.headers["Content-Security-Policy"])
            self.assertNotIn("unsafe", answer.headers["Content-Security-Policy"])
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
            self.assertFalse([name for name in answer.headers if name.lower().startswith("access-control")])

    def test_other_names_and_other_pages_get_nothing(self):
        body = {"name": "lazarus group"}
        self.assertEqual(self.server.get("/catalog", Host="evil.example").status, 421)
        self.assertEqual(self.server.get("/", Host="evil.example:80").status, 421)
        self.assertEqual(self.server.post("/api/v1/screen/name", body, Origin="https://evil.example").status, 403)
        self.assertEqual(self.server.post("/api/v1/screen/name", body, Origin="null").status, 403)
        own = f"http://127.0.0.1:{self.server.port}"
        self.assertEqual(self.server.post("/api/v1/screen/name", body, Origin=own).status, 200)
        form = self.server.post("/api/v1/lists/reload", b"a=b", Content_Type="application/x-www-form-urlencoded")
        self.assertEqual(form.status, 415)

    def test_large_headers_and_bodies(self):
        self.assertEqual(self.server.get("/health", X_Large="x" * 7_000).status, 200)
        answer = self.server.raw(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Large: " + b"x" * 9_000 + b"\r\n\r\n")
        self.assertIn(b" 431 ", answer.splitlines()[0])
        endless = self.server.raw(b"GET /health HTTP/1.1\r\nX: " + b"x" * 3_000_000)
        self.assertTrue(endless == b"" or b" 431 " in endless.splitlines()[0])
        head = b"POST /match/default HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        answer = self.server.raw(head + b"Content-Length: 1048577\r\n\r\n")
        self.assertIn(b" 413 ", answer.splitlines()[0])
        answer = self.server.raw(head + b"Content-Length: 99999999999999999999\r\n\r\n")
        self.assertIn(b" 400 ", answer.splitlines()[0])
        chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        answer = self.server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 17)
        self.assertIn(b" 413 ", answer.splitlines()[0])
        largest = b'{"queries": {}' + b" " * (1048576 - 15) + b"}"
        self.assertEqual(self.server.post("/match/default", largest).status, 400)
        self.alive()

    def test_what_could_be_read_in_two_ways_is_refused(self):
        head = b"POST /match/default HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        for fields in (b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", b"Content-Length: 2\r\nContent-Length: 3\r\n",
                       b"Content-Length: -1\r\n", b"Content-Length: 2x\r\n", b"Transfer-Encoding: gzip, chunked, x\r\n",
                       b"Content-Length : 2\r\n"):
            answer = self.server.raw(head + fields + b"\r\n{}GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", timeout=3)
            self.assertIn(b" 400 ", answer.splitlines()[0] if answer else b"", fields)
            self.assertEqual(len(re.findall(rb"HTTP/1\.1 \d", answer)), 1, fields)
        self.alive()

    def test_what_is_no_http(self):
        for data in (b"\0" * 100, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                     b"GET  /  HTTP/1.1\r\n\r\n", b"\r\n" * 1000, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                     b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                     b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                     b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"):
            answer = self.server.raw(data, timeout=1)
            self.assertNotIn(b" 200 ", answer.splitlines()[0] if answer else b"", data)
            self.assertNotIn(b" 500 ", answer)
        self.alive()

    def test_a_request_cut_at_every_byte(self):
        body = b'{"name": "lazarus group"}'
        whole = (b"POST /api/v1/screen/name HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                 b"Content-Length: " + str(len(body)).encode() + b"\r\nConnection: close\r\n\r\n" + body)
        for size in range(len(whole)):
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as wire:
                wire.sendall(whole[:size])
        self.assertIn(b" 200 ", self.server.raw(whole).splitlines()[0])
        in_pieces = socket.create_connection(("127.0.0.1", self.server.port), timeout=10)
        with in_pieces as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for byte in whole:
                wire.sendall(bytes([byte]))
            self.assertIn(b" 200 ", wire.recv(65536).splitlines()[0])
        self.alive()

    def test_deep_and_broken_json(self):
        for body in (b"[" * 1_000_000, b'{"a":' * 100_000, b"", b"null", b"[]", b'"x"', b'{"name": "\xff"}',
                     b'{"name": "\\ud800"}', b'{"name": 1e999}', b'{"name": "x", "threshold": 1e2}',
                     b'{"name": "\\u0000"}', b"{" + b'"a":1,' * 10_000 + b'"b":1}'):
            for target in ("/api/v1/screen/name", "/match/default", "/api/v1/trace/forward", "/api/v1/jobs",
                           "/api/v1/screen/batch"):
                answer = self.server.post(target, body)
                self.assertEqual(answer.status, 400, (target, body[:40], answer.body[:200]))
        self.alive()

    def test_paths_lead_nowhere_but_to_routes(self):
        (self.home / "secret.txt").write_text("secret", encoding="utf-8")
        for path in ("/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
                     "/assets/%2e%2e%2f%2e%2e%2fsecret.txt", "//etc/passwd", "/etc/passwd", "/%00", "/a%0d%0aSet-Cookie:x",
                     "/%ff", "/%", "/" + "a/" * 100, "/assets/", "/.", "/index.html/..",
                     "/api/v1/ledger/..%2f..%2flists/transaction/" + THEFT,
                     "/api/v1/lists/diff?source=../../secret", "/api/v1/lists/diff?source=%2fetc&from=x"):
            answer = self.server.get(path)
            self.assertIn(answer.status, (400, 404, 413), path)
            self.assertNotIn(b"secret\n", answer.body)
            self.assertNotIn("Set-Cookie", answer.headers)
        self.assertEqual(self.server.get("/health?x=" + "y" * 100).status, 400)

    def test_hostile_names_in_every_field_come_back_as_what_they_are(self):
        for name in HOSTILE:
            body = {"name": name, "threshold": 0}
            answer = self.server.post("/api/v1/screen/name", body)
            self.assertIn(answer.status, (200, 400), name)
            self.assertTrue(answer.headers["Content-Type"].startswith("application/json"))
            if answer.status == 200:
                self.assertEqual(answer.json()["query"]["text"].strip(), name.strip())
            for field in ("type", "gender", "born", "country", "id", "wallet", "as_of"):
                answer = self.server.post("/api/v1/screen/name", {"name": "x y", field: name})
                self.assertIn(answer.status, (200, 400, 404), (field, name, answer.body))
            for target in (f"/api/v1/screen/wallet/{quoted(name)}", f"/search/default?q={quoted(name)}",
                           f"/search/{quoted(name)}?q=x", f"/entities/{quoted(name)}", f"/v2/search?name={quoted(name)}",
                           f"/api/v1/lists/entry/{quoted(name)}", f"/api/v1/owners/of/{quoted(name)}",
                           f"/api/v1/ledger/{quoted(name)}/transaction/{quoted(name)}",
                           f"/api/v1/ledger/bitcoin/address/{quoted(name)}", f"/api/v1/jobs/{quoted(name)}",
                           f"/api/v1/lists/diff?source={quoted(name)}&from={quoted(name)}"):
                answer = self.server.get(target)
                self.assertIn(answer.status, (200, 400, 404, 409, 422), (target, answer.body[:200]))
            places = {"from": [{"place": name, "label": name}]}
            self.assertEqual(self.server.post("/api/v1/trace/forward", places).status, 400)
            entity = {"queries": {name: {"schema": name, "properties": {name: [name], "name": [name]}}}}
            self.assertIn(self.server.post("/match/default", entity).status, (200, 400))
        self.alive()

    def test_errors_do_not_tell_where_the_data_lies(self):
        for answer in (self.server.post("/api/v1/trace/forward", {"from": f"{THEFT}:0"}),
                       self.server.get(f"/api/v1/ledger/bitcoin/transaction/{THEFT}"),
                       self.server.get("/api/v1/owners/of/x"),
                       self.server.get(f"/api/v1/ledger/xrpl/transaction/{'A' * 64}")):
            self.assertEqual(answer.status, 404, answer.body)
            self.assertNotIn(str(self.folder), answer.body.decode())

    def test_a_slow_header_is_told_so(self):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as wire:
            begin = time.monotonic()
            wire.sendall(b"GET /health HTTP/1.1\r\nHost: loc")
            for _ in range(8):
                time.sleep(1)
                wire.sendall(b"a")
            answer = wire.recv(65536)
            self.assertIn(b" 408 ", answer.splitlines()[0])
            self.assertLess(time.monotonic() - begin, 20)
        self.alive()

    def test_several_requests_in_one_piece_are_answered_in_order(self):
        one = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
        last = b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        answer = self.server.raw(one * 5 + last)
        self.assertEqual([int(status) for status in re.findall(rb"HTTP/1\.1 (\d+)", answer)], [200] * 5 + [404])


class Connections(DefenceTest):
    words = ("--connections", "3")

    def test_more_connections_than_allowed_are_told_so(self):
        held = []
        for _ in range(3):
            connection = self.server.connection()
            held.append(connection)
            self.assertEqual(self.server.get("/health", connection=connection).status, 200)
        self.assertIn(b" 503 ", self.server.raw(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").splitlines()[0])
        held.pop().close()
        until = time.monotonic() + 10
        while time.monotonic() < until:
            answer = self.server.raw(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if b" 200 " in answer.splitlines()[0]:
                break
        self.assertIn(b" 200 ", answer.splitlines()[0])
        for connection in held:
            connection.close()


class Stop(DefenceTest):
    def test_a_request_in_flight_is_answered(self):
        body = b'{"name": "lazarus group"}'
        idle = self.server.connection()
        self.assertEqual(self.server.get("/health", connection=idle).status, 200)
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as wire:
            wire.sendall(b"POST /api/v1/screen/name HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                         b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body[:5])
            time.sleep(0.3)
            self.server.process.terminate()
            time.sleep(0.5)
            with self.assertRaises(OSError):
                socket.create_connection(("127.0.0.1", self.server.port), timeout=2).close()
            wire.sendall(body[5:])
            answer = wire.recv(65536)
        self.assertIn(b" 200 ", answer.splitlines()[0])
        self.assertIn(b"LAZARUS GROUP", answer)
        self.assertEqual(self.server.stop(), 0)
        idle.close()

    def test_killed_in_the_middle_it_starts_again(self):
        stop = threading.Event()

        def ask():
            while not stop.is_set():
                try:
                    self.server.post("/api/v1/lists/reload", b"")
                except OSError:
                    return

        thread = threading.Thread(target=ask)
        thread.start()
        time.sleep(0.5)
        self.server.kill()
        stop.set()
        thread.join()
        again = Server(self.home)
        self.addCleanup(again.kill)
        self.assertEqual(again.post("/api/v1/screen/name", {"name": "lazarus group"}).json()["hits"][0]["score"], 100)

    def test_the_same_port_is_not_served_twice(self):
        run = self.pelf("serve", "--listen", f"127.0.0.1:{self.server.port}", status=4)
        self.assert_says(run, "cannot listen on")


class Start(ProgramTest):
    def test_other_machines_are_served_with_keys_only(self):
        run = self.pelf("serve", "--listen", "0.0.0.0:0", status=3)
        self.assert_says(run, "without keys")

    def test_wrong_usage_is_told(self):
        self.pelf("serve", "--listen", "nowhere", status=2)
        self.pelf("serve", "--listen", "127.0.0.1:99999", status=2)
        self.pelf("serve", "--tls-cert", "x.pem", status=2)
        self.pelf("serve", "--tls-cert", "x.pem", "--tls-key", "y.pem", status=3)
        self.pelf("serve", "--keys", self.folder, status=None)

    def test_tls(self):
        self.import_lists()
        made = self_signed(self.folder)
        if made is None:
            self.skipTest("no openssl program to make a certificate with")
        certificate, key = made
        server = Server(self.home, "--tls-cert", str(certificate), "--tls-key", str(key))
        self.addCleanup(server.kill)
        answer = server.post("/api/v1/screen/name", {"name": "lazarus group"})
        self.assertEqual((answer.status, answer.json()["hits"][0]["score"]), (200, 100))
        self.assertIn("Strict-Transport-Security", answer.headers)
        # Plain HTTP on the same port is no TLS, and old TLS is refused.
        self.assertNotIn(b" 200 ", server.raw(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", timeout=3))
        old = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-tls1_1"],
                             input="", capture_output=True, text=True, check=False, timeout=20)
        self.assertNotEqual(old.returncode, 0)
        self.assertEqual(server.get("/health").status, 200)
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
