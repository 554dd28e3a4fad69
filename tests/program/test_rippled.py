# SPDX-License-Identifier: Apache-2.0
"""A trace on the XRP Ledger without a ledger: a server is asked, and the answer is that of the whole ledger."""
import datetime
import json
import random
import subprocess
import sys
import time
import unittest

from list_server import cut, self_signed, send, stall, status
from program import INPUT, NOTHING_FOUND, ROOT, USAGE, ProgramTest, command, environment
from rippled_server import Rippled, give_error, give_json

sys.path.insert(0, str(ROOT / "demo/robbery"))
from make_robbery import RIPPLE_EPOCH, XrpLedger, xrp_address  # Ledgers are made as the demo's are.

QUICK = ["--pause-ms", "0", "--retry-wait-ms", "1", "--attempts", "3", "--stall-ms", "300", "--quiet"]
SAME = ["ledger", "direction", "lists", "from", "thefts", "policies", "truncated"]
XRP = 1_000_000


def story():
    """The demo's robbery, with more that goes on beside it; the places of its theft."""
    ledger = XrpLedger(93_000_000)
    ledger.balances = {"alpha": 900_000_000 * XRP, "thief": 50 * XRP, "mule": 70_000 * XRP, "second": 10_000 * XRP,
                       "friend": 500 * XRP, "shop": 900 * XRP}
    ledger.pay("alpha", "friend", 1_000 * XRP)
    ledger.pay("friend", "mule", 300 * XRP)
    ledger.pay("mule", "shop", 20 * XRP)
    theft = ledger.pay("alpha", "thief", 1_200_000 * XRP)
    ledger.pay("thief", "mule", 600_000 * XRP)
    ledger.pay("shop", "friend", 100 * XRP)
    ledger.pay("mule", "second", 300_000 * XRP, tag=77)
    ledger.pay("mule", "friend", 250_000 * XRP)
    ledger.pay("thief", "second", 500_000 * XRP, tag=0)
    ledger.pay("friend", "shop", 100_000 * XRP)
    ledger.pay("second", "friend", 5 * XRP)
    ledger.pay("friend", "thief", 400 * XRP)
    ledger.pay("thief", "shop", 90_000 * XRP)
    ledger.pay("shop", "alpha", 30_000 * XRP)
    return ledger, f"{theft}:0"


