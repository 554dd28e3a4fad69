# SPDX-License-Identifier: Apache-2.0
"""Customer files from outside: streamed, killed and resumed, screened again, allowed."""
import csv
import io
import json
import os
import random
import signal
import subprocess
import time
import unittest

from program import FOUND, INPUT, NOTHING_FOUND, ROOT, USAGE, ProgramTest, command, environment

HOUSE = """id,field,value,note
H-1,name,"HOLLOW, Marek",
H-1,type,person,
H-1,born,1962-06-12,
H-1,identifier,Passport:A1234567,
H-2,name,OCEAN PEARL,
H-2,type,vessel,
H-2,identifier,IMO:9187629,
H-3,name,GREY GROUP,
H-3,type,entity,
H-3,weak_alias,THE CARPENTERS,
"""


class Customers(ProgramTest):
    def import_house(self, text=HOUSE, day="2025-01-01"):
        path = self.folder / f"house-{day}.csv"
        path.write_text(text, encoding="utf-8")
        self.pelf("lists", "import", "--source", "pelf-csv", path, "--published", day, "--allow-shrink")

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def rows(self, run):
        return list(csv.DictReader(io.StringIO(run.out)))


class ScreenFile(Customers):
    def test_every_row_comes_out_in_order_and_bad_ones_are_errors(self):
        self.import_house()
        path = self.write("c.csv", "id,name,dob,passport,note\n1,Nobody Special,,,x\n2,Marek Hollow,1962-06-12,,x\n"
                          "3,Other Person,,a-1234567,x\n4,bad\n5,,,,x\n6,Someone,31/31/1999,,x\n7,Marek Hollow,oops,,x\n")
        run = self.pelf("screen", "file", path, status=FOUND)
        rows = self.rows(run)
        self.assertEqual([(row["line"], row["id"], row["status"]) for row in rows],
                         [("2", "1", "clear"), ("3", "2", "hit"), ("4", "3", "hit"), ("5", "", "error"),
                          ("6", "", "error"), ("7", "6", "partial"), ("8", "7", "hit")])
        self.assertEqual(rows[2]["entry"], "H-1")
        self.assertIn("passport", rows[2]["reasons"])
        self.assertIn("expected 5 columns, found 2", rows[3]["problem"])
        self.assertIn("31/31/1999", rows[5]["problem"])
        self.assert_says(run, "the column note says nothing to us", "2 rows could not be screened")
        lines = [json.loads(line) for line in
                 self.pelf("screen", "file", path, "--json", status=FOUND).out.splitlines()]
        self.assertEqual([line["status"] for line in lines],
                         ["clear", "hit", "hit", "error", "error", "partial", "hit"])

    def test_losses_without_hits_are_status_3_and_nothing_is_status_0(self):
        self.import_house()
        self.pelf("screen", "file", self.write("a.csv", "name\nNobody Special\n"), status=NOTHING_FOUND)
        self.pelf("screen", "file", self.write("b.csv", "name\nNobody Special\n\"x\n"), status=INPUT)
        self.pelf("screen", "file", self.write("c.csv", "colour\nblue\n"), status=INPUT)
        self.pelf("screen", "file", self.write("d.csv", "kunde\nMarek Hollow\n"), "--map", "kunde=name", status=FOUND)
        self.pelf("screen", "file", self.write("e.csv", "name\nx\n"), "--map", "kunde=colour", status=USAGE)
        self.pelf("screen", "file", self.write("f.csv", ""), status=INPUT)

    def test_json_lines(self):
        self.import_house()
        path = self.write("c.jsonl", '{"id":"1","name":"Nobody","aliases":["Grey Group"]}\n\n{"id":"2","name":7}\n'
                          '{"id":"3","imoNumber":9187629}\n[1]\n{"id":"4"\n')
        rows = self.rows(self.pelf("screen", "file", path, status=FOUND))
        self.assertEqual([(row["line"], row["status"]) for row in rows],
                         [("1", "hit"), ("3", "clear"), ("4", "hit"), ("5", "error"), ("6", "error")])

    def test_batch_and_single_answers_are_the_same(self):
        self.import_house()
        path = self.write("c.csv", "id,name,dob\n1,HOLLOW Marek,1962\n")
        row = json.loads(self.pelf("screen", "file", path, "--json", status=FOUND).out)
        single = self.pelf("screen", "name", "HOLLOW Marek", "--born", "1962", "--json", status=FOUND).json()
        self.assertEqual(row["hits"], single["hits"])

    def big_file(self, rows):
        chance = random.Random(5)
        names = ["Marek Hollow", "Ocean Pearl", "The Carpenters", 'Says "Hi"\nTwice', "Anna Novak", "Grey Group"]
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["id", "name", "dob"])
        for number in range(rows):
            name = names[0] if number % 97 == 0 else f"{chance.choice(names)} {number}"
            writer.writerow([f"C{number}", name, chance.choice(["", "1962-06-12", "1990", "never"])])
        return self.write("big.csv", out.getvalue())

    def test_any_number_of_threads_gives_the_same_bytes(self):
        self.import_house()
        path = self.big_file(9000)
        for form in ([], ["--json"]):
            outs = {self.pelf("screen", "file", path, "--threads", n, *form, status=FOUND).out for n in (1, 2, 7)}
            self.assertEqual(len(outs), 1)

    def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(self):
        self.import_house()
        path = self.big_file(30000)
        kills = max(3, int(os.environ.get("PELF_KILLS", "20")) // 10)
        for form in ([], ["--json"]):
            whole, part = self.folder / "whole", self.folder / "part"
            start = time.monotonic()
            first = self.pelf("screen", "file", path, "--out", whole, *form, status=FOUND)
            seconds = time.monotonic() - start
            chance = random.Random(len(form))
            begun = interrupted = 0
            while begun < 200:
                begun += 1
                process = subprocess.Popen(
                    command(self.home, "screen", "file", path, "--out", part, "--resume", *form),
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment())
                try:
                    _, err = process.communicate(
                        timeout=seconds * chance.random() if interrupted < kills else None)
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.communicate()
                    interrupted += 1
                    # Killed when all was done already: begin once more.
                    if part.exists() and not (self.folder / "part.resume").exists():
                        part.unlink()
            self.assertEqual(process.returncode, FOUND, err)
            self.assertEqual(part.read_bytes(), whole.read_bytes())
            counts = [text.split("; ")[0] for text in (first.err, err)]
            self.assertEqual(counts[0], counts[1], "the totals are those of the whole")
            self.assertFalse((self.folder / "part.resume").exists())
            whole.unlink()
            part.unlink()

    def test_cut_anywhere_it_goes_on_to_the_same_bytes(self):
        self.import_house()
        path = self.big_file(300)
        whole, part, mark = self.folder / "whole", self.folder / "part", self.folder / "part.resume"
        self.pelf("screen", "file", path, "--out", whole, status=FOUND)
        # An output that cannot be written leaves its mark.
        self.pelf("screen", "file", path, "--out", part, status=None, file_bytes_max=1024)
        self.assertTrue(mark.exists())
        begun = mark.read_bytes()
        data = whole.read_bytes()
        for size in [*range(0, 200, 23), *range(200, len(data), 1777), len(data)]:
            part.write_bytes(data[:size])
            mark.write_bytes(begun)
            self.pelf("screen", "file", path, "--out", part, "--resume", status=FOUND)
            self.assertEqual(part.read_bytes(), data, size)

    def test_what_was_begun_from_something_else_is_not_continued(self):
        self.import_house()
        path = self.big_file(100)
        out = self.folder / "out"
        self.pelf("screen", "file", path, "--out", out, status=FOUND)
        before = out.read_bytes()
        self.assert_says(self.pelf("screen", "file", path, "--out", out, status=INPUT), "exists already")
        self.assert_says(self.pelf("screen", "file", path, "--out", out, "--resume", status=INPUT), "finished")
        (self.folder / "out.resume").write_text("something else")
        self.assert_says(self.pelf("screen", "file", path, "--out", out, "--resume", status=INPUT), "another input")
        self.assertEqual(out.read_bytes(), before)


class ScreenPairs(Customers):
    def test_one_row_in_one_row_out(self):
        path = self.write("p.csv", "name1,name2,schema\nMarek Hollow,Marek Hollow,Person\nA,B,Airplane\n"
                          "Grey Group,\"Group, Grey\",LegalEntity\nx,y,Nonsense\nshort\n")
        rows = self.rows(self.pelf("screen", "pairs", path, status=INPUT))
        self.assertEqual(len(rows), 5)
        self.assertEqual(rows[0]["score"], "100")
        self.assertEqual([bool(row["error"]) for row in rows], [False, False, False, True, True])
        lines = self.pelf("screen", "pairs", path, "--json", status=INPUT).out.splitlines()
        self.assertEqual(json.loads(lines[0])["score"], 100)
        self.pelf("screen", "pairs", self.write("q.csv", "a,b\n"), status=INPUT)


class Rescreen(Customers):
    def book(self):
        document = self.pelf("customers", "hits", "--json", status=None).json()
        return {hit["hit"]: (hit["state"], hit["presence"], hit["score"]) for hit in document["hits"]}

    def test_a_cleared_hit_opens_again_when_either_side_changes(self):
        self.import_house()
        self.pelf("rescreen", status=INPUT)
        self.pelf("customers", "import", self.write("c.csv", "id,name,dob\nC1,Marek Hollow,\nC2,Anna Novak,\n"))
        self.pelf("rescreen", status=FOUND)
        hit = "C1/pelf-csv/H-1"
        self.assertEqual(self.book()[hit][:2], ("open", "present"))
        self.pelf("customers", "decide", hit, "--state", "cleared", "--by", "A", "--reason", "another man")
        self.pelf("rescreen", status=NOTHING_FOUND)
        self.import_house(HOUSE + "H-1,programme,NEW,\n", "2025-02-01")
        run = self.pelf("rescreen", "--json", status=FOUND).json()
        self.assertEqual((run["reopened"], run["customers_changed"], run["entries_changed"]), (1, 0, 1))
        self.pelf("customers", "decide", hit, "--state", "cleared", "--by", "A", "--reason", "still another")
        self.pelf("customers", "import", self.write("c.csv", "id,name,dob\nC1,Marek Hollow,1962\nC2,Anna Novak,\n"))
        self.assertEqual(self.pelf("rescreen", "--json", status=FOUND).json()["reopened"], 1)
        self.import_house(HOUSE.replace('H-1,name,"HOLLOW, Marek",\n', "H-1,name,SOMEBODY,\n"), "2025-03-01")
        self.pelf("rescreen", status=NOTHING_FOUND)
        self.assertEqual(self.book()[hit][:2], ("open", "faded"))
        self.import_house("id,field,value,note\nH-3,name,GREY GROUP,\n", "2025-04-01")
        self.pelf("rescreen", status=NOTHING_FOUND)
        self.assertEqual(self.book()[hit][:2], ("open", "delisted"))

    def test_a_customer_owned_by_a_listed_party_is_a_hit(self):
        self.pelf("lists", "import", "--source", "pelf-csv", ROOT / "data/ownership/house.csv")
        self.pelf("customers", "import",
                  self.write("c.csv", "id,name,type\nC1,Grey Heron Shipping,entity\nC2,Anna Novak,person\n"))
        self.pelf("rescreen", status=NOTHING_FOUND)
        self.pelf("owners", "import", "--source", "bods-json", ROOT / "data/ownership/harbour.bods.jsonl",
                  "--published", "2024-05-01")
        self.pelf("rescreen", status=FOUND)
        self.assertTrue(any(hit.startswith("C1/owned-") for hit in self.book()), self.book())

    def test_what_changed_and_everything_give_the_same_book(self):
        chance = random.Random(11)
        names = ["Marek Hollow", "Ocean Pearl", "Grey Group", "Anna Novak", "Li Wei", "Jo Dark"]
        twin = self.folder / "twin"
        for day in range(1, 13):
            listed = "id,field,value,note\n"
            for number in range(6):
                if number > 0 and chance.random() < 0.2:
                    continue
                listed += f"H-{number},name,{chance.choice(names)},\n"
                if chance.random() < 0.3:
                    listed += f"H-{number},born,{chance.choice(['1962', '1990-05-05'])},\n"
            customers = "id,name,dob\n" + "".join(
                f"C{number},{chance.choice(names)},{chance.choice(['', '1962', '1990-05-05'])}\n"
                for number in range(25) if chance.random() < 0.9)
            self.import_house(listed, f"2025-01-{day:02}")
            list_file = self.folder / f"house-2025-01-{day:02}.csv"
            self.pelf("lists", "import", "--source", "pelf-csv", list_file, "--published", f"2025-01-{day:02}",
                      "--allow-shrink", home=twin)
            path = self.write("c.csv", customers)
            self.pelf("customers", "import", path)
            self.pelf("customers", "import", path, home=twin)
            self.pelf("rescreen", status=None)
            self.pelf("rescreen", "--full", "--threads", 1, status=None, home=twin)
            keep = lambda run: [{k: v for k, v in hit.items() if k != "changed"} for hit in run.json()["hits"]]
            self.assertEqual(keep(self.pelf("customers", "hits", "--json", status=None)),
                             keep(self.pelf("customers", "hits", "--json", status=None, home=twin)), day)


class Allow(Customers):
    def test_it_holds_for_the_data_of_both_sides_and_until_its_day(self):
        self.import_house()
        path = self.write("c.csv", "id,name,dob\nC1,Marek Hollow,\n")
        self.pelf("customers", "import", path)
        sides = ["C1", "pelf-csv:H-1"]
        self.pelf("allow", "check", *sides, status=FOUND)
        self.pelf("allow", "add", *sides, "--approver", "A. Officer", "--reason", "another man", "--until", "2099-01-01")
        self.pelf("allow", "check", *sides, status=NOTHING_FOUND)
        row = self.rows(self.pelf("screen", "file", path, status=NOTHING_FOUND))[0]
        self.assertEqual(row["status"], "allowed")
        self.assertIn("allowed by A. Officer until 2099-01-01", row["reasons"])
        changed = self.write("d.csv", "id,name,dob\nC1,Marek Hollow,1962\n")
        row = self.rows(self.pelf("screen", "file", changed, status=FOUND))[0]
        self.assertIn("the customer changed", row["reasons"])
        self.import_house(HOUSE + "H-1,alias,Marko H,\n", "2025-02-01")
        row = self.rows(self.pelf("screen", "file", path, status=FOUND))[0]
        self.assertIn("the listed record changed", row["reasons"])
        self.pelf("screen", "file", path, "--as-of", "2100-01-01", status=FOUND)
        self.pelf("allow", "remove", 1, "--approver", "B", "--reason", "x")
        self.pelf("allow", "remove", 1, "--approver", "B", "--reason", "x", status=INPUT)

    def test_screening_again_shows_an_allowed_hit_and_does_not_count_it(self):
        self.import_house()
        path = self.write("c.csv", "id,name,dob\nC1,Marek Hollow,\nC2,Ocean Pearl,\n")
        self.pelf("customers", "import", path)
        self.pelf("screen", "customer", "C1", status=FOUND)
        self.pelf("allow", "add", "C1", "pelf-csv:H-1", "--approver", "A. Officer", "--reason", "another man",
                  "--until", "2099-01-01")
        run = self.pelf("screen", "customer", "C1", status=NOTHING_FOUND)
        self.assertIn("allowed by A. Officer until 2099-01-01", run.out)
        hit = self.pelf("screen", "customer", "C1", "--json", status=NOTHING_FOUND).json()["hits"][0]
        self.assertEqual((hit["id"], hit["allowed"], hit["allowance"]), ("H-1", True, 1))
        again = self.pelf("rescreen", "--json", status=FOUND).json()
        self.assertEqual((again["open"], again["allowed"]), (1, 1))
        self.pelf("customers", "decide", "C2/pelf-csv/H-2", "--state", "cleared", "--by", "A", "--reason", "a yacht")
        self.pelf("rescreen", status=NOTHING_FOUND)
        shown = {hit["hit"]: hit["allowed"] for hit in
                 self.pelf("customers", "hits", "--json", status=NOTHING_FOUND).json()["hits"]}
        self.assertEqual(shown, {"C1/pelf-csv/H-1": True, "C2/pelf-csv/H-2": False})
        # Void on the day after, and when the list says something else.
        self.pelf("rescreen", "--as-of", "2099-01-02", status=FOUND)
        self.import_house(HOUSE + "H-1,alias,Marko H,\n", "2025-02-01")
        self.assertEqual(self.pelf("rescreen", "--json", status=FOUND).json()["allowed"], 0)
        self.assertIn("the listed record changed", self.pelf("customers", "hits", status=FOUND).out)
        self.pelf("screen", "customer", "C9", status=INPUT)

    def test_a_changed_log_is_refused_and_never_empty(self):
        self.import_house()
        path = self.write("c.csv", "id,name\nC1,Marek Hollow\n")
        self.pelf("customers", "import", path)
        self.pelf("allow", "add", "C1", "pelf-csv:H-1", "--approver", "A", "--reason", "b", "--until", "2099-01-01")
        log = self.home / "allow.log"
        log.write_text(log.read_text().replace("2099", "2199"))
        self.assert_says(self.pelf("screen", "file", path, status=INPUT), "changed or damaged at line 2")


class Threshold(Customers):
    def test_a_change_is_on_record_and_what_screening_goes_by(self):
        self.import_house()
        self.pelf("customers", "import", self.write("c.csv", "id,name\nC1,Marek Holow\n"))
        score = self.pelf("screen", "name", "Marek Holow", "--json", status=FOUND).json()["hits"][0]["score"]
        self.assertLess(score, 100)
        self.pelf("rescreen", status=FOUND)
        self.pelf("threshold", "set", "100", "--by", "A. Officer", status=USAGE)
        self.pelf("threshold", "set", "101", "--by", "A. Officer", "--reason", "x", status=USAGE)
        self.pelf("threshold", "set", "100", "--by", " ", "--reason", "x", status=INPUT)
        self.assertIn("65, as Pelf comes", self.pelf("threshold", "show").out)
        self.pelf("threshold", "set", "100", "--by", "A. Officer", "--reason", "tested on alerts of May")
        document = self.pelf("screen", "name", "Marek Holow", "--json", status=NOTHING_FOUND).json()
        self.assertEqual(document["threshold"], 100)
        self.pelf("screen", "name", "Marek Holow", "--threshold", score, status=FOUND)
        self.pelf("screen", "customer", "C1", status=NOTHING_FOUND)
        again = self.pelf("rescreen", "--json", status=NOTHING_FOUND).json()
        self.assertEqual((again["full"], again["faded"]), (True, 1))
        # What held before the change is what an answer for that time goes by.
        self.pelf("screen", "name", "Marek Holow", "--as-of", "2025-06-01", status=FOUND)
        shown = self.pelf("threshold", "show", "--json").json()
        self.assertEqual([(change["threshold"], change["by"]) for change in shown["changes"]], [(100, "A. Officer")])
        log = self.home / "threshold.log"
        log.write_text(log.read_text().replace("\t100\t", "\t90\t"))
        self.pelf("screen", "name", "Marek Holow", status=INPUT)


if __name__ == "__main__":
    unittest.main()
