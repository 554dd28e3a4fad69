# SPDX-License-Identifier: Apache-2.0
"""What the house keeps and decides, over HTTP: the same documents and the same files as by the command line."""
import json
import time
import unittest

from list_server import Publisher, file
from pelf_server import Server
from program import FOUND, NOTHING_FOUND, ProgramTest
from test_server_defence import make_key

HOUSE = """id,field,value,note
H-1,name,"HOLLOW, Marek",
H-1,type,person,
H-1,born,1962-06-12,
H-2,name,OCEAN PEARL,
H-2,type,vessel,
"""
CUSTOMERS = "Nummer,Kunde,dob\n7,Marek Hollow,1962-06-12\n8,Ocean Pearl,\n9,Nobody Special,\n"
MAPS = "map=Nummer%3Did&map=Kunde%3Dname"


class House(ProgramTest):
    """A server with keys: one person of each role."""

    def setUp(self):
        super().setUp()
        self.list = self.folder / "house.csv"
        self.list.write_text(HOUSE, encoding="utf-8")
        self.pelf("lists", "import", "--source", "pelf-csv", self.list, "--published", "2025-01-01")
        self.key_file = self.folder / "keys.json"
        self.keys = {name: make_key(self.key_file, name, role) for name, role in
                     (("vera", "viewer"), ("anna", "analyst"), ("paul", "approver"), ("ada", "admin"))}
        self.server = Server(self.home, "--keys", str(self.key_file))
        self.addCleanup(self.server.kill)

    def get(self, path, who="vera", status=200):
        answer = self.server.get(path, key=self.keys[who])
        self.assertEqual(answer.status, status, answer.body)
        return answer.json()

    def post(self, path, body, who, status=200):
        answer = self.server.post(path, body, key=self.keys[who])
        self.assertEqual(answer.status, status, answer.body)
        return answer.json()

    def keep_customers(self):
        return self.post(f"/api/v1/customers?format=csv&{MAPS}", CUSTOMERS.encode(), "ada")

    def job(self, kind, request, who, status=202):
        """The result of a job that has ended well."""
        begun = self.post("/api/v1/jobs", {"kind": kind, "request": request}, who, status)
        if status != 202:
            return begun
        events = self.server.get(f"/api/v1/jobs/{begun['id']}/events", key=self.keys[who]).body.decode()
        self.assertIn("event: done", events)
        return self.get(f"/api/v1/jobs/{begun['id']}/result", who)


class Customers(House):
    def test_customers_are_kept_screened_again_and_their_hits_decided(self):
        self.get("/api/v1/customers", status=404)
        kept = self.keep_customers()
        self.assertEqual(kept["customers"], 3)
        self.assertEqual(self.get("/api/v1/customers"), kept)
        self.assertEqual(self.pelf("customers", "status", "--json").json(), kept)

        done = self.job("rescreen", {}, "anna")
        self.assertEqual((done["customers"], done["opened"], done["open"]), (3, 2, 2))
        again = self.job("rescreen", {"full": True}, "anna")
        self.assertEqual((again["full"], again["opened"]), (True, 0))

        hits = self.get("/api/v1/customers/hits")
        self.assertEqual(hits, self.pelf("customers", "hits", "--json", status=FOUND).json())
        hit = next(one["hit"] for one in hits["hits"] if one["customer"] == "7")
        decided = self.post("/api/v1/customers/hits", {"hit": hit, "state": "cleared", "reason": "another man"}, "anna")
        one = next(one for one in decided["hits"] if one["hit"] == hit)
        self.assertEqual((one["state"], one["decided_by"], one["reason"]), ("cleared", "anna", "another man"))
        self.post("/api/v1/customers/hits", {"hit": "none", "state": "cleared", "reason": "x"}, "anna", status=404)
        self.post("/api/v1/customers/hits", {"hit": hit, "state": "forgotten", "reason": "x"}, "anna", status=400)
        self.post("/api/v1/customers/hits", {"hit": hit, "state": "open", "reason": ""}, "anna", status=409)

    def test_a_customer_is_screened_as_by_the_command_line(self):
        self.keep_customers()
        self.assertEqual(self.get("/api/v1/customers/7/screen"),
                         self.pelf("screen", "customer", "7", "--json", status=FOUND).json())
        self.assertEqual(self.get("/api/v1/customers/9/screen")["hits"], [])
        self.get("/api/v1/customers/10/screen", status=404)

    def test_a_bad_file_harms_nothing(self):
        before = self.keep_customers()
        for query, body, status in (("format=csv", b"a,b\n1,2\n", 409), ("format=xml", b"<a/>", 400),
                                    ("", CUSTOMERS.encode(), 400), ("format=csv&map=Kunde", CUSTOMERS.encode(), 409),
                                    (f"format=csv&{MAPS}", b"Nummer,Kunde\n", 409), ("format=csv", b"", 400)):
            self.post(f"/api/v1/customers?{query}", body, "ada", status=status)
            self.assertEqual(self.get("/api/v1/customers"), before)

    def test_nobody_waits_long_for_a_screening(self):
        rows = "".join(f"{number},Marek Hollow {number},\n" for number in range(40_000))
        self.post(f"/api/v1/customers?format=csv&{MAPS}", ("Nummer,Kunde,dob\n" + rows).encode(), "ada")
        begun = self.post("/api/v1/jobs", {"kind": "rescreen", "request": {}}, "anna", status=202)["id"]
        began = time.monotonic()
        self.post("/api/v1/threshold", {"threshold": 90, "reason": "meanwhile"}, "paul")
        self.get("/api/v1/allow")
        self.assertLess(time.monotonic() - began, 5)
        answer = self.server.post("/api/v1/customers/hits", {"hit": "none", "state": "open", "reason": "x"},
                                  key=self.keys["anna"])
        self.assertIn(answer.status, (404, 409), answer.body)
        self.server.get(f"/api/v1/jobs/{begun}/events", key=self.keys["anna"])
        self.post("/api/v1/customers/hits", {"hit": "none", "state": "open", "reason": "x"}, "anna", status=404)

    def test_with_no_list_there_is_nothing_to_screen_against(self):
        other = self.folder / "empty"
        server = Server(other, folder=self.folder)
        self.addCleanup(server.kill)
        self.assertEqual(server.post("/api/v1/customers?format=csv", b"id,name\n1,Marek Hollow\n").status, 200)
        self.assertEqual(server.get("/api/v1/customers/1/screen").status, 404)


