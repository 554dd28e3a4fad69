# SPDX-License-Identifier: Apache-2.0
"""Ether stolen, swapped for bitcoin and XRP through a protocol that writes memos: three made ledgers of which all is known.

The thief pays ether into the protocol's router four times: for bitcoin (paid out in two parts), for XRP, once so that it is
refunded, and from the XRP on again for bitcoin. Other customers do the same, and a stranger pays himself with the thief's id
in his memo.
"""
import csv
import hashlib
import http.server
import json
import struct
import sys
import threading
import unittest

from program import INPUT, LISTS, NOTHING_FOUND, ROOT, USAGE, MAGIC, ProgramTest, double_sha256, read_blocks

sys.path.insert(0, str(ROOT / "demo/robbery"))
from make_robbery import EthereumExport, XrpLedger, ether_address, xrp_address

ETHER, SAT, XRP = 10**18, 10**8, 10**6
FIRST = 1_739_390_400
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
DEPOSIT = "0xef519b7eb82aaf6ac376a6df2d793843ebfd593de5f1a0601d3cc6ab49ebb395"
TRANSFER_OUT = "0xa9cd03aa3c1b4515114539cd53d22085129d495cb9e9f9af77864526240f1bf7"


def key_hash(name):
    return hashlib.sha256(name.encode()).digest()[:20]


def bitcoin_address(name):
    data = b"\x6f" + key_hash(name)
    data += double_sha256(data)[:4]
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        letters = BASE58[digit] + letters
    return letters


def push(data):
    return (bytes([len(data)]) if len(data) < 76 else b"\x4c" + bytes([len(data)])) + data


def pay_to(name):
    return b"\x76\xa9" + push(key_hash(name)) + b"\x88\xac"


class BitcoinChain:
    """Blocks of regtest with one transaction beside the coinbase; nobody checks signatures here."""

    def __init__(self, time=FIRST):
        self.records = [block.record for block in read_blocks() if block.previous == b"\0" * 32]
        self.tip = double_sha256(self.records[0][8:88])
        self.time = time
        self.height = 0

    def mine(self, *transactions, to="miner"):
        self.height += 1
        self.time += 600
        start = push(self.height.to_bytes(3, "little"))
        coinbase = self.transaction([(b"\0" * 32, 0xffffffff, start)], [(50 * SAT, pay_to(to))])
        body = bytes([1 + len(transactions)]) + coinbase + b"".join(transactions)
        hashes = [double_sha256(one) for one in (coinbase, *transactions)]
        while len(hashes) > 1:
            hashes += hashes[-1:] * (len(hashes) % 2)
            hashes = [double_sha256(hashes[i] + hashes[i + 1]) for i in range(0, len(hashes), 2)]
        for nonce in range(10_000):
            header = struct.pack("<i", 4) + self.tip + hashes[0] + struct.pack("<III", self.time, 0x207fffff, nonce)
            if double_sha256(header)[::-1] < b"\x7f\xff\xff":
                break
        self.tip = double_sha256(header)
        self.records.append(MAGIC + struct.pack("<I", len(header + body)) + header + body)
        return double_sha256(coinbase)[::-1].hex()

    @staticmethod
    def transaction(spends, outputs):
        data = struct.pack("<I", 2) + bytes([len(spends)])
        for txid, index, script in spends:
            data += txid + struct.pack("<I", index) + push(script) + b"\xff" * 4
        data += bytes([len(outputs)])
        for sat, script in outputs:
            data += struct.pack("<Q", sat) + bytes([len(script)]) + script
        return data + b"\0" * 4

    def pay(self, spent, outputs, memo=None):
        """`spent` are places; `outputs` pairs of a name and satoshis. Returns the transaction's id."""
        spends = [(bytes.fromhex(txid)[::-1], index, b"") for txid, index in spent]
        scripts = [(sat, pay_to(name)) for name, sat in outputs]
        if memo is not None:
            scripts.append((0, b"\x6a" + push(memo.encode())))
        data = self.transaction(spends, scripts)
        self.mine(data)
        return double_sha256(data)[::-1].hex()

    def write(self, folder):
        folder.mkdir(exist_ok=True)
        (folder / "blk00000.dat").write_bytes(b"".join(self.records))
        return folder


