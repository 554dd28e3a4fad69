# SPDX-License-Identifier: Apache-2.0
"""Cases from outside: the chain by other code, kills, a full disk, a server that goes away, roles.

What was acknowledged (exit status 0, HTTP 200) is there afterwards, whatever happened; nothing is
there half; and the record verifies.
"""
import hashlib
import http.client
import json
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
import unittest

import postgres_server
from program import (FOUND, INPUT, INTERNAL, LISTS, NOTHING_FOUND, ROOT, ProgramTest, command, environment)

KILLS = int(os.environ.get("PELF_KILLS", "200"))
SEED = int(os.environ.get("PELF_SEED", "20260302"))


class Cases(ProgramTest):
    database = ()  # Options that say where cases are.

    def case(self, *words, **options):
        return self.pelf("case", *words, *self.database, **options)

    def show(self, number="C-1"):
        return self.case("show", number, "--json").json()

    def assert_valid(self, *words):
        verdict = self.case("audit", "--json", *words).json()
        self.assertTrue(verdict["valid"], verdict)
        return verdict

    def texts(self, number="C-1"):
        return [note["text"] for note in self.show(number)["notes"]]


class Story(Cases):
    """The way of one case, in either database (below)."""

    def walk(self):
        self.import_lists()
        made = self.pelf("screen", "name", "Yinyin Tian", "--case", "NEW", "--by", "anna", "--json",
                         *self.database, status=FOUND).json()
        self.assertEqual(made["case"]["id"], "C-1")
        self.case("note", "C-1", "Línea 1\n이 \"x\"\t\\", "--by", "anna")
        self.case("propose", "C-1", "--disposition", "false_positive", "--reason-code", "name_only",
                  "--text", "another one", "--by", "anna")
        self.case("approve", "C-1", "--by", "anna", status=INPUT)
        self.case("approve", "C-1", "--by", "bert")
        closed = self.show()
        self.assertEqual((closed["state"], closed["disposition"]), ("closed", "false_positive"))
        self.assertEqual(closed["alerts"][0]["document"]["hits"][0]["name"], "TIAN, Yinyin")
        body = json.dumps(closed["alerts"][0]["document"], indent=2, ensure_ascii=False) + "\n"
        self.assertEqual(hashlib.sha256(body.encode()).hexdigest(), closed["alerts"][0]["sha256"])
        head = self.assert_valid()["head"]
        self.assertEqual(self.case("reopen", "--changed", "--by", "x", "--json").json(), {"reopened": []})
        # The publisher takes the entry away: the decision rests on something that is no more.
        sdn = self.folder / "sdn.csv"
        sdn.write_bytes(b"".join(line for line in (LISTS / "sdn.csv").read_bytes().splitlines(True)
                                 if not line.startswith(b"28263,")))
        others = [LISTS / name for name in ("alt.csv", "add.csv", "sdn_comments.csv")]
        self.pelf("lists", "import", "--source", "ofac-sdn-csv", sdn, *others, "--published",
                  "2021-08-01", "--allow-shrink", status=None)
        run = self.case("reopen", "--changed", "--by", "rescreen", "--json", status=FOUND)
        self.assertEqual(run.json(), {"reopened": ["C-1"]})
        self.assertIn("not listed any more", json.dumps(self.show()["audit"][-1]))
        self.assert_valid("--head", head)
        self.case("audit", "--head", head.split(":")[0] + ":" + "0" * 64, status=FOUND)
        backup = self.folder / "backup"
        self.case("backup", backup)
        self.case("backup", backup, status=INPUT)
        self.case("restore", backup, status=INPUT)
        other = self.folder / "other"
        self.pelf("case", "restore", backup, home=other)
        self.assertEqual(self.pelf("case", "show", "C-1", "--json", home=other).json(), self.show())
        self.assert_chain_by_other_code(backup)

    def assert_chain_by_other_code(self, backup):
        """Python's JSON, Python's SHA-256, from the text of the document alone."""
        first, *lines = backup.read_text(encoding="utf-8").splitlines()
        at = "pelf-cases 1"
        for line in lines:
            event = json.loads(line)
            self.assertEqual(json.dumps(event, separators=(",", ":"), ensure_ascii=False), line)
            if "document" not in event:
                at = hashlib.sha256(f"{at}\n{line}".encode()).hexdigest()
        self.assertEqual(at, json.loads(first)["head"])


