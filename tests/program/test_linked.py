# SPDX-License-Identifier: Apache-2.0
"""A trace from the XRP Ledger over Bitcoin to bank accounts, against answers worked out here.

The story is that of March 2020 in small: XRP stolen from one exchange, swapped for bitcoin at a
second, peeled (the demo's chain), paid in at two more and out in yuan to nine bank accounts.
"""
import datetime
import fractions
import json
import shutil
import subprocess
import sys
import unittest

from program import FOUND, INPUT, LISTS, NOTHING_FOUND, ROOT, THEFT, USAGE, ProgramTest

sys.path.insert(0, str(ROOT / "demo/robbery"))
from make_robbery import RIPPLE_EPOCH, EthereumExport, XrpLedger, ether_address, xrp_address  # Ledgers are made as the demo's are.

STOLEN_DROPS = 25_000_000_000_000
SWAPPED_SAT = 3_000_000_000  # The demo's first stolen output.


def origins(policy):
    """By (ledger, account): how much of the theft ended there, in drops."""
    sums = {}
    for end in policy["ends"]:
        key = (end["ledger"], end["account"] or end["kind"])
        sums[key] = sums.get(key, 0) + sum(int(origin["amount"]) for origin in end["origins"])
    return sums


class Story(ProgramTest):
    def setUp(self):
        super().setUp()
        self.ingest()
        ledger = XrpLedger(40_000_000)
        ledger.balances = {"alpha": 90_000_000_000_000, "thief": 50_000_000, "mule": 70_000_000_000,
                           "second": 10_000_000_000, "friend": 20_000_000}
        self.theft = ledger.pay("alpha", "thief", STOLEN_DROPS)
        # The mule has money of his own; half of the loot goes over him.
        ledger.pay("thief", "mule", STOLEN_DROPS // 2)
        self.deposit_1 = ledger.pay("mule", "second", STOLEN_DROPS // 2, tag=77)
        self.deposit_2 = ledger.pay("thief", "second", STOLEN_DROPS // 4, tag=0)
        self.elsewhere = ledger.pay("second", "friend", 5_000_000)  # Other customers' money.
        self.ledger = ledger
        ledger.write(self.folder / "xrp.jsonl")
        self.pelf("ledger", "ingest", "xrpl", "--ledgers", self.folder / "xrp.jsonl")
        house = self.folder / "xrp-house.csv"
        house.write_text("id,field,value,note\nX-2,name,Exchange Two (invented),\nX-2,type,entity,\n"
                         f"X-2,category,exchange,\nX-2,wallet,xrpl:{xrp_address('second')},\n")
        self.pelf("lists", "import", "--source", "pelf-csv", LISTS / "house.csv", house, "--published", "2025-02-16")

    def trace(self, *words, status=FOUND):
        return self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--json", *words, status=status).json()

    def swap_links(self):
        """Both deposits were swapped for the output that the demo calls stolen."""
        half, quarter = STOLEN_DROPS // 2, STOLEN_DROPS // 4
        rows = [f"S1,swap,asserted,{self.deposit_1}:0,{half},bitcoin-regtest:{THEFT}:0,,,{SWAPPED_SAT * 2 // 3},Exchange Two",
                f"S2,swap,asserted,{self.deposit_2}:0,{quarter},bitcoin-regtest:{THEFT}:0,,,{SWAPPED_SAT // 3},Exchange Two"]
        return rows

    def write_links(self, rows):
        path = self.folder / "links.csv"
        path.write_text("id,kind,standing,from_place,from_amount,to_place,to_account,to_asset,to_amount,source\n"
                        + "".join(row + "\n" for row in rows))
        return path


class LinkedTrace(Story):
    def test_without_links_it_stops_at_the_exchange_and_says_how_much(self):
        answer = self.trace(status=NOTHING_FOUND)
        self.assertEqual(answer["ledgers"][0]["ledger"], "xrpl")
        for policy in answer["policies"]:
            if policy["policy"] == "poison":
                continue
            self.assertEqual(policy["total"], str(STOLEN_DROPS), policy["policy"])
            self.assertEqual(policy["totals"], [{"label": f"{self.theft}:0", "amount": str(STOLEN_DROPS), "asset": "XRP"}])
        fifo = {policy["policy"]: policy for policy in answer["policies"]}["fifo"]
        at_exchange = {end["place"]: int(end["amount"]) for end in fifo["ends"] if end["kind"] == "service"}
        # First in, first out: the thief's own 50 XRP and the mule's own 70,000 go before the loot, each less a fee.
        own = 50_000_000 - 10 + 70_000_000_000 - 10
        self.assertEqual(at_exchange, {f"{self.deposit_1}:0": STOLEN_DROPS // 2 - own,
                                       f"{self.deposit_2}:0": STOLEN_DROPS // 4})
        tags = {end["account"].rpartition(":")[2] for end in fifo["ends"] if end["kind"] == "service"}
        self.assertEqual(tags, {"77", "0"}, "tag 0 is a tag")
        self.assertEqual({end["tag"] for end in fifo["ends"] if end["kind"] == "service"}, {"Exchange Two (invented)"})

    def test_as_of_a_day_is_as_if_nothing_had_come_later(self):
        """Against a data directory that has no more than that."""
        links = self.write_links(self.swap_links())
        lines = (self.folder / "xrp.jsonl").read_text().splitlines()
        seen = set()
        for kept in range(1, len(lines) + 1):
            home = self.folder / f"home-{kept}"
            early = self.folder / "early.jsonl"
            early.write_text("".join(line + "\n" for line in lines[:kept]))
            shutil.copytree(self.home / "lists", home / "lists")
            self.pelf("ledger", "ingest", "xrpl", "--ledgers", early, home=home)
            closed = json.loads(lines[kept - 1])["ledger"]["close_time"] + RIPPLE_EPOCH
            day = datetime.datetime.fromtimestamp(closed, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            words = ("trace", "forward", "--from", f"{self.theft}:0", "--policy", "fifo,haircut", "--json", "--as-of", day)
            then = self.pelf(*words, status=None, home=home)
            now = self.pelf(*words, status=None)
            self.assertEqual((now.status, now.out), (then.status, then.out), kept)
            linked = self.pelf(*words, "--links", links, status=None).json()
            self.assertEqual(linked["unused_links"], ["S1", "S2"])
            self.assertEqual(linked["policies"][0]["crossings"], [])
            self.assertEqual(linked["policies"][0]["total"], str(STOLEN_DROPS))
            seen.add(len(now.json()["policies"][0]["ends"]))
        self.assertGreater(len(seen), 1)

    def test_over_links_every_policy_gives_what_the_ledgers_alone_give_put_together(self):
        bitcoin = self.pelf("trace", "forward", "--from", f"{THEFT}:0", "--json", status=FOUND).json()
        expected_btc = {policy["policy"]: policy for policy in bitcoin["policies"]}
        answer = self.trace("--links", self.write_links(self.swap_links()))
        alone = {policy["policy"]: policy for policy in self.trace(status=NOTHING_FOUND)["policies"]}
        compared = 0
        for policy in answer["policies"]:
            name = policy["policy"]
            if name in ("poison", "lowest-balance"):
                continue
            self.assertEqual(policy["total"], str(STOLEN_DROPS), name)
            self.assertEqual({crossing["link"] for crossing in policy["crossings"]}, {"S1", "S2"}, name)
            deposits = {end["place"]: int(end["amount"]) for end in alone[name]["ends"] if end["kind"] == "service"}
            got = {crossing["link"]: int(crossing["to"]["amount"]) for crossing in policy["crossings"]}
            given = {"S1": deposits[f"{self.deposit_1}:0"], "S2": deposits[f"{self.deposit_2}:0"]}
            for link, whole, sat in (("S1", STOLEN_DROPS // 2, SWAPPED_SAT * 2 // 3), ("S2", STOLEN_DROPS // 4, SWAPPED_SAT // 3)):
                self.assertEqual(got[link], given[link] * sat // whole, (name, link))
            # Under haircut an end's share is exact but for rounding; all of the output is not traced, so that
            # shares are those of the whole output in proportion.
            if name == "haircut":
                carried = sum(given.values())
                share = fractions.Fraction(sum(got.values()), SWAPPED_SAT)
                for end in expected_btc[name]["ends"]:
                    if end["kind"] != "service":
                        continue
                    found = sum(int(one["amount"]) for one in policy["ends"]
                                if one["place"] == f"bitcoin-regtest:{end['place']}" and one["kind"] == "service")
                    self.assertAlmostEqual(found, float(int(end["amount"]) * share), delta=60)
                self.assertLessEqual(sum(value for (ledger, _), value in origins(policy).items()
                                         if ledger == "bitcoin-regtest"), carried)
            compared += 1
        self.assertEqual(compared, 7)

    def test_to_nine_bank_accounts_and_a_gift_card(self):
        answer = self.trace("--links", self.write_links(self.swap_links()), "--policy", "fifo")
        ends = [end for end in answer["policies"][0]["ends"]
                if end["kind"] == "service" and end["ledger"] == "bitcoin-regtest"]
        ends.sort(key=lambda end: -int(end["amount"]))
        deposit, second = ends[0], ends[1]
        books = ["booked,id,from,to,currency,amount,kind"]
        links = self.swap_links()
        # All that was paid in there goes out in nine parts, at 45,000 yuan a bitcoin.
        whole = self.whole_of(deposit["place"])
        parts = [whole // 9] * 8 + [whole - whole // 9 * 8]
        for number, part in enumerate(parts, 1):
            fen = part * 4_500_000 // 100_000_000
            books.append(f"2025-02-16T10:00:{number:02}Z,OUT-{number},,CN-{number},CNY,{fen // 100}.{fen % 100:02},")
            books.append(f"2025-02-16T11:00:{number:02}Z,CASH-{number},CN-{number},,CNY,{fen // 100 // 2}.00,")
            links.append(f"C{number},cash_out,asserted,{deposit['place']},{part},bank:OUT-{number}:0,,,{fen},Exchange Beta")
        links.append(f"G1,gift_card,asserted,{second['place']},{self.whole_of(second['place'])},,card 4711,USD,140000,own purchase")
        books.sort(key=lambda row: row if row[0] == "2" else "")
        (self.folder / "books.csv").write_text("\n".join(books) + "\n")
        self.pelf("ledger", "ingest", "bank", self.folder / "books.csv")
        traced = self.trace("--links", self.write_links(links), "--policy", "fifo,lifo,haircut,clean-first")
        for policy in traced["policies"]:
            self.assertEqual(policy["total"], str(STOLEN_DROPS), policy["policy"])
            self.assertFalse(policy["truncated"])
        fifo = traced["policies"][0]
        at_banks = {end["account"] for end in fifo["ends"] if end["ledger"] == "bank"}
        self.assertEqual({account for account in at_banks if account.startswith("CN-")}, {f"CN-{n}" for n in range(1, 10)})
        card = [end for end in fifo["ends"] if end["account"] == "card 4711"]
        self.assertEqual([(end["asset"], end["link"], end["ledger"]) for end in card], [("USD", "G1", None)])
        # Each drop is where the step before left it: what ended at the deposit is now at the banks.
        before = sum(int(one["amount"]) for one in deposit["origins"])
        after = sum(int(one["amount"]) for end in fifo["ends"] if end["ledger"] == "bank" for one in end["origins"])
        self.assertEqual(before, after)
        shown = self.pelf("trace", "forward", "--from", f"{self.theft}:0=the robbery of Alpha", "--links",
                          self.folder / "links.csv", "--policy", "fifo", status=FOUND).out
        self.assertIn("where it ended, in XRP of the robbery of Alpha", shown)
        self.assertIn("25000000", shown)

    def whole_of(self, place):
        """All that arrived at a place of the bitcoin ledger, traced or not."""
        answer = self.pelf("trace", "forward", "--from", place, "--json", "--policy", "fifo", status=None).json()
        return int(answer["from"][0]["amount"])

    def test_bad_links_and_places_are_refused(self):
        half = STOLEN_DROPS // 2
        too_much = self.write_links([f"S1,swap,asserted,{self.deposit_1}:0,{half + 1},bitcoin-regtest:{THEFT}:0,,,1,x"])
        self.assert_says(self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--links", too_much, status=INPUT),
                         "link S1", "take more")
        nowhere = self.write_links([f"S1,swap,asserted,{self.deposit_1}:0,1,ethereum:0x{'0' * 64}:0,,,1,x"])
        self.assert_says(self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--links", nowhere, status=INPUT),
                         "link S1", "there is no ledger ethereum")
        broken = self.write_links(["S1,swap,sure,a:b,1,c:d,,,1,x"])
        self.assert_says(self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--links", broken, status=INPUT),
                         "standing")
        self.pelf("trace", "forward", "--from", "xrpl:1234:0", status=INPUT)
        self.pelf("trace", "forward", "--from", f"xrpl:{'A' * 64}:0", status=INPUT)
        self.pelf("trace", "forward", "--from", f"{self.theft}:9", status=INPUT)
        self.assert_says(self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--as-of", "2001-01-01", status=INPUT),
                         "there was no", "yet")
        unknown = self.write_links([f"S9,swap,asserted,{self.ledger.pay('friend', 'mule', 1)}:0,1,,card,USD,1,x"])
        self.assert_says(self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--links", unknown, status=INPUT),
                         "link S9", "no transaction")

    def test_links_that_no_traced_money_came_to_are_named(self):
        unused = self.write_links([f"S9,withdrawal,asserted,{self.elsewhere}:0,1,,card,USD,1,x"])
        self.assertEqual(self.trace("--links", unused, status=NOTHING_FOUND)["unused_links"], ["S9"])


class XrplIngest(Story):
    def test_again_adds_nothing_and_more_goes_on(self):
        again = self.pelf("ledger", "ingest", "xrpl", "--ledgers", self.folder / "xrp.jsonl", "--json").json()
        self.assertEqual((again["blocks_added"], again["blocks_kept"]), (0, 5))
        self.ledger.pay("friend", "mule", 1_000)
        self.ledger.write(self.folder / "xrp.jsonl")
        more = self.pelf("ledger", "ingest", "xrpl", "--ledgers", self.folder / "xrp.jsonl", "--json").json()
        self.assertEqual((more["blocks_added"], more["blocks"]), (1, 6))
        status = self.pelf("ledger", "status", "--json").json()
        self.assertEqual([ledger["ledger"] for ledger in status["ledgers"]], ["bitcoin", "xrpl"])
        # Ledgers that begin past the store's end cannot say what was held before.
        self.ledger.ledgers = self.ledger.ledgers[-1:]
        self.ledger.pay("mule", "friend", 5)
        self.ledger.ledgers = self.ledger.ledgers[-1:]
        self.ledger.write(self.folder / "tail.jsonl")
        self.assert_says(self.pelf("ledger", "ingest", "xrpl", "--ledgers", self.folder / "tail.jsonl", status=INPUT),
                         "with that ledger among them")


class EthereumIngest(ProgramTest):
    def test_an_export_is_kept_checked_and_traced(self):
        export = EthereumExport(20_000_000)
        theft = export.pay("victim", "thief", 5 * 10**18)
        export.pay("thief", "shop", 2 * 10**18)
        export.pay("thief", "shop", 10**18, is_done=False)
        folder = export.write(self.folder / "etl")
        done = self.pelf("ledger", "ingest", "ethereum", "--etl", folder, "--json", status=INPUT).json()
        self.assertEqual((done["ledger"], done["blocks"], done["height"]), ("ethereum", 3, 20_000_002))
        self.assertTrue(any("trace" in notice for notice in done["notices"]), "without traces, contracts' ether is missing")
        self.pelf("ledger", "verify", "--ledger", "ethereum")
        answer = self.pelf("trace", "forward", "--from", theft, "--policy", "fifo", "--json").json()
        ends = {}
        for end in answer["policies"][0]["ends"]:
            key = (end["kind"], (end["account"] or "").lower())  # EIP-55 puts its checksum into the letters' case.
            ends[key] = ends.get(key, 0) + int(end["amount"])
        fees = 2 * export.GAS * export.GAS_PRICE  # Of the payment, and of the one that failed: it moved nothing else.
        self.assertEqual(ends[("unspent", ether_address("shop"))], 2 * 10**18)
        self.assertEqual(ends[("unspent", ether_address("thief"))], 3 * 10**18 - fees)
        self.assertEqual(sum(amount for (kind, _), amount in ends.items() if kind == "fee"), fees)
        self.assertEqual(answer["policies"][0]["total"], str(5 * 10**18))
        self.pelf("ledger", "ingest", "ethereum", status=USAGE)
        self.pelf("ledger", "ingest", "ethereum", "--etl", self.folder / "nothing", status=INPUT)


class TwoThefts(Story):
    """XRP and ether stolen from one exchange, both swapped for bitcoin at the second."""

    def setUp(self):
        super().setUp()
        export = EthereumExport(20_000_000)
        self.ether_theft = export.pay("alpha", "thief", 500 * 10**18)
        self.ether_deposit = export.pay("thief", "second", 400 * 10**18)
        self.pelf("ledger", "ingest", "ethereum", "--etl", export.write(self.folder / "etl"), status=INPUT)
        house = self.folder / "ether-house.csv"
        house.write_text("id,field,value,note\nX-2,name,Exchange Two (invented),\nX-2,type,entity,\nX-2,category,exchange,\n"
                         f"X-2,wallet,xrpl:{xrp_address('second')},\nX-2,wallet,ethereum:{ether_address('second')},\n")
        self.pelf("lists", "import", "--source", "pelf-csv", LISTS / "house.csv", house, "--published", "2025-02-16")
        self.fee = export.GAS * export.GAS_PRICE

    def test_each_theft_keeps_its_name_and_its_sum_to_the_end(self):
        links = self.swap_links()
        links.append(f"E1,swap,asserted,{self.ether_deposit}:0,{400 * 10**18},bitcoin-regtest:{THEFT}:1,,,2000000000,Exchange Two")
        answer = self.pelf("trace", "forward", "--from", f"{self.theft}:0=xrp,{self.ether_theft}=ether", "--links",
                           self.write_links(links), "--json", "--policy", "fifo,lifo,haircut,dirty-first", status=FOUND).json()
        self.assertEqual({ledger["ledger"] for ledger in answer["ledgers"]}, {"xrpl", "ethereum", "bitcoin-regtest"})
        for policy in answer["policies"]:
            name = policy["policy"]
            self.assertIsNone(policy["total"], "sums of two assets are not added up")
            totals = {one["label"]: (int(one["amount"]), one["asset"]) for one in policy["totals"]}
            self.assertEqual(totals, {"xrp": (STOLEN_DROPS, "XRP"), "ether": (500 * 10**18, "ETH")}, name)
            ended = {"xrp": 0, "ether": 0}
            on_bitcoin = dict(ended)
            for end in policy["ends"]:
                for origin in end["origins"]:
                    ended[origin["label"]] += int(origin["amount"])
                    on_bitcoin[origin["label"]] += int(origin["amount"]) * (end["ledger"] == "bitcoin-regtest")
            self.assertEqual(ended, {"xrp": STOLEN_DROPS, "ether": 500 * 10**18}, name)
            self.assertEqual(on_bitcoin["ether"], 400 * 10**18, name)
            kept = [int(end["amount"]) for end in policy["ends"] if end["ledger"] == "ethereum" and end["kind"] == "unspent"]
            self.assertEqual(kept, [100 * 10**18 - self.fee], name)
            # Both roads meet where the demo's chain ends: at exchanges.
            sold = {origin["label"] for end in policy["ends"] if end["kind"] == "service" and end["ledger"] == "bitcoin-regtest"
                    for origin in end["origins"]}
            self.assertEqual(sold, {"xrp", "ether"}, name)


class Robbery(ProgramTest):
    """The demo's: what the table for people shows of it."""

    def test_owners_and_the_largest_accounts_have_rows_and_the_rest_share_one(self):
        folder = ROOT / "demo/robbery"
        self.ingest()
        self.pelf("lists", "import", "--source", "pelf-csv", LISTS / "house.csv", folder / "house.csv", "--published", "2025-02-17")
        self.pelf("ledger", "ingest", "xrpl", "--ledgers", folder / "xrp.jsonl")
        self.pelf("ledger", "ingest", "ethereum", "--etl", folder / "ethereum")
        self.pelf("ledger", "ingest", "bank", folder / "books.csv")
        again = self.folder / "again"
        again.mkdir()
        made = subprocess.run([sys.executable, "-B", folder / "make_robbery.py", again], check=True, capture_output=True, text=True)
        for path in again.rglob("*.*"):
            self.assertEqual(path.read_bytes(), (folder / path.relative_to(again)).read_bytes(), "the files are not what their maker writes")
        thefts = made.stdout.split()[1].split(",")
        words = ["trace", "forward", "--from", f"{thefts[0]}=XRP,{thefts[1]}=ether", "--links", folder / "links.csv",
                 "--prices", folder / "prices.csv", "--policy", "haircut"]
        shown = self.pelf(*words, status=FOUND).out
        answer = self.pelf(*words, "--json", status=FOUND).json()
        for number in range(1, 10):
            self.assertIn(f"CN-{number} ", shown)
        accounts = {end["account"] for end in answer["policies"][0]["ends"]
                    if end["ledger"] == "bitcoin-regtest" and end["kind"] == "unspent" and not end["tag"] and not end["listed"]}
        self.assertIn(f"{len(accounts) - 10} smaller accounts", shown)
        self.assertLess(len(shown.splitlines()), 120)
        fees = next(line for line in shown.splitlines() if line.startswith("  ethereum") and " fees " in line)
        self.assertIn("<0.00000001", fees, "a little is not nothing")


class BankIngest(ProgramTest):
    def test_books_go_on_and_another_history_is_refused(self):
        first = self.folder / "july.csv"
        first.write_text("booked,id,from,to,currency,amount,kind\n2018-07-04T09:30:00Z,B-1,,CN-1,CNY,1250.5,opening\n"
                         "2018-07-04T09:30:01Z,B-2,CN-1,CN-2,CNY,1000,\n")
        done = self.pelf("ledger", "ingest", "bank", first, "--json").json()
        self.assertEqual((done["blocks_added"], done["transfers"], done["accounts"]), (2, 2, 3))
        second = self.folder / "august.csv"
        second.write_text("booked,id,from,to,currency,amount\n2018-08-01,B-3,CN-2,,CNY,30\n")
        done = self.pelf("ledger", "ingest", "bank", first, second, "--json").json()
        self.assertEqual((done["blocks_added"], done["blocks_kept"], done["transfers"]), (1, 2, 3))
        self.pelf("ledger", "verify", "--ledger", "bank")
        changed = self.folder / "changed.csv"
        changed.write_text(first.read_text().replace(",1000,", ",1001,"))
        self.assert_says(self.pelf("ledger", "ingest", "bank", changed, status=INPUT), "is another")
        broken = self.folder / "broken.csv"
        broken.write_text("booked,id,from,to,currency,amount\n2018-09-01,B-4,CN-2,,CNY,0\n2018-09-02,B-5,CN-2,CN-1,CNY,1\n")
        self.assert_says(self.pelf("ledger", "ingest", "bank", broken, status=INPUT), "line 2", "above zero")
        answer = self.pelf("trace", "forward", "--from", "bank:B-1:0", "--policy", "fifo", "--json").json()
        # 30.00 of the 1,000.00 of CN-2 left the books, 1.00 came back: first in, first out.
        ends = sorted((end["account"], end["kind"], int(end["amount"])) for end in answer["policies"][0]["ends"])
        self.assertEqual(ends, [("(outside)", "bridge", 3_000), ("CN-1", "unspent", 100), ("CN-1", "unspent", 25_050),
                                ("CN-2", "unspent", 96_900)])
        self.assertEqual(answer["policies"][0]["total"], "125050")


if __name__ == "__main__":
    unittest.main()
