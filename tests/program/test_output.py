# SPDX-License-Identifier: Apache-2.0
"""The forms of answers: one JSON document and nothing else, help for every command, usage errors."""
import json
import re
import subprocess
import unittest

from program import (BLOCKS, FOUND, NOTHING_FOUND, SNAPSHOT, THEFT, THEFT_PLACES, USAGE, ProgramTest, command,
                     environment)

COMMANDS = [["lists", "import"], ["lists", "status"], ["lists", "show"], ["screen", "name"], ["screen", "wallet"],
            ["ledger", "ingest", "bitcoin"], ["ledger", "follow"], ["ledger", "verify"], ["ledger", "status"],
            ["trace", "forward"], ["trace", "backward"]]


class Output(ProgramTest):
    def test_json_is_one_document_and_nothing_else(self):
        self.import_lists()
        self.ingest()
        for words in (["lists", "status"], ["lists", "show", "28263"], ["screen", "name", "ANDARIEL"],
                      ["screen", "wallet", "134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak"], ["ledger", "status"],
                      ["ledger", "ingest", "bitcoin", "--blocks", BLOCKS],
                      ["ledger", "verify", "--utxo-snapshot", SNAPSHOT], ["ledger", "verify", "--blocks", BLOCKS],
                      ["trace", "forward", "--from", THEFT_PLACES, "--paths", "2"],
                      ["trace", "backward", "--from", f"{THEFT}:0"]):
            with self.subTest(words=words):
                for flagged in (["--json", *words], [*words, "--json"]):
                    run = self.pelf(*flagged, status=None)
                    self.assertIn(run.status, (NOTHING_FOUND, FOUND))
                    self.assertIsInstance(json.loads(run.out), dict)
                    self.assertTrue(run.out.startswith("{") and run.out.endswith("}\n"))
                    self.assertEqual(run.err, "")

    def test_amounts_are_strings_with_their_asset_and_times_are_rfc_3339(self):
        self.import_lists()
        self.ingest()

        def look(value, key=""):
            if isinstance(value, dict):
                if "amount" in value and "label" not in value:
                    self.assertEqual(value["asset"], "BTC")
                for name, member in value.items():
                    look(member, name)
            elif isinstance(value, list):
                for member in value:
                    look(member, key)
            elif key in ("amount", "total", "seeds", "overlap", "least", "most"):
                self.assertRegex(value, r"^\d+$")
            elif key in ("time", "tip_time", "learned"):
                self.assertRegex(value, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
            self.assertNotIsInstance(value, float)

        look(self.pelf("trace", "forward", "--from", THEFT_PLACES, "--json", "--paths", "3", status=FOUND).json())
        look(self.pelf("ledger", "status", "--json").json())
        look(self.pelf("lists", "status", "--json").json())

    def test_every_command_has_help_on_standard_output(self):
        for words in [[], *COMMANDS]:
            run = self.pelf(*words, "--help")
            self.assertIn("Usage: pelf", run.out)
            self.assertEqual(run.err, "")
        self.assertRegex(self.pelf("--version").out, r"^\d+\.\d+\.\d+\n$")

    def test_wrong_usage_is_status_2_with_a_message_and_no_answer(self):
        self.ingest()
        for words in ([], ["nonsense"], ["lists"], ["screen"], ["trace"], ["ledger", "ingest"], ["screen", "name"],
                      ["screen", "wallet"], ["lists", "import", "--source", "pelf-csv"], ["lists", "show"],
                      ["ledger", "status", "--network", "moon"], ["ledger", "ingest", "bitcoin"],
                      ["ledger", "ingest", "bitcoin", "--blocks", BLOCKS, "--memory", "0"],
                      ["ledger", "status", "--as-of", "yesterday"], ["screen", "name", "A", "--threshold", "101"],
                      ["screen", "name", "A", "--type", "ghost"], ["trace", "forward"],
                      ["trace", "forward", "--from", "x:0"], ["trace", "forward", "--from", f"{THEFT}:x"],
                      ["trace", "forward", "--from", f"{THEFT}:0", "--policy", "fifo,magic"],
                      ["trace", "forward", "--from", f"{THEFT}:0", "--hops", "-1"]):
            with self.subTest(words=words):
                run = self.pelf(*words, status=USAGE)
                self.assertEqual(run.out, "")
                self.assertNotEqual(run.err, "")

    def test_no_colours_and_no_progress_where_there_is_no_terminal(self):
        run = self.ingest()
        self.assertNotIn("\x1b", run.out + run.err)
        self.assertEqual(run.err, "")

    def test_a_reader_that_went_away_is_no_crash(self):
        self.import_lists()
        self.ingest()
        process = subprocess.Popen(command(self.home, "trace", "forward", "--from", THEFT_PLACES, "--json"),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        process.stdout.close()
        error = process.stderr.read().decode()
        process.stderr.close()
        self.assertGreaterEqual(process.wait(), 0, error)
        self.assertNotIn("internal fault", error)

    def test_the_page_and_the_picture_stand_alone(self):
        self.import_lists()
        self.ingest()
        svg, html = self.folder / "flow.svg", self.folder / "flow.html"
        words = ["trace", "forward", "--from", THEFT_PLACES, "--policy", "fifo,haircut", "--svg", svg, "--html", html,
                 "--notice", "Invented & <harmless>"]
        self.pelf(*words, status=FOUND)
        picture, page = svg.read_text(encoding="utf-8"), html.read_text(encoding="utf-8")
        self.assertIn("<svg", picture)
        self.assertIn("<svg", page)
        self.assertIn("Invented &amp; &lt;harmless&gt;", page)
        for text in (picture, page):
            self.assertNotIn("<script", text)
            for link in re.findall(r"""(?:src|href)\s*=\s*["']([^"']*)""", text):
                self.assertTrue(link.startswith("#"), link)
            self.assertIn("Exchange Beta (invented)", text)
        self.pelf(*words, status=FOUND)
        self.assertEqual((svg.read_text(encoding="utf-8"), html.read_text(encoding="utf-8")), (picture, page))

    def test_a_picture_of_nothing_that_can_be_drawn_is_said(self):
        self.ingest()
        run = self.pelf("trace", "forward", "--from", THEFT_PLACES, "--policy", "poison", "--svg",
                        self.folder / "x.svg", status=None)
        self.assertGreater(run.status, 1)
        self.assert_says(run, "picture")


if __name__ == "__main__":
    unittest.main()
