# SPDX-License-Identifier: Apache-2.0
"""Bundles of account ledgers: the XRP Ledger, whose hashes are computed again, and Ethereum, of which nothing hashes."""
import json
import random
import shutil
import unittest

from program import FOUND, INPUT, NOTHING_FOUND, ROOT
from sealed_ledgers import EthereumExport, robbery, xrp_address
from test_bundle import CHANGES, Verified, changed_once, objections, repacked, unpacked, written


class AccountBundle(Verified):
    def setUp(self):
        super().setUp()
        self.key = self.folder / "key"
        self.pelf("case", "key", self.key)

    def import_house(self, *wallets):
        house = self.folder / "beta.csv"
        house.write_text("id,field,value,note\nX-2,name,Exchange Beta (invented),\nX-2,type,entity,\nX-2,category,exchange,\n"
                         + "".join(f"X-2,wallet,{wallet},\n" for wallet in wallets))
        self.pelf("lists", "import", "--source", "pelf-csv", house, "--published", "2023-07-20")

    def export(self, place, option, source, *words, status=NOTHING_FOUND):
        return self.pelf("case", "export", "--from", place, option, source, "--key", self.key, "--out", self.bundle, *words,
                         status=status)

    def expect_refused(self, members, change, named=None):
        """A forger changes what a bundle says and signs it again: both verifiers say no, and neither for the signature."""
        forged = {name: content if not name.endswith(".json") else json.loads(content) for name, content in members.items()}
        change(forged)
        forged = repacked({name: written(one) if name.endswith(".json") else one for name, one in forged.items()})
        self.bundle.write_bytes(forged)
        verdict = self.verify(status=FOUND)
        found = verdict["objections"]
        self.assertTrue(found)
        self.assertNotIn("signature", {one["check"] for one in found})
        second = objections(forged)
        self.assertTrue(second, found)
        self.assertNotIn("manifest.sig", "".join(second))
        if named:
            self.assertIn(named, "".join(second))


