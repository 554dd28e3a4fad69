# SPDX-License-Identifier: Apache-2.0
"""Imports that are killed or run into a full disk: earlier versions are as they were."""
import random
import signal
import subprocess
import time
import unittest

from program import FOUND, INPUT, INTERNAL, NOTHING_FOUND, ProgramTest, command, environment

SOURCE = "pelf-csv"


def house_list(path, *extra):
    chance = random.Random(5)
    rows = [f"A-{number},name,Person {chance.randrange(10**9)},\n" for number in range(3000)]
    path.write_text("id,field,value,note\n" + "".join(rows) + "".join(
        f"B-{number},name,{name},\n" for number, name in enumerate(extra)), encoding="utf-8")
    return path


class ListFaults(ProgramTest):
    def setUp(self):
        super().setUp()
        first = house_list(self.folder / "first.csv", "Early Name")
        self.second = house_list(self.folder / "second.csv", "Early Name", "Later Name")
        self.pelf("lists", "import", "--source", SOURCE, first, "--published", "2026-01-01")
        self.before = self.files()

    def files(self):
        folder = self.home / "lists"
        return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
                if path.is_file() and path.name != "lock"}

    def words(self):
        return ["lists", "import", "--source", SOURCE, self.second, "--published", "2026-01-02"]

    def assert_unharmed(self):
        found = self.files()
        for name, data in self.before.items():
            self.assertEqual(found.get(name), data, name)
        self.pelf("screen", "name", "Early Name", status=FOUND)
        self.assertIn(len(self.pelf("lists", "status", "--json").json()["lists"]), (1, 2))

    def test_a_full_disk_at_any_size_leaves_the_earlier_version(self):
        refused = 0
        for size in [*range(0, 1200, 75), *range(1200, 40_000, 4000)]:
            run = self.pelf(*self.words(), file_bytes_max=size, status=None)
            self.assertIn(run.status, (NOTHING_FOUND, INTERNAL), run.err)
            if run.status == INTERNAL:
                refused += 1
                self.assertNotEqual(run.err, "")
                self.pelf("screen", "name", "Later Name", status=NOTHING_FOUND)
            self.assert_unharmed()
            if run.status == NOTHING_FOUND:
                break
        self.assertGreater(refused, 3)
        self.pelf("screen", "name", "Later Name", status=FOUND)

    def test_a_kill_at_any_moment_leaves_the_earlier_version(self):
        began = time.monotonic()
        self.pelf(*self.words(), home=self.folder / "other")
        whole = time.monotonic() - began
        chance = random.Random(9)
        for _ in range(25):
            process = subprocess.Popen(command(self.home, *self.words()), env=environment(),
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, whole * 1.1))
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.assert_unharmed()
        self.pelf(*self.words(), status=None)
        self.pelf("screen", "name", "Later Name", status=FOUND)
        self.assert_unharmed()

    def test_a_packed_file_that_was_changed_is_not_used(self):
        self.pelf(*self.words())
        for path in (self.home / "lists").rglob("file-0.zst"):
            good = path.read_bytes()
            path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
            run = self.pelf("screen", "name", "Early Name", status=INPUT)
            self.assert_says(run, "changed")
            path.write_bytes(good)
        self.pelf("screen", "name", "Early Name", status=FOUND)


if __name__ == "__main__":
    unittest.main()