class RouterExport(EthereumExport):
    """With calls within transactions and logs, and the router's two."""

    def __init__(self, first, time=FIRST):
        super().__init__(first, time)
        self.rows[0] += ",input"
        self.logs = ["log_index,transaction_hash,transaction_index,block_hash,block_number,address,data,topics"]

    @staticmethod
    def words(*parts):
        """Numbers, and last a text with its place before the length."""
        *numbers, memo = parts
        text = memo.encode()
        head = "".join(f"{number:064x}" for number in numbers)
        return head + f"{32 * (len(numbers) + 1):064x}{len(text):064x}" + text.hex() + "00" * (-len(text) % 32)

    def pay(self, payer, payee, wei, is_done=True):
        place = super().pay(payer, payee, wei, is_done)
        self.rows[-1] += ",0x"
        return place

    def through(self, payer, router, payee, wei, log, call, has_log=True):
        """Over the router: what was sent goes on within the transaction, and the contract emits a log."""
        height = self.first + len(self.rows) - 1
        place = self.pay(payer, router, wei)
        name, block = self.digest(f"t{height}"), self.digest(f"b{height}")
        self.rows[-1] = self.rows[-1][:-2] + call
        self.traces.append(f"{height},{name},0,{ether_address(router)},{ether_address(payee)},{wei},call,call,0,,1")
        data, topics = log
        if has_log:
            self.logs.append(f"0,{name},0,{block},{height},{ether_address(router)},{data},\"{','.join(topics)}\"")
        return place

    @staticmethod
    def topic(name):
        return "0x" + "0" * 24 + ether_address(name)[2:]

    def deposit(self, payer, wei, memo, router="router", vault="vault", **options):
        log = ("0x" + self.words(wei, memo), [DEPOSIT, self.topic(vault), "0x" + "0" * 64])
        call = "0x1fece7b4" + self.words(int(ether_address(vault), 16), 0, wei, memo)
        return self.through(payer, router, vault, wei, log, call, **options)

    def transfer_out(self, payee, wei, memo, router="router", vault="vault", **options):
        log = ("0x" + self.words(0, wei, memo), [TRANSFER_OUT, self.topic(vault), self.topic(payee)])
        call = "0x574da717" + self.words(int(ether_address(payee), 16), 0, wei, memo)
        return self.through(vault, router, payee, wei, log, call, **options)

    def write(self, folder, has_logs=True):
        super().write(folder)
        tables = [("traces", self.traces)] + ([("logs", self.logs)] if has_logs else [])
        for name, lines in tables:
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
        return folder


class MemoXrpLedger(XrpLedger):
    def pay(self, payer, payee, drops, *words, memo=None, **options):
        place = super().pay(payer, payee, drops, *words, **options)
        if memo is not None:
            transaction = self.ledgers[-1]["ledger"]["transactions"][0]
            transaction["Memos"] = [{"Memo": {"MemoData": memo.encode().hex().upper()}}]
        return place


def id_of(place):
    """As a reply names a transaction."""
    return place.rpartition(":")[2].removeprefix("0x").upper()


