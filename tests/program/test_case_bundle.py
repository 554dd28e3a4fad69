# SPDX-License-Identifier: Apache-2.0
"""A whole case in one signed file: its record, its answers, the lists they relied on, and a bundle of its trace."""
import hashlib
import json
import random
import unittest

from program import BLOCKS, FOUND, INPUT, NOTHING_FOUND, THEFT_PLACES, USAGE
from pelf_server import Server
from test_bundle import CHANGES, Verified, changed_once, objections, packed, repacked, unpacked, verify_bundle, written


class CaseBundle(Verified):
    """Two cases whose events lie among each other: a name with a decision, and a trace."""

    def setUp(self):
        super().setUp()
        self.key = self.folder / "key"
        self.pelf("case", "key", self.key)
        self.ingest(BLOCKS)
        self.import_lists()
        self.pelf("screen", "name", "Yinyin Tian", "--case", "NEW", "--by", "anna", status=FOUND)
        self.pelf("trace", "forward", "--from", THEFT_PLACES, "--policy", "fifo", "--case", "NEW", "--by", "anna", status=None)
        self.case("note", "C-1", "Línea 1\n이 \"x\"\t\\", "--by", "anna")
        self.case("note", "C-2", "of the other case: nobody's business", "--by", "anna")
        self.case("propose", "C-1", "--disposition", "false_positive", "--reason-code", "name_only", "--text", "another one",
                  "--by", "anna")
        self.case("approve", "C-1", "--by", "bert")

    def case(self, *words, **options):
        return self.pelf("case", *words, **options)

    def export(self, number="C-1", *words, status=NOTHING_FOUND):
        self.case("export", "--case", number, "--key", self.key, "--out", self.bundle, *words, status=status)
        return self.bundle.read_bytes()

    def expect_refused(self, forged, what=None):
        self.bundle.write_bytes(forged)
        found = self.verify(status=FOUND)["objections"]
        self.assertTrue(found)
        self.assertNotIn("signature", {one["check"] for one in found})
        second = objections(forged)
        self.assertTrue(second, found)
        if what:
            self.assertIn(what, "".join(second))

    def test_both_verifiers_find_nothing_and_name_the_last_event(self):
        bundle = self.export()
        verdict = self.verify("--key", f"{self.key}.pub")
        self.assertEqual((verdict["valid"], verdict["ledger"]), (True, "case"))
        looked_at = {line["check"]: line["looked_at"] for line in verdict["checks"]}
        self.assertEqual(looked_at["transactions"], 5)
        self.assertGreater(looked_at["lists"], 0)
        second = self.second_opinion(f"{self.key}.pub")
        self.assertEqual((second.returncode, second.stderr), (0, ""))
        last = verdict["checkpoints"][0]
        self.assertIn(f"{last['height']}:{last['hash']}", second.stdout)
        # It is the event that the database has: an audit there knows the hash.
        head = self.case("audit", "--json").json()["head"]
        self.assertEqual(head, f"{last['height']}:{last['hash']}")
        members = unpacked(bundle)
        self.assertNotIn("nobody's business", members["case/events"].decode())
        self.assertIn("VALID", self.case("verify", self.bundle).out)
        document = next(content for name, content in members.items() if name.startswith("case/documents/"))
        self.assertEqual(json.loads(document)["hits"][0]["name"], "TIAN, Yinyin")

    def test_a_bundle_of_its_trace_goes_into_it_and_is_verified_there(self):
        trace = self.folder / "trace.bundle"
        self.case("export", "--from", THEFT_PLACES, "--policy", "fifo", "--blocks", BLOCKS, "--key", self.key, "--out", trace)
        bundle = self.export("C-2", "--bundle", trace)
        verdict = self.verify()
        self.assertTrue(verdict["valid"])
        self.assertEqual(len(verdict["checkpoints"]), 2)
        self.assertEqual(objections(bundle), [])
        members = unpacked(bundle)
        inner = bytearray(members["case/bundles/1"])
        inner[len(inner) // 2] ^= 1
        self.expect_refused(repacked(dict(members, **{"case/bundles/1": bytes(inner)})), "does not verify")
        self.expect_refused(repacked(dict(members, **{"case/bundles/1": self.export()})))
        trace.write_bytes(bytes(inner))
        run = self.case("export", "--case", "C-2", "--bundle", trace, "--key", self.key, "--out", self.bundle, status=INPUT)
        self.assertIn("does not verify", run.err)

    def test_signed_forgeries_of_the_record_are_refused_by_both(self):
        members = unpacked(self.export())
        lines = members["case/events"].decode().split("\n")[:-1]
        manifest = json.loads(members["manifest.json"])

        def chained(texts, seqs=None):
            """Events with hashes made good, as far as a forger can: with the manifest's word on the last one."""
            made, before = [], None
            last = 0
            for line, text in zip(lines, texts):
                own_before = line.partition("\t")[0]
                seq = json.loads(text)["seq"]
                hash_before = before if before and seq == last + 1 else own_before
                before, last = hashlib.sha256(f"{hash_before}\n{text}".encode()).hexdigest(), seq
                made.append(f"{hash_before}\t{text}\n")
            told = json.loads(members["manifest.json"])
            told["coverage"].update(height=last, tip=before)
            return repacked(dict(members, **{"case/events": "".join(made).encode(), "manifest.json": written(told)}))
        texts = [line.partition("\t")[2] for line in lines]
        self.assertEqual(unpacked(chained(texts))["case/events"], members["case/events"])

        def changed(number, change):
            event = json.loads(texts[number])
            change(event)
            text = json.dumps(event, separators=(",", ":"), ensure_ascii=False)
            return texts[:number] + [text] + texts[number + 1:]
        approval, proposal = len(texts) - 1, len(texts) - 2
        document = json.loads(texts[1])["after"]["alert"]["document"]
        for name, forged in {
                "own approval": chained(changed(approval, lambda event: event.update(user=" Anna"))),
                "another case": chained(changed(2, lambda event: event.update(case="C-9"))),
                "no proposal": chained(changed(proposal, lambda event: event.update(action="note"))),
                "a note before the opening": chained([texts[2]] + texts[1:]),
                "another answer": chained(changed(1, lambda event: event["after"]["alert"].update(document="0" * 64))),
                "another list": chained(changed(1, lambda event: event["after"]["alert"]["lists"][0].update(version="0" * 64))),
                "another form": chained(texts[:2] + [texts[2].replace('"seq":', '"seq": ')] + texts[3:]),
                "left out": repacked(dict(members, **{"case/events": ("\n".join(lines[:-2] + lines[-1:]) + "\n").encode()})),
                "order": repacked(dict(members, **{"case/events": ("\n".join(lines[::-1]) + "\n").encode()})),
                "cut": repacked(dict(members, **{"case/events": members["case/events"][:-1]})),
                "none": repacked(dict(members, **{"case/events": b""})),
                "changed note": repacked(dict(members, **{"case/events": members["case/events"].replace(b"another one", b"another two")})),
                "answer": repacked(dict(members, **{f"case/documents/{document}": b"{}\n"})),
                "no answer": repacked({name: one for name, one in members.items() if not name.startswith("case/documents/")}),
                "more": repacked(dict(members, **{"case/more": b"x"})),
                "tip": packed(dict(members, **{"manifest.json": written(
                    dict(manifest, coverage=dict(manifest["coverage"], tip="0" * 64)))})),
                "window": packed(dict(members, **{"manifest.json": written(
                    dict(manifest, coverage=dict(manifest["coverage"], window=not manifest["coverage"]["window"])))})),
        }.items():
            with self.subTest(name):
                self.expect_refused(forged)

    def test_changed_bytes_are_found(self):
        whole = self.export()
        chance = random.Random(6)
        for number in range(CHANGES // 20):
            place, changed = changed_once(whole, chance)
            self.assertTrue(objections(changed), place)
            if number < 20:
                self.bundle.write_bytes(changed)
                self.assertFalse(self.verify(status=FOUND)["valid"], place)

    def test_both_verifiers_agree_on_lies_that_are_signed(self):
        self.agree_on_lies(unpacked(self.export()))

    def test_what_makes_no_sense_is_refused(self):
        self.case("export", "--case", "C-9", "--key", self.key, "--out", self.bundle, status=INPUT)
        for words in (["--case", "x"], ["--case", "C-1", "--from", THEFT_PLACES], ["--bundle", "x", "--from", THEFT_PLACES], []):
            self.case("export", *words, "--key", self.key, "--out", self.bundle, status=USAGE)

    def test_over_http_it_is_the_same(self):
        server = Server(self.home, "--blocks", BLOCKS, "--bundle-key", self.key)
        try:
            served = server.ask("GET", "/api/v1/cases/C-1/bundle")
            self.assertEqual(served.status, 200)
            self.assertEqual(server.ask("GET", "/api/v1/cases/C-99/bundle").status, 404)
            self.assertEqual(server.ask("GET", "/api/v1/cases/x/bundle").status, 400)
        finally:
            server.stop()
            server.log_file.close()
        served = served.body
        self.assertEqual(objections(served), [])
        manifests = [verify_bundle.Verifier(one).manifest for one in (served, self.export())]
        for manifest in manifests:
            manifest.pop("made")
        self.assertEqual(*manifests)


if __name__ == "__main__":
    unittest.main()