class XrplBundle(AccountBundle):
    def setUp(self):
        super().setUp()
        self.ledgers, self.places = robbery()
        self.source = self.folder / "ledgers"
        self.source.mkdir()
        self.ledgers.write(self.source / "xrp.jsonl")
        self.pelf("ledger", "ingest", "xrpl", "--ledgers", self.source)
        self.import_house(f"xrpl:{xrp_address('beta')}", f"xrpl:{xrp_address('alpha')}")

    def made(self, *words, status=NOTHING_FOUND):
        self.export(f"{self.places['theft']}:0", "--ledgers", self.source, *words, status=status)
        return self.bundle.read_bytes()

    def member(self, folder, place):
        return f"xrpl/{folder}/{self.places[place].partition(':')[2].lower()}"

    def test_both_verifiers_find_nothing_and_name_the_last_ledger(self):
        self.made("--policy", "all")
        verdict = self.verify("--key", f"{self.key}.pub")
        tip = self.ledgers.parent.hex()
        self.assertTrue(verdict["valid"])
        self.assertEqual(verdict["checkpoints"], [{"height": 40_000_004, "hash": tip}])
        self.assertEqual((verdict["ledger"], verdict["not_proven"]), ("xrpl", 0))
        second = self.second_opinion(f"{self.key}.pub")
        self.assertEqual((second.returncode, second.stderr), (0, ""))
        self.assertIn(f"{tip} of ledger 40000004", second.stdout)
        self.assertIn("VALID", self.pelf("case", "verify", self.bundle).out)
        # The empty ledger in between is a header like the others.
        self.assertEqual({line["check"]: line["looked_at"] for line in verdict["checks"]}["headers"], 5)

    def test_every_end_has_its_way_and_the_transactions_on_it(self):
        members = unpacked(self.made("--policy", "fifo"))
        ends = json.loads(members["answer.json"])["policies"][0]["ends"]
        deposit = next(end for end in ends if end["place"] == f"{self.places['deposit']}:0")
        self.assertEqual([step["place"] for step in deposit["path"]],
                         [f"{self.places[name]}:0" for name in ("theft", "hop", "deposit")])
        for name in ("theft", "hop", "deposit", "deposit_2"):
            for folder in ("transactions", "metadata", "branches"):
                self.assertIn(self.member(folder, name), members)
        self.assertEqual(len(members[self.member("branches", "hop")]) % 512, 0)
        self.assertGreater(len(members[self.member("branches", "hop")]), 512)

    def test_an_issued_currency_and_several_starts(self):
        self.export(f"{self.places['theft']}:0,{self.places['euros']}:0", "--ledgers", self.source, "--policy", "fifo,haircut")
        self.assertTrue(self.verify()["valid"])
        self.assertEqual(objections(self.bundle.read_bytes()), [])
        members = unpacked(self.bundle.read_bytes())

        def euros(forged):
            for end in forged["answer.json"]["policies"][0]["ends"]:
                if end["asset"].startswith("EUR"):
                    end["asset"] = end["asset"].replace("EUR", "USD")
                    return
        self.expect_refused(members, euros)

    def test_backward(self):
        self.export(f"{self.places['deposit']}:0", "--ledgers", self.source, "--backward")
        self.assertTrue(self.verify()["valid"])
        self.assertEqual(objections(self.bundle.read_bytes()), [])
        members = unpacked(self.bundle.read_bytes())
        ends = json.loads(members["answer.json"])["policies"][0]["ends"]
        number = next(i for i, end in enumerate(ends) if end["account"] == xrp_address("alpha"))
        self.assertEqual((ends[number]["kind"], ends[number]["place"]), ("service", f"{self.places['theft']}:0"))

        def other_payer(forged):
            forged["answer.json"]["policies"][0]["ends"][number]["account"] = xrp_address("mule")
        self.expect_refused(members, other_payer)

        def more(forged):
            forged["answer.json"]["policies"][0]["ends"][number]["amount"] = "25000000001"
        self.expect_refused(members, more)

    def test_signed_forgeries_are_refused_by_both(self):
        members = unpacked(self.made("--policy", "fifo"))
        answer = json.loads(members["answer.json"])
        policy = answer["policies"][0]
        number = next(i for i, end in enumerate(policy["ends"]) if end["place"] == f"{self.places['deposit']}:0")

        def end_of(forged):
            return forged["answer.json"]["policies"][0]["ends"][number]

        def shift(forged):  # A unit from one end to another, origins and all.
            ends = forged["answer.json"]["policies"][0]["ends"]
            for end, change in ((ends[number], 10**10), (ends[number - 1], -10**10)):
                for one in [end] + end["origins"]:
                    one["amount"] = str(int(one["amount"]) + change)

        def less_stolen(forged):  # Consistently, everywhere.
            told = forged["answer.json"]
            for one in told["from"] + told["thefts"] + told["policies"][0]["totals"]:
                one["amount"] = str(int(one["amount"]) - 5)
            told["policies"][0]["total"] = told["policies"][0]["totals"][0]["amount"]
            end = end_of(forged)
            for one in [end] + end["origins"]:
                one["amount"] = str(int(one["amount"]) - 5)

        def other_place(forged):
            end_of(forged)["place"] = f"{self.places['hop']}:0"
            end_of(forged)["path"] = end_of(forged)["path"][:2]

        def swap_steps(forged):
            path = end_of(forged)["path"]
            path[0], path[1] = path[1], path[0]

        def with_branch(forged, change):
            name = self.member("branches", "hop")
            forged[name] = change(forged[name])

        def put_metadata(forged):  # Other balances: the tree is of the true ones.
            name = self.member("metadata", "deposit")
            raw = forged[name]
            at = raw.index((12_500_000_000 | 1 << 62).to_bytes(8, "big")) if (
                (12_500_000_000 | 1 << 62).to_bytes(8, "big") in raw) else len(raw) // 2
            forged[name] = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1:]

        def leave_out(forged):  # The transaction in the middle, with all that belongs to it.
            for folder in ("transactions", "metadata", "branches"):
                del forged[self.member(folder, "hop")]

        def own_header(forged):  # A header of another close time.
            raw = bytearray(forged["xrpl/headers"])
            raw[115] ^= 1
            forged["xrpl/headers"] = bytes(raw)

        def drop_branch(forged):
            del forged[self.member("branches", "hop")]

        def drop_headers(forged):
            forged["xrpl/headers"] = forged["xrpl/headers"][:-118]
            forged["manifest.json"]["headers"] -= 1

        def name_proven(forged):
            txid = self.places["hop"].partition(":")[2].lower()
            forged["manifest.json"]["coverage"]["not_proven"] = [{"transaction": txid, "why": "so it is said"}]

        other = members[self.member("branches", "deposit")]
        for name, change in {
                "amount": lambda forged: end_of(forged).update(amount="1"),
                "amounts shifted": shift,
                "less stolen": less_stolen,
                "account": lambda forged: end_of(forged).update(account=xrp_address("friend")),
                "tag": lambda forged: end_of(forged).update(account=xrp_address("beta") + ":78"),
                "asset": lambda forged: end_of(forged).update(asset="EUR." + xrp_address("bank")),
                "time": lambda forged: end_of(forged).update(time="2023-07-22T04:26:53Z"),
                "place": other_place,
                "left-out step": lambda forged: end_of(forged)["path"].pop(1),
                "order": swap_steps,
                "path to nowhere": lambda forged: end_of(forged)["path"].pop(),
                "swapped branch": lambda forged: with_branch(forged, lambda _: other),
                "branch cut": lambda forged: with_branch(forged, lambda raw: raw[512:]),
                "branch doubled": lambda forged: with_branch(forged, lambda raw: raw + raw[-512:]),
                "branch dropped": drop_branch,
                "metadata": put_metadata,
                "left-out transaction": leave_out,
                "header": own_header,
                "header dropped": drop_headers,
                "not proven": name_proven,
                "height": lambda forged: next(one for one in forged["manifest.json"]["members"]
                                              if one["name"] == self.member("transactions", "hop")).update(height=40_000_001),
                "ledger": lambda forged: forged["answer.json"]["ledgers"][0].update(height=40_000_003),
                "swapped metadata": lambda forged: forged.update(
                    {self.member("metadata", "hop"): forged[self.member("metadata", "deposit")]}),
                "swapped transaction": lambda forged: forged.update(
                    {self.member("transactions", "hop"): forged[self.member("transactions", "deposit")]}),
                "more members": lambda forged: forged.update({"xrpl/metadata/" + "0" * 64: b""}),
                "links": lambda forged: forged["answer.json"].update(links=[{"file": "x", "sha256": "", "links": 1}]),
        }.items():
            with self.subTest(name):
                self.expect_refused(members, change)

    def test_changed_bytes_are_found(self):
        whole = self.made("--policy", "fifo")
        self.assertEqual(objections(whole), [])
        chance = random.Random(5)
        for number in range(CHANGES // 10):
            place, changed = changed_once(whole, chance)
            self.assertTrue(objections(changed), place)
            if number < 40:
                self.bundle.write_bytes(changed)
                self.assertFalse(self.verify(status=FOUND)["valid"], place)

    def test_both_verifiers_agree_on_lies_that_are_signed(self):
        self.agree_on_lies(unpacked(self.made("--policy", "fifo,poison")))

    def test_what_cannot_be_proven_is_named_and_has_a_status_of_its_own(self):
        lines = [json.loads(line) for line in (self.source / "xrp.jsonl").read_text().splitlines()]
        # Old archives: a header's field is missing; a transaction that is unsigned and another than its id says.
        del lines[2]["ledger"]["close_time_resolution"]
        del lines[4]["ledger"]["transactions"][0]["TxnSignature"]
        (self.source / "xrp.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        run = self.export(f"{self.places['theft']}:0", "--ledgers", self.source, "--policy", "fifo", status=INPUT)
        self.assert_says(run, "3 transactions are not proven by the ledger")
        verdict = self.verify(status=INPUT)
        self.assertEqual((verdict["valid"], verdict["not_proven"]), (True, 3))
        second = self.second_opinion()
        self.assertEqual(second.returncode, 3)
        self.assertIn("NOT PROVEN by the ledger: 3 transactions", second.stdout)
        self.assertIn("NOT PROVEN", self.pelf("case", "verify", self.bundle, status=INPUT).out)
        members = unpacked(self.bundle.read_bytes())
        manifest = json.loads(members["manifest.json"])
        named = {one["transaction"]: one["why"] for one in manifest["coverage"]["not_proven"]}
        deposit_2 = self.places["deposit_2"].partition(":")[2].lower()
        hop, euro_hop = (self.places[name].partition(":")[2].lower() for name in ("hop", "euro_hop"))  # The latter's fee.
        self.assertEqual(set(named), {deposit_2, hop, euro_hop})
        self.assertEqual(named[deposit_2], "no signature")
        self.assertIn(f"rows/{deposit_2}", members)
        self.assertIn(self.member("metadata", "hop"), members)
        self.assertNotIn(self.member("branches", "hop"), members)
        self.agree_on_lies(members)

        def hide(forged):
            forged["manifest.json"]["coverage"]["not_proven"] = []
        self.expect_refused(members, hide)

        def other_account(forged):
            ends = forged["answer.json"]["policies"][0]["ends"]
            next(end for end in ends if end["place"] == f"{self.places['deposit_2']}:0")["account"] = xrp_address("mule")
        self.expect_refused(members, other_account)

    def test_files_of_another_ledger_are_refused(self):
        other, _ = robbery(first=50_000_000)
        folder = self.folder / "other"
        folder.mkdir()
        other.write(folder / "xrp.jsonl")
        run = self.export(f"{self.places['theft']}:0", "--ledgers", folder, status=INPUT)  # The same payments, elsewhere.
        self.assertIn("does not verify", run.err)
        run = self.export(f"{self.places['theft']}:0", "--ledgers", self.folder / "nothing", status=INPUT)
        self.assertIn("no file", run.err)


class RealLedgers(AccountBundle):
    """Two ledgers of January 2015, whose trees hold and of which one header cannot be hashed."""

    def test_both_verifiers_take_what_real_transactions_make(self):
        mock = ROOT.parent / "shared/data/ledgers/xrp/rippled-historical-database/test/mock/ledgers"
        if not mock.is_dir():
            self.skipTest("the real ledgers are not on this machine")
        source = self.folder / "real"
        source.mkdir()
        transactions = []
        for path in (mock / "11119601.json", mock / "11119602.json"):
            shutil.copy(path, source)
            document = json.loads(path.read_text())
            transactions += [one["hash"] for one in document.get("ledger", document)["transactions"]]
        self.pelf("ledger", "ingest", "xrpl", "--ledgers", source, status=None)
        made = 0
        for name in random.Random(7).sample(sorted(transactions), 12):
            for words in (["--policy", "all"], ["--backward"]):
                run = self.pelf("case", "export", "--from", f"xrpl:{name}:0", "--ledgers", source, "--key", self.key,
                                "--out", self.bundle, *words, status=None)
                self.assertIn(run.status, (NOTHING_FOUND, INPUT), run.err)
                if "no transaction" in run.err:  # That moved anything.
                    continue
                self.assertNotIn("does not verify", run.err)
                self.assertEqual(objections(self.bundle.read_bytes()), [], name)
                made += 1
        self.assertGreater(made, 10)


class EthereumBundle(AccountBundle):
    def test_an_exports_words_are_in_it_and_said_to_prove_nothing(self):
        export = EthereumExport(20_000_000)
        theft = export.pay("alpha", "thief", 5 * 10**18)
        hop = export.pay("thief", "mule", 3 * 10**18)
        folder = export.write(self.folder / "etl", is_whole=True)
        self.pelf("ledger", "ingest", "ethereum", "--etl", folder, status=None)
        run = self.export(f"{theft}:0", "--etl", folder, "--policy", "fifo", status=INPUT)
        self.assert_says(run, "not proven by the ledger")
        verdict = self.verify(status=INPUT)
        self.assertEqual((verdict["valid"], verdict["ledger"]), (True, "ethereum"))
        self.assertGreaterEqual(verdict["not_proven"], 2)
        self.assertEqual(self.second_opinion().returncode, 3)
        members = unpacked(self.bundle.read_bytes())
        row = members[f"rows/{hop.partition('0x')[2]}"].decode()
        self.assertIn(next(line for line in export.rows if line.startswith(hop.partition(":")[2])), row)
        self.agree_on_lies(members)

        def other_account(forged):
            end = forged["answer.json"]["policies"][0]["ends"][0]
            end["account"] = "0x" + "12" * 20
        self.expect_refused(members, other_account)

        def more_stolen(forged):
            forged["answer.json"]["from"][0]["amount"] = str(6 * 10**18)
        self.expect_refused(members, more_stolen)


if __name__ == "__main__":
    unittest.main()
