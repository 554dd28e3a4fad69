# SPDX-License-Identifier: Apache-2.0
"""Backward on account ledgers: what a payment was made of, against answers worked out here, and forward against backward."""
import unittest

from program import FOUND, INPUT, LISTS, NOTHING_FOUND, THEFT, USAGE, ProgramTest
from test_linked import STOLEN_DROPS, Story, xrp_address


def by_kind(policy):
    sums = {}
    for end in policy["ends"]:
        sums[end["kind"]] = sums.get(end["kind"], 0) + int(end["amount"])
    return sums


class XrplBackward(Story):
    def setUp(self):
        super().setUp()
        house = self.folder / "robbed.csv"
        house.write_text("id,field,value,note\nX-1,name,Exchange One (invented),\nX-1,type,entity,\nX-1,category,exchange,\n"
                         f"X-1,wallet,xrpl:{xrp_address('alpha')},\n")
        self.pelf("lists", "import", "--source", "pelf-csv", LISTS / "house.csv", self.folder / "xrp-house.csv", house,
                  "--published", "2025-02-17")

    def back(self, place, *words, status=NOTHING_FOUND):
        return self.pelf("trace", "backward", "--from", place, "--json", *words, status=status).json()

    def test_a_deposit_is_the_loot_and_what_the_mules_had(self):
        answer = self.back(f"{self.deposit_1}:0")
        self.assertEqual((answer["direction"], answer["ledger"]), ("backward", "xrpl"))
        self.assertEqual(answer["from"][0]["amount"], str(STOLEN_DROPS // 2))
        self.assertEqual([policy["policy"] for policy in answer["policies"]], ["fifo", "lifo"])
        fifo = answer["policies"][0]
        # The thief's own 50 XRP and the mule's own 70,000 went first, each less a fee.
        own = 50_000_000 - 10 + 70_000_000_000 - 10
        self.assertEqual(by_kind(fifo), {"service": STOLEN_DROPS // 2 - own, "opening": own})
        loot = [end for end in fifo["ends"] if end["kind"] == "service"]
        self.assertEqual([(end["place"], end["account"], end["tag"]) for end in loot],
                         [(f"{self.theft}:0", xrp_address("alpha"), "Exchange One (invented)")])
        for policy in answer["policies"]:
            self.assertEqual(policy["total"], str(STOLEN_DROPS // 2), policy["policy"])
            self.assertFalse(policy["truncated"])

    def test_forward_and_backward_say_the_same_of_a_payment(self):
        forward = self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--policy", "fifo,lifo", "--json").json()
        for policy in forward["policies"]:
            for deposit in (self.deposit_1, self.deposit_2):
                arrived = sum(int(end["amount"]) for end in policy["ends"] if end["place"] == f"{deposit}:0")
                back = self.back(f"{deposit}:0", "--policy", policy["policy"])["policies"][0]
                came = sum(int(end["amount"]) for end in back["ends"] if end["place"] == f"{self.theft}:0")
                self.assertEqual(arrived, came, (policy["policy"], deposit))
                self.assertGreater(came, 0)

    def test_limits_services_and_values(self):
        # Behind a service is other people's money, unless that is asked for.
        self.assertEqual(by_kind(self.back(self.elsewhere)["policies"][0]), {"service": 5_000_000})
        through = self.back(self.elsewhere, "--through-services", "--merge-tags", "--policy", "fifo")["policies"][0]
        self.assertEqual(set(by_kind(through)), {"opening"})
        short = self.back(f"{self.deposit_1}:0", "--hops", "1", "--policy", "fifo")
        self.assertTrue(short["truncated"])
        self.assertIn("limit", by_kind(short["policies"][0]))
        self.assertEqual(short["policies"][0]["limits"], ["hops"])
        prices = self.folder / "prices.csv"
        day = short["from"][0]["time"][:10]
        prices.write_text(f"date,asset,currency,price,source\n{day},XRP,USD,0.50,x\n")
        valued = self.back(f"{self.deposit_1}:0", "--policy", "fifo", "--prices", prices)
        self.assertEqual(valued["from_value"]["amount"], str(STOLEN_DROPS // 2 // 10**6 * 50))
        shown = self.pelf("trace", "backward", "--from", f"{self.deposit_1}:0").out
        self.assertIn("where it came from, in XRP", shown)
        self.assertIn("Exchange One (invented)", shown)

    def test_only_policies_that_say_what_came_from_where(self):
        for policy in ("haircut", "poison", "lowest-balance", "fifo,tiho"):
            self.assert_says(self.pelf("trace", "backward", "--from", f"{self.deposit_1}:0", "--policy", policy, status=INPUT),
                             "cannot go backward")
        self.assert_says(self.pelf("trace", "backward", "--from", f"{self.deposit_1}:0,{self.deposit_2}:0", status=INPUT),
                         "one place")
        self.pelf("trace", "backward", "--from", f"{self.deposit_1}:9", status=INPUT)
        self.pelf("trace", "backward", "--from", "ethereum:0x12:0", status=INPUT)
        self.pelf("trace", "backward", "--from", f"{self.deposit_1}:0", "--as-of", "2001-01-01", status=INPUT)
        self.pelf("trace", "backward", "--from", f"{self.deposit_1}:0", "--links", "x.csv", status=USAGE)

    def test_a_coin_ledger_by_its_name_answers_as_without(self):
        plain = self.pelf("trace", "backward", "--from", f"{THEFT}:0", "--json", status=None)
        named = self.pelf("trace", "backward", "--from", f"bitcoin-regtest:{THEFT}:0", "--json", status=plain.status)
        for one, other in zip(plain.json()["policies"], named.json()["policies"]):
            self.assertEqual([(end["kind"], f"bitcoin-regtest:{end['place']}", end["amount"]) for end in one["ends"]],
                             [(end["kind"], end["place"], end["amount"]) for end in other["ends"]])
            self.assertEqual(one["total"], other["total"])


class BankBackward(ProgramTest):
    def test_the_two_policies_take_from_the_two_ends_of_an_account(self):
        books = self.folder / "books.csv"
        books.write_text("booked,id,from,to,currency,amount,kind\n"
                         "2018-07-04T09:00:00Z,A-1,,X,CNY,100,opening\n"
                         "2018-07-04T10:00:00Z,A-2,,X,CNY,50,\n"
                         "2018-07-04T11:00:00Z,A-3,X,Y,CNY,120,\n"
                         "2018-07-04T12:00:00Z,A-4,Y,Z,CNY,30.50,\n")
        self.pelf("ledger", "ingest", "bank", books)

        def ends(place):
            answer = self.pelf("trace", "backward", "--from", place, "--json").json()
            return [sorted((end["place"], end["kind"], end["account"], int(end["amount"]), end["hops"]) for end in policy["ends"])
                    for policy in answer["policies"]]
        self.assertEqual(ends("bank:A-3"), [
            [("bank:A-1:0", "opening", "(outside)", 10_000, 1), ("bank:A-2:0", "opening", "(outside)", 2_000, 1)],
            [("bank:A-1:0", "opening", "(outside)", 7_000, 1), ("bank:A-2:0", "opening", "(outside)", 5_000, 1)]])
        # Last in, first out, twice: the last that Y got was the first of what X had left.
        self.assertEqual(ends("bank:A-4"), [[("bank:A-1:0", "opening", "(outside)", 3_050, 2)],
                                            [("bank:A-1:0", "opening", "(outside)", 3_050, 2)]])


if __name__ == "__main__":
    unittest.main()
