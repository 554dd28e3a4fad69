# SPDX-License-Identifier: Apache-2.0
"""Matched links: deposits of XRP at an exchange and its payments in yuan, of which the truth is known here."""
import csv
import fractions
import datetime
import unittest

from program import INPUT, LISTS, NOTHING_FOUND, USAGE, ProgramTest
from test_linked import XrpLedger, xrp_address

RATE = fractions.Fraction("3.40")  # Yuan for one XRP.


class MatchedLinks(ProgramTest):
    def setUp(self):
        super().setUp()
        ledger = XrpLedger(40_000_000)
        ledger.balances = {name: 90_000_000_000 for name in ("robbed", "thief", "second", "friend")}
        self.deposits = {}

        def deposit(drops, payer="friend", tag=1):
            moment = 1_530_000_000 + 4 * ledger.index
            self.deposits[drops] = (ledger.pay(payer, "second", drops, tag=tag), moment)
        deposit(1_000_000_000, tag=0)
        deposit(2_000_000_000, tag=12)
        deposit(2_005_000_000, tag=13)
        self.theft = ledger.pay("robbed", "thief", 20_000_000_000)
        deposit(100_000_000_000, payer="thief", tag=None)
        deposit(9_000_000_000, tag=15)  # Nothing is paid out for this one.
        self.outgoing = ledger.pay("second", "friend", 1_000_000_000)
        ledger.write(self.folder / "xrp.jsonl")
        self.pelf("ledger", "ingest", "xrpl", "--ledgers", self.folder / "xrp.jsonl")
        self.day = self.moment(self.deposits[1_000_000_000][1])[:10]
        rows, self.truth = [], {}
        for number, drops in enumerate((1_000_000_000, 2_000_000_000, 2_005_000_000, 100_000_000_000)):
            place, time = self.deposits[drops]
            fen = int(fractions.Fraction(drops, 10**6) * RATE * fractions.Fraction("0.995") * 100)
            rows.append((time + 1_200 + number, f"OUT-{number}", "EX-1", f"CN-{number}", fen))
            self.truth[f"{place}:0"] = (f"bank:OUT-{number}:0", fen)
        start = self.deposits[1_000_000_000][1]
        rows.append((start + 3_000, "OUT-8", "EX-1", "CN-8", 50_000))
        rows.append((start + 3_100, "OUT-9", "EX-1", "EX-2", 340_000))  # Among its own accounts.
        rows.append((start - 9_000, "OUT-7", "EX-2", "CN-7", 338_300))  # Before the deposit that it fits.
        rows.sort()
        books = ["booked,id,from,to,currency,amount,kind", f"{self.moment(start - 10_000)},OPEN,,EX-1,CNY,9000000,opening",
                 f"{self.moment(start - 10_000)},OPEN-2,,EX-2,CNY,9000,opening"]
        books += [f"{self.moment(time)},{name},{payer},{payee},CNY,{fen // 100}.{fen % 100:02}," for time, name, payer, payee, fen in rows]
        (self.folder / "books.csv").write_text("\n".join(books) + "\n")
        self.pelf("ledger", "ingest", "bank", self.folder / "books.csv")
        house = self.folder / "house.csv"
        house.write_text("id,field,value,note\nX-2,name,Exchange Two (invented),\nX-2,type,entity,\nX-2,category,exchange,\n"
                         f"X-2,wallet,xrpl:{xrp_address('second')},\n")
        self.pelf("lists", "import", "--source", "pelf-csv", LISTS / "house.csv", house, "--published", "2025-02-16")
        self.prices = self.folder / "prices.csv"
        self.prices.write_text("date,asset,currency,price,source\n"
                               f"{self.day},XRP,USD,0.5,the test\n{self.day},CNY,USD,{float(fractions.Fraction('0.5') / RATE):.9f},the test\n")
        self.out = self.folder / "matched.csv"

    @staticmethod
    def moment(unix_s):
        return datetime.datetime.fromtimestamp(unix_s, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def words(self, *more):
        return ["links", "match", "--from-ledger", "xrpl", "--from-asset", "XRP", "--from-service", "Exchange Two (invented)",
                "--to-ledger", "bank", "--to-asset", "CNY", "--to-account", "EX-1", "--to-account", "EX-2",
                "--prices", self.prices, "--out", self.out, *more]

    def test_pairs_are_found_with_their_competitors(self):
        answer = self.pelf(*self.words("--likelihood", "0"), "--json").json()
        self.assertEqual((answer["deposits"], answer["withdrawals"], answer["deposits_unpriced"]), (5, 6, 0))
        found = {link["from"]["place"]: link for link in answer["links"]}
        self.assertEqual(set(found), set(self.truth))
        self.assertEqual(len({link["to"]["place"] for link in found.values()}), 4, "one to one")
        alike = {f"{self.deposits[drops][0]}:0" for drops in (2_000_000_000, 2_005_000_000)}
        for place, (expected, fen) in self.truth.items():
            link = found[place]
            self.assertEqual((link["kind"], link["standing"]), ("swap", "matched"))
            if place in alike:  # Two deposits and two withdrawals, each of which fits each.
                self.assertEqual((link["other_withdrawals"], link["other_deposits"], link["competitors"]), (1, 1, 2))
                self.assertLess(link["likelihood_ppm"], 500_000)
                continue
            self.assertEqual((link["to"]["place"], link["to"]["amount"]), (expected, str(fen)))
            self.assertEqual(link["competitors"], 0)
            self.assertGreater(link["likelihood_ppm"], 950_000)
        # By default what is less likely than not is left out, and counted.
        usual = self.pelf(*self.words(), "--json").json()
        self.assertEqual(len(usual["links"]), 2)
        self.assertEqual(usual["less_likely"], 2)
        with self.out.open(newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row["standing"] for row in rows], ["matched", "matched"])
        self.assertEqual({row["from_place"]: row["to_place"] for row in rows},
                         {place: to for place, (to, _) in self.truth.items() if place not in alike})
        first = self.out.read_bytes()
        self.pelf(*self.words())
        self.assertEqual(self.out.read_bytes(), first, "the same question, the same file")

    def test_a_trace_goes_over_what_was_found_and_says_how_sure_it_is(self):
        shown = self.pelf(*self.words()).out
        self.assertIn("2 links written", shown)
        traced = self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--links", self.out, "--policy", "fifo", "--json").json()
        crossing, = traced["policies"][0]["crossings"]
        self.assertEqual(crossing["standing"], "matched")
        self.assertGreater(crossing["likelihood_ppm"], 950_000)
        self.assertEqual(crossing["competitors"], 0)
        self.assertEqual(crossing["to"]["place"], "bank:OUT-3:0")
        self.assertIn("CN-3", {end["account"] for end in traced["policies"][0]["ends"]})
        self.assertEqual(traced["policies"][0]["total"], "20000000000")

    def test_what_makes_no_sense_is_refused(self):
        words = self.words()
        self.assert_says(self.pelf(*[word for word in words if word not in ("--prices", self.prices)], status=INPUT), "--prices")
        for option, wrong in (("--from-service", "Nobody"), ("--to-ledger", "ethereum"), ("--from-asset", "USD")):
            changed = list(words)
            changed[changed.index(option) + 1] = wrong
            self.pelf(*changed, status=INPUT)
        self.pelf(*self.words("--spread", "0"), status=USAGE)
        self.pelf(*self.words("--window", "0"), status=USAGE)
        self.pelf(*words[:-2], status=USAGE)
        nobody = [word for word in words if word not in ("--from-service", "Exchange Two (invented)")]
        self.assert_says(self.pelf(*nobody, status=INPUT), "--from-account")
        # A day without a price: its deposits are counted, and not guessed at.
        self.prices.write_text("date,asset,currency,price,source\n2001-01-01,XRP,USD,1,x\n2001-01-01,CNY,USD,1,x\n")
        answer = self.pelf(*self.words(), "--json").json()
        self.assertEqual((answer["deposits_unpriced"], answer["links"]), (5, []))
        # One asset against itself needs no prices.
        same = ["links", "match", "--from-ledger", "xrpl", "--from-asset", "XRP", "--from-account", xrp_address("second"),
                "--to-ledger", "xrpl", "--to-asset", "XRP", "--to-account", xrp_address("second"), "--out", self.out,
                "--likelihood", "0", "--json"]
        answer = self.pelf(*same).json()
        self.assertEqual([(link["from"]["place"], link["to"]["place"], link["kind"]) for link in answer["links"]],
                         [(f"{self.deposits[1_000_000_000][0]}:0", f"{self.outgoing}:0", "withdrawal")])


if __name__ == "__main__":
    unittest.main()
