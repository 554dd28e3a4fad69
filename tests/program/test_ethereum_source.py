# SPDX-License-Identifier: Apache-2.0
"""A trace on Ethereum without a ledger: a node is asked, and the answer is that of the ledger ingested from it whole."""
import json
import random
import time
import unittest

from anvil import Anvil, find_anvil
from ethereum_server import ETHER, MINER, WRAPPED, EthereumChain, EthereumNode, address, error
from evm_assembler import deployment
from list_server import cut, self_signed, send, stall, status
from program import INPUT, NOTHING_FOUND, ROOT, USAGE, ProgramTest
from test_ethereum_node import FORWARDER, TOKEN, TRY, WILL, call_data

QUICK = ["--pause-ms", "0", "--retry-wait-ms", "1", "--attempts", "3", "--stall-ms", "300", "--quiet"]
SAME = ["ledger", "direction", "lists", "from", "thefts", "policies", "truncated"]
TOKEN_A, TOKEN_B = address("token a"), address("token b")


def story(before="before the first"):
    """A theft of ether and tokens, changed, wrapped, split by a contract; the place of the theft."""
    chain = EthereumChain(before=before,
                          opening={"alpha": 900 * ETHER, "thief": ETHER, "mule": 70 * ETHER, "friend": 500 * ETHER,
                                   "shop": 9 * ETHER, "pool": 800 * ETHER})
    pay = chain.pay
    pay("alpha", "friend", 5 * ETHER)
    pay("friend", TOKEN_A, logs=[(TOKEN_A, "0x" + "00" * 20, "pool", 10 ** 9)])
    pay("friend", "mule", 3 * ETHER)
    pay("mule", "shop", ETHER, joins=True)
    theft = pay("alpha", "thief", 120 * ETHER)
    pay("thief", "mule", 60 * ETHER)
    pay("shop", "friend", ETHER // 2)
    # Ether for a token, in one transaction; some of it goes on at once.
    pay("thief", "pool", 20 * ETHER, logs=[(TOKEN_A, "pool", "thief", 5000)])
    pay("thief", TOKEN_A, logs=[(TOKEN_A, "thief", "friend", 3000)], joins=True)
    pay("thief", WRAPPED, 10 * ETHER, logs=[(WRAPPED, "deposit", "thief", 10 * ETHER)])
    pay("thief", WRAPPED, logs=[(WRAPPED, "thief", "second", 7 * ETHER)])
    pay("second", "thief", 0)
    pay("mule", "router", 30 * ETHER, calls=[("router", "second", 20 * ETHER), ("router", "shop", 9 * ETHER),
                                             ("router", "friend", ETHER, "Reverted")])
    pay("mule", "second", 8 * ETHER, fails=True)
    pay("second", WRAPPED, logs=[(WRAPPED, "second", "withdrawal", 4 * ETHER)],
        calls=[(WRAPPED, "second", 4 * ETHER)])
    pay("friend", TOKEN_A, logs=[(TOKEN_A, "friend", "shop", 1000)])
    pay("second", "friend", 11 * ETHER, joins=True)
    pay("friend", "thief", 2 * ETHER)
    pay("shop", "alpha", 3 * ETHER)
    pay("friend", "0x" + "00" * 20, ETHER)
    chain.opening[address("second")] = ETHER
    return chain, f"ethereum:{theft}"


def busy_chain(seed, payments=160, people=11):
    """Payments, exchanges and wraps at random; the place of one early on."""
    chance = random.Random(seed)
    names = [f"p{number}" for number in range(people)]
    chain = EthereumChain(opening={name: chance.randrange(1, 90) * ETHER for name in names})
    tokens = {(token, name): 0 for token in (TOKEN_A, TOKEN_B, WRAPPED) for name in names}
    places = []
    for _ in range(payments):
        payer, payee = chance.sample(names, 2)
        has = chain.balance(address(payer), chain.height) - 10 ** 9
        if has < 10:
            continue
        value = chance.randrange(1, has // chance.choice([1, 2, 9]) + 1)
        joins = chance.random() < 0.3
        what = chance.random()
        token = chance.choice([TOKEN_A, TOKEN_B])
        if what < 0.4:
            places.append(chain.pay(payer, payee, value, fails=chance.random() < 0.1, joins=joins))
        elif what < 0.55:
            part = value // 3
            calls = [("router", payee, value - part), ("router", chance.choice(names), part)]
            chain.pay(payer, "router", value, calls=[calls[0], (*calls[1], "Reverted")] if part % 2 else calls, joins=joins)
        elif what < 0.7:
            got = chance.randrange(1, 10 ** 6)
            tokens[token, payer] += got
            chain.pay(payer, payee, value, logs=[(token, payee, payer, got)], joins=joins)
        elif what < 0.85:
            has = tokens[token, payer]
            if has:
                moved = chance.randrange(1, has + 1)
                tokens[token, payer] -= moved
                tokens[token, payee] += moved
                chain.pay(payer, token, logs=[(token, payer, payee, moved)], joins=joins)
        elif tokens[WRAPPED, payer] and what < 0.92:
            back = chance.randrange(1, tokens[WRAPPED, payer] + 1)
            tokens[WRAPPED, payer] -= back
            chain.pay(payer, WRAPPED, logs=[(WRAPPED, payer, "withdrawal", back)], calls=[(WRAPPED, payer, back)])
        else:
            tokens[WRAPPED, payer] += value
            chain.pay(payer, WRAPPED, value, logs=[(WRAPPED, "deposit", payer, value)], joins=joins)
    return chain, f"ethereum:{chance.choice(places[:25])}"


class Source(ProgramTest):
    def serve(self, chain, **options):
        node = EthereumNode(chain, **options)
        self.addCleanup(node.publisher.stop)
        return node

    def first(self, node):
        return ["--source-first", node.chain.first]

    def ask(self, node, place, *words, status=NOTHING_FOUND, home=None):
        words = [*words] if "--requests" in words else [*words, "--requests", "1000000"]
        return self.pelf("trace", "forward", "--from", place, "--source", node.source, *self.first(node), *QUICK,
                         "--json", *words, status=status, home=home)

    def whole(self, chain, place, *words, status=NOTHING_FOUND):
        home = self.folder / "whole"
        if not (home / "ledgers/ethereum").exists():
            node = self.serve(chain)
            self.pelf("ledger", "ingest", "ethereum", "--rpc", node.publisher.url("/"), "--first", chain.first, home=home)
        return self.pelf("trace", "forward", "--from", place, "--json", *words, status=status, home=home).json()

    def assert_same(self, answer, whole, keys=SAME):
        for key in keys:
            self.assertEqual(answer[key], whole[key], key)


class SameAnswer(Source):
    def test_every_policy_is_equal_to_that_over_the_whole_ledger(self):
        chain, theft = story()
        for words in ([], ["--through-services"], ["--hops", "2"], ["--follow-fees"], ["--transactions", "4"],
                      ["--stop-at-swaps"]):
            with self.subTest(words=words):
                node = self.serve(chain)
                answer = self.ask(node, theft, *words, home=self.folder / "-".join(["home", *words])).json()
                self.assert_same(answer, self.whole(chain, theft, *words))
                source = answer["source"]
                self.assertEqual(source["kind"], "ethereum")
                # Followed fees come to whoever made the block, who got others that nobody shows.
                breaks = 1 if "--follow-fees" in words else 0
                self.assertEqual(source["complete"], breaks == 0)
                self.assertTrue(source["tip_proven"])
                self.assertEqual((source["open_accounts"], source["breaks"], source["flaws"]), (0, breaks, 0))
                self.assertEqual(source["requests"], node.requests)
                self.assertEqual(source["tip_height"], chain.height)
                self.assertEqual(source["histories_from"], chain.first)
                self.assertEqual(source["ids_proven"], source["transactions"])
                # Nobody is asked about the zero address, which counts as whole.
                self.assertIn(source["balances_checked"], (source["accounts"], source["accounts"] - 1))

    def test_only_accounts_that_traced_money_came_to_are_asked(self):
        chain, theft = story()
        node = self.serve(chain)
        self.ask(node, theft, "--policy", "fifo", "--hops", "1")
        asked = {account for question in node.asked_of("trace_filter") for account in question[0].get("fromAddress", [])}
        self.assertIn(address("thief"), asked)
        self.assertFalse({address("alpha"), address("second"), MINER} & asked)

    def test_random_chains_and_nodes_with_limits(self):
        top = self.folder
        limits = [{}, {"rows": 1}, {"rows": 2, "calls_max": 0}, {"blocks_max": 7}, {"blocks_max": 1, "calls_max": 3},
                  {"rows": 3, "blocks_max": 30, "calls_max": 8}]
        for seed, options in enumerate(limits):
            with self.subTest(seed=seed, options=options):
                self.folder = top / f"round-{seed}"
                self.folder.mkdir()
                self.home = self.folder / "home"
                chain, theft = busy_chain(seed)
                words = ["--stop-at-swaps"] if seed % 2 else []
                answer = self.ask(self.serve(chain, **options), theft, *words).json()
                self.assert_same(answer, self.whole(chain, theft, *words))
                self.assertTrue(answer["source"]["complete"])

    def test_lists_name_and_stop_as_with_a_ledger(self):
        chain, theft = story()
        house = self.folder / "house.csv"
        house.write_text("id,field,value,note\nX-2,name,Shop (invented),\nX-2,type,entity,\nX-2,category,exchange,\n"
                         f"X-2,wallet,ethereum:{address('shop')},\n")
        for home in (self.home, self.folder / "whole"):
            self.pelf("lists", "import", "--source", "pelf-csv", house, "--published", "2025-02-16", home=home)
        node = self.serve(chain)
        answer = self.ask(node, theft).json()
        self.assert_same(answer, self.whole(chain, theft))
        self.assertIn("Shop (invented)", {end["tag"] for end in answer["policies"][2]["ends"]})
        asked = {account for question in node.asked_of("trace_filter") for account in question[0].get("fromAddress", [])}
        self.assertNotIn(address("shop"), asked)

    def test_over_a_secure_connection_and_without_its_key_in_the_answer(self):
        certificate = self_signed(self.folder)
        if certificate is None:
            self.skipTest("there is no openssl program")
        chain, theft = story()
        node = self.serve(chain, certificate=certificate)
        answer = self.pelf("trace", "forward", "--from", theft, "--source", node.source + "v3/SECRET", *self.first(node),
                           *QUICK, "--json", "--ca-file", certificate[0]).json()
        self.assert_same(answer, self.whole(chain, theft))
        self.assertNotIn("SECRET", json.dumps(answer))
        self.assertIn("127.0.0.1", answer["source"]["url"])

    def test_for_people_it_says_whom_it_asked(self):
        chain, theft = story()
        node = self.serve(chain)
        run = self.pelf("trace", "forward", "--from", theft, "--source", node.source, *self.first(node), *QUICK)
        self.assertIn("the source's word", run.out)
        self.assertIn("staking", run.out)
        self.assertNotIn("INCOMPLETE", run.out)
        run = self.pelf("trace", "forward", "--from", theft, "--source", node.source, *self.first(node), *QUICK,
                        "--requests", "12", home=self.folder / "other")
        self.assertIn("TRUNCATED", run.out)
        self.assertIn("INCOMPLETE", run.out)


class Kept(Source):
    def test_a_second_run_asks_for_chain_and_tip_alone(self):
        chain, theft = story()
        node = self.serve(chain, rows=2)
        first = self.ask(node, theft).json()
        asked = [json.dumps(one) for one in node.asked]
        self.assertEqual(len(set(asked)), len(asked), "something was asked twice")
        self.assertEqual(sum("trace_transaction" in one for one in asked), first["source"]["transactions"])
        second = self.ask(node, theft).json()
        self.assertEqual([what for what, _ in node.asked[len(asked):]], ["eth_chainId", "eth_getBlockByNumber"])
        self.assert_same(second, first)
        self.assertEqual(second["source"]["balances_checked"], first["source"]["balances_checked"])

    def test_when_the_tip_has_moved_only_what_is_new_is_asked(self):
        chain, theft = story()
        node = self.serve(chain, final=chain.first + 8)
        self.ask(node, theft)
        before = len(node.asked)
        node.final = chain.height
        answer = self.ask(node, theft).json()
        self.assert_same(answer, self.whole(chain, theft))
        self.assertTrue(answer["source"]["complete"])
        for method, parameters in node.asked[before:]:
            if method == "trace_filter" and address("thief") in str(parameters):
                self.assertGreater(int(parameters[0]["fromBlock"], 16), chain.first + 8)

    def test_what_is_not_final_counts_as_not_there(self):
        chain, theft = story()
        height = next(at for at, block in enumerate(chain.blocks) for one, _, _ in block["transactions"] if one["hash"] in theft)
        node = self.serve(chain, final=chain.first + height - 1)
        self.assert_says(self.ask(node, theft, status=INPUT), "final", "ask again later")
        node.final = chain.first + height
        answer = self.ask(node, theft).json()
        self.assertEqual({(end["kind"], end["account"].lower()) for end in answer["policies"][0]["ends"]},
                         {("unspent", address("thief"))})
        # A depth that is named, where the node does not say what is final.
        node.lies.append(lambda method, parameters: error(-39001, "unknown block") if "finalized" in parameters else None)
        self.assert_says(self.ask(node, theft, status=INPUT), "--settled-depth", "unknown block")
        deep = self.ask(node, theft, "--settled-depth", chain.height - chain.first - height).json()
        self.assert_same(deep, answer)

    def test_killed_at_any_moment_it_goes_on(self):
        chance = random.Random(7)
        chain, theft = busy_chain(3, payments=200)
        node = self.serve(chain, rows=2, calls_max=4)
        words = ["trace", "forward", "--from", theft, "--source", node.source, *self.first(node), *QUICK, "--json",
                 "--requests", "1000000"]
        began = time.monotonic()
        calm = self.pelf(*words, home=self.folder / "calm").json()
        seconds = time.monotonic() - began
        calm_requests = node.requests
        kills = self.kill_until_done(words, seconds * 0.3, chance)
        self.assertGreater(kills, 2)
        before = node.requests
        self.assert_same(self.pelf(*words).json(), calm)
        # Each kill costs one transaction's questions at most, and chain and tip.
        self.assertLessEqual(before - calm_requests, calm_requests + 6 * (kills + 1))

    def test_whatever_is_cut_off_or_damaged_is_asked_again(self):
        chain, theft = story()
        node = self.serve(chain, rows=3)
        first = self.ask(node, theft).json()
        kept = next(self.home.glob("sources/ethereum/*/answers"))
        whole = kept.read_bytes()
        chance = random.Random(3)
        for _ in range(12):
            kept.write_bytes(self.damaged(whole, chance))
            again = self.ask(node, theft).json()
            self.assert_same(again, first)
            self.assertGreater(again["source"]["requests"], 2)
        kept.write_bytes(b"something else" * 10)
        self.assert_says(self.ask(node, theft, status=INPUT), "delete the file")

    def test_answers_of_a_chain_that_is_no_more_are_refused(self):
        chain, theft = story()
        node = self.serve(chain, final=chain.first + 9)
        self.ask(node, theft)
        node.chain = story("another one before the first")[0]
        for final in (node.final, chain.height):
            node.final = final
            node.index()
            self.assert_says(self.ask(node, theft, status=INPUT), "delete what is kept")


class Limits(Source):
    def test_too_few_requests_give_a_truncated_answer_that_the_next_run_completes(self):
        chain, theft = story()
        for calls_max in (None, 0):
            home = self.folder / f"calls-{calls_max}"
            node = self.serve(chain, calls_max=calls_max)
            answer = self.ask(node, theft, "--requests", "14", "--policy", "fifo,haircut", home=home).json()
            self.assertTrue(answer["truncated"])
            self.assertIn("source", answer["policies"][0]["limits"])
            self.assertEqual(answer["source"]["stopped_by"], "requests")
            self.assertFalse(answer["source"]["complete"])
            self.assertGreater(answer["source"]["open_accounts"], 0)
            self.assertLessEqual(node.requests, 15)
            for policy in answer["policies"]:
                self.assertEqual(sum(int(origin["amount"]) for origin in policy["totals"]), 120 * ETHER)
            for _ in range(80):
                answer = self.ask(node, theft, "--requests", "14", "--policy", "fifo,haircut", home=home).json()
                if answer["source"]["complete"]:
                    break
            self.assert_same(answer, self.whole(chain, theft, "--policy", "fifo,haircut"))

    def test_a_busy_account_is_left_open_and_named(self):
        chain, theft = story()
        for number in range(150):
            chain.pay(f"customer {number}", "friend", 0)
        node = self.serve(chain, rows=1, calls_max=0)
        answer = self.ask(node, theft, "--requests", "120", "--policy", "fifo").json()
        self.assertGreater(answer["source"]["open_accounts"], 0)
        self.assertIn("limit", {end["kind"] for end in answer["policies"][0]["ends"]})

    def test_what_a_source_cannot_do_is_refused(self):
        chain, theft = story()
        node = self.serve(chain)
        run = self.pelf("trace", "forward", "--from", theft, "--source", "esplora:http://127.0.0.1:1", status=USAGE)
        self.assert_says(run, "ethereum:")
        run = self.pelf("trace", "forward", "--from", "xrpl:" + "A" * 64, "--source", "rippled:http://127.0.0.1:1",
                        "--source-first", "7", status=USAGE)
        self.assert_says(run, "ethereum:URL")
        self.assert_says(self.ask(node, f"ethereum:0x{'0' * 64}:0", status=INPUT), "does not have transaction")
        self.assert_says(self.ask(node, f"{theft}:9", status=INPUT), "transfers 0 to")
        self.assert_says(self.ask(node, theft[:30], status=INPUT), "name of a transaction")
        late = self.pelf("trace", "forward", "--from", theft, "--source", node.source, "--source-first", chain.first + 8,
                         *QUICK, "--json", status=INPUT)
        self.assert_says(late, "histories are to begin")
        for source in ("ethereum:ftp://127.0.0.1/", "ethereum:", "ethereum:http://127.0.0.1:1/"):
            run = self.pelf("trace", "forward", "--from", theft, "--source", source, *QUICK, status=None)
            self.assertIn(run.status, (USAGE, INPUT), source)


class Faults(Source):
    """What passes is waited for; what does not, and what is false, is said and ends the trace."""

    METHODS = ("eth_chainId", "eth_getBlockByNumber", "eth_getTransactionByHash", "eth_getTransactionReceipt",
               "trace_transaction", "trace_filter", "eth_getLogs", "eth_getBalance")

    def setUp(self):
        super().setUp()
        self.chain, self.theft = story()
        self.node = self.serve(self.chain)
        self.homes = 0

    def fresh(self):
        self.homes += 1
        return self.folder / f"home-{self.homes}"

    def lie_once(self, wanted, *lies, after=0):
        """Each instead of one answer to a method, then the truth."""
        left, passed = list(lies), [after]

        def lie(method, _):
            if method != wanted or not left:
                return None
            passed[0] -= 1
            return left.pop(0) if passed[0] < 0 else None
        self.node.lies[:] = [lie]

    def change(self, wanted, edit, when=lambda parameters: True):
        """The true answer to a method, edited; what the edit returns, if anything, stands in for it."""
        def lie(method, parameters):
            if method != wanted or not when(parameters):
                return None
            result = json.loads(json.dumps(self.node.truth(method, parameters)["result"]))
            told = edit(result)
            return {"result": result if told is None else told}
        self.node.lies[:] = [lie]

    def refused(self, *says):
        run = self.ask(self.node, self.theft, status=INPUT, home=self.fresh())
        self.assert_says(run, *says)
        self.assertEqual(run.out, "", "nothing is answered")

    def passes(self, complete=True):
        answer = self.ask(self.node, self.theft, home=self.fresh()).json()
        self.assert_same(answer, self.whole(self.chain, self.theft))
        self.assertEqual(answer["source"]["complete"], complete)

    def test_a_node_that_is_busy_is_asked_again(self):
        for method in self.METHODS:
            with self.subTest(method):
                self.lie_once(method, status(429), status(503))
                self.passes()
                self.lie_once(method, error(-32005, "Too Many Requests"), error(429, "wait"))
                self.passes()
        self.lie_once("trace_filter", cut(b"{" * 100, 50), stall(b" " * 100, 1), after=3)
        self.passes()

    def test_a_node_that_stays_away_is_given_up_and_what_came_is_kept(self):
        for number, method in enumerate(self.METHODS[2:]):
            with self.subTest(method):
                home = self.fresh()
                self.lie_once(method, *[status(503)] * 5, after=2)
                run = self.ask(self.node, self.theft, status=INPUT, home=home)
                self.assert_says(run, "status 503", "asked 3 times")
                self.node.lies.clear()
                asked = len(self.node.asked)
                answer = self.ask(self.node, self.theft, home=home).json()
                self.assert_same(answer, self.whole(self.chain, self.theft))

    def test_whatever_is_no_answer_is_said_to_be_none(self):
        for method in self.METHODS[:7]:
            for body in (b"", b"<html>", b"[]", b"{}", b'{"result":{}}', b'{"jsonrpc":"2.0","id":1,"result":7}'):
                with self.subTest(method=method, body=body):
                    self.lie_once(method, *[lambda handler, body=body: send(handler, body)] * 60)
                    self.refused("")

    def test_null_is_never_nothing_moved(self):
        for method, words in (("trace_filter", "pruned"), ("eth_getLogs", "pruned"), ("trace_transaction", "pruned"),
                              ("eth_getTransactionReceipt", "pruned"), ("eth_getBlockByNumber", "final")):
            with self.subTest(method):
                self.node.lies[:] = [lambda asked, _, method=method: {"result": None} if asked == method else None]
                self.refused(words)
        self.change("trace_transaction", lambda result: [])
        self.refused("no traces")

    def test_a_node_without_the_questions_is_told_apart_from_one_where_nothing_moved(self):
        for method in ("trace_filter", "eth_getLogs"):
            self.node.missing = {method}
            self.refused(f"does not offer {method}", "Erigon", "pelf ledger ingest ethereum")
        self.node.missing = {"trace_transaction"}
        self.refused("trace_transaction")
        self.node.missing = {"eth_getBalance"}
        self.passes()
        answer = self.ask(self.node, self.theft, home=self.fresh()).json()
        self.assertEqual(answer["source"]["balances_checked"], 0)

    def test_another_chain_is_refused(self):
        self.change("eth_chainId", lambda _: "0x89")
        self.refused("main chain", "137")

    def test_a_limit_at_a_single_block_is_said(self):
        self.node.lies[:] = [lambda method, _: error(-32000, "query returned more than 10000 results")
                             if method == "eth_getLogs" else None]
        self.refused("in block", "more than 10000 results")
        self.assertLess(self.node.requests, 40)

    def test_a_header_that_is_not_that_of_its_hash_is_refused(self):
        self.change("eth_getBlockByNumber", lambda result: result.update(timestamp="0x1"))
        self.refused("hash")
        self.change("eth_getBlockByNumber", lambda result: result.update(hash="0x" + "11" * 32))
        self.refused("hash")

    def test_a_transaction_with_another_id_than_its_own_is_refused(self):
        for field, value in (("value", "0x1"), ("to", "0x" + "22" * 20), ("nonce", "0x77"), ("r", "0x5"), ("input", "0x00")):
            self.change("eth_getTransactionByHash", lambda result, field=field, value=value: result.update({field: value}))
            self.refused("not to be trusted", "id of what it says")
        other = self.chain.blocks[2]["transactions"][0][0]
        self.change("eth_getTransactionByHash", lambda _: other)
        self.refused("not to be trusted")

    def test_parts_of_another_block_are_refused(self):
        for method in ("eth_getTransactionReceipt", "eth_getTransactionByHash"):
            self.change(method, lambda result: result.update(blockHash="0x" + "33" * 32))
            self.refused("block")
        self.change("trace_transaction", lambda result: [one.update(blockHash="0x" + "33" * 32) for one in result] and None)
        self.refused("another block")
        self.change("trace_transaction", lambda result: [one.update(transactionHash="0x" + "33" * 32) for one in result] and None)
        self.refused("another block")

    def test_a_history_out_of_its_blocks_or_order_is_refused(self):
        def early(result):
            for row in result:
                row["blockNumber"] = 5
        self.change("trace_filter", early)
        self.refused("not to be trusted", "row of block 5")
        self.change("trace_filter", lambda result: result[::-1])
        self.refused("not in order")
        self.change("eth_getLogs", lambda result: [row.update(removed=True) for row in result] and None)
        self.refused("takes back")
        self.change("trace_filter", lambda result: [row.pop("transactionHash") for row in result] and None)
        self.refused("name of its transaction")

    def test_a_node_that_passes_over_no_rows_is_refused(self):
        def lie(method, parameters):
            return self.node.truth(method, [{**parameters[0], "after": 0}]) if method == "trace_filter" else None
        self.node.lies[:] = [lie]
        self.refused("repeats itself")

    def test_a_history_that_lacks_what_another_answer_has_is_found(self):
        """The thief's, without the theft; without what was wrapped; without what the mule got of it."""
        self.change("trace_filter", lambda _: [], lambda parameters: address("thief") in parameters[0].get("toAddress", []))
        self.refused("lacks transaction")
        self.change("trace_filter", lambda _: [], lambda parameters: address("mule") in parameters[0].get("toAddress", []))
        self.refused("lacks transaction")

    def test_a_gap_that_nobody_else_knows_of_is_found_by_what_the_account_holds(self):
        gone = self.chain.pay("mule", "nobody", 7)  # Nothing traced stays behind it that would tell.
        self.node.index()
        self.node.final = self.chain.height

        def without(result):
            return [row for row in result if row["transactionHash"] != gone]
        self.change("trace_filter", without)
        answer = self.ask(self.node, self.theft, home=self.fresh()).json()
        self.assertGreater(answer["source"]["breaks"], 0)
        self.assertFalse(answer["source"]["complete"])

    def test_ether_that_a_block_gives_by_itself_is_counted(self):
        self.chain.unseen.append((self.chain.first + 3, address("mule"), 32 * ETHER))
        answer = self.ask(self.node, self.theft, home=self.fresh()).json()
        self.assertEqual(answer["source"]["breaks"], 1)
        self.assertFalse(answer["source"]["complete"])


class FromTheFirstBlock(Source):
    def first(self, node):
        return []

    def test_equal_to_the_ledger_from_its_first_block(self):
        chain = EthereumChain(first=0, opening={"alpha": 900 * ETHER, "mule": 7 * ETHER})
        theft = chain.pay("alpha", "thief", 9 * ETHER)
        chain.pay("thief", "mule", 5 * ETHER)
        chain.pay("mule", "shop", 8 * ETHER)
        answer = self.ask(self.serve(chain), f"ethereum:{theft}").json()
        self.assert_same(answer, self.whole(chain, f"ethereum:{theft}"))
        self.assertTrue(answer["source"]["complete"], "what block 0 gave is no gap")


class OverLinks(Source):
    def test_money_goes_on_where_a_link_leads_on_the_ledger_that_is_asked(self):
        chain, theft = story()
        paid_in = chain.pay("shop", "exchange", 2 * ETHER)
        paid_out = chain.pay("exchange", "cousin", 2 * ETHER)
        chain.pay("cousin", "aunt", ETHER)
        links = self.folder / "links.csv"
        links.write_text("id,kind,standing,from_place,from_amount,to_place,to_account,to_asset,to_amount,source\n"
                         f"L1,withdrawal,asserted,ethereum:{paid_in}:0,{2 * ETHER},ethereum:{paid_out}:0,,,{2 * ETHER},Desk\n")
        answer = self.ask(self.serve(chain), theft, "--links", links).json()
        self.assert_same(answer, self.whole(chain, theft, "--links", links), [*SAME, "links", "unused_links"])
        self.assertTrue(any(policy["crossings"] for policy in answer["policies"]))


class RealBlocks:
    """Blocks 24,476,003 and 24,476,004 as they are, of 518 transactions of four types; receipts and traces are made
    up: each paid what it says, and nothing was called."""

    FOLDER = ROOT.parent / "shared/data/ledgers/ethereum/ethereumjs/vm/examples/data"

    def __init__(self):
        self.blocks = []
        for height in (24476003, 24476004):
            answer = json.loads((self.FOLDER / f"block{height}.json").read_text())
            block = answer.get("result", answer)
            header = {name: value for name, value in block.items() if name != "transactions"}
            self.blocks.append({"header": header, "transactions": [self.made(one, height) for one in block["transactions"]]})
        self.first, self.height = 24476003, 24476004

    @staticmethod
    def made(transaction, height):
        place = {"blockHash": transaction["blockHash"], "transactionHash": transaction["hash"]}
        is_call = transaction["to"] is not None
        blobs = {"blobGasUsed": hex(131072), "blobGasPrice": "0x1"} if transaction["type"] == "0x3" else {}
        receipt = {**place, "status": hex(is_call), "gasUsed": "0x5208", "logs": [], **blobs,
                   "effectiveGasPrice": transaction["gasPrice"]}
        trace = {**place, "blockNumber": height, "type": "call" if is_call else "create", "traceAddress": [],
                 "action": {"callType": "call", **{name: transaction[name] for name in ("from", "to", "value")}}}
        if not is_call:
            trace["error"] = "Reverted"
        return transaction, receipt, [trace]


class RealTransactions(Source):
    def test_equal_to_the_blocks_ingested_and_every_id_proven(self):
        if not RealBlocks.FOLDER.exists():
            self.skipTest("the shared data is not here")
        chain = RealBlocks()
        node = self.serve(chain)
        node.missing = {"eth_getBalance"}
        paid = [one for block in chain.blocks for one, receipt, _ in block["transactions"]
                if int(one["value"], 16) > 0 and receipt["status"] == "0x1"]
        senders = {one["from"] for block in chain.blocks for one, _, _ in block["transactions"]}
        chance = random.Random(24476003)
        chosen = [*{one["type"]: one for one in paid}.values(), *chance.sample(paid, 3),
                  *[one for one in paid if one["to"] in senders][:3]]
        types = set()
        for one in chosen:
            place = f"ethereum:{one['hash']}"
            with self.subTest(place=place):
                answer = self.ask(node, place, home=self.folder / one["hash"]).json()
                self.assert_same(answer, self.whole(chain, place))
                source = answer["source"]
                self.assertEqual(source["ids_proven"], source["transactions"])
                self.assertEqual((source["tip_proven"], source["balances_checked"]), (True, 0))
                self.assertEqual((source["complete"], source["open_accounts"]), (True, 0))
                types |= {node.by_name[name[0]][0]["type"] for name in node.asked_of("trace_transaction")}
        self.assertGreaterEqual(types, {"0x0", "0x2"})


class LiveNode(Source):
    """Against a real program: contracts run, and the node says itself what moved."""

    def first(self, node):
        return []

    def test_equal_to_the_ledger_ingested_from_the_same_node(self):
        program, reason = find_anvil()
        if program is None:
            self.skipTest(reason)
        node = Anvil(program, "--chain-id", "1", "--slots-in-an-epoch", "1")
        self.addCleanup(node.stop)
        node.call("anvil_setCoinbase", MINER)
        alice, bob, carol, dave, *_ = (one.lower() for one in node.call("eth_accounts"))
        heir = "0x" + "77" * 20

        def deploy(source, setup=""):
            return node.deploy(alice, deployment(source, setup)).lower()
        forwarder, try_it, will, token = map(deploy, (FORWARDER, TRY, WILL, TOKEN))
        node.call("anvil_setCode", WRAPPED, node.call("eth_getCode", token, "latest"))
        node.send(dave, bob, ETHER)
        node.mine()
        theft = node.send(alice, bob, 30 * ETHER)
        node.mine()
        node.send(bob, forwarder, 4 * ETHER, call_data("", carol))
        node.send(bob, WRAPPED, 6 * ETHER, call_data("d0e30db0"))
        node.mine()
        node.send(bob, WRAPPED, 0, call_data("a9059cbb", carol, 5 * ETHER))
        node.send(bob, token, ETHER, call_data("d0e30db0"))
        node.mine()
        node.send(carol, WRAPPED, 0, call_data("2e1a7d4d", 2 * ETHER))
        node.send(carol, will, ETHER, call_data("", heir))
        node.send(carol, dave, 3 * ETHER)
        node.send(bob, try_it, 2 * ETHER, call_data("", will, heir))
        node.send(dave, carol, 2 * ETHER)
        for _ in range(4):
            node.mine()
        home = self.folder / "whole"
        self.pelf("ledger", "ingest", "ethereum", "--rpc", node.address, home=home)
        chosen = ["trace", "forward", "--from", f"ethereum:{theft}", "--json"]
        whole = self.pelf(*chosen, home=home).json()
        answer = self.pelf(*chosen, "--source", f"ethereum:{node.address}", *QUICK).json()
        self.assert_same(answer, whole)
        source = answer["source"]
        self.assertTrue(source["complete"], source)
        self.assertEqual(source["ids_proven"], source["transactions"])
        self.assertEqual((source["flaws"], source["tip_proven"]), (0, True))
        self.assertGreater(source["accounts"], 3)
        self.assertTrue(any(policy["swaps"] for policy in whole["policies"]), "the ether was wrapped")


if __name__ == "__main__":
    unittest.main()