class Decisions(House):
    def test_an_allowance_holds_until_a_side_changes(self):
        self.keep_customers()
        pair = {"customer": "7", "entry": "pelf-csv:H-1"}
        self.assertFalse(self.post("/api/v1/allow/check", pair, "vera")["allowed"])
        wanted = pair | {"reason": "seen the passport", "until": "2999-01-01"}
        self.post("/api/v1/allow", wanted, "anna", status=403)
        added = self.post("/api/v1/allow", wanted, "paul")["allowances"][0]
        self.assertEqual((added["approver"], added["until"]), ("paul", "2999-01-01"))
        self.assertTrue(self.post("/api/v1/allow/check", pair, "vera")["allowed"])
        self.assertEqual(self.get("/api/v1/allow"), self.pelf("allow", "list", "--json").json())
        self.pelf("allow", "check", "7", "pelf-csv:H-1", status=NOTHING_FOUND)
        screened = self.get("/api/v1/customers/7/screen")
        self.assertTrue(screened["hits"][0]["allowed"])
        self.post("/api/v1/allow", wanted | {"until": "2001-01-01"}, "paul", status=409)
        self.post("/api/v1/allow", wanted | {"entry": "H-1"}, "paul", status=400)
        self.post("/api/v1/allow", wanted | {"entry": "pelf-csv:H-9"}, "paul", status=404)

        self.list.write_text(HOUSE.replace("1962-06-12", "1962-06-13"), encoding="utf-8")
        self.pelf("lists", "import", "--source", "pelf-csv", self.list, "--published", "2025-01-02")
        self.post("/api/v1/lists/reload", None, "ada")
        checked = self.post("/api/v1/allow/check", pair, "vera")
        self.assertFalse(checked["allowed"])
        self.assertEqual(checked["allowance"], added["number"])

        self.assertEqual(self.post(f"/api/v1/allow/{added['number']}/remove", {"reason": "void"}, "paul"),
                         {"allowances": []})
        self.post(f"/api/v1/allow/{added['number']}/remove", {"reason": "void"}, "paul", status=404)

    def test_a_threshold_is_changed_on_record_and_in_force_at_once(self):
        self.assertEqual(self.get("/api/v1/threshold"), self.pelf("threshold", "show", "--json").json())
        query = {"name": "Marek Holow"}
        score = self.post("/api/v1/screen/name", query | {"threshold": 0}, "vera")["hits"][0]["score"]
        self.post("/api/v1/threshold", {"threshold": score + 1, "reason": "tested"}, "anna", status=403)
        changed = self.post("/api/v1/threshold", {"threshold": score + 1, "reason": "tested"}, "paul")
        self.assertEqual((changed["threshold"], changed["changes"][-1]["by"]), (score + 1, "paul"))
        self.assertEqual(self.post("/api/v1/screen/name", query, "vera")["hits"], [])
        self.post("/api/v1/threshold", {"threshold": 101, "reason": "x"}, "paul", status=400)
        self.post("/api/v1/threshold", {"threshold": 50, "reason": ""}, "paul", status=409)
        self.post("/api/v1/threshold", {"threshold": score, "reason": "a hit was missed"}, "paul")
        self.assertEqual(len(self.post("/api/v1/screen/name", query, "vera")["hits"]), 1)


