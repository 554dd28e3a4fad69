# SPDX-License-Identifier: Apache-2.0
"""pelf serve answers as the command line does, as yente and Watchman do, and loses no request."""
import json
import re
import threading
import time
import unittest
import urllib.parse

from pelf_server import Server, quoted
from program import LISTS, OFAC_FILES, THEFT, THEFT_PLACES, ProgramTest

TIANS_WALLET = "134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak"
# A server cuts a trace short after so long, so its document is that of a trace with these limits.
LIMITED = ("--seconds", "60", "--transactions", "500000")


class ServerTest(ProgramTest):
    """A home with the demo's lists and ledger, and a server on it."""
    words = ()

    def setUp(self):
        super().setUp()
        self.import_lists()
        self.ingest()
        self.server = Server(self.home, *self.words)
        self.addCleanup(self.server.kill)

    def same_as(self, answer, *words):
        self.assertEqual(answer.status, 200, answer.body[:500])
        self.assertEqual(answer.body.decode(), self.pelf(*words, "--json", status=None).out, words)


class Documents(ServerTest):
    def test_lists_and_ledgers(self):
        self.same_as(self.server.get("/api/v1/lists"), "lists", "status")
        self.same_as(self.server.get("/api/v1/lists?as_of=2021-07-16"), "lists", "status", "--as-of", "2021-07-16")
        self.same_as(self.server.get("/api/v1/lists/entry/28263"), "lists", "show", "28263")
        self.same_as(self.server.get("/api/v1/lists/entry/ofac-sdn-csv%3A28263"), "lists", "show", "28263")
        self.same_as(self.server.get("/api/v1/ledgers"), "ledger", "status")
        self.assertEqual(self.server.get("/api/v1/lists/entry/0").status, 404)

    def test_a_change_of_a_list(self):
        comments = self.folder / "sdn_comments.csv"
        comments.write_bytes(OFAC_FILES[3].read_bytes())
        shorter = self.folder / "sdn.csv"
        shorter.write_bytes(b"".join(OFAC_FILES[0].read_bytes().splitlines(True)[1:]))
        self.pelf("lists", "import", "--source", "ofac-sdn-csv", shorter, *OFAC_FILES[1:], "--published",
                  "2022-01-01", "--allow-shrink", status=None)
        self.same_as(self.server.get("/api/v1/lists/diff?source=ofac-sdn-csv"), "lists", "diff", "--source",
                     "ofac-sdn-csv")

    def test_screening(self):
        for body, words in (
                ({"name": "lazarus group"}, ["lazarus group"]),
                ({"name": ["Tian Yinyin", "TIAN"], "type": "person", "born": "1986", "country": "CN"},
                 ["Tian Yinyin", "TIAN", "--type", "person", "--born", "1986", "--country", "CN"]),
                ({"name": "jiadong li", "threshold": 97}, ["jiadong li", "--threshold", "97"]),
                ({"name": "jiadong li", "as_of": "2021-08-01"}, ["jiadong li", "--as-of", "2021-08-01"]),
                ({"wallet": TIANS_WALLET}, ["--wallet", TIANS_WALLET]),
                ({"name": "Nobody Whatever"}, ["Nobody Whatever"])):
            self.same_as(self.server.post("/api/v1/screen/name", body), "screen", "name", *words)
        self.same_as(self.server.get(f"/api/v1/screen/wallet/{TIANS_WALLET}"), "screen", "wallet", TIANS_WALLET)
        self.same_as(self.server.get(f"/api/v1/screen/wallet/{TIANS_WALLET}?ledger=bitcoin"), "screen", "wallet",
                     TIANS_WALLET, "--ledger", "bitcoin")

    def test_a_batch_answers_each_question_as_if_it_were_alone(self):
        queries = [{"name": "lazarus group"}, {"nam": "misspelt"}, {"name": "Nobody Whatever"}]
        answers = self.server.post("/api/v1/screen/batch", {"queries": queries}).json()["answers"]
        for query, answer in zip(queries, answers):
            self.assertEqual(answer, self.server.post("/api/v1/screen/name", query).json())
        self.assertIn("error", answers[1])

    def test_traces(self):
        forward = {"from": THEFT_PLACES.split(",")}
        self.same_as(self.server.post("/api/v1/trace/forward", forward), "trace", "forward", "--from", THEFT_PLACES,
                     *LIMITED)
        self.same_as(self.server.post("/api/v1/trace/forward", dict(
            forward, policy=["fifo", "lifo"], hops_max=3, paths=2, as_of="2025-02-15", through_services=True)),
            "trace", "forward", "--from", THEFT_PLACES, "--policy", "fifo,lifo", "--hops", "3", "--paths", "2",
            "--as-of", "2025-02-15", "--through-services", *LIMITED)
        self.same_as(self.server.post("/api/v1/trace/backward", {"from": f"{THEFT}:0"}), "trace", "backward", "--from",
                     f"{THEFT}:0", *LIMITED)
        labelled = {"from": [{"place": f"{THEFT}:0", "label": "a"}, {"place": f"{THEFT}:1", "label": "b"}],
                    "policy": "fifo"}
        self.same_as(self.server.post("/api/v1/trace/forward", labelled), "trace", "forward", "--from",
                     f"{THEFT}:0=a,{THEFT}:1=b", "--policy", "fifo", *LIMITED)

    def test_the_flow_stands_beside_the_same_trace_and_keeps_the_money(self):
        body = {"from": THEFT_PLACES.split(","), "policy": "fifo"}
        plain = self.server.post("/api/v1/trace/forward", body).json()
        document = self.server.post("/api/v1/trace/forward", dict(body, flow=True)).json()
        flow = document.pop("flow")
        self.assertEqual(document, plain)
        self.assertEqual(flow["policy"], "fifo")
        nodes = {node["id"]: node for node in flow["nodes"]}
        begins = sum(int(node["amount"]) for node in flow["nodes"] if node["kind"] == "start")
        self.assertEqual(begins, sum(int(seed["amount"]) for seed in plain["from"]))
        for node in flow["nodes"]:
            self.assertTrue(0 <= node["x"] <= flow["width"] and 0 <= node["y"] <= flow["height"], node)
            incoming = sum(int(line["amount"]) for line in flow["lines"] if line["to"] == node["id"])
            if node["kind"] != "start":
                self.assertEqual(incoming, int(node["amount"]), node)
        for line in flow["lines"]:
            self.assertEqual(len(line["points"]) % 3, 1)
            self.assertLess(nodes[line["from"]]["x"], nodes[line["to"]]["x"] + nodes[line["to"]]["width"])
        more = self.server.post("/api/v1/trace/forward", dict(body, flow=True, flow_nodes_max=400)).json()["flow"]
        self.assertGreater(len(more["nodes"]), len(flow["nodes"]))
        back = self.server.post("/api/v1/trace/backward", {"from": f"{THEFT}:0", "flow": True})
        start = [node for node in back.json()["flow"]["nodes"] if node["kind"] == "start"]
        self.assertEqual([node["amount"] for node in start], [plain["from"][0]["amount"]])

    def test_hop_by_hop_leads_where_the_trace_leads(self):
        look = "/api/v1/ledger/bitcoin-regtest"
        theft = self.server.get(f"{look}/transaction/{THEFT}").json()
        self.assertEqual(sum(int(row["amount"]) for row in theft["inputs"]),
                         sum(int(row["amount"]) for row in theft["outputs"]) + int(theft["fee"]))
        first = theft["outputs"][0]
        after = self.server.get(f"{look}/transaction/{first['spent_by']}").json()
        self.assertIn(first["place"], [row["place"] for row in after["inputs"]])
        address = self.server.get(f"{look}/address/{first['account']}").json()
        self.assertIn(first["place"], [row["place"] for row in address["outputs"]])
        self.assertEqual(int(address["received"]), sum(int(row["amount"]) for row in address["outputs"]))
        self.assertEqual(self.server.get(f"{look}/transaction/{'0' * 64}").status, 404)
        self.assertEqual(self.server.get(f"{look}/transaction/x").status, 400)
        self.assertEqual(self.server.get("/api/v1/ledger/xrpl/address/rrrrrrrrrrrrrrrrrrrrrhoLvTp").status, 404)

    def test_the_status_names_what_is_here_and_who_asks(self):
        status = self.server.get("/api/v1/status", Pelf_User="ann").json()
        self.assertEqual((status["role"], status["user"], status["threshold"]), ("admin", "ann", 65))
        self.assertEqual(status["lists"], self.pelf("lists", "status", "--json").json())
        self.assertEqual(status["ledgers"][0]["network"], "regtest")

    def test_the_page_and_head(self):
        page = self.server.get("/")
        self.assertEqual((page.status, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        for name in re.findall(r'(?:src|href)="(/[^"]+)"', page.body.decode()):
            self.assertEqual(self.server.get(name).status, 200, name)
        head = self.server.ask("HEAD", "/")
        self.assertEqual((head.status, head.body, head.headers["Content-Length"]), (200, b"", str(len(page.body))))
        again = self.server.get("/", If_None_Match=page.headers["ETag"])
        self.assertEqual((again.status, again.body), (304, b""))


class Compatible(ServerTest):
    """What the clients that yente and Watchman publish send, and what they read of the answer."""

    def test_yentes_example_of_matching(self):
        # As yente's examples/match_api.py asks and reads, with parties of the demo's lists.
        example_1 = {"schema": "Person", "properties": {"name": ["Tian Yinyin", "田寅寅"], "birthDate": ["1986"]}}
        example_2 = {"schema": "Company", "properties": {"name": ["Lazarus Group"], "jurisdiction": ["North Korea"]}}
        batch = {"queries": {"q1": example_1, "q2": example_2}}
        answer = self.server.post("/match/sanctions", batch)
        self.assertEqual(answer.status, 200)
        responses = answer.json()["responses"]
        self.assertEqual(responses["q2"]["query"]["properties"], example_2["properties"])
        for name, caption in (("q1", "TIAN, Yinyin"), ("q2", "LAZARUS GROUP")):
            best = responses[name]["results"][0]
            self.assertEqual((best["caption"], best["match"], responses[name]["status"]), (caption, True, 200))
            self.assertEqual(responses[name]["total"]["relation"], "eq")
            self.assertTrue({"id", "schema", "properties", "datasets", "referents", "target", "first_seen",
                             "last_seen", "score", "features"} <= set(best))
            self.assertTrue(0 <= best["score"] <= 1 and all(isinstance(v, float) for v in best["features"].values()))
            self.assertTrue(all(isinstance(values, list) for values in best["properties"].values()))
            entity = self.server.get("/entities/" + quoted(best["id"])).json()
            self.assertEqual((entity["id"], entity["properties"]), (best["id"], best["properties"]))
        self.assertEqual(self.server.get("/entities/NK-nobody").status, 404)

    def test_yentes_parameters(self):
        query = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Tian Yinyin"]}}}}

        def results(parameters, dataset="default"):
            return self.server.post(f"/match/{dataset}?{parameters}", query).json()["responses"]["q"]["results"]

        self.assertEqual(len(results("limit=1")), 1)
        self.assertEqual(results("exclude_dataset=ofac-sdn-csv&exclude_dataset=pelf-csv"), [])
        self.assertEqual(results("include_dataset=pelf-csv", "us_ofac_sdn"), [])
        self.assertEqual(len(results("algorithm=logic-v1&fuzzy=false&topics=sanction", "us_ofac_sdn")), 1)
        best = results("threshold=0.99&cutoff=0.2")[0]
        self.assertEqual(results(f"exclude_entity_ids={quoted(best['id'])}"), [])
        self.assertEqual(results("exclude_schema=Person"), [])
        self.assertEqual(self.server.post("/match/no_such_dataset", query).status, 404)
        self.assertEqual(self.server.post("/match/default", {"queries": {}}).status, 400)
        self.assertIn("detail", self.server.post("/match/default?threshold=2", query).json())

    def test_yentes_threshold_tells_matches_from_results(self):
        query = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Tian Yinyn"]}}}}
        answer = self.server.post("/match/default?threshold=0.99&cutoff=0.3", query).json()["responses"]["q"]
        self.assertTrue(answer["results"])
        self.assertTrue(all(result["match"] == (result["score"] >= 0.99) for result in answer["results"]))

    def test_what_is_not_understood_is_said(self):
        query = {"queries": {"q": {"schema": "Person", "properties": {"name": ["X Y"], "birthDate": ["someday"]}}}}
        self.assertIn("someday", self.server.post("/match/default", query).json()["responses"]["q"]["problems"][0])

    def test_yentes_search_catalog_and_algorithms(self):
        # As yente's examples/load_test.py asks.
        for asked in ("lazarus", "hamas", "petr~2 aven", "bla/blubb"):
            parameters = urllib.parse.urlencode({"q": asked, "limit": 50})
            document = self.server.get(f"/search/default?{parameters}").json()
            self.assertTrue({"results", "total", "limit", "offset", "facets"} <= set(document))
        all_of = self.server.get("/search/default?q=&limit=3&offset=1").json()
        self.assertEqual((len(all_of["results"]), all_of["offset"]), (3, 1))
        self.assertGreater(all_of["total"]["value"], 3)
        catalog = self.server.get("/catalog").json()
        self.assertEqual(sorted(catalog["current"]), ["ofac-sdn-csv", "pelf-csv"])
        algorithms = self.server.get("/algorithms").json()
        self.assertIn(algorithms["best"], [one["name"] for one in algorithms["algorithms"]])
        self.assertEqual(self.server.get("/healthz").json(), {"status": "ok"})
        self.assertEqual(self.server.get("/readyz").status, 200)

    def test_watchmans_client(self):
        # What its Go client (pkg/search) sends for its published example, and the fields it reads.
        parameters = urllib.parse.urlencode({"type": "person", "name": "Tian Yinyin", "birthDate": "1986-11-10",
                                             "gender": "male", "limit": 5, "minMatch": "0.75"})
        document = self.server.get(f"/v2/search?{parameters}").json()
        best = document["entities"][0]
        self.assertEqual((best["name"], best["entityType"], best["sourceList"]), ("TIAN, Yinyin", "person", "us_ofac"))
        self.assertTrue(0.75 <= best["match"] <= 1)
        self.assertEqual(best["sourceID"], "28263")
        self.assertIn({"currency": "XBT", "address": TIANS_WALLET},
                      best["cryptoAddresses"])
        wallet = self.server.get(f"/v2/search?cryptoAddress=XBT:{TIANS_WALLET}").json()
        self.assertEqual(wallet["entities"][0]["match"], 1)
        info = self.server.get("/v2/listinfo").json()
        self.assertEqual(info["lists"]["us_ofac"], 6)
        self.assertTrue(all(re.fullmatch(r"[0-9a-f]{64}", value) for value in info["listHashes"].values()))
        self.assertIn("error", self.server.get("/v2/search").json())
        self.assertEqual(self.server.get("/ping").status, 200)


class Jobs(ServerTest):
    def begin(self, body):
        answer = self.server.post("/api/v1/jobs", body)
        self.assertEqual(answer.status, 202, answer.body)
        return answer.json()["id"]

    def events(self, job):
        """The stream until the server ends it."""
        text = self.server.get(f"/api/v1/jobs/{job}/events").body.decode()
        return [(re.search(r"^event: (\w+)$", one, re.M)[1], json.loads(re.search(r"^data: (.*)$", one, re.M)[1]))
                for one in text.split("\n\n") if one.startswith("event")]

    def test_a_trace_as_a_job_gives_the_same_document(self):
        request = {"from": THEFT_PLACES.split(","), "policy": "fifo"}
        job = self.begin({"kind": "trace", "request": request})
        events = self.events(job)
        self.assertEqual((events[-1][0], events[-1][1]["state"]), ("done", "done"))
        self.assertEqual(self.server.get(f"/api/v1/jobs/{job}/result").body,
                         self.server.post("/api/v1/trace/forward", request).body)

    def test_a_batch_as_a_job_says_how_far_it_is(self):
        queries = [{"name": f"lazarus {i}"} for i in range(300)]
        job = self.begin({"kind": "screen", "request": {"queries": queries}})
        events = self.events(job)
        self.assertEqual((events[-1][1]["done"], events[-1][1]["all"]), (300, 300))
        self.assertEqual(len(self.server.get(f"/api/v1/jobs/{job}/result").json()["answers"]), 300)

    def test_a_job_ends_when_told(self):
        queries = [{"name": f"lazarus group {i}"} for i in range(1000)]
        jobs = [self.begin({"kind": "screen", "request": {"queries": queries}}) for _ in range(4)]
        for job in jobs:
            self.assertEqual(self.server.ask("DELETE", f"/api/v1/jobs/{job}").status, 200)
        self.assertEqual(self.events(jobs[-1])[-1][0], "cancelled")
        self.assertEqual(self.server.get(f"/api/v1/jobs/{jobs[-1]}/result").status, 409)

    def test_a_job_that_fails_says_why(self):
        job = self.begin({"kind": "trace", "request": {"from": "0" * 64 + ":0"}})
        self.assertEqual(self.events(job)[-1][1]["error"]["code"], "not_found")
        self.assertEqual(self.server.get(f"/api/v1/jobs/{job}/result").status, 404)

    def test_wrong_questions_are_no_jobs(self):
        for body in ({"kind": "cook", "request": {}}, {"kind": "trace", "request": {"from": "x"}}, {"kind": "trace"},
                     {"kind": "screen", "request": {"queries": []}}):
            self.assertEqual(self.server.post("/api/v1/jobs", body).status, 400, body)
        self.assertEqual(self.server.get("/api/v1/jobs/0123").status, 404)


class Reload(ServerTest):
    def test_no_request_is_lost_while_lists_change(self):
        faults = []
        seen = set()
        stop = threading.Event()

        def ask():
            connection = self.server.connection()
            while not stop.is_set():
                try:
                    answer = self.server.post("/api/v1/screen/name", {"name": "Newly Listed Person"},
                                              connection=connection)
                    document = answer.json()
                    # One answer is from one set of lists: a hit on the new list names the new version.
                    is_new = any(one["published"] == "2025-03-01" for one in document["lists"])
                    if answer.status != 200 or is_new != bool(document["hits"]):
                        faults.append(answer.body)
                    seen.add(is_new)
                except OSError as fault:
                    faults.append(repr(fault))
            connection.close()

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        self.assertEqual(self.server.post("/api/v1/lists/reload", b"").status, 200)
        new = self.folder / "house.csv"
        new.write_text((LISTS / "house.csv").read_text(encoding="utf-8") +
                       "N-1,name,Newly Listed Person,\nN-1,type,person,\n", encoding="utf-8")
        self.pelf("lists", "import", "--source", "pelf-csv", new, "--published", "2025-03-01")
        for _ in range(5):
            answer = self.server.post("/api/v1/lists/reload", b"")
            self.assertEqual(answer.status, 200, answer.body)
        time.sleep(0.2)
        stop.set()
        for thread in threads:
            thread.join()
        self.assertEqual(faults[:3], [])
        self.assertEqual(seen, {False, True})

    def test_a_reload_that_fails_leaves_the_lists_in_force(self):
        before = self.server.post("/api/v1/screen/name", {"name": "lazarus group"}).body
        for path in sorted((self.home / "lists").rglob("*")):
            if path.is_file() and path.stat().st_size > 0:
                path.write_bytes(b"damaged")
        self.assertGreaterEqual(self.server.post("/api/v1/lists/reload", b"").status, 400)
        self.assertEqual(self.server.post("/api/v1/screen/name", {"name": "lazarus group"}).body, before)


class Empty(ProgramTest):
    def test_without_lists_it_is_alive_and_not_ready(self):
        self.home.mkdir()
        server = Server(self.home)
        self.addCleanup(server.kill)
        self.assertEqual(server.get("/health").status, 200)
        self.assertEqual(server.get("/ready").status, 503)
        self.assertEqual(server.post("/api/v1/screen/name", {"name": "x y"}).status, 404)
        self.assertEqual(server.post("/match/default", {"queries": {"q": {"properties": {"name": ["x"]}}}}).status, 503)
        self.assertEqual(server.get("/api/v1/status").status, 200)


if __name__ == "__main__":
    unittest.main()
