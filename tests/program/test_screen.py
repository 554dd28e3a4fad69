# SPDX-License-Identifier: Apache-2.0
"""Lists and screening from outside: every listed wallet and name is found, and nothing is silent."""
import csv
import io
import re
import unittest

from program import FOUND, INPUT, LISTS, NOTHING_FOUND, OFAC_FILES, USAGE, ProgramTest


def wallets_in_the_files():
    """Bitcoin addresses in OFAC's remarks and their rest, by entry, found without any parser."""
    remarks = {}
    for path, column in ((OFAC_FILES[0], 11), (OFAC_FILES[3], 1)):
        text = path.read_text(encoding="ascii").replace("\x1a", "")
        for row in csv.reader(io.StringIO(text)):
            if len(row) > column:
                remarks[row[0]] = remarks.get(row[0], "") + row[column]
    return {key: re.findall(r"Digital Currency Address - XBT (\w+)", text) for key, text in remarks.items()}


class Screen(ProgramTest):
    def setUp(self):
        super().setUp()
        self.import_lists()

    def test_every_listed_wallet_is_found(self):
        found = wallets_in_the_files()
        self.assertEqual({key: len(all_of) for key, all_of in found.items() if all_of}, {"28263": 8, "28264": 12})
        for key, addresses in found.items():
            for address in addresses:
                hits = self.pelf("screen", "wallet", address, "--json", status=FOUND).json()["hits"]
                self.assertEqual([(hit["id"], hit["score"]) for hit in hits], [(key, 100)])

    def test_many_wallets_are_answered_in_order(self):
        addresses = [*wallets_in_the_files()["28263"], "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"]
        document = self.pelf("screen", "wallet", *addresses, "--json", status=FOUND).json()
        self.assertEqual([answer["query"]["text"] for answer in document["answers"]], addresses)
        self.assertEqual([len(answer["hits"]) for answer in document["answers"]], [1] * 8 + [0])

    def test_an_unlisted_wallet_is_no_hit(self):
        run = self.pelf("screen", "wallet", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", status=NOTHING_FOUND)
        self.assertIn("no hit", run.out)

    def test_a_typing_error_in_an_address_is_not_no_hit(self):
        run = self.pelf("screen", "wallet", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", "--json", status=INPUT)
        self.assertEqual(run.json()["checksum"], "bad")
        self.assert_says(run, "check digits")

    def test_every_primary_name_is_found_in_both_orders_and_any_case(self):
        for name in ("LAZARUS GROUP", "BLUENOROFF", "ANDARIEL", "RECONNAISSANCE GENERAL BUREAU", "TIAN, Yinyin",
                     "LI, Jiadong"):
            family, _, given = name.partition(", ")
            spoken = f"{given} {family}".strip()
            for query in (name, name.lower(), spoken, spoken.upper(), f"  {name} "):
                hits = self.pelf("screen", "name", query, "--json", status=FOUND).json()["hits"]
                self.assertEqual([hit["name"] for hit in hits], [name], query)

    def test_hits_are_sorted_and_at_or_above_the_threshold(self):
        document = self.pelf("screen", "name", "jiadong li", "--threshold", "97", "--json", status=FOUND).json()
        self.assertEqual(document["threshold"], 97)
        keys = [(-hit["score"], hit["source"], hit["id"]) for hit in document["hits"]]
        self.assertEqual(keys, sorted(keys))
        self.assertTrue(all(97 <= hit["score"] <= 100 for hit in document["hits"]))
        self.pelf("screen", "name", "jiadongg li", "--threshold", "100", status=NOTHING_FOUND)

    def test_the_lists_in_force_on_a_day_answer_for_it(self):
        words = ["screen", "name", "HOLLOW, Marek", "--json"]
        self.pelf(*words, "--as-of", "2025-02-16", status=FOUND)
        answer = self.pelf(*words, "--as-of", "2025-02-15", status=NOTHING_FOUND).json()
        self.assertEqual([used["source"] for used in answer["lists"]], ["ofac-sdn-csv"])
        run = self.pelf(*words, "--as-of", "2021-07-14", status=INPUT)
        self.assertEqual(run.out, "")

    def test_the_same_publication_twice_is_one_version(self):
        before = self.pelf("lists", "status", "--json").out
        again = self.pelf("lists", "import", "--source", "ofac-sdn-csv", *reversed(OFAC_FILES), "--json",
                          "--published", "2021-07-15").json()
        self.assertFalse(again["new"])
        self.assertEqual(self.pelf("lists", "status", "--json").out, before)

    def test_a_list_cut_short_does_not_replace_a_good_one(self):
        lines = OFAC_FILES[0].read_bytes().split(b"\r\n")
        short = self.folder / "sdn.csv"
        short.write_bytes(b"\r\n".join(lines[:2]) + b"\r\n")
        words = ["lists", "import", "--source", "ofac-sdn-csv", short, "--published", "2021-07-16"]
        self.pelf(*words, status=INPUT)
        self.pelf("screen", "name", "ANDARIEL", status=FOUND)
        self.pelf(*words, "--allow-shrink", status=None)
        self.pelf("screen", "name", "ANDARIEL", status=NOTHING_FOUND)

    def test_a_broken_row_is_counted_said_and_remembered(self):
        broken = self.folder / "house.csv"
        broken.write_text("id,field,value,note\nA-1,name,Good Name,\nA-2,name\nA-3,nonsense,x,\n"
                          "A-4,name,Other Name,\n", encoding="utf-8")
        run = self.pelf("lists", "import", "--source", "pelf-csv", broken, "--json", "--allow-shrink",
                        "--published", "2025-03-01", status=INPUT)
        self.assertEqual(run.json()["losses"], 2)
        self.assertEqual(run.json()["files"][0]["rejected"], 2)
        self.assertEqual(len(run.json()["files"][0]["first_losses"]), 2)
        self.assert_says(run, "house.csv", "2 records")
        # A hit outweighs the loss; no hit does not.
        self.assert_says(self.pelf("screen", "name", "Good Name", status=FOUND), "2 losses")
        self.assertEqual(self.pelf("screen", "name", "Nobody", "--json", status=INPUT).json()["losses"], 2)

    def test_unknown_sources_files_and_entries_are_said(self):
        run = self.pelf("lists", "import", "--source", "moon-csv", LISTS / "house.csv", status=None)
        self.assertIn(run.status, (USAGE, INPUT))
        self.assert_says(run, "moon-csv")
        self.assert_says(self.pelf("lists", "import", "--source", "pelf-csv", self.folder / "none.csv",
                                   status=INPUT), "none.csv")
        self.assert_says(self.pelf("lists", "show", "nobody", status=INPUT), "nobody")


if __name__ == "__main__":
    unittest.main()