def busy_ledger(seed, payments=250, people=14):
    """Payments at random; the place of one early on."""
    chance = random.Random(seed)
    ledger = XrpLedger(70_000_000)
    ledger.balances = {f"p{number}": chance.randrange(100, 9_000) * XRP for number in range(people)}
    places = []
    while len(places) < payments:
        payer, payee = chance.sample(sorted(ledger.balances), 2)
        most = ledger.balances[payer] - 10
        if most < 100:
            continue
        tag = chance.choice([None] * 6 + [0, 7])
        places.append(ledger.pay(payer, payee, chance.randrange(1, most // chance.choice([1, 2, 9]) + 1), tag=tag))
    return ledger, f"{chance.choice(places[:40])}:0"


def ledgers_of(ledger):
    return [one["ledger"] for one in ledger.ledgers]


class Source(ProgramTest):
    def serve(self, ledger, **options):
        ledgers = ledgers_of(ledger) if isinstance(ledger, XrpLedger) else ledger
        server = Rippled(ledgers, **options)
        self.addCleanup(server.publisher.stop)
        return server

    def ask(self, server, place, *words, status=NOTHING_FOUND, home=None):
        words = [*words] if "--requests" in words else [*words, "--requests", "1000000"]
        return self.pelf("trace", "forward", "--from", place, "--source", server.source, *QUICK, "--json", *words,
                         status=status, home=home)

    def whole(self, ledger, place, *words, status=NOTHING_FOUND):
        home = self.folder / "whole"
        if not (home / "ledgers/xrpl").exists():
            path = self.folder / "ledgers.jsonl"
            ledgers = ledgers_of(ledger) if isinstance(ledger, XrpLedger) else ledger
            path.write_text("".join(json.dumps({"ledger": one}) + "\n" for one in ledgers))
            self.pelf("ledger", "ingest", "xrpl", "--ledgers", path, home=home, status=None)
        return self.pelf("trace", "forward", "--from", place, "--json", *words, status=status, home=home).json()

    def assert_same(self, answer, whole, keys=SAME):
        for key in keys:
            self.assertEqual(answer[key], whole[key], key)


class SameAnswer(Source):
    def test_as_of_a_day_it_is_equal_too(self):
        ledger, theft = story()
        server = self.serve(ledger)
        self.whole(ledger, theft)
        seen = set()
        for one in ledgers_of(ledger):
            closed = int(one["close_time"]) + RIPPLE_EPOCH
            day = datetime.datetime.fromtimestamp(closed, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            whole = self.pelf("trace", "forward", "--from", theft, "--json", "--as-of", day, status=None,
                              home=self.folder / "whole")
            asked = self.ask(server, theft, "--as-of", day, status=whole.status)
            if whole.status == INPUT:
                continue
            self.assert_same(asked.json(), whole.json(), ("policies", "from", "thefts"))
            seen.add(json.dumps(whole.json()["policies"]))
        self.assertGreater(len(seen), 2)

    def test_every_policy_is_equal_to_that_over_the_whole_ledger(self):
        ledger, theft = story()
        for spelling in (1, 2):
            for words in ([], ["--merge-tags"], ["--through-services"], ["--hops", "2"], ["--follow-fees"],
                          ["--transactions", "4"]):
                with self.subTest(spelling=spelling, words=words):
                    server = self.serve(ledger, spelling=spelling)
                    answer = self.ask(server, theft, *words).json()
                    self.assert_same(answer, self.whole(ledger, theft, *words))
                    source = answer["source"]
                    self.assertTrue(source["complete"])
                    self.assertIsNone(source["stopped_by"])
                    self.assertEqual(source["requests"], len(server.asked))
                    self.assertEqual((source["open_accounts"], source["breaks"], source["flaws"]), (0, 0, 0))
                    self.assertEqual(source["tip_height"], server.height)
                    self.assertEqual(source["histories_from"], server.first)

    def test_only_accounts_that_traced_money_came_to_are_asked(self):
        ledger, theft = story()
        server = self.serve(ledger)
        self.ask(server, theft, "--policy", "fifo", "--hops", "1")
        asked = {parameters["account"] for parameters in server.asked_of("account_tx")}
        self.assertIn(xrp_address("thief"), asked)
        self.assertNotIn(xrp_address("alpha"), asked)
        self.assertNotIn(xrp_address("second"), asked, "a tagged payment ends there")

    def test_random_ledgers(self):
        for seed in range(6):
            ledger, theft = busy_ledger(seed)
            with self.subTest(seed=seed):
                self.folder = self.folder / f"round-{seed}"
                self.folder.mkdir()
                self.home = self.folder / "home"
                words = ["--merge-tags"] if seed % 2 else []
                server = self.serve(ledger, page=random.Random(seed).choice([3, 10, 200]))
                answer = self.ask(server, theft, *words).json()
                self.assert_same(answer, self.whole(ledger, theft, *words))
                self.assertTrue(answer["source"]["complete"])

    def test_the_demos_robbery(self):
        ledgers = [json.loads(line)["ledger"] for line in (ROOT / "demo/robbery/xrp.jsonl").read_text().splitlines()]
        theft = f"xrpl:{ledgers[0]['transactions'][0]['hash']}:0"
        answer = self.ask(self.serve(ledgers), theft).json()
        self.assert_same(answer, self.whole(ledgers, theft))
        ends = {end["account"].rpartition(":")[2]: end["kind"] for end in answer["policies"][0]["ends"]}
        self.assertEqual((ends["77"], ends["0"]), ("service", "service"), "tag 0 is a tag")

    def test_lists_name_and_stop_as_with_a_ledger(self):
        ledger, theft = story()
        house = self.folder / "house.csv"
        house.write_text("id,field,value,note\nX-2,name,Shop (invented),\nX-2,type,entity,\nX-2,category,exchange,\n"
                         f"X-2,wallet,xrpl:{xrp_address('shop')},\n")
        for home in (self.home, self.folder / "whole"):
            self.pelf("lists", "import", "--source", "pelf-csv", house, "--published", "2025-02-16", home=home)
        server = self.serve(ledger)
        answer = self.ask(server, theft).json()
        self.assert_same(answer, self.whole(ledger, theft))
        self.assertIn("Shop (invented)", {end["tag"] for end in answer["policies"][2]["ends"]})
        asked = {parameters["account"] for parameters in server.asked_of("account_tx")}
        self.assertNotIn(xrp_address("shop"), asked)

    def test_over_a_secure_connection(self):
        certificate = self_signed(self.folder)
        if certificate is None:
            self.skipTest("there is no openssl program")
        ledger, theft = story()
        server = self.serve(ledger, certificate=certificate)
        answer = self.ask(server, theft, "--ca-file", certificate[0]).json()
        self.assert_same(answer, self.whole(ledger, theft))
        self.assert_says(self.ask(server, theft, status=INPUT, home=self.folder / "other"), "no secure connection")

    def test_for_people_it_says_whom_it_asked(self):
        ledger, theft = story()
        server = self.serve(ledger, page=2)
        run = self.pelf("trace", "forward", "--from", theft, "--source", server.source, *QUICK)
        self.assertIn("the source's word", run.out)
        self.assertNotIn("INCOMPLETE", run.out)
        run = self.pelf("trace", "forward", "--from", theft, "--source", server.source, *QUICK, "--requests", "8",
                        home=self.folder / "other")
        self.assertIn("TRUNCATED", run.out)


class Kept(Source):
    def test_a_second_run_asks_for_the_tip_alone(self):
        ledger, theft = story()
        server = self.serve(ledger, page=2)
        first = self.ask(server, theft).json()
        asked = [json.dumps(one) for one in server.asked]
        self.assertEqual(len(set(asked)), len(asked), "something was asked twice")
        self.assertGreater(sum("marker" in one for one in asked), 3)
        second = self.ask(server, theft).json()
        self.assertEqual([what for what, _ in server.asked[len(asked):]], ["ledger"])
        self.assert_same(second, first)

    def test_when_the_tip_has_moved_only_what_is_new_is_asked(self):
        ledger, theft = story()
        whole = self.whole(ledger, theft)
        server = self.serve(ledger, height=93_000_006, page=3)
        self.ask(server, theft)
        before = len(server.asked)
        server.height = max(server.headers)
        answer = self.ask(server, theft).json()
        self.assert_same(answer, whole)
        for method, parameters in server.asked[before:]:
            if method == "account_tx" and parameters["account"] == xrp_address("thief"):
                self.assertGreater(parameters["ledger_index_min"], 93_000_006)

    def test_killed_at_any_moment_it_goes_on(self):
        chance = random.Random(7)
        ledger, theft = busy_ledger(3, payments=400)
        server = self.serve(ledger, page=2)
        words = ["trace", "forward", "--from", theft, "--source", server.source, *QUICK, "--json", "--requests",
                 "1000000"]
        began = time.monotonic()
        calm = self.pelf(*words, home=self.folder / "calm").json()
        seconds = time.monotonic() - began
        calm_requests = len(server.asked)
        kills = self.kill_until_done(words, seconds * 0.3, chance)
        self.assertGreater(kills, 2)
        before = len(server.asked)
        self.assert_same(self.pelf(*words).json(), calm)
        # Each kill costs one question at most, and the tip.
        self.assertLessEqual(before - calm_requests, calm_requests + 3 * (kills + 1))

    def test_whatever_is_cut_off_or_damaged_is_asked_again(self):
        ledger, theft = story()
        server = self.serve(ledger, page=3)
        first = self.ask(server, theft).json()
        kept = next(self.home.glob("sources/rippled/*/answers"))
        whole = kept.read_bytes()
        chance = random.Random(3)
        for _ in range(12):
            kept.write_bytes(self.damaged(whole, chance))
            again = self.ask(server, theft).json()
            self.assert_same(again, first)
            self.assertGreater(again["source"]["requests"], 1)
        kept.write_bytes(b"something else" * 10)
        self.assert_says(self.ask(server, theft, status=INPUT), "delete the file")

    def test_one_server_is_kept_apart_from_another(self):
        ledger, theft = story()
        one, other = self.serve(ledger), self.serve(ledger)
        self.ask(one, theft)
        self.ask(other, theft)
        self.assertGreater(len(other.asked), 2)
        self.assertEqual(len(list(self.home.glob("sources/rippled/*/answers"))), 2)


class Limits(Source):
    def test_too_few_requests_give_a_truncated_answer_that_the_next_run_completes(self):
        ledger, theft = story()
        server = self.serve(ledger, page=3)
        answer = self.ask(server, theft, "--requests", "8", "--policy", "fifo,haircut").json()
        self.assertTrue(answer["truncated"])
        self.assertIn("source", answer["policies"][0]["limits"])
        self.assertEqual(answer["source"]["stopped_by"], "requests")
        self.assertFalse(answer["source"]["complete"])
        self.assertGreater(answer["source"]["open_accounts"], 0)
        self.assertIn("limit", {end["kind"] for end in answer["policies"][0]["ends"]})
        for policy in answer["policies"]:
            self.assertEqual(policy["total"], str(1_200_000 * XRP), policy["policy"])
        self.assertLessEqual(len(server.asked), 9)
        for _ in range(20):
            answer = self.ask(server, theft, "--requests", "8", "--policy", "fifo,haircut").json()
            if answer["source"]["complete"]:
                break
        self.assert_same(answer, self.whole(ledger, theft, "--policy", "fifo,haircut"))

    def test_policies_that_keep_money_together_go_first(self):
        ledger, theft = busy_ledger(1)
        answer = self.ask(self.serve(ledger), theft, "--requests", "8", "--policy", "poison,haircut,fifo").json()
        self.assertEqual([one["policy"] for one in answer["policies"]], ["poison", "haircut", "fifo"])
        self.assertEqual(answer["source"]["stopped_by"], "requests")

    def test_what_a_source_cannot_do_is_refused(self):
        ledger, theft = story()
        server = self.serve(ledger)
        run = self.ask(server, theft.removeprefix("xrpl:"), status=USAGE)
        self.assert_says(run, "esplora:")
        run = self.pelf("trace", "forward", "--from", theft, "--source", "esplora:http://127.0.0.1:1", status=USAGE)
        self.assert_says(run, "rippled:")
        self.assert_says(self.ask(server, f"xrpl:{'0' * 64}:0", status=INPUT), "does not have transaction")
        self.assert_says(self.ask(server, f"{theft[:-1]}9", status=INPUT), "transfers 0 to")
        for source in ("rippled:ftp://127.0.0.1/", "rippled:", "rippled:http://127.0.0.1:1/"):
            run = self.pelf("trace", "forward", "--from", theft, "--source", source, *QUICK, status=None)
            self.assertIn(run.status, (USAGE, INPUT), source)

    def test_one_process_at_a_time(self):
        ledger, theft = story()
        server = self.serve(ledger)
        server.lies.append(lambda method, _: (lambda handler: time.sleep(1.5)) if method == "tx" else None)
        words = command(self.home, "trace", "forward", "--from", theft, "--source", server.source, "--stall-ms", "5000",
                        "--quiet")
        process = subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not server.asked_of("tx"):
                time.sleep(0.01)
            self.assert_says(self.ask(server, theft, status=INPUT), "is writing here")
        finally:
            process.kill()
            process.wait()


class Faults(Source):
    """What passes is waited for; what does not, and what is false, is said and ends the trace."""

    def setUp(self):
        super().setUp()
        self.ledger, self.theft = story()
        self.server = self.serve(self.ledger, page=4)
        self.homes = 0

    def lie_once(self, wanted, *lies):
        """Each instead of one answer about an account (or to another method), then the truth."""
        left = list(lies)
        self.server.lies[:] = [lambda method, _: left.pop(0) if method == wanted and left else None]

    def change(self, wanted, edit):
        """The true answer to a method, edited."""
        def lie(method, parameters):
            if method != wanted:
                return None
            result = json.loads(json.dumps(self.server.result(method, parameters)))
            edit(result)
            return give_json({"result": result})
        self.server.lies[:] = [lie]

    def fresh(self):
        self.homes += 1
        return self.folder / f"home-{self.homes}"

    def refused(self, *says):
        run = self.ask(self.server, self.theft, status=INPUT, home=self.fresh())
        self.assert_says(run, *says)
        self.assertEqual(run.out, "", "nothing is answered")

    def passes(self):
        answer = self.ask(self.server, self.theft, home=self.fresh()).json()
        self.assert_same(answer, self.whole(self.ledger, self.theft))

    def test_a_server_that_is_busy_is_asked_again(self):
        for method in ("ledger", "tx", "account_tx"):
            for code in (429, 500, 502, 503, 504):
                self.lie_once(method, status(code), status(code))
                self.passes()
            for word in ("slowDown", "tooBusy", "noNetwork", "notSynced"):
                self.lie_once(method, give_error(word), give_error(word))
                self.passes()
            self.lie_once(method, cut(b"{" * 100, 50), stall(b" " * 100, 1))
            self.passes()

    def test_a_server_that_stays_away_is_given_up_and_what_came_is_kept(self):
        self.change("account_tx", lambda result: None)
        count = [0]

        def lie(method, _):
            count[0] += method == "account_tx"
            return status(503) if method == "account_tx" and count[0] > 3 else None
        self.server.lies[:] = [lie]
        home = self.fresh()
        self.assert_says(self.ask(self.server, self.theft, status=INPUT, home=home), "status 503", "asked 3 times")
        asked = len(self.server.asked)
        self.server.lies.clear()
        answer = self.ask(self.server, self.theft, home=home).json()
        self.assert_same(answer, self.whole(self.ledger, self.theft))
        self.assertFalse(any(method == "tx" for method, _ in self.server.asked[asked:]))

    def test_a_server_is_left_alone_as_long_as_it_asks(self):
        self.lie_once("account_tx", status(429, Retry_After="1"))
        began = time.monotonic()
        self.passes()
        self.assertGreaterEqual(time.monotonic() - began, 1)
        self.lie_once("account_tx", status(429, Retry_After="7200"))
        self.refused("status 429", "7200 s")

    def test_whatever_is_no_answer_is_said_to_be_none(self):
        good = json.dumps({"result": self.server.result("ledger", {})}).encode()
        for method in ("ledger", "tx", "account_tx"):
            for body in (b"", b"<html>", b"[]", b"{}", b'{"result":{}}', b'{"result":[]}', b'{"result":{"validated":true}}',
                         good[:len(good) // 2]):
                self.lie_once(method, lambda handler, body=body: send(handler, body))
                self.refused("")
        self.lie_once("tx", status(404))
        self.refused("")
        self.lie_once("account_tx", status(403))
        self.refused("status 200, found 403")

    def test_a_transaction_without_metadata_is_never_one_that_moved_nothing(self):
        self.change("account_tx", lambda result: [one.pop("meta") for one in result["transactions"]])
        self.refused("no metadata")
        self.change("tx", lambda result: result.pop("meta"))
        self.refused("no metadata")
        self.change("account_tx", lambda result: [one["meta"].pop("AffectedNodes") for one in result["transactions"]])
        self.refused("metadata")
        self.change("account_tx", lambda result: [one["tx"].pop("hash") for one in result["transactions"]])
        self.refused("hash")

    def test_what_is_not_validated_is_refused(self):
        for method in ("ledger", "tx"):
            self.change(method, lambda result: result.update(validated=False))
            self.refused("validated")
        self.change("account_tx", lambda result: result.update(validated=False))
        self.refused("validated")
        self.change("account_tx", lambda result: [one.update(validated=False) for one in result["transactions"]])
        self.refused("validated")

    def test_a_marker_that_comes_again_ends_the_asking(self):
        def edit(result):
            result["marker"] = {"ledger": 93_000_003, "seq": 0}
        self.change("account_tx", edit)
        self.refused("repeats itself")
        self.change("account_tx", lambda result: result.update(marker="x" * 5_000))
        self.refused("marker")

    def test_a_history_in_another_order_is_refused(self):
        self.change("account_tx", lambda result: result["transactions"].reverse())
        self.refused("not in order")

    def test_a_server_that_deletes_what_has_not_been_seen_is_found(self):
        def edit(result):
            if len(self.server.asked_of("account_tx")) > 1:
                result.update(ledger_index_min=self.server.height, transactions=[])
        self.change("account_tx", edit)
        self.server.page = 1
        self.refused("full history")

    def test_a_history_that_lacks_a_transaction_is_found(self):
        """An empty history, and one without a payment that is known from elsewhere."""
        self.change("account_tx", lambda result: result.update(transactions=[], marker=None) or result.pop("marker"))
        self.refused("lacks transaction")
        self.change("account_tx", lambda result: result["transactions"].pop() if len(result["transactions"]) > 1 else None)
        self.refused("not to be trusted")

    def test_a_history_with_a_gap_that_nobody_else_knows_of_is_said_to_be_incomplete(self):
        gone = next(one for one in self.server.transactions if one[0] == 93_000_005)  # Shop to friend.
        for history in self.server.by_account.values():
            if gone in history:
                history.remove(gone)
        answer = self.ask(self.server, self.theft).json()
        self.assertGreater(answer["source"]["breaks"], 0)
        self.assertFalse(answer["source"]["complete"])

    def test_another_answer_than_that_asked_for_is_found(self):
        self.change("account_tx", lambda result: result.update(account=xrp_address("alpha")))
        self.refused("not to be trusted")
        other = self.server.transactions[0][2]
        self.server.lies[:] = [lambda method, _: give_json({"result": self.server.result(
            "tx", {"transaction": other})}) if method == "tx" else None]
        self.refused("not to be trusted", other)
        self.change("account_tx", lambda result: result.update(ledger_index_max=result["ledger_index_max"] + 1))
        self.refused("not to be trusted")

    def test_a_server_behind_the_tip_is_asked_again(self):
        """Behind one address stand several, and not all have the last ledgers yet."""
        left = [2]

        def lie(method, parameters):
            if method != "account_tx" or left[0] == 0:
                return None
            left[0] -= 1
            self.server.height, height = 93_000_004, self.server.height
            result = self.server.result(method, parameters)
            self.server.height = height
            return give_json({"result": result})
        self.server.lies[:] = [lie]
        self.passes()
        self.assertEqual(left, [0])

    def test_a_server_without_the_history_is_refused_or_says_from_where_on(self):
        seed = self.server.by_hash[self.theft.split(":")[1]][0]
        self.server.first = seed + 1
        self.refused("does not have transaction")
        self.server.first = seed
        answer = self.ask(self.server, self.theft, home=self.fresh()).json()
        self.assertEqual(answer["source"]["histories_from"], seed)
        # What was there before is in the metadata of what came after: ends and amounts are the same.
        self.assert_same(answer, self.whole(self.ledger, self.theft))
        # The transaction is there and the accounts' history is not.
        self.change("account_tx", lambda result: result.update(
            ledger_index_min=seed + 2,
            transactions=[one for one in result["transactions"] if one["tx"]["ledger_index"] >= seed + 2]))
        self.refused("full history")
        for word in ("lgrIdxMalformed", "lgrIdxsInvalid", "lgrNotFound"):
            self.lie_once("account_tx", give_error(word))
            self.refused(word, "full history")
        self.lie_once("account_tx", give_error("actMalformed"))
        self.refused("actMalformed")


def real_ledgers():
    """Runs of ledgers of the shared data, whole with their metadata: of 2013 to 2017, and one of 2019 with all of its header."""
    data = ROOT.parent / "shared/data/ledgers/xrp"
    found = {}
    for path in [*sorted((data / "rippled-historical-database/test/mock/ledgers").glob("*.json")),
                 data / "ripple-explorer/Ledger/test/mockLedger.json"]:
        answer = json.loads(path.read_text()) if path.exists() else {}
        ledger = answer.get("result", answer)
        ledger = ledger.get("ledger", ledger)
        if ledger.get("transactions") and all(isinstance(one, dict) for one in ledger["transactions"]):
            found[int(ledger["ledger_index"])] = ledger
    runs = []
    for index in sorted(found):
        if index - 1 in found and runs:
            runs[-1].append(found[index])
        else:
            runs.append([found[index]])
    return runs


class RealLedgers(Source):
    def test_equal_to_the_ledgers_ingested(self):
        runs = [run for run in real_ledgers() if sum(len(one["transactions"]) for one in run) > 10]
        if not runs:
            self.skipTest("the shared data is not here")
        chance = random.Random(20150114)
        top = self.folder
        proven_tips = 0
        for number, ledgers in enumerate(runs):
            self.folder = top / str(number)
            self.folder.mkdir()
            self.home = self.folder / "home"
            server = self.serve(ledgers, spelling=1 + number % 2, page=chance.choice([3, 7, 200]))
            for one in chance.sample(server.transactions, 4):
                place = f"xrpl:{one[2]}"
                words = chance.choice([[], ["--merge-tags"], ["--stop-at-swaps"]])
                with self.subTest(place=place, words=words):
                    whole = self.whole(ledgers, place, *words, status=None)
                    answer = self.ask(server, place, *words, status=None).json()
                    for policy in (*answer["policies"], *whole["policies"]):
                        policy["swaps"].sort(key=json.dumps)
                    self.assert_same(answer, whole)
                    source = answer["source"]
                    self.assertEqual(source["ids_proven"], source["transactions"])
                    self.assertEqual((source["open_accounts"], source["breaks"]), (0, 0))
                    proven_tips += source["tip_proven"]
        self.assertGreater(proven_tips, 0)


class OverLinks(Source):
    def test_money_goes_on_where_a_link_leads_on_the_ledger_that_is_asked(self):
        """Out of the exchange it comes again, on another account: the server is asked about that one too."""
        ledger, theft = story()
        paid_in = next(one["ledger"]["transactions"][0] for one in ledger.ledgers
                       if one["ledger"]["transactions"][0].get("DestinationTag") == 0)
        paid_out = next(one["ledger"]["transactions"][0] for one in ledger.ledgers
                        if one["ledger"]["transactions"][0]["Account"] == xrp_address("second"))
        links = self.folder / "links.csv"
        links.write_text("id,kind,standing,from_place,from_amount,to_place,to_account,to_asset,to_amount,source\n"
                         f"L1,withdrawal,asserted,xrpl:{paid_in['hash']}:0,{paid_in['Amount']},"
                         f"xrpl:{paid_out['hash']}:0,,,{paid_out['Amount']},Exchange Two\n")
        answer = self.ask(self.serve(ledger), theft, "--links", links).json()
        self.assert_same(answer, self.whole(ledger, theft, "--links", links), [*SAME, "links", "unused_links"])
        self.assertTrue(any(policy["crossings"] for policy in answer["policies"]))


if __name__ == "__main__":
    unittest.main()