class InSqlite(Story):
    def test_a_case_from_a_hit_to_a_decision_and_open_again(self):
        self.walk()

    def test_rescreening_opens_the_case_about_a_party_that_changed(self):
        def house(name, day):
            path = self.folder / f"house-{day}.csv"
            path.write_text(f"id,field,value,note\nH-1,name,{name},\n", encoding="utf-8")
            self.pelf("lists", "import", "--source", "pelf-csv", path, "--published", day)

        house("Marek Hollow", "2026-01-01")
        customers = self.folder / "customers.csv"
        customers.write_text("id,name\n1,Somebody Else\n", encoding="utf-8")
        self.pelf("customers", "import", customers)
        self.pelf("rescreen")  # No cases are kept, and none are made.
        self.assertFalse((self.home / "cases").exists())
        self.pelf("screen", "name", "Marek Hollow", "--case", "NEW", "--by", "anna", status=FOUND)
        self.case("propose", "C-1", "--disposition", "false_positive", "--reason-code", "name_only",
                  "--text", "another one", "--by", "anna")
        self.case("approve", "C-1", "--by", "bert")
        self.assertEqual(self.pelf("rescreen", "--json").json()["cases_reopened"], [])
        house("Marek Jonathan Hollow", "2026-01-02")
        self.assertEqual(self.pelf("rescreen", "--as-of", "2026-01-02", "--json").json()["cases_reopened"], [])
        self.assertEqual(self.pelf("rescreen", "--json").json()["cases_reopened"], ["C-1"])
        self.assertEqual(self.show()["audit"][-1]["user"], "pelf rescreen")
        self.assertEqual(self.pelf("rescreen", "--json").json()["cases_reopened"], [])
        self.assert_valid()

    def test_a_row_that_was_changed_is_named(self):
        self.case("new", "T", "--by", "anna")
        self.case("note", "C-1", "right", "--by", "anna")
        with sqlite3.connect(self.home / "cases/cases.sqlite") as database:
            database.execute("UPDATE case_events SET became = replace(became, 'right', 'wrong') WHERE seq = 2")
        database.close()
        run = self.case("audit", status=FOUND)
        self.assertIn("case_events, seq 2", run.out)
        (self.home / "cases/cases.sqlite").write_bytes(b"no database at all" * 1000)
        for name in ("-wal", "-shm"):
            (self.home / f"cases/cases.sqlite{name}").unlink(missing_ok=True)
        self.assert_says(self.case("list", status=INPUT), "damaged or no database")

    def test_two_programs_write_at_once(self):
        self.case("new", "T", "--by", "anna")
        count = 15

        def write(name):
            for number in range(count):
                self.case("note", "C-1", f"{name} {number}", "--by", name)

        threads = [threading.Thread(target=write, args=(name,)) for name in ("anna", "bert", "cem")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        texts = self.texts()
        self.assertEqual(sorted(texts), sorted(f"{name} {number}" for name in ("anna", "bert", "cem")
                                               for number in range(count)))
        self.assert_valid()

    def test_killed_at_any_moment_of_many_writes(self):
        self.case("new", "T", "--by", "anna")
        began = time.monotonic()
        self.case("note", "C-1", "first", "--by", "anna")
        usual = time.monotonic() - began
        dice = random.Random(SEED)
        acknowledged, killed = ["first"], 0
        number = 0
        while killed < KILLS:
            number += 1
            process = subprocess.Popen(command(self.home, "case", "note", "C-1", f"note {number}", "--by", "anna"),
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
            try:
                process.wait(dice.uniform(0, 1.3 * usual))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            error = process.communicate()[1]
            self.assertIn(process.returncode, (0, -signal.SIGKILL), error)
            if process.returncode == 0:
                acknowledged.append(f"note {number}")
            else:
                killed += 1
            if killed % 20 == 0:
                self.assert_valid()
        texts = self.texts()
        self.assertEqual([text for text in texts if text in acknowledged], acknowledged)
        self.assertLessEqual(set(texts), {"first"} | {f"note {n}" for n in range(1, number + 1)})
        self.assertEqual(len(texts), len(set(texts)))
        self.assert_valid()
        print(f"killed {killed} of {number} writes; {len(acknowledged)} acknowledged, {len(texts)} there, "
              f"seed {SEED}")

    def fill_up(self, write):
        """Writes until it is refused; the texts that were acknowledged."""
        acknowledged = []
        for number in range(500):
            text = f"{number} " + "x" * 15_000
            run = write(text)
            if run.status != NOTHING_FOUND:
                self.assertEqual(run.status, INTERNAL, run.err)
                self.assertRegex(run.err, "disk|full|write")
                return acknowledged
            acknowledged.append(text)
        self.fail("the disk never filled up")

    def test_a_file_that_may_not_grow_loses_nothing(self):
        self.case("new", "T", "--by", "anna")
        acknowledged = self.fill_up(lambda text: self.case(
            "note", "C-1", text, "--by", "anna", status=None, file_bytes_max=400_000))
        self.assertEqual(self.texts(), acknowledged)
        self.case("note", "C-1", "after", "--by", "anna")
        self.assertEqual(self.texts(), [*acknowledged, "after"])
        self.assert_valid()

    def test_a_full_disk_loses_nothing(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=800k", "tmpfs", disk],
                                 capture_output=True, check=False)
        if mounted.returncode != 0:
            self.skipTest(f"NOT TESTED: no small disk can be mounted: {mounted.stderr.decode().strip()}")
        self.addCleanup(subprocess.run, ["umount", "-l", str(disk)], check=False)
        self.home = disk / "home"
        self.case("new", "T", "--by", "anna")
        acknowledged = self.fill_up(lambda text: self.case("note", "C-1", text, "--by", "anna", status=None))
        self.assertGreater(len(acknowledged), 3)
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        self.assertEqual(self.texts(), acknowledged)
        self.case("note", "C-1", "after", "--by", "anna")
        self.assertEqual(self.texts(), [*acknowledged, "after"])
        self.assert_valid()


@unittest.skipIf(postgres_server.programs() is None,
                 "NOT TESTED: no PostgreSQL server is installed (postgresql-15)")
class OnPostgres:
    """Before a class of tests: a server of their own."""

    def setUp(self):
        super().setUp()
        self.server = postgres_server.PostgresServer()
        self.addCleanup(self.server.close)
        self.server.start()
        self.database = ("--database", self.server.url)


class InPostgres(OnPostgres, Story):
    def test_a_case_from_a_hit_to_a_decision_and_open_again(self):
        self.walk()
        self.assertFalse((self.home / "cases").exists())

    def test_the_address_may_be_in_the_environment(self):
        self.case("new", "T", "--by", "anna")
        done = subprocess.run(command(self.home, "case", "list", "--json"), capture_output=True, text=True,
                              env=environment() | {"PELF_DATABASE": self.server.url}, check=True)
        self.assertEqual(len(json.loads(done.stdout)["cases"]), 1)

    def test_a_server_that_dies_and_comes_back(self):
        self.case("new", "T", "--by", "anna")
        self.case("note", "C-1", "before", "--by", "anna")
        # Killed with all its processes, as by a power cut; the log of what was committed is on disk.
        self.server.stop(signal.SIGQUIT)
        run = self.case("note", "C-1", "meanwhile", "--by", "anna", status=INTERNAL)
        self.assert_says(run, "no connection to the database")
        self.server.start()
        self.assertEqual(self.texts(), ["before"])
        self.case("note", "C-1", "after", "--by", "anna")
        self.assertEqual(self.texts(), ["before", "after"])
        self.assert_valid()

    def test_a_row_that_was_changed_is_named(self):
        self.case("new", "T", "--by", "anna")
        self.server.sql("UPDATE case_events SET actor = 'bert' WHERE seq = 1")
        self.assertIn("case_events, seq 1", self.case("audit", status=FOUND).out)


class Served(Cases):
    """The same over HTTP."""

    def serve(self, *words):
        self.process = subprocess.Popen(
            command(self.home, "serve", "--listen", "127.0.0.1:0", "--no-log", *self.database, *words),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment())
        self.addCleanup(self.end)
        line = self.process.stdout.readline()
        self.assertIn("listening on http://127.0.0.1:", line)
        self.port = int(line.rsplit(":", 1)[1])

    def end(self, how=signal.SIGKILL):
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait()
        self.process.stdout.close()

    def ask(self, method, path, body=None, *, user=None, key=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {}
        if user:
            headers["Pelf-User"] = user
        if key:
            headers["Authorization"] = f"ApiKey {key}"
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        try:
            connection.request(method, f"/api/v1{path}", data, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def test_a_report_over_http_is_the_one_of_the_command_line(self):
        self.import_lists()
        self.serve("--report-settings", ROOT / "demo/report/facts.json", "--jurisdiction", "ae")
        answer = self.ask("POST", "/screen/name", {"name": "Yinyin Tian"})[1]
        self.ask("POST", "/cases", {"title": "Tian", "alerts": [{"kind": "screening", "document": answer}]},
                 user="%EA%B9%80 anna")
        self.assertEqual(self.show()["opened_by"], "김 anna", "percent-encoded, as a header field has to be")
        status, served = self.ask("GET", "/cases/C-1/report/json")
        self.assertEqual(status, 200, served)
        own = json.loads(self.case("report", "--case", "C-1", "--format", "json", "--settings",
                                   ROOT / "demo/report/facts.json").out)
        for document in (served, own):
            document.pop("made")
        self.assertEqual(served, own)
        status, refused = self.ask("GET", "/cases/C-1/report/goaml")
        self.assertEqual((status, refused["error"]["code"]), (422, "incomplete"), refused)
        self.assertTrue(refused["error"]["missing"])
        self.assertEqual(self.ask("GET", "/cases/C-1/report/poem")[0], 404)
        self.assertEqual(self.ask("GET", "/cases/C-7/report/json")[0], 404)
        self.assertEqual(self.ask("GET", "/cases/..%2fC-1/report/json")[0], 400)

    def test_a_case_over_http_is_the_one_of_the_command_line(self):
        self.import_lists()
        self.serve()
        status, answer = self.ask("POST", "/screen/name", {"name": "Yinyin Tian"})
        self.assertEqual(status, 200)
        status, made = self.ask("POST", "/cases", {"title": "Tian", "kind": "sanctions", "subject": "Yinyin Tian",
                                                   "alerts": [{"kind": "screening", "document": answer}]}, user="anna")
        self.assertEqual(status, 201, made)
        self.assertEqual(made, self.show())
        self.assertEqual(made["opened_by"], "anna")
        self.assertEqual(made["alerts"][0]["document"], answer)
        # The same hit on the command line is the same alert.
        again = self.pelf("screen", "name", "Yinyin Tian", "--case", "NEW", "--by", "bert", "--json", status=FOUND)
        self.assertEqual(again.json()["case"], {"id": "C-1", "new": False, "alerts": [
            {"id": "C-1.1", "new": False, "reopened": False}]})
        self.assertEqual(self.ask("POST", "/cases", {"title": "T", "alerts": [{"document": answer}]})[0], 409)
        for act, body in (("notes", {"text": "n"}), ("assign", {"assignee": "anna"}),
                          ("propose", {"disposition": "true_match", "reason_code": "same_facts", "text": "t"})):
            status, document = self.ask("POST", f"/cases/C-1/{act}", body, user="anna")
            self.assertEqual(status, 200, document)
        status, refused = self.ask("POST", "/cases/C-1/approve", {}, user="Anna")
        self.assertEqual((status, refused["error"]["code"]), (409, "refused"))
        self.assertEqual(self.ask("POST", "/cases/C-1/approve", {"text": "yes"}, user="bert")[0], 200)
        self.assertEqual(self.ask("GET", "/cases?state=closed")[1], self.case("list", "--json").json())
        self.assertEqual(self.ask("GET", "/cases/C-1")[1]["state"], "closed")
        self.assertEqual(self.ask("GET", "/cases/C-1/audit")[1], self.case("audit", "--json").json())
        self.assertEqual(self.ask("POST", "/cases/C-1/reopen", {"text": "news"}, user="anna")[0], 200)
        self.assertIn("reasons", self.ask("GET", "/cases/reasons")[1])

    def test_nonsense_is_refused_and_leaves_nothing(self):
        self.import_lists()
        self.serve()
        for path, body, expected in (
                ("/cases", {}, 400), ("/cases", {"title": ""}, 409), ("/cases", {"title": 1}, 400),
                ("/cases", {"title": "T", "kind": "x"}, 400), ("/cases", {"title": "T", "due": "soon"}, 400),
                ("/cases", {"title": "T", "more": 1}, 400), ("/cases", {"title": "T", "alerts": {}}, 400),
                ("/cases", {"title": "T", "alerts": [{}]}, 400),
                ("/cases", {"title": "T", "alerts": [{"document": {"a": 1}}]}, 400),
                ("/cases", {"title": "x" * 501}, 409), ("/cases/C-1/notes", {"text": "n"}, 404),
                ("/cases/C-0/notes", {"text": "n"}, 400), ("/cases/..%2f/notes", {"text": "n"}, 400)):
            status, answer = self.ask("POST", path, body, user="anna")
            self.assertEqual(status, expected, (path, body, answer))
            self.assertIn("error", answer)
        self.assertEqual(self.ask("GET", "/cases?state=x")[0], 400)
        self.assertEqual(self.ask("GET", "/cases?after=x")[0], 400)
        self.assertEqual(self.ask("GET", "/cases/C-1")[0], 404)
        self.assertEqual(self.ask("GET", "/cases")[1], {"cases": []})

    def test_keys_have_roles_and_their_names_are_on_record(self):
        self.import_lists()
        keys_file = self.folder / "keys.json"
        keys = {}
        for name, role in (("vera", "viewer"), ("anna", "analyst"), ("otto", "analyst"), ("paul", "approver")):
            keys[name] = self.pelf("serve", "key", "add", "--keys", keys_file, "--name", name,
                                   "--role", role).out.strip()
        self.serve("--keys", keys_file)
        self.assertEqual(self.ask("GET", "/cases")[0], 401)
        self.assertEqual(self.ask("GET", "/cases", key=keys["vera"])[0], 200)
        self.assertEqual(self.ask("POST", "/cases", {"title": "T"}, key=keys["vera"])[0], 403)
        # A name in a header counts for nothing where there are keys.
        status, made = self.ask("POST", "/cases", {"title": "T"}, key=keys["anna"], user="paul")
        self.assertEqual((status, made["opened_by"]), (201, "anna"))
        proposal = {"disposition": "no_action", "reason_code": "nothing_found", "text": "t"}
        self.assertEqual(self.ask("POST", "/cases/C-1/propose", proposal, key=keys["vera"])[0], 403)
        self.assertEqual(self.ask("POST", "/cases/C-1/propose", proposal, key=keys["anna"])[0], 200)
        self.assertEqual(self.ask("POST", "/cases/C-1/approve", {}, key=keys["otto"])[0], 403)
        self.assertEqual(self.ask("POST", "/cases/C-1/reject", {"text": "no"}, key=keys["otto"])[0], 409)
        self.assertEqual(self.ask("POST", "/cases/C-1/reject", {"text": "mine"}, key=keys["anna"])[0], 200)
        self.assertEqual(self.ask("POST", "/cases/C-1/propose", proposal, key=keys["paul"])[0], 200)
        self.assertEqual(self.ask("POST", "/cases/C-1/approve", {}, key=keys["paul"])[0], 409)
        self.assertEqual(self.ask("POST", "/cases/C-1/reject", {"text": "mine"}, key=keys["paul"])[0], 200)
        self.assertEqual(self.ask("POST", "/cases/C-1/propose", proposal, key=keys["otto"])[0], 200)
        status, closed = self.ask("POST", "/cases/C-1/approve", {}, key=keys["paul"])
        self.assertEqual((status, closed["state"]), (200, "closed"))
        self.assertEqual([event["user"] for event in closed["audit"]],
                         ["anna", "anna", "anna", "paul", "paul", "otto", "paul"])
        self.assertEqual([one["state"] for one in closed["decisions"]], ["withdrawn", "withdrawn", "approved"])

    def test_killed_in_the_middle_of_200_writes_of_several_clients(self):
        self.import_lists()
        self.serve()
        self.ask("POST", "/cases", {"title": "T"}, user="anna")
        dice = random.Random(SEED)
        acknowledged, tried = set(), set()
        lock = threading.Lock()
        number = iter(range(10_000))

        def write():
            while True:
                with lock:
                    text = f"note {next(number)}"
                    tried.add(text)
                try:
                    status, _ = self.ask("POST", "/cases/C-1/notes", {"text": text}, user="anna")
                except (OSError, http.client.HTTPException, ValueError):
                    return  # Killed: nobody said whether it is written.
                self.assertEqual(status, 200)
                with lock:
                    acknowledged.add(text)

        rounds = 0
        while len(acknowledged) < 200 or rounds < 4:
            rounds += 1
            clients = [threading.Thread(target=write) for _ in range(3)]
            for client in clients:
                client.start()
            time.sleep(dice.uniform(0.1, 1.0))
            self.end(signal.SIGKILL)
            for client in clients:
                client.join()
            self.assert_valid()
            self.serve()
        texts = self.texts()
        self.assertEqual(len(texts), len(set(texts)))
        self.assertLessEqual(acknowledged, set(texts))
        self.assertLessEqual(set(texts), tried)
        self.assert_valid()
        print(f"killed {rounds} times; {len(acknowledged)} acknowledged, {len(texts)} there, {len(tried)} tried")


class ServedFromPostgres(OnPostgres, Served):
    def pelf(self, *words, **options):
        asks_for_cases = words[0] == "screen"
        return super().pelf(*words, *(self.database if asks_for_cases else ()), **options)

    def test_cut_connections_are_made_again_and_nothing_is_lost(self):
        self.import_lists()
        self.serve()
        self.ask("POST", "/cases", {"title": "T"}, user="anna")
        acknowledged = []
        failed = 0
        done = threading.Event()

        def cut():
            while not done.wait(0.05):
                self.server.cut_connections()

        cutter = threading.Thread(target=cut)
        cutter.start()
        for number in range(200):
            status, answer = self.ask("POST", "/cases/C-1/notes", {"text": f"note {number}"}, user="anna")
            if status == 200:
                acknowledged.append(f"note {number}")
            else:
                failed += 1
                self.assertEqual(status, 500)
                self.assertIn("the database", answer["error"]["message"])
        done.set()
        cutter.join()
        self.assertEqual(self.ask("POST", "/cases/C-1/notes", {"text": "after"}, user="anna")[0], 200)
        texts = self.texts()
        self.assertEqual(len(texts), len(set(texts)))
        self.assertLessEqual(set(acknowledged) | {"after"}, set(texts))
        self.assert_valid()
        print(f"{len(acknowledged)} acknowledged, {failed} failed, {len(texts)} there")

    def test_a_server_that_is_away_at_the_start_is_found_later(self):
        self.import_lists()
        self.server.stop()
        self.serve()
        self.assertEqual(self.ask("GET", "/cases")[0], 500)
        self.assertEqual(self.ask("POST", "/screen/name", {"name": "Nobody Atall"})[0], 200)
        self.server.start()
        self.assertEqual(self.ask("GET", "/cases")[0], 200)


if __name__ == "__main__":
    unittest.main()
