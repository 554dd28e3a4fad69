# SPDX-License-Identifier: Apache-2.0
"""Lists over time: any day answers as that day's file alone, and what changed is told fact by fact.

The days are OFAC's real ones (../shared/data/lists/ofac_sdn_history) where they are at hand; without them
a made-up history takes their place. PELF_HISTORY_DAYS says which: "some" of the real ones (the default), "all" (a quarter of an hour), or
"made" for the made-up history alone, which a sanitized program gets through in time.
"""
import collections
import csv
import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import unittest

from program import FOUND, ROOT, ProgramTest

HISTORY = ROOT.parent / "shared/data/lists/ofac_sdn_history/sdn_csv_daily_2021-08-18_to_2024-05-03.tar.zst"
SOURCE = "ofac-sdn-csv"
DAYS = os.environ.get("PELF_HISTORY_DAYS", "some")
ALL_DAYS = DAYS == "all"
DAYS_BETWEEN = 30  # Of the real ones, where not all are taken.


def rows_of(path):
    """Entry number to the twelve columns, read without any code of ours."""
    text = path.read_bytes().decode("ascii", "replace").replace("\x1a", "")
    return {row[0]: row for row in csv.reader(io.StringIO(text)) if len(row) == 12}


def made_up_days(folder, days=24, entries=60):
    """A list in OFAC's layout that gains, loses, renames and returns entries, one file a day."""
    chance = random.Random(1)
    state = {}
    for key in range(1, entries + 1):
        state[key] = f"HARROW {key}, Person"
    for day in range(days):
        path = folder / f"sdn_2022-03-{day + 1:02}.csv"
        if day:
            gone = chance.choice(sorted(state))
            del state[gone]
            state[entries + day] = f"NEWLY {day}, Listed"
            renamed = chance.choice(sorted(state))
            state[renamed] = f"RENAMED {day}, Once"
        path.write_bytes("".join(
            f'{key},"{name}","individual","CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
            f'"DOB {key % 28 + 1:02} Jan 1960; Passport P{key:06} (Cuba)."\r\n'
            for key, name in sorted(state.items())).encode() + b"\x1a")
    return sorted(folder.glob("sdn_*.csv"))


def history_files(folder):
    """One file a day, the day in its name; OFAC's where they are, else made up. Second: are they OFAC's?"""
    if DAYS != "made" and HISTORY.exists() and shutil.which("zstd"):
        with subprocess.Popen(["zstd", "-d", "--long=31", "-c", HISTORY], stdout=subprocess.PIPE) as unpack:
            subprocess.run(["tar", "xf", "-", "-C", folder], stdin=unpack.stdout, check=True)
        files = sorted(folder.rglob("sdn_*.csv"))
        return files if ALL_DAYS else files[::DAYS_BETWEEN] + files[-1:], True
    return made_up_days(folder), False


def day_of(path):
    return path.stem.removeprefix("sdn_")


