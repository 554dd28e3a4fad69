# SPDX-License-Identifier: Apache-2.0
"""The drawn flow of traces over links, on account ledgers and backward: against the answer's tables.

The story is the demo's robbery: XRP and ether of one exchange, over links to bitcoin, peeled, and
out to nine bank accounts.
"""
import collections
import re
import unittest
import xml.etree.ElementTree

from pelf_server import Server
from program import INPUT, LISTS, ROOT, THEFT, ProgramTest

ROBBERY = ROOT / "demo/robbery"
XRP_THEFT = "xrpl:3A3F7E4BC1B492048C443F34197521414D5CB3688BA28D9623B6FE0D17241015:0"
ETHER_THEFT = "ethereum:0xaa35504a30464540bf197846e72df107fe2def7988370f3c4b394cde2e13d895"
SVG = "{http://www.w3.org/2000/svg}"


def origins_of(rows):
    """By theft."""
    sums = collections.Counter()
    for row in rows:
        for origin in row["origins"]:
            sums[origin["label"]] += int(origin["amount"])
    return sums


def texts_of(svg):
    return [text.text for text in xml.etree.ElementTree.parse(svg).getroot().iter(SVG + "text")]


class RobberyFlow(ProgramTest):
    def setUp(self):
        super().setUp()
        self.ingest()
        self.pelf("lists", "import", "--source", "pelf-csv", LISTS / "house.csv", ROBBERY / "house.csv",
                  "--published", "2025-02-17")
        self.pelf("ledger", "ingest", "xrpl", "--ledgers", ROBBERY / "xrp.jsonl")
        self.pelf("ledger", "ingest", "ethereum", "--etl", ROBBERY / "ethereum")
        self.pelf("ledger", "ingest", "bank", ROBBERY / "books.csv")

    def serve(self):
        server = Server(self.home, "--links", ROBBERY / "links.csv", "--no-log", folder=self.folder)
        self.addCleanup(server.kill)
        return server

    def flow(self, server, direction="forward", **body):
        document = server.post(f"/api/v1/trace/{direction}", dict(body, flow=True)).json()
        flow = document["flow"]
        if flow is not None:
            self.assertNotIn("problem", flow)
            self.assertEqual(flow["policy"], body["policy"][0])
        return document, flow

    def test_what_flows_into_a_box_flows_out_of_it_under_every_policy_however_few_boxes(self):
        server = self.serve()
        body = {"from": [{"place": XRP_THEFT, "label": "the XRP"}, {"place": ETHER_THEFT, "label": "the ether"}],
                "links": True}
        drawn = 0
        for name in ("haircut", "fifo", "lifo", "tiho", "tilo", "dirty-first", "clean-first", "lowest-balance"):
            for nodes_max in (4, 24, 2000):
                document, flow = self.flow(server, policy=[name], flow_nodes_max=nodes_max, **body)
                thefts = {theft["label"]: int(theft["amount"]) for theft in document["thefts"]}
                self.assert_kept(flow, document["policies"][0], thefts)
                self.assertLessEqual(len(flow["nodes"]), nodes_max + 4)
                drawn += len(flow["nodes"])
        self.assertGreater(drawn, 100)
        _, poison = self.flow(server, policy=["poison"], **body)
        self.assertIsNone(poison)

    def assert_kept(self, flow, policy, thefts):
        """What flows into a box flows out of it, but to fees that are not drawn; what ends, ends as the tables say."""
        lost = collections.Counter()
        for node in flow["nodes"]:
            into = [line for line in flow["lines"] if line["to"] == node["id"]]
            out = [line for line in flow["lines"] if line["from"] == node["id"]]
            here = origins_of([node])
            if into:
                self.assertEqual(origins_of(into), here, node["name"])
            else:
                self.assertIn(node["kind"], ("start", "rest"), node["name"])
            if out:
                here.subtract(origins_of(out))
                self.assertGreaterEqual(min(here.values()), 0, node["name"])
                lost += here
        ended = origins_of([node for node in flow["nodes"]
                            if not any(line["from"] == node["id"] for line in flow["lines"])])
        in_tables = origins_of(policy["ends"])
        self.assertEqual(ended + lost, in_tables)
        self.assertEqual(in_tables, collections.Counter(thefts))
        fees = origins_of([end for end in policy["ends"] if end["kind"] in ("fee", "residue")])
        for label, amount in lost.items():
            self.assertLessEqual(amount, fees[label], "only fees are left out")
        if any(lost.values()):
            self.assertTrue(any("not drawn" in note for note in flow["notes"]), flow["notes"])

    def test_the_picture_goes_from_the_thefts_over_links_to_nine_bank_accounts(self):
        svg, html = self.folder / "robbery.svg", self.folder / "robbery.html"
        words = ("trace", "forward", "--from", f"{XRP_THEFT}=the XRP,{ETHER_THEFT}=the ether", "--links",
                 ROBBERY / "links.csv", "--policy", "fifo", "--svg", svg, "--html", html, "--notice", "Invented.")
        self.pelf(*words, status=None)
        texts = texts_of(svg)
        for account in range(1, 10):
            self.assertTrue(any(f"CN-{account}" in text for text in texts), account)
        self.assertTrue(any(re.fullmatch(r"[0-9.]+ % of the XRP", text) for text in texts), texts)
        self.assertIn("480 USD", texts, "the gift card is of 48,000 cents")
        self.assertTrue(any("link asserted" in text for text in texts), texts)
        page = html.read_text(encoding="utf-8")
        self.assertIn("<svg", page)
        self.assertIn("Invented.", page)
        self.assertIn("asserted: somebody says so", page)
        self.assertNotIn("<script", page)
        once = svg.read_bytes()
        self.pelf(*words, status=None)
        self.assertEqual(svg.read_bytes(), once, "the same every time")
        refused = self.pelf("trace", "forward", "--from", XRP_THEFT, "--policy", "poison", "--svg", svg, status=INPUT)
        self.assert_says(refused, "any but poison")

    def test_an_account_ledger_alone_is_drawn_too(self):
        svg = self.folder / "xrp.svg"
        self.pelf("trace", "forward", "--from", XRP_THEFT, "--policy", "fifo", "--svg", svg, status=None)
        texts = texts_of(svg)
        self.assertTrue(any("% of the theft" in text for text in texts), texts)
        self.assertTrue(any("hop" in text for text in texts), texts)

    def test_backward_the_sources_stand_at_the_left(self):
        server = self.serve()
        for place in (f"{THEFT}:0", "bank:OUT-1:0"):
            document, flow = self.flow(server, "backward", **{"from": place, "policy": ["lifo"]})
            nodes = {node["id"]: node for node in flow["nodes"]}
            start = [node for node in flow["nodes"] if node["kind"] == "start"]
            self.assertEqual(len(start), 1)
            self.assertEqual(start[0]["amount"], document["from"][0]["amount"])
            into = sum(int(line["amount"]) for line in flow["lines"] if line["to"] == start[0]["id"])
            self.assertEqual(into, int(start[0]["amount"]), place)
            sources = [node for node in flow["nodes"] if not any(line["to"] == node["id"] for line in flow["lines"])]
            self.assertEqual(sum(int(node["amount"]) for node in sources),
                             sum(int(end["amount"]) for end in document["policies"][0]["ends"]))
            for line in flow["lines"]:
                self.assertLess(nodes[line["from"]]["x"], nodes[line["to"]]["x"])
        svg, html = self.folder / "back.svg", self.folder / "back.html"
        self.pelf("trace", "backward", "--from", f"{THEFT}:0", "--svg", svg, "--html", html, status=None)
        self.assertTrue(any(text.startswith("asked for") for text in texts_of(svg)), texts_of(svg))
        self.assertIn("BTC came from", html.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
