# SPDX-License-Identifier: Apache-2.0
"""A trace without a ledger: an Esplora server is asked, and the answer is that of the whole ledger."""
import json
import pathlib
import random
import subprocess
import time
import unittest

from esplora_server import Esplora, give, give_json
from list_server import cut, in_turn, self_signed, send, stall, status
from program import (BLOCKS, FOUND, INPUT, NOTHING_FOUND, THEFT, THEFT_PLACES, USAGE, ProgramTest, best_chain,
                     command, environment, read_blocks)

QUICK = ["--pause-ms", "0", "--retry-wait-ms", "1", "--attempts", "3", "--stall-ms", "300", "--quiet"]
CONSERVING = "fifo,lifo,tiho,tilo,dirty-first,clean-first"
# What an answer says, whoever was asked.
SAME = ["ledger", "network", "direction", "height", "tip", "tip_time", "lists", "from", "policies", "destinations",
        "truncated"]


EVERYTHING = "to the end"


def with_limits(words):
    """Few hops where the test does not say how many: further on exchanges gather hundreds of deposits
    in one transaction, and each of these is a question."""
    if EVERYTHING in words:
        words = [word for word in words if word != EVERYTHING]
    else:
        words = [*words] if "--hops" in words else [*words, "--hops", "2"]
    return words if "--requests" in words else [*words, "--requests", "1000000"]


