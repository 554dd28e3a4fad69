# SPDX-License-Identifier: Apache-2.0
"""Values beside the amounts of a trace, against values worked out here in exact fractions."""
import fractions
import unittest

from program import FOUND, INPUT, NOTHING_FOUND, THEFT_PLACES
from test_linked import STOLEN_DROPS, Story

HALF = fractions.Fraction(1, 2)
HEAD = "date,asset,currency,price,source\n"


def hundredths(amount, decimals, price):
    """An amount of smallest units at a price, in hundredths, halves up."""
    return int(fractions.Fraction(amount, 10**decimals) * fractions.Fraction(price) * 100 + HALF)


class Prices(Story):
    def write_prices(self, rows, name="prices.csv"):
        path = self.folder / name
        path.write_text(HEAD + "".join(row + "\n" for row in rows))
        return path

    def days_of(self, answer):
        return sorted({end["time"][:10] for policy in answer["policies"] for end in policy["ends"]}
                      | {seed["time"][:10] for seed in answer["from"]})

    def check_place(self, place, prices, decimals):
        """`prices` by day; returns what the place was worth, None without a price."""
        price = prices.get(place["time"][:10])
        if price is None:
            self.assertIsNone(place["value"])
            return None
        expected = hundredths(int(place["amount"]), decimals, price)
        self.assertEqual(place["value"]["amount"], str(expected), place)
        self.assertEqual((place["value"]["asset"], place["value"]["decimals"]), ("USD", 2))
        self.assertEqual(fractions.Fraction(place["value"]["price"]), fractions.Fraction(price))
        self.assertEqual(place["value"]["price_date"], place["time"][:10])
        self.assertEqual(place["value"]["price_source"], "the test")
        return expected

    def check_sum(self, found, values):
        with_value = [value for value in values if value is not None]
        without = len(values) - len(with_value)
        self.assertEqual((found["valued_amount"], found["valued"], found["unvalued"]),
                         (str(sum(with_value)), len(with_value), without))
        self.assertEqual(found["amount"], None if without else str(sum(with_value)))

    def test_every_end_and_seed_of_a_coin_trace_has_the_value_of_its_day(self):
        words = ["trace", "forward", "--from", THEFT_PLACES, "--policy", "fifo,haircut", "--json"]
        plain = self.pelf(*words, status=FOUND).json()
        self.assertNotIn("prices", plain)
        days = self.days_of(plain)
        # One day has no price: what ended there has no value, and sums say that they lack it.
        prices = {day: f"{60_000 + 7 * number}.{number % 100:02}5" for number, day in enumerate(days)}
        missing = days[-1]
        rows = [f"{day},BTC,USD,{price},the test" for day, price in prices.items() if day != missing]
        prices.pop(missing)
        path = self.write_prices(rows + [f"{missing},BTC,EUR,1,another currency", f"{missing},XRP,USD,2,another asset"])
        answer = self.pelf(*words, "--prices", path, status=FOUND).json()
        self.check_sum(answer["from_value"], [self.check_place(seed, prices, 8) for seed in answer["from"]])
        for policy, before in zip(answer["policies"], plain["policies"]):
            values = [self.check_place(end, prices, 8) for end in policy["ends"]]
            self.assertIn(None, values)
            self.check_sum(policy["total_value"], values)
            self.assertEqual(policy["total"], before["total"], "prices change no amount")
            for row in answer["destinations"]:
                self.assertEqual(set(row["values"]), {"fifo", "haircut"})
            by_row = sum(int(row["values"][policy["policy"]]["valued_amount"]) for row in answer["destinations"])
            self.assertEqual(by_row, int(policy["total_value"]["valued_amount"]))
        self.assertEqual(answer["prices"]["currency"], "USD")
        self.assertEqual(answer["prices"]["files"][0]["prices"], len(rows) + 1)
        shown = self.pelf(*words[:-1], "--prices", path, status=FOUND).out
        self.assertIn("what it was worth in USD, by the price of the day each amount moved", shown)
        self.assertIn("unpriced", shown)
        # The day before may stand in where that is asked for.
        older = self.pelf(*words, "--prices", path, "--price-days", "400", status=FOUND).json()
        self.assertEqual(older["policies"][0]["total_value"]["unvalued"], 0)
        late = [end for end in older["policies"][0]["ends"] if end["time"][:10] == missing]
        self.assertTrue(late)
        self.assertEqual({end["value"]["price_date"] for end in late}, {days[-2]})

    def test_a_linked_trace_values_each_asset_by_its_own_price(self):
        links = self.write_links(self.swap_links())
        days = self.days_of(self.trace("--links", links))
        xrp = {day: "0.487123" for day in days}
        btc = {day: "6599.35" for day in days}
        path = self.write_prices([f"{day},XRP,USD,{xrp[day]},the test" for day in days]
                                 + [f"{day},BTC,USD,{btc[day]},the test" for day in days])
        answer = self.trace("--links", links, "--prices", path)
        self.check_sum(answer["from_value"], [hundredths(STOLEN_DROPS, 6, "0.487123")])
        for policy in answer["policies"]:
            values = []
            for end in policy["ends"]:
                values.append(self.check_place(end, *((xrp, 6) if end["asset"] == "XRP" else (btc, 8))))
            self.check_sum(policy["total_value"], values)
        shown = self.pelf("trace", "forward", "--from", f"{self.theft}:0", "--links", links, "--prices", path,
                          status=FOUND).out
        self.assertIn("what it was worth in USD", shown)
        # A gift card's day is not known, and so neither is its value, not even in its own currency.
        half = STOLEN_DROPS // 2
        card = self.write_links([f"G1,gift_card,asserted,{self.deposit_1}:0,{half},,card,USD,140000,own"])
        traced = self.trace("--links", card, "--prices", path, "--policy", "fifo", status=NOTHING_FOUND)
        values = {end["account"]: end["value"] for end in traced["policies"][0]["ends"]}
        self.assertIsNone(values["card"])
        self.assertEqual(traced["policies"][0]["total_value"]["unvalued"], 1)
        self.assertIsNone(traced["policies"][0]["total_value"]["amount"])

    def test_bad_prices_are_refused_or_counted(self):
        words = ["trace", "forward", "--from", f"{self.theft}:0", "--policy", "fifo", "--json"]
        euros = self.write_prices(["2018-07-01,XRP,EUR,1,x"])
        self.assert_says(self.pelf(*words, "--prices", euros, status=INPUT), "no price in USD")
        headless = self.folder / "headless.csv"
        headless.write_text("2018-07-01,XRP,EUR,1,x\n")
        self.assert_says(self.pelf(*words, "--prices", headless, status=INPUT), "a column date")
        some = self.write_prices(["2018-07-01,XRP,USD,1,x", "2018-07-01,XRP,USD,2,y", "2018-07-02,XRP,USD,nothing,x"])
        run = self.pelf(*words, "--prices", some, status=INPUT)
        self.assert_says(run, "second time", "line 4")
        self.assertEqual(run.json()["prices"]["losses"], 2)
        again = self.write_prices(["2018-07-01,XRP,USD,3,z"], "again.csv")
        self.assert_says(self.pelf(*words, "--prices", some, "--prices", again, status=INPUT), "earlier file")
        self.pelf(*words, "--prices", self.folder / "nowhere.csv", status=INPUT)


if __name__ == "__main__":
    unittest.main()
