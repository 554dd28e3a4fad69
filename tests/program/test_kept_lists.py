# SPDX-License-Identifier: Apache-2.0
"""Lists that are kept as they were read: faster, and never another answer."""
import shutil
import unittest

from program import FOUND, ProgramTest


class KeptLists(ProgramTest):
    def setUp(self):
        super().setUp()
        self.import_lists()
        self.kept = self.home / "kept"

    def answer(self):
        run = self.pelf("screen", "name", "Yinyin Tian", "--json", status=FOUND)
        return run.out

    def files(self):
        return {path.name: path.read_bytes() for path in self.kept.iterdir()}

    def test_the_second_answer_is_the_first_byte_for_byte(self):
        self.assertFalse(self.kept.exists())
        first = self.answer()
        files = self.files()
        self.assertEqual(set(files), {"names", "parties", "losses"})
        self.assertEqual(self.answer(), first)
        self.assertEqual(self.files(), files)

    def test_whatever_becomes_of_the_files_the_answer_stays(self):
        first = self.answer()
        files = self.files()
        for name, content in files.items():
            path = self.kept / name
            middle = len(content) // 2
            for damaged in (b"", content[:middle], content[:-1],
                            content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:]):
                path.write_bytes(damaged)
                self.assertEqual(self.answer(), first)
                self.assertEqual(path.read_bytes(), content, "made anew")
            path.unlink()
            self.assertEqual(self.answer(), first)
        shutil.rmtree(self.kept)
        self.assertEqual(self.answer(), first)

    def test_what_was_kept_before_a_list_changed_hides_nothing(self):
        self.answer()
        files = self.files()
        new = self.home / "new.csv"
        new.write_text("id,field,value,note\nN-1,name,Zebedee Quillfeather,\nN-1,type,person,\n")
        self.pelf("lists", "import", "--source", "pelf-csv", new, "--published", "2025-02-17", "--allow-shrink")
        self.pelf("screen", "name", "Zebedee Quillfeather", status=FOUND)
        self.assertNotEqual(self.files(), files)
        for name, content in files.items():
            (self.kept / name).write_bytes(content)
        self.pelf("screen", "name", "Zebedee Quillfeather", status=FOUND)

    def test_a_day_before_the_last_version_keeps_nothing(self):
        self.pelf("screen", "name", "Yinyin Tian", "--as-of", "2024-01-01", "--json", status=FOUND)
        self.assertFalse(self.kept.exists())

    def test_a_folder_that_cannot_be_written_changes_nothing(self):
        first = self.answer()
        shutil.rmtree(self.kept)
        self.kept.write_text("in the way")
        self.assertEqual(self.answer(), first)


if __name__ == "__main__":
    unittest.main()