class Source(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.chain = best_chain(read_blocks())[0]

    def setUp(self):
        super().setUp()
        self.ledger = self.folder / "ledger"

    def serve(self, **options):
        server = Esplora(self.chain, **options)
        self.addCleanup(server.publisher.stop)
        return server

    def ask(self, server, *words, places=THEFT_PLACES, policy="fifo", status=NOTHING_FOUND, home=None):
        return self.pelf("trace", "forward", "--from", places, "--policy", policy, "--source", server.source,
                         *QUICK, "--json", *with_limits(words), status=status, home=home)

    def whole(self, *words, places=THEFT_PLACES, policy="fifo", status=NOTHING_FOUND):
        if not self.ledger.exists():
            self.ingest(BLOCKS, home=self.ledger)
        words = with_limits(words)
        words = words[:-2] if words[-2] == "--requests" else words
        return self.pelf("trace", "forward", "--from", places, "--policy", policy, "--json", *words, status=status,
                         home=self.ledger).json()

    def assert_same(self, answer, whole, keys=SAME):
        for key in keys:
            self.assertEqual(answer[key], whole[key], key)


class SameAnswer(Source):
    def test_every_policy_is_equal_to_that_over_the_whole_ledger(self):
        server = self.serve()
        answer = self.ask(server, "--hops", "5", "--paths", "3", policy="all").json()
        self.assert_same(answer, self.whole("--hops", "5", "--paths", "3", policy="all"))
        source = answer["source"]
        self.assertTrue(source["complete"])
        self.assertIsNone(source["stopped_by"])
        self.assertEqual(source["requests"], len(server.paths))
        self.assertEqual((source["tip_height"], source["open_outputs"]), (485, 0))
        self.assertGreater(source["transactions"], 70)

    def test_to_the_end_it_is_equal_too(self):
        """Without a limit on hops poison and haircut read all there is, in place of walking."""
        chance = random.Random(20250222)
        server = self.serve()
        late = sorted(txid for txid, place in server.places.items() if place[0].height >= 472)
        for txid in chance.sample(late, 4):
            words = [EVERYTHING]
            answer = self.ask(server, *words, places=f"{txid}:0", policy="all").json()
            self.assert_same(answer, self.whole(*words, places=f"{txid}:0", policy="all"))
            self.assertFalse(answer["truncated"])

    def test_lists_name_and_stop_as_with_a_ledger(self):
        self.import_lists()
        server = self.serve()
        answer = self.ask(server, "--hops", "4", policy=CONSERVING, status=FOUND).json()
        self.home, home = self.ledger, self.home
        self.ingest(BLOCKS)
        self.import_lists()
        self.home = home
        self.assert_same(answer, self.whole("--hops", "4", policy=CONSERVING, status=FOUND))
        self.assertTrue(any(end["tag"] for end in answer["policies"][0]["ends"]))

    def test_limits_on_the_way_are_those_of_the_ledger(self):
        server = self.serve()
        for words in (["--hops", "3"], ["--transactions", "7"], ["--haircut-floor", "20000"],
                      ["--ends-from", "10000000"]):
            with self.subTest(words):
                answer = self.ask(server, *words, policy="haircut,fifo,lifo").json()
                self.assert_same(answer, self.whole(*words, policy="haircut,fifo,lifo"))

    def test_seeds_downstream_of_one_another(self):
        """The second seed's transaction is asked for before it is known that the first leads there."""
        whole = self.whole("--hops", "2")
        later = next(end["place"] for end in whole["policies"][0]["ends"] if end["kind"] == "limit")
        places = f"{THEFT}:0=first,{later}=second,{THEFT}:1=first"
        answer = self.ask(self.serve(), places=places, policy=CONSERVING).json()
        self.assert_same(answer, self.whole(places=places, policy=CONSERVING))

    def test_as_of_shows_the_chain_as_it_stood(self):
        words = ["--as-of", "2025-02-14T06:00:00Z"]
        answer = self.ask(self.serve(), *words, policy=CONSERVING).json()
        self.assert_same(answer, self.whole(*words, policy=CONSERVING), ["policies", "destinations", "truncated"])

    def test_many_places_at_random(self):
        chance = random.Random(20250221)
        server = self.serve()
        txids = sorted(server.places)
        for _ in range(8):
            txid = chance.choice(txids)
            output = chance.randrange(len(server.places[txid][2].values_sat))
            words = ["--transactions", "20", "--hops", "3"]
            answer = self.ask(server, *words, places=f"{txid}:{output}", policy=CONSERVING).json()
            self.assert_same(answer, self.whole(*words, places=f"{txid}:{output}", policy=CONSERVING))

    def test_over_a_secure_connection(self):
        certificate = self_signed(self.folder)
        if certificate is None:
            self.skipTest("there is no openssl program")
        server = self.serve(certificate=certificate)
        answer = self.ask(server, "--ca-file", certificate[0]).json()
        self.assert_same(answer, self.whole())
        run = self.ask(server, status=INPUT, home=self.folder / "other")
        self.assert_says(run, "no secure connection")


class Kept(Source):
    def test_a_second_run_asks_for_the_tip_alone(self):
        server = self.serve()
        first = self.ask(server).json()
        asked = len(server.paths)
        self.assertEqual(len(set(server.paths)), asked, "something was asked twice")
        second = self.ask(server).json()
        self.assertEqual(server.paths[asked:], ["/blocks/tip/height", "/block-height/485"])
        self.assert_same(second, first)
        self.assertEqual(second["source"]["requests"], 2)

    def test_what_was_unspent_is_asked_again_when_the_tip_has_moved(self):
        server = self.serve(height=470)
        self.ask(server, policy=CONSERVING)
        asked = len(server.paths)
        server.height = 485
        answer = self.ask(server, policy=CONSERVING).json()
        self.assert_same(answer, self.whole(policy=CONSERVING))
        again = server.paths[asked:]
        before = set(server.paths[:asked])
        # Old blocks are settled: bytes, headers and proofs of theirs are not asked for again.
        deep = {txid for txid, place in server.places.items() if place[0].height <= 464}
        for path in before.intersection(again):
            txid = path.split("/")[2] if path.startswith("/tx/") else None
            self.assertTrue(txid is None or path.endswith("outspends") or txid not in deep, path)
        self.assertLess(len(again), asked)

    def test_spends_that_are_not_in_a_block_yet_count_as_unspent(self):
        block = self.chain[self.serve().places[THEFT][0].height]
        server = self.serve(height=block.height + 1)
        answer = self.ask(server, "--hops", "4").json()
        self.assertGreater(answer["source"]["unconfirmed_spends"], 0)
        self.assertEqual(answer["height"], server.height)
        self.assertTrue(answer["source"]["complete"])
        self.assertEqual(answer["policies"][0]["total"], "5000000000")

    def test_killed_at_any_moment_it_goes_on(self):
        chance = random.Random(7)
        server = self.serve()
        words = ["trace", "forward", "--from", THEFT_PLACES, "--policy", CONSERVING, "--source", server.source,
                 *QUICK, "--json", "--hops", "2", "--requests", "1000000"]
        began = time.monotonic()
        calm = self.pelf(*words, home=self.folder / "calm").json()
        seconds = time.monotonic() - began
        calm_requests = len(server.paths)
        kills = self.kill_until_done(words, seconds * 0.2, chance)
        self.assertGreater(kills, 2)
        before = len(server.paths)
        self.assert_same(self.pelf(*words).json(), calm)
        # Each kill costs one question at most, and the tip.
        self.assertLess(before - calm_requests, calm_requests + 6 * (kills + 1))

    def test_whatever_is_cut_off_or_damaged_is_asked_again(self):
        server = self.serve()
        first = self.ask(server).json()
        kept = next(self.home.glob("sources/esplora/*/answers"))
        whole = kept.read_bytes()
        chance = random.Random(3)
        for _ in range(12):
            kept.write_bytes(self.damaged(whole, chance))
            again = self.ask(server).json()
            self.assert_same(again, first)
            self.assertGreater(again["source"]["requests"], 2)
            self.assertGreaterEqual(again["source"]["dropped_bytes"], 0)
        kept.write_bytes(b"something else" * 10)
        self.assert_says(self.ask(server, status=INPUT), "delete the file")


class Limits(Source):
    def test_too_few_requests_give_a_truncated_answer_that_the_next_run_completes(self):
        server = self.serve()
        answer = self.ask(server, "--requests", "40").json()
        self.assertTrue(answer["truncated"])
        self.assertIn("source", answer["policies"][0]["limits"])
        self.assertEqual(answer["source"]["stopped_by"], "requests")
        self.assertFalse(answer["source"]["complete"])
        self.assertGreater(answer["source"]["open_outputs"], 0)
        self.assertEqual(answer["policies"][0]["total"], "5000000000")
        self.assertIn("limit", {end["kind"] for end in answer["policies"][0]["ends"]})
        self.assertLessEqual(len(server.paths), 42)
        for _ in range(40):
            answer = self.ask(server, "--requests", "100").json()
            if answer["source"]["complete"]:
                break
        self.assert_same(answer, self.whole())

    def test_the_picture_of_an_incomplete_trace_says_so(self):
        page = self.folder / "page.html"
        run = self.pelf("trace", "forward", "--from", THEFT_PLACES, "--policy", "fifo", "--source",
                        self.serve().source, *QUICK, "--requests", "40", "--html", page)
        self.assertIn("INCOMPLETE", run.out)
        self.assertIn("TRUNCATED", run.out)
        self.assertIn("This trace is not complete", page.read_text(encoding="utf-8"))

    def test_what_a_source_cannot_do_is_refused(self):
        server = self.serve()
        self.assert_says(self.ask(server, "--follow-fees", status=INPUT), "needs a ledger")
        self.assert_says(self.ask(server, "--network", "main", status=INPUT), "the source is on regtest")
        for source in ("http://127.0.0.1:1/", "esplora:ftp://127.0.0.1/", "esplora:"):
            run = self.pelf("trace", "forward", "--from", THEFT_PLACES, "--source", source, status=None)
            self.assertIn(run.status, (USAGE, INPUT), source)
        self.assert_says(self.ask(server, places=f"{'0' * 64}:0", status=INPUT), "does not have transaction")
        self.assert_says(self.ask(server, places=f"{THEFT}:9", status=INPUT), "outputs 0 to")

    def test_one_process_at_a_time(self):
        server = self.serve()
        server.lie(f"/tx/{THEFT}/raw", lambda handler: time.sleep(1.5))
        words = command(self.home, "trace", "forward", "--from", THEFT_PLACES, "--source", server.source,
                        "--stall-ms", "5000", "--quiet")
        process = subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while f"/tx/{THEFT}/raw" not in server.paths:
                time.sleep(0.01)
            self.assert_says(self.ask(server, status=INPUT), "is writing here")
        finally:
            process.kill()
            process.wait()


class Faults(Source):
    """What passes is waited for; what does not, and what is false, is said and ends the trace."""

    def setUp(self):
        super().setUp()
        self.server = self.serve()
        self.path = f"/tx/{THEFT}/outspends"
        self.good = self.server.answer("/api" + self.path)

    def test_a_server_that_is_busy_is_asked_again(self):
        for code in (429, 500, 502, 503, 504):
            self.server.lie(self.path, in_turn(status(code), status(code), self.good))
            self.ask(self.server, home=self.folder / str(code))
        self.server.lie(self.path, in_turn(cut(b"[" * 100, 50), stall(b" " * 100, 1), self.good))
        self.ask(self.server)

    def test_a_server_is_left_alone_as_long_as_it_asks(self):
        self.server.lie(self.path, in_turn(status(429, Retry_After="1"), self.good))
        began = time.monotonic()
        self.ask(self.server)
        self.assertGreaterEqual(time.monotonic() - began, 1)
        self.server.lie(self.path, status(429, Retry_After="7200"))
        run = self.ask(self.server, status=INPUT, home=self.folder / "other")
        self.assert_says(run, "status 429", "7200 s")

    def test_a_server_that_stays_away_is_given_up_and_what_came_is_kept(self):
        self.server.lie(self.path, status(503))
        self.assert_says(self.ask(self.server, status=INPUT), "status 503", "asked 3 times", self.path)
        asked = len(self.server.paths)
        self.server.lies.clear()
        self.ask(self.server)
        self.assertNotIn(f"/tx/{THEFT}/raw", self.server.paths[asked:])
        self.server.publisher.stop()
        self.assert_says(self.ask(self.server, status=INPUT), "nothing listens")
        self.server = self.serve()

    def refused(self, path, answer, *pieces):
        self.server.lies.clear()
        self.server.lie(path, answer)
        run = self.ask(self.server, status=INPUT, home=self.folder / f"home-{random.random()}")
        self.assert_says(run, *pieces)
        self.assertEqual(run.out, "")

    def test_garbage_is_no_answer(self):
        for body in (b"", b"<html>", b"[]", b"{}", b"[1,2]", b"[" * 500, b'[{"spent":true},{"spent":false}]',
                     b"\xff\xfe", b'[{"spent":false}]'):
            self.refused(self.path, give(body), "expected")
        self.refused("/blocks/tip/height", give("a lot"), "height")
        self.refused("/blocks/tip/height", give("99999999999"), "height")
        self.refused("/block-height/0", give("0f91"), "hash")
        self.refused(f"/tx/{THEFT}/status", give_json({"confirmed": "yes"}), "confirmed")
        self.refused(f"/tx/{THEFT}/merkle-proof", give_json({"block_height": 1, "merkle": ["xx"], "pos": 0}),
                     "hexadecimal")
        self.refused(self.path, give(b" " * 10_000_000), "longer than")

    def test_another_network_is_refused(self):
        self.refused("/block-height/0", give("00" * 32), "network that is not read")

    def test_false_bytes_are_found(self):
        raw = f"/tx/{THEFT}/raw"
        data = self.server.places[THEFT][2].data
        other = self.server.places[self.server.spends[THEFT, 0][0]][2]
        self.refused(raw, give(data[:12] + bytes([data[12] ^ 1]) + data[13:]), "not to be trusted", raw)
        self.refused(raw, give(other.data), "not to be trusted", other.txid)
        self.refused(raw, give(data[:-1]), "no transaction")
        self.refused(raw, give(data + b"\0"), "no transaction")
        # Of a transaction that only says what an input is worth, too.
        parent = next(txid for txid, _ in other.spends if txid != THEFT) if len(other.spends) > 1 else None
        if parent:
            self.refused(f"/tx/{parent}/raw", give(data), "not to be trusted")

    def test_a_forged_place_is_found(self):
        path = f"/tx/{THEFT}/merkle-proof"
        send_good = []
        class Catch:
            wfile = type("W", (), {"write": lambda _, body: send_good.append(body), "flush": lambda _: None})()
            def __getattr__(self, _):
                return lambda *_: None
        self.server.answer("/api" + path)(Catch())
        proof = json.loads(b"".join(send_good))
        for change in ({"pos": proof["pos"] ^ 1}, {"merkle": proof["merkle"][1:]},
                       {"merkle": proof["merkle"] + ["00" * 32]},
                       {"merkle": ["00" * 32] + proof["merkle"][1:]}):
            self.refused(path, give_json({**proof, **change}), "Merkle proof does not lead", path)
        self.refused(path, give_json({**proof, "block_height": proof["block_height"] + 1}), "at height")

    def test_false_headers_are_found(self):
        block = self.server.places[THEFT][0]
        path = f"/block/{block.name}/header"
        self.refused(path, give(self.chain[3].data[:80].hex()), "a header of block", self.chain[3].name)
        self.refused(path, give(block.data[:79].hex()), "80 bytes")
        # A block without work: its name is honest and its target is not met.
        header = bytearray(block.data[:80])
        header[72:76] = bytes.fromhex("ffff001d")
        from program import double_sha256
        name = double_sha256(header)[::-1].hex()
        self.refused(f"/tx/{THEFT}/status", give_json({"confirmed": True, "block_height": block.height,
                                                       "block_hash": name}), "404")
        self.server.by_name[name] = type("Made", (), {"data": bytes(header)})()
        self.refused(f"/tx/{THEFT}/status", give_json({"confirmed": True, "block_height": block.height,
                                                       "block_hash": name}), "no proof of work")

    def test_a_false_spender_is_found(self):
        block = self.chain[100]
        other = next(txid for txid, place in self.server.places.items() if place[0] is block)
        said = [{"spent": True, "txid": other, "vin": 0, "status": self.server.status_of(other)}] * 3
        self.refused(self.path, give_json(said), "does not spend it", other)
        spender, number = self.server.spends[THEFT, 0]
        self.refused(self.path, give_json([{"spent": True, "txid": spender, "vin": number + 7,
                                            "status": self.server.status_of(spender)}] * 3), "does not spend it")


if __name__ == "__main__":
    unittest.main()