class Story(ProgramTest):
    STOLEN = 500 * ETHER
    HAS_REPLIES = True

    def setUp(self):
        super().setUp()
        self.make()
        self.bitcoin = self.chain.write(self.folder / "blocks")
        self.etl = self.ether.write(self.folder / "etl")
        self.xrpl = self.folder / "xrp.jsonl"
        self.xrp.write(self.xrpl)
        self.ingest(self.bitcoin)
        self.pelf("ledger", "ingest", "ethereum", "--etl", self.etl)
        self.pelf("ledger", "ingest", "xrpl", "--ledgers", self.xrpl)
        self.tag()
        self.out = self.folder / "links.csv"

    def tag(self, *without):
        wallets = {"ethereum:" + ether_address("router"), "ethereum:" + ether_address("vault"),
                   "bitcoin-regtest:" + bitcoin_address("vault"), "xrpl:" + xrp_address("vault")} - set(without)
        house = self.folder / "house.csv"
        house.write_text("id,field,value,note\nT-1,name,THORChain,\nT-1,type,entity,\nT-1,category,bridge,\n"
                         + "".join(f"T-1,wallet,{wallet},\n" for wallet in sorted(wallets))
                         + "X-1,name,Exchange Nine (invented),\nX-1,type,entity,\nX-1,category,exchange,\n"
                         f"X-1,wallet,bitcoin-regtest:{bitcoin_address('exchange')},\n")
        self.pelf("lists", "import", "--source", "pelf-csv", house, "--published", f"2025-02-{16 + len(without)}", "--allow-shrink")

    def make(self):
        """Beside the ledgers: `truth`, every link of the protocol as (from, amount, to, amount)."""
        chain = self.chain = BitcoinChain()
        vault = [chain.mine(to="vault") for _ in range(5)]
        strangers = chain.mine(to="stranger")
        ether = self.ether = RouterExport(21_800_000, FIRST + 20_000)
        self.xrp = xrp = MemoXrpLedger(93_000_000, FIRST + 30_000)
        xrp.balances = {"vault": 900_000 * XRP, "thief": 0}
        thief_btc = bitcoin_address("thief")
        self.theft = ether.pay("victim", "thief", self.STOLEN)
        to_btc = self.to_btc = ether.deposit("thief", 300 * ETHER, f"=:BTC.BTC:{thief_btc}:0/1/0:t:30")
        customers = self.customers = ether.deposit("customer", 77 * ETHER, f"=:b:{bitcoin_address('customer')}:2e8")
        to_xrp = ether.deposit("thief", 150 * ETHER, f"=:XRP.XRP:{xrp_address('thief')}")
        refused = ether.deposit("thief", 20 * ETHER, f"=:b:{thief_btc}:99999999999")
        refund = ether.transfer_out("thief", 19 * ETHER, f"REFUND:{id_of(refused)}")
        chain.time = FIRST + 40_000
        reply = f"OUT:{id_of(to_btc)}" if self.HAS_REPLIES else None
        first = chain.pay([(vault[0], 0)], [("thief", 6 * SAT), ("vault", 44 * SAT - 1_000)], reply)
        other = chain.pay([(vault[1], 0)], [("customer", 2 * SAT), ("vault", 48 * SAT)], f"OUT:{id_of(customers)}")
        # Whoever likes can write this beside a payment to himself.
        self.forged = chain.pay([(strangers, 0)], [("friend", 40 * SAT), ("stranger", 10 * SAT)], f"OUT:{id_of(to_btc)}")
        second = chain.pay([(vault[2], 0), (first, 1)], [("thief", 3 * SAT), ("vault", 90 * SAT)], reply)
        paid_xrp = xrp.pay("vault", "thief", 90_000 * XRP, memo=f"OUT:{id_of(to_xrp)}")
        back = xrp.pay("thief", "vault", 60_000 * XRP, memo=f"=:b:{thief_btc}")
        chain.time = FIRST + 60_000
        third = chain.pay([(vault[3], 0)], [("thief", 2 * SAT), ("vault", 48 * SAT)], f"OUT:{id_of(back)}")
        # A reply to nobody who is here: a customer of another ledger.
        chain.pay([(vault[4], 0)], [("customer", SAT), ("vault", 49 * SAT)], "OUT:" + "AB" * 32)
        self.sold = chain.pay([(first, 0), (second, 0), (third, 0)], [("exchange", 10 * SAT), ("thief", SAT - 2_000)])
        whole = 300 * ETHER
        at = "bitcoin-regtest:"
        self.truth = {
            (f"{to_btc}:0", whole * 2 // 3, f"{at}{first}:0", 6 * SAT), (f"{to_btc}:0", whole // 3, f"{at}{second}:0", 3 * SAT),
            (f"{customers}:0", 77 * ETHER, f"{at}{other}:0", 2 * SAT),
            (f"{to_xrp}:0", 150 * ETHER, f"{paid_xrp}:0", 90_000 * XRP),
            (f"{refused}:0", 19 * ETHER, f"{refund}:1", 19 * ETHER),
            (f"{back}:0", 60_000 * XRP, f"{at}{third}:0", 2 * SAT)}
        self.gas = ether.GAS * ether.GAS_PRICE

    def find(self, *words, status=NOTHING_FOUND):
        words = words or ("--bitcoin", self.bitcoin, "--ethereum-etl", self.etl, "--xrpl", self.xrpl)
        return self.pelf("links", "protocol", "--out", self.out, *words, "--json", status=status).json()

    def rows(self, standing):
        with self.out.open(newline="") as file:
            return {(row["from_place"], int(row["from_amount"]), row["to_place"], int(row["to_amount"]))
                    for row in csv.DictReader(file) if row["standing"] == standing}

    def trace(self, *words, status=NOTHING_FOUND):
        answer = self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--json", *words, status=status).json()
        return answer, {policy["policy"]: policy for policy in answer["policies"] if policy["policy"] != "poison"}

    def sums(self, policy):
        """By ledger, kind and account: what ended there, in its own asset and as wei of the theft."""
        sums = {}
        for end in policy["ends"]:
            account = (end["account"] or "").lower() if end["ledger"] == "ethereum" else end["account"]
            key = (end["ledger"], "fees") if end["kind"] == "fee" else (end["ledger"], end["kind"], account)
            amount, origin = sums.get(key, (0, 0))
            sums[key] = (amount + int(end["amount"]), origin + sum(int(one["amount"]) for one in end["origins"]))
        return sums


class ProtocolLinks(Story):
    def test_every_true_link_is_found_and_no_other(self):
        answer = self.find()
        self.assertEqual(self.rows("protocol"), self.truth)
        self.assertEqual((answer["protocol"], answer["claimed"], answer["swaps"], answer["replies"]), (6, 0, 5, 8))
        findings = {name: count for name, count in answer["findings"].items() if count}
        # The forged one has no room beside the real ones.
        self.assertEqual(findings, {"without_inbound": 1, "paid_by_another": 1, "other_address": 1, "no_room": 1})
        named = {(one["finding"], one["reply"]) for one in answer["named"]}
        self.assertIn(("paid_by_another", f"bitcoin-regtest:{self.forged}"), named)
        self.assertIn("AB" * 32, {one["inbound"].upper() for one in answer["named"]})
        self.assertEqual([one["accounts"] for one in answer["known"]], [1, 2, 1])
        first = self.out.read_bytes()
        self.find()
        self.assertEqual(self.out.read_bytes(), first, "the same ledgers, the same file")
        shown = self.pelf("links", "protocol", "--out", self.out, "--bitcoin", self.bitcoin, "--ethereum-etl", self.etl,
                          "--xrpl", self.xrpl).out
        self.assertIn("6 links of the protocol and 0 claimed", shown)
        self.assertIn("without_inbound: 1 reply", shown)

    def test_calls_do_where_there_are_no_logs(self):
        self.etl = self.ether.write(self.folder / "without", has_logs=False)
        self.find(status=INPUT)  # Without logs tokens are missing, and that is said.
        self.assertEqual(self.rows("protocol"), self.truth)

    def test_without_links_the_trace_stops_at_the_vault_and_says_how_much(self):
        _, policies = self.trace()
        self.assertGreaterEqual(len(policies), 8)
        for name, policy in policies.items():
            sums = self.sums(policy)
            at_router = sums[("ethereum", "bridge", ether_address("router"))]
            self.assertEqual(at_router, (470 * ETHER,) * 2, name)
            self.assertEqual(policy["total"], str(self.STOLEN), name)
            self.assertEqual({end["ledger"] for end in policy["ends"]}, {"ethereum"}, name)

    def test_over_the_links_every_policy_is_equal_to_the_truth(self):
        self.find()
        answer, policies = self.trace("--links", self.out)
        self.assertEqual(answer["claimed_left_out"], 0)
        self.assertEqual(len(answer["unused_links"]), 1, "the other customer's")
        # Nothing but the loot ever lay at the thief's: what ends where is the same under every policy.
        truth = {("ethereum", "unspent", ether_address("thief")): (30 + 19) * ETHER - 3 * self.gas,
                 ("ethereum", "fees"): 3 * self.gas,
                 ("ethereum", "bridge", ether_address("router")): ETHER,  # Kept of what was refunded.
                 ("xrpl", "unspent", xrp_address("thief")): 30_000 * XRP - 10, ("xrpl", "fees"): 10,
                 ("bitcoin-regtest", "service", bitcoin_address("exchange")): 10 * SAT,
                 ("bitcoin-regtest", "unspent", bitcoin_address("thief")): SAT - 2_000, ("bitcoin-regtest", "fees"): 2_000}
        crossed = {link for link in self.truth if link[0] != f"{self.customers}:0"}
        for name, policy in policies.items():
            self.assertFalse(policy["truncated"], name)
            sums = self.sums(policy)
            self.assertEqual({key: amount for key, (amount, _) in sums.items()}, truth, name)
            self.assertEqual({(one["from"]["place"], int(one["from"]["amount"]), one["to"]["place"], int(one["to"]["amount"]))
                              for one in policy["crossings"]}, crossed, name)
            self.assertEqual({one["standing"] for one in policy["crossings"]}, {"protocol"}, name)
            # As wei of the theft: two thirds of the XRP went on to bitcoin.
            by_ledger = {}
            for key, (_, origin) in sums.items():
                by_ledger[key[0]] = by_ledger.get(key[0], 0) + origin
            self.assertEqual(by_ledger, {"ethereum": 50 * ETHER, "xrpl": 50 * ETHER, "bitcoin-regtest": 400 * ETHER}, name)

    def test_whose_the_accounts_are_decides(self):
        self.tag("bitcoin-regtest:" + bitcoin_address("vault"))
        answer = self.find()
        self.assertEqual((answer["protocol"], answer["claimed"]), (2, 5))
        self.assertTrue(any("bitcoin-regtest" in notice for notice in answer["notices"]))
        on_bitcoin = {link for link in self.truth if link[2].startswith("bitcoin")}
        self.assertEqual(self.rows("protocol"), self.truth - on_bitcoin)
        # The forged reply now is worth as much as the real ones: it has a share in the deposit, and nobody follows it.
        self.assertIn(f"bitcoin-regtest:{self.forged}:0", {row[2] for row in self.rows("claimed")})
        words = ("--bitcoin", self.bitcoin, "--ethereum-etl", self.etl, "--xrpl", self.xrpl)
        self.find(*words, "--vault", "bitcoin-regtest:" + bitcoin_address("vault"))
        self.assertEqual(self.rows("protocol"), self.truth)
        answer = self.find(*words, "--service", "Another protocol")
        self.assertEqual((answer["protocol"], len(answer["notices"])), (0, 3))

    def test_what_is_not_there_is_said(self):
        self.pelf("links", "protocol", "--bitcoin", self.bitcoin, status=USAGE)
        self.assert_says(self.pelf("links", "protocol", "--out", self.out, status=INPUT), "--bitcoin")
        self.assert_says(self.pelf("links", "protocol", "--out", self.out, "--bitcoin", self.bitcoin, "--vault", "bitcoin:x",
                                   status=INPUT), "LEDGER:ACCOUNT")
        self.assert_says(self.pelf("links", "protocol", "--out", self.out, "--xrpl", self.xrpl, home=self.folder / "empty",
                                   status=INPUT), "no ledger xrpl", "ledger ingest")
        self.pelf("links", "protocol", "--out", self.out, "--bitcoin", self.folder / "nowhere", status=INPUT)
        self.pelf("links", "protocol", "--out", self.out, "--bitcoin", self.bitcoin, "--as-of", "2025-01-01", status=USAGE)
        self.assertFalse(self.out.exists())
        # Read with losses: what was there is linked, and the status says that not all was.
        path = self.bitcoin / "blk00000.dat"
        path.write_bytes(path.read_bytes()[:-30])
        broken = self.find(status=INPUT)
        self.assertGreater(broken["losses"], 0)
        self.assertEqual(self.rows("protocol"), self.truth)
        # Ethereum alone: what came out on bitcoin is not known, and said to be a reply to nobody.
        answer = self.find("--ethereum-etl", self.etl)
        self.assertEqual((answer["protocol"], answer["replies"]), (1, 1))


    def test_a_server_of_the_xrp_ledger_does_as_well(self):
        by_index = {int(one["ledger"]["ledger_index"]): one["ledger"] for one in self.xrp.ledgers}
        asked = []

        class Server(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                index = int(question["params"][0]["ledger_index"])
                asked.append(index)
                body = json.dumps({"result": {"ledger": by_index[index], "ledger_hash": by_index[index]["ledger_hash"],
                                              "ledger_index": index, "validated": True, "status": "success"}}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.find("--bitcoin", self.bitcoin, "--ethereum-etl", self.etl, "--xrpl-rpc", f"http://127.0.0.1:{server.server_port}")
        self.assertEqual(self.rows("protocol"), self.truth)
        self.assertEqual(asked, sorted(by_index), "the ledgers that are here, and no others")


class RealBlocks(ProgramTest):
    """Eight blocks of mainnet, in which one refund of THORChain stands with the payment it is of."""

    BLOCKS = ROOT.parent / "shared/data/ledgers/bitcoin/mainnet-consecutive/blk-831328-831335.dat"
    VAULT = "bc1q33e8psennmq2legdvd55wajaw498kejsguf0rq"

    @unittest.skipUnless(BLOCKS.exists(), "no blocks of mainnet beside the source")
    def test_a_refund_is_a_link_once_the_vault_is_known(self):
        self.ingest(self.BLOCKS)
        words = ("links", "protocol", "--bitcoin", self.BLOCKS, "--out", self.folder / "links.csv", "--json")
        answer = self.pelf(*words).json()
        self.assertEqual((answer["swaps"], answer["replies"], answer["others"], answer["unreadable"]), (37, 40, 8, 0))
        self.assertEqual((answer["protocol"], answer["claimed"]), (0, 1))
        self.assertEqual(answer["findings"]["without_inbound"], 37, "paid in on ledgers that are not here")
        self.assertEqual(answer["findings"]["not_a_swap"], 2, "withdrawals of savings")
        known = self.pelf(*words, "--vault", f"bitcoin:{self.VAULT}").json()
        self.assertEqual((known["protocol"], known["claimed"]), (1, 0))
        link, = known["links"]
        self.assertTrue(link["reply"].startswith("REFUND:4EF534DF"))
        self.assertEqual((link["kind"], link["to"]["amount"]), ("withdrawal", "124875"))


class Forged(Story):
    """The vault's own payments have no memo: a stranger's reply is the only one."""

    HAS_REPLIES = False

    def test_a_forged_memo_leads_nowhere_unless_it_is_asked_for(self):
        self.find()
        self.assertEqual(self.rows("protocol"), {link for link in self.truth if link[0] != f"{self.to_btc}:0"})
        self.assertEqual(self.rows("claimed"), {(f"{self.to_btc}:0", 300 * ETHER, f"bitcoin-regtest:{self.forged}:0", 40 * SAT)})
        answer, policies = self.trace("--links", self.out)
        self.assertEqual(answer["claimed_left_out"], 1)
        for name, policy in policies.items():
            self.assertNotIn(bitcoin_address("friend"), {end["account"] for end in policy["ends"]}, name)
            self.assertEqual(self.sums(policy)[("ethereum", "bridge", ether_address("router"))][0], 301 * ETHER, name)
        shown = self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--links", self.out, "--policy", "fifo").out
        self.assertIn("1 link is claimed only, and not followed", shown)
        _, followed = self.trace("--links", self.out, "--follow-claimed", "--policy", "fifo")
        self.assertIn("claimed", {one["standing"] for one in followed["fifo"]["crossings"]})
        self.assertIn(bitcoin_address("friend"), {end["account"] for end in followed["fifo"]["ends"]})


if __name__ == "__main__":
    unittest.main()