class Lists(House):
    def test_lists_are_fetched_by_a_job_and_in_force_afterwards(self):
        publisher = Publisher()
        self.addCleanup(publisher.stop)
        publisher.answers["/list.csv"] = file(HOUSE.encode())
        self.pelf("lists", "update", "--source", "pelf-csv", "--url", publisher.url("/list.csv"), "--quiet")
        publisher.answers["/list.csv"] = file((HOUSE + "H-3,name,GREY HARBOUR TRADING,\n").encode())
        self.job("update", {}, "anna", status=409)
        done = self.job("update", {"sources": ["pelf-csv"]}, "ada")
        self.assertEqual(done["updates"][0]["outcome"], "updated")
        hits = self.post("/api/v1/screen/name", {"name": "Grey Harbour Trading"}, "vera")["hits"]
        self.assertEqual([hit["id"] for hit in hits], ["H-3"])

        def broken(handler):
            handler.send_error(500)

        publisher.answers["/list.csv"] = broken
        failed = self.job("update", {"sources": ["pelf-csv"]}, "ada")
        self.assertEqual(failed["updates"][0]["outcome"], "failed")
        self.assertEqual(len(self.post("/api/v1/screen/name", {"name": "Grey Harbour Trading"}, "vera")["hits"]), 1)


    def test_a_list_is_imported_and_in_force_afterwards(self):
        def add(query, body, status=200, who="ada"):
            return self.post(f"/api/v1/lists/import?{query}", body, who, status=status)

        more = (HOUSE + "H-3,name,GREY HARBOUR TRADING,\n").encode()
        add("source=pelf-csv&name=a.csv", more, 403, "paul")
        imported = add("source=pelf-csv&name=a.csv&published=2025-01-02", more)
        self.assertEqual((imported["entries"], imported["new"], imported["published"]), (3, True, "2025-01-02"))
        hits = self.post("/api/v1/screen/name", {"name": "Grey Harbour Trading"}, "vera")["hits"]
        self.assertEqual([hit["id"] for hit in hits], ["H-3"])
        for query, body, status in (("source=pelf-csv&name=a.csv", b"id,field,value,note\n", 409),
                                    ("source=eu-xml&name=a.xml", b"<html>gone</html>", 409),
                                    ("source=nobody&name=a", more, 422), ("source=pelf-csv&name=../a", more, 400),
                                    ("source=pelf-csv&name=.a", more, 400), ("name=a.csv", more, 400),
                                    ("source=pelf-csv&name=a.csv&published=soon", more, 400)):
            answer = self.server.post(f"/api/v1/lists/import?{query}", body, key=self.keys["ada"])
            self.assertEqual(answer.status, status, (query, answer.body))
            self.assertEqual(len(self.post("/api/v1/screen/name", {"name": "Grey Harbour Trading"}, "vera")["hits"]), 1)


class Bodies(House):
    def test_nobody_sends_a_long_body_who_may_not(self):
        """Before it is read: the memory is not even taken."""
        long = b"x" * (2 << 20)
        for path in ("/api/v1/lists/import?source=pelf-csv&name=a.csv", f"/api/v1/customers?format=csv&{MAPS}"):
            for key in (None, "pelf_" + "0" * 64, self.keys["paul"]):
                answer = self.server.raw((f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                          + (f"Authorization: ApiKey {key}\r\n" if key else "")
                                          + f"Content-Length: {len(long)}\r\n\r\n").encode())
                self.assertTrue(answer.startswith(b"HTTP/1.1 413 "), answer[:200])
            self.assertEqual(self.server.post(path, long, key=self.keys["ada"]).status in (400, 409), True)


class Keys(House):
    def test_an_admin_makes_keys_and_takes_them_away(self):
        made = self.post("/api/v1/keys", {"name": "desk", "role": "viewer", "per_second": 50}, "ada", status=201)
        self.keys["desk"] = made["key"]
        self.get("/api/v1/customers", "desk", status=404)
        listed = self.get("/api/v1/keys", "ada")["keys"]
        self.assertEqual([one["name"] for one in listed], ["vera", "anna", "paul", "ada", "desk"])
        self.assertNotIn("sha256", json.dumps(listed))
        self.post("/api/v1/keys", {"name": "desk", "role": "viewer"}, "ada", status=409)
        self.post("/api/v1/keys", {"name": "../desk", "role": "viewer"}, "ada", status=400)
        self.post("/api/v1/keys", {"name": "x", "role": "anyone"}, "ada", status=400)
        self.assertEqual(self.server.ask("DELETE", "/api/v1/keys/desk", key=self.keys["ada"]).status, 200)
        self.assertEqual(self.server.get("/catalog", key=self.keys["desk"]).status, 401)
        self.assertEqual(self.server.ask("DELETE", "/api/v1/keys/desk", key=self.keys["ada"]).status, 404)
        self.assertEqual(self.server.ask("DELETE", "/api/v1/keys/ada", key=self.keys["ada"]).status, 409)
        self.assertNotIn(made["key"], self.server.log())

    def test_without_keys_there_are_none_to_manage(self):
        server = Server(self.home, folder=self.folder)
        self.addCleanup(server.kill)
        self.assertEqual(server.get("/api/v1/keys").status, 409)
        self.assertEqual(server.post("/api/v1/keys", {"name": "x", "role": "viewer"}).status, 409)


if __name__ == "__main__":
    unittest.main()