class History(ProgramTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="pelf-history-", dir=cls.parent))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        cls.files, cls.is_real = history_files(cls.shared)
        cls.all_days = cls.shared / "home"
        test = cls()
        for path in cls.files:
            test.pelf("lists", "import", "--source", SOURCE, path, "--published", day_of(path),
                      "--learned", f"{day_of(path)}T20:00:00Z", home=cls.all_days, status=None)

    def runTest(self):  # Only to have an instance before there is a test.
        pass

    def sampled(self):
        """Days by number: all, or the ends and a few between."""
        if ALL_DAYS:
            return range(len(self.files))
        step = max(1, len(self.files) // 3)
        return sorted({*range(0, len(self.files), step), len(self.files) - 1})

    def names_of_note(self):
        """Names that were removed or changed at some time, and some that always stayed."""
        chance = random.Random(7)
        first, last = rows_of(self.files[0]), rows_of(self.files[-1])
        middle = rows_of(self.files[len(self.files) // 2])
        gone = [row[1] for key, row in first.items() if key not in last]
        renamed = [name for key in first if key in last and first[key][1] != last[key][1]
                   for name in (first[key][1], last[key][1])]
        new = [row[1] for key, row in last.items() if key not in first]
        passing = [row[1] for key, row in middle.items() if key not in first and key not in last]
        stayed = [row[1] for key, row in first.items() if last.get(key, ["", ""])[1] == row[1]]
        names = []
        for group in (gone, renamed, new, passing, stayed):
            names += chance.sample(group, min(40 if ALL_DAYS else 3, len(group)))
        return names

    def test_as_of_a_day_answers_as_that_days_file_alone(self):
        names = self.names_of_note()
        asked = self.folder / "asked.jsonl"
        asked.write_text("".join(json.dumps({"id": str(number), "name": name}) + "\n"
                                 for number, name in enumerate(names)))
        hits, compared = set(), 0
        for index in self.sampled():
            path = self.files[index]
            alone = self.folder / "alone"
            shutil.rmtree(alone, ignore_errors=True)
            self.pelf("lists", "import", "--source", SOURCE, path, "--published", day_of(path), home=alone,
                      status=None)
            words = ["screen", "file", asked, "--json"]
            expected = self.pelf(*words, "--threads", 1, home=alone, status=None)
            found = self.pelf(*words, "--threads", 2, "--as-of", day_of(path), home=self.all_days, status=None)
            self.assertEqual(found.status, expected.status, day_of(path))
            self.assertEqual(found.out, expected.out, day_of(path))
            hits.add(found.out)
            compared += len(found.out.splitlines())
            if index in (0, len(self.files) - 1):
                self.one_by_one(names, path, alone)
        print(f"{compared} answers of {len(self.sampled())} days compared, {len(hits)} different days")
        self.assertEqual(compared, len(names) * len(self.sampled()))
        self.assertGreater(len(hits), 1, "days that all answer alike show nothing")

    def one_by_one(self, names, path, alone):
        """The same by single questions, whose answers say more."""
        for name in names:
            words = ["screen", "name", name, "--json"]
            expected = self.pelf(*words, home=alone, status=None)
            found = self.pelf(*words, "--as-of", day_of(path), home=self.all_days, status=None)
            self.assertEqual(found.status, expected.status, name)
            here, there = found.json(), expected.json()
            # The same content; when it was published and learned differs between the homes.
            used, alone_used = here.pop("lists"), there.pop("lists")
            self.assertEqual([one["version"] for one in used], [one["version"] for one in alone_used])
            self.assertEqual(json.dumps(here), json.dumps(there), f"{name} on {day_of(path)}")

    def test_what_was_deleted_clears_and_as_of_still_hits(self):
        first, last = rows_of(self.files[0]), rows_of(self.files[-1])
        names_now = {row[1] for row in last.values()}
        gone = [row for key, row in first.items() if key not in last and row[1] not in names_now]
        self.assertTrue(gone)
        checked = 0
        for row in gone[:8]:
            then = self.pelf("screen", "name", row[1], "--threshold", "100", "--json", "--as-of",
                             day_of(self.files[0]), home=self.all_days, status=FOUND)
            self.assertIn(row[0], [hit["id"] for hit in then.json()["hits"]])
            now = self.pelf("screen", "name", row[1], "--threshold", "100", "--json", home=self.all_days, status=None)
            self.assertNotIn(row[0], [hit["id"] for hit in now.json()["hits"]])
            checked += 1
        self.assertTrue(checked)

    def test_what_was_not_yet_known_does_not_answer(self):
        last_day, one_before = day_of(self.files[-1]), day_of(self.files[-2])
        words = ["lists", "status", "--json", "--as-of", last_day]
        in_force = [one["published"] for one in self.pelf(*words, home=self.all_days).json()["lists"]
                    if one["in_force"]]
        self.assertEqual(in_force, [last_day])
        earlier = self.pelf(*words, "--known-by", f"{last_day}T19:59:59Z", home=self.all_days).json()["lists"]
        self.assertEqual([one["published"] for one in earlier if one["in_force"]], [one_before])
        first, last = rows_of(self.files[0]), rows_of(self.files[-1])
        new = [row[1] for key, row in last.items() if key not in first]
        run = self.pelf("screen", "name", new[-1], "--json", "--known-by", f"{day_of(self.files[0])}T20:00:00Z",
                        home=self.all_days, status=None)
        self.assertEqual([used["published"] for used in run.json()["lists"]], [day_of(self.files[0])])

    def diff(self, index):
        """From the day before; held against the rows themselves, compared without any code of ours."""
        before, after = self.files[index - 1], self.files[index]
        old, new = rows_of(before), rows_of(after)
        document = self.pelf("lists", "diff", "--source", SOURCE, "--from", day_of(before), "--to", day_of(after),
                             "--json", home=self.all_days, status=None).json()
        counts = document["counts"]
        self.assertEqual(counts["added"] + counts["rekeyed"], len(new.keys() - old.keys()), after.name)
        self.assertEqual(counts["removed"] + counts["rekeyed"] + counts["merged"], len(old.keys() - new.keys()))
        changed = {one["id"]: {fact["field"] for fact in one["changes"]}
                   for one in document["parties"] if one["change"] == "changed"}
        edited = {key for key in old.keys() & new.keys() if old[key] != new[key]}
        self.assertLessEqual(changed.keys(), edited, after.name)
        for column, field in ((1, "primary_name"), (3, "programme"), (11, "remark")):
            self.assertEqual({key for key in edited if old[key][column] != new[key][column]},
                             {key for key, fields in changed.items() if field in fields}, f"{field} {after.name}")
        return document, len(edited)

    def test_diff_tells_renames_deletions_and_additions_apart(self):
        for index in self.sampled()[1:]:
            self.diff(index)

    def test_the_known_sums_of_all_changes(self):
        if not (ALL_DAYS and self.is_real):
            self.skipTest("wants OFAC's history and PELF_HISTORY_DAYS=all")
        sums = collections.Counter()
        for index in range(1, len(self.files)):
            document, edited = self.diff(index)
            sums.update(document["counts"])
            sums["edited"] += edited
            for one in document["parties"]:
                if one["change"] == "changed":
                    sums.update({fact["field"] for fact in one["changes"]})
        print(dict(sums))
        self.assertEqual(sums["added"] + sums["rekeyed"], 6809)
        self.assertEqual(sums["removed"] + sums["rekeyed"] + sums["merged"], 927)
        self.assertEqual((sums["edited"], sums["primary_name"], sums["programme"], sums["remark"]),
                         (1126, 77, 280, 941))

    def test_diff_against_itself_finds_nothing(self):
        day = day_of(self.files[0])
        run = self.pelf("lists", "diff", "--source", SOURCE, "--from", day, "--to", day, home=self.all_days,
                        status=None)
        self.assertIn("0 added, 0 removed, 0 changed", run.out)

    def test_all_versions_together_take_little_room(self):
        stored = sum(path.stat().st_size for path in self.all_days.rglob("*") if path.is_file())
        given = sum(path.stat().st_size for path in self.files)
        print(f"{len(self.files)} versions: {given:,} bytes given, {stored:,} stored")
        if self.is_real:
            self.assertLess(stored, 5_000_000)
        self.assertLess(stored, given)


if __name__ == "__main__":
    unittest.main()
