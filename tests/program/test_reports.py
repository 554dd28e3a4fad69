# SPDX-License-Identifier: Apache-2.0
"""Reports: as they were looked at, valid against their schemas, and the facts given back by other readers; from the demo's
facts, and from facts in which hostile texts stand in random places."""
import copy
import csv
import html.parser
import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

import fincen_form
from program import INPUT, NOTHING_FOUND, ROOT, THEFT_PLACES, USAGE, ProgramTest

FACTS = ROOT / "demo/report/facts.json"
GOLDEN = ROOT / "data/reports"
SHARED = ROOT.parent / "shared/data/detection/reports"
SCHEMA = SHARED / "goaml-xsd-5.0.2/goAMLSchema.xsd"
# Sanitized, everything takes several times as long.
ROUNDS = max(8, int(os.environ.get("PELF_KILLS", "200")) // 4)
GOLDEN_FILES = {"goaml": "goaml.xml", "fincen-sar": "fincen-sar.xml", "ofac-blocking": "ofac-blocking.html",
                "ofac-blocking-csv": "ofac-blocking.csv", "ofac-blocking-json": "ofac-blocking.json",
                "ofac-reject": "ofac-reject.html", "ofac-reject-csv": "ofac-reject.csv",
                "ofac-reject-json": "ofac-reject.json", "ofac-annual": "ofac-annual.csv", "ivms101": "ivms101.json",
                "html": "report.html", "csv": "facts.csv", "json": "../../demo/report/facts.json"}
HOSTILE = ["]]>", "<script>alert(1)</script>", "\"><img src=x>", "& &amp; &#0;", "bell\u0007 escape\u001b[31m", "a\u0000b",
           "one\r\ntwo\nthree\tfour", "\u202eevil\u202c \u2066x\u2069", "\ufffe\ufeff", "=HYPERLINK(\"http://x.example\")",
           "+1", "-1", "@SUM(A1)", "\t=1", "quote \" comma , semi ; '", "한국 中国 عرب Рус", "\U0001f4a3",
           "<!DOCTYPE x [<!ENTITY a \"b\">]>", " ", "x" * 9000, "%s%n{}$(id)"]
# Keys that name other facts, words of closed lists, and forms that the reader asks for.
KEPT = {"key", "kind", "gender", "country", "nationality", "residence", "holder", "party", "account", "transaction",
        "action", "filing", "asset", "born_country", "directors", "owners", "parties", "unknown", "nationalities",
        "pay_location", "tax_registered", "incorporated_country", "institution_country", "originators",
        "beneficiaries", "roles", "script", "born", "on", "issued", "expires", "opened", "published", "made", "time", "at", "tip_time",
        "units", "from", "to", "relationships", "incorporated", "transliterations"}


def texts(value, path=(), name=""):
    """(path, text) of every text that may be anything."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key not in KEPT or isinstance(member, (dict, list)) and key in ("from", "to", "account"):
                yield from texts(member, (*path, key), key)
            elif isinstance(member, list) and key in ("parties",):
                yield from texts(member, (*path, key), key)
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from texts(member, (*path, place), name)
    elif isinstance(value, str) and name not in KEPT:
        yield path, value


def put(value, path, new):
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new


def unprintable(letter):
    number = ord(letter)
    return (number < 0x20 or 0x7f <= number < 0xa0 or number & 0xfffe == 0xfffe or number in (0x61c, 0x200e, 0x200f)
            or 0x202a <= number <= 0x202e or 0x2066 <= number <= 0x2069)


def shown(text):
    """What of a text comes through into a document, line ends and blanks apart."""
    text = "".join(" " if letter in "\r\n\t" else "\ufffd" if unprintable(letter) else letter for letter in text)
    return " ".join(text.split())


def flat(value, path=""):
    """The rows of the table of facts, taken from the document."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from flat(member, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from flat(member, f"{path}[{place}]")
    else:
        yield path, value if isinstance(value, str) else json.dumps(value)


def ivms_names(payload):
    """A second reader of IVMS101: the names of everybody, by role. Strict about the spelling of the standard."""
    found = {}
    for role, list_name in (("originator", "originatorPersons"), ("beneficiary", "beneficiaryPersons"),
                            ("originatingVASP", None), ("beneficiaryVASP", None)):
        side = payload[role]
        persons = side[list_name] if list_name else [side[role]]
        assert set(side) <= ({list_name, "accountNumber"} if list_name else {role}), side.keys()
        for person in persons:
            (kind, facts), = person.items()
            assert kind in ("naturalPerson", "legalPerson"), kind
            assert set(facts) <= {"name", "geographicAddress", "nationalIdentification", "customerIdentification",
                                  "customerNumber", "dateAndPlaceOfBirth", "countryOfResidence",
                                  "countryOfRegistration"}, facts.keys()
            for name in facts["name"]["nameIdentifier"]:
                if kind == "naturalPerson":
                    assert name["nameIdentifierType"] in ("ALIA", "BIRT", "MAID", "LEGL", "MISC")
                    words = [name["primaryIdentifier"], name.get("secondaryIdentifier", "")]
                else:
                    assert name["legalPersonNameIdentifierType"] in ("LEGL", "SHRT", "TRAD")
                    words = [name["legalPersonName"]]
                found.setdefault(role, []).append(" ".join(words).strip())
            for address in facts.get("geographicAddress", []):
                assert address["addressType"] in ("HOME", "BIZZ", "GEOG")
                assert len(address["country"]) == 2
                assert "addressLine" in address or "streetName" in address and (
                    "buildingNumber" in address or "buildingName" in address)
    return found


class PageReader(html.parser.HTMLParser):
    """What a page shows, and what in it could load or run anything."""
    TAGS = {"html", "head", "meta", "title", "style", "body", "main", "p", "h1", "h2", "h3", "dl", "dt", "dd", "section",
            "div", "span", "br", "bdi", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "footer", "b"}
    ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class"}

    def __init__(self):
        super().__init__()
        self.told, self.strange = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.TAGS:
            self.strange.append(tag)
        self.strange += [name for name, _ in attrs if name not in self.ATTRIBUTES]

    def handle_data(self, data):
        self.told.append(data)


class Reports(ProgramTest):
    def report(self, facts, name, *words, status=NOTHING_FOUND):
        """The bytes of a report, or None where it was refused."""
        path = self.folder / "facts.json"
        if isinstance(facts, dict):
            path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        else:
            path = facts
        out = self.folder / "report"
        out.unlink(missing_ok=True)
        run = self.pelf("case", "report", "--facts", path, "--format", name, "--jurisdiction", "ae", "--out", out,
                        *words, status=status)
        self.said = run
        if run.status == NOTHING_FOUND:
            return out.read_bytes()
        self.assertFalse(out.exists(), "a refused report was written")
        return None

    def demo(self):
        return json.loads(FACTS.read_text(encoding="utf-8"))

    def need(self, *programs):
        for program in programs:
            if shutil.which(program) is None:
                self.skipTest(f"NOT TESTED: {program} is not here")

    def test_reports_are_as_they_were_looked_at(self):
        for name, file in GOLDEN_FILES.items():
            with self.subTest(format=name):
                made = self.report(FACTS, name)
                if os.environ.get("PELF_GOLDEN_WRITE"):
                    (GOLDEN / file).write_bytes(made)
                self.assertEqual(made.decode(), (GOLDEN / file).read_bytes().decode())

    def schema_says(self, xml):
        return subprocess.run(["xmllint", "--noout", "--nonet", "--schema", SCHEMA, "-"], input=xml,
                              capture_output=True, check=False)

    def need_schema(self):
        self.need("xmllint")
        if not SCHEMA.exists():
            self.skipTest(f"NOT TESTED: the schema of goAML may not be carried along, and is not at {SCHEMA}")

    def test_the_schema_of_goaml_accepts_what_is_written(self):
        self.need_schema()
        for code in ("STR", "AIFT", "HRC", "ECDDT", "SAR", "AIF", "HRCA", "ECDD", "REAR"):
            facts = self.demo()
            facts["goaml"]["report_code"] = code
            done = self.schema_says(self.report(facts, "goaml"))
            self.assertEqual(done.returncode, 0, done.stderr)
        self.report(FACTS, "goaml", "--schema", SCHEMA)
        # What the jurisdiction does not list and the schema does not know is caught by the schema.
        facts = self.demo()
        facts["goaml"]["indicators"] = ["NOSUCHTHING"]
        self.report(facts, "goaml", "--schema", SCHEMA, status=INPUT)
        self.assert_says(self.said, "the schema does not accept the report")

    def test_hostile_facts_give_documents_that_hold_them_or_none(self):
        has_schema = shutil.which("xmllint") is not None and SCHEMA.exists()
        written = dict.fromkeys(("goaml", "fincen-sar", "ivms101", "csv", "html", "ofac-blocking-csv"), 0)
        for seed in range(ROUNDS):
            chance = random.Random(seed)
            facts = self.demo()
            places = [path for path, _ in texts(facts)]
            for path in chance.sample(places, chance.choice((1, 1, 2, 5, 40))):
                put(facts, path, chance.choice(HOSTILE))
            for name in written:
                made = self.report(facts, name, status=None)
                with self.subTest(seed=seed, format=name):
                    if made is None:
                        self.assertEqual(self.said.status, INPUT)
                        self.assertRegex(self.said.err, r"fact(s are| is) missing or wrong\n  \S")
                        continue
                    written[name] += 1
                    getattr(self, "look_at_" + name.replace("-", "_"))(facts, made)
                    if name == "goaml" and has_schema:
                        done = self.schema_says(made)
                        self.assertEqual(done.returncode, 0, done.stderr)
        for name, count in written.items():
            self.assertGreater(count, 0, f"no hostile facts gave a {name} report: nothing was tested")
        if not has_schema:
            print("NOT TESTED against the schema of goAML: it or xmllint is not here")

    def look_at_goaml(self, facts, made):
        root = ElementTree.fromstring(made)
        for place, one in enumerate(facts["transactions"]):
            self.assertEqual(shown(root.findall("transaction/transactionnumber")[place].text), shown(one["reference"]))
            self.assertIn(shown(one["description"]),
                          shown(root.findall("transaction/transaction_description")[place].text))
        self.assertEqual(shown(root.findtext("reason")), shown(facts["narrative"]["reason"]))
        self.assertEqual(shown(root.findtext("reporting_person/last_name")), facts["contact"]["last"])

    def look_at_fincen_sar(self, facts, made):
        self.assertEqual(fincen_form.faults(made), [])
        root = ElementTree.fromstring(made)
        told = " ".join(one.text for one in root.iter(fincen_form.NAMESPACE + "ActivityNarrativeText"))
        # A word longer than a block is cut.
        if max(map(len, shown(facts["narrative"]["text"]).split())) <= 4000:
            self.assertEqual(told, shown(facts["narrative"]["text"]))
        names = {one.text for one in root.iter(fincen_form.NAMESPACE + "RawEntityIndividualLastName")}
        self.assertIn(shown(facts["parties"][1]["names"][0]["last"]), names)

    def look_at_ivms101(self, facts, made):
        names = ivms_names(json.loads(made))
        first = facts["parties"][1]["names"][0]
        self.assertEqual(shown(names["beneficiary"][0]), shown(first["last"] + " " + first["first"]))
        self.assertEqual(names["originator"][0], shown(facts["parties"][2]["names"][0]["full"]))

    def look_at_csv(self, facts, made):
        rows = list(csv.reader(io.StringIO(made.decode(), newline="")))
        self.assertEqual(rows[0], ["field", "value"])
        want = list(flat(facts))
        self.assertEqual([row[0] for row in rows[1:]], [path for path, value in want if value])
        for (field, value), (path, text) in zip(rows[1:], [row for row in want if row[1]]):
            self.assertFalse(value.lstrip(" ")[:1] in ("=", "+", "-", "@", "|", "%"), (field, value))
            self.assertEqual(shown(value.removeprefix("'")), shown(text.removeprefix("'")), path)

    def look_at_html(self, facts, made):
        page = made.decode()
        reader = PageReader()
        reader.feed(page)
        self.assertEqual(reader.strange, [])
        self.assertFalse("\u202e" in page)
        self.assertTrue(shown(facts["narrative"]["reason"]) in shown(" ".join(reader.told)), "the reason is not shown")

    def look_at_ofac_blocking_csv(self, facts, made):
        head, row = csv.reader(io.StringIO(made.decode(), newline=""))
        cells = dict(zip(head, row))
        self.assertEqual(len(head), len(row))
        self.assertEqual(shown(cells["Property: Description"].removeprefix("'")),
                         shown(facts["properties"][0]["description"]))
        self.assertEqual(cells["Property: Report due"], "2025-03-03")

    def test_what_is_missing_is_named_all_of_it_and_nothing_is_written(self):
        for name, fields in {
            "goaml": ["goaml.rentity_id", "goaml.report_code", "contact.first", "narrative.reason", "goaml.indicators"],
            "fincen-sar": ["parties", "filer.name", "fincen.regulator", "fincen.from", "narrative.text"],
            "ofac-blocking": ["properties"], "ofac-reject": ["properties"],
            "ofac-annual": ["ofac.year", "ofac.certified_by", "properties"],
            "ivms101": ["travel_rule.originators", "travel_rule.beneficiaries", "travel_rule.originating_vasp.name"],
        }.items():
            with self.subTest(format=name):
                self.assertIsNone(self.report({}, name, "--json", status=INPUT))
                answer = json.loads(self.said.out)
                self.assertEqual((answer["format"], answer["written"]), (name, False))
                said = [gap["field"] for gap in answer["missing"]]
                for field in fields:
                    self.assertIn(field, said)
                    self.assertIn(f"\n  {field}: ", self.said.err)
        # Each fact that goAML cannot do without, taken away alone, is named alone.
        for path in (("goaml", "rentity_id"), ("goaml", "reference"), ("contact", "last"), ("narrative", "action"),
                     ("transactions", 0, "place"), ("transactions", 1, "value", "amount"), ("accounts", 2, "branch"),
                     ("accounts", 2, "opened"), ("accounts", 2, "beneficiary"), ("parties", 1, "residence"),
                     ("parties", 1, "tax_registered"), ("goaml", "location", "town")):
            facts = self.demo()
            place = facts
            for step in path[:-1]:
                place = place[step]
            del place[path[-1]]
            self.assertIsNone(self.report(facts, "goaml", "--json", status=INPUT))
            field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
            for gap in json.loads(self.said.out)["missing"]:
                self.assertTrue(gap["field"].startswith(field), (gap, field))

    def test_the_form_of_fincen_is_kept_and_its_checker_can_tell(self):
        made = self.report(FACTS, "fincen-sar")
        self.assertEqual(fincen_form.faults(made), [])
        for right, wrong in ((b'PartyCount="3"', b'PartyCount="2"'), (b'TotalAmount="243285"', b'TotalAmount="1"'),
                             (b'SeqNum="7"', b'SeqNum="6"'), (b">33<", b">36<"), (b">20250214<", b">20251314<"),
                             (b"RawZIPCode>19801<", b"RawZIPCode>19801234567<"),
                             (b"<fc2:FormTypeCode>SARX</fc2:FormTypeCode>", b"")):
            self.assertIn(right, made)
            self.assertNotEqual(fincen_form.faults(made.replace(right, wrong, 1)), [], wrong)
        sample = SHARED / "fincen-samples/sar_batch.xml"
        if not sample.exists():
            self.skipTest(f"NOT TESTED against somebody else's sample: it is not at {sample}")
        names = {one.tag for one in ElementTree.parse(sample).getroot().iter()} - {"EFilingBatchXML"}
        self.assertEqual(names - fincen_form.known_names(), set(), "the sample has what the checker does not know")

    def test_travel_rule_samples_are_read_by_the_same_reader(self):
        made = json.loads(self.report(FACTS, "ivms101"))
        self.assertEqual(ivms_names(made), {
            "originator": ["Hollow Trading Ltd", "Hollow"], "beneficiary": ["Marlowe Dora", "D. Marlow"],
            "originatingVASP": ["Exchange Gamma (invented)"],
            "beneficiaryVASP": ["Exchange Beta (invented)", "BetaCoin"]})
        sample = SHARED / "ivms101/identity_payload.json"
        if not sample.exists():
            self.skipTest(f"NOT TESTED against somebody else's payload: it is not at {sample}")
        payload = json.loads(sample.read_text(encoding="utf-8"))
        self.assertEqual(ivms_names(payload)["originator"], ["Howard Jane", "Price Jane"])
        self.assertEqual(set(made) - {"payloadMetadata"}, set(payload))

    def test_a_printed_report_shows_names_in_every_script(self):
        self.need("chromium", "pdftotext")
        for paper, size in (("a4", "595 x 842"), ("letter", "612 x 792")):
            made = self.report(FACTS, "pdf", "--paper", paper)
            self.assertTrue(made.startswith(b"%PDF-"))
            path = self.folder / "report.pdf"
            path.write_bytes(made)
            told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
            for words in ("This story is invented", "Вор Альфа", "Marlowe"):
                self.assertIn(words.lower(), told.lower())
            if subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False).stdout:
                self.assertIn("알파", told)
            info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
            width, height = (round(float(one)) for one in info.split("Page size:")[1].split()[0:3:2])
            self.assertEqual(f"{width} x {height}", size)

    def test_a_trace_fills_what_happened_to_the_money(self):
        self.import_lists()
        self.ingest()
        trace = self.folder / "trace.json"
        trace.write_text(self.pelf("trace", "forward", "--from", THEFT_PLACES, "--policy", "all", "--json",
                                   status=None).out, encoding="utf-8")
        facts = self.demo()
        del facts["trace"], facts["looked_at"]["lists"], facts["looked_at"]["ledgers"]
        made = json.loads(self.report(facts, "json", "--trace", trace))
        self.assertEqual(made["trace"], self.demo()["trace"])
        self.assertEqual(made["looked_at"]["ledgers"], self.demo()["looked_at"]["ledgers"])

    def test_a_case_says_what_it_knows(self):
        self.import_lists()
        self.ingest()
        for words in (["screen", "name", "Yinyin Tian"], ["screen", "wallet", "134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak"],
                      ["trace", "forward", "--from", THEFT_PLACES, "--policy", "all"]):
            self.pelf(*words, "--case", "NEW" if words[1] == "name" else "C-1", "--by", "ann", status=None)
        reason = next(one["reason_code"] for one in json.loads(self.pelf("case", "reasons", "--json").out)["reasons"]
                      if one["disposition"] == "true_match")
        self.pelf("case", "propose", "C-1", "--disposition", "true_match", "--reason-code", reason,
                  "--text", "it is him", "--by", "ann")
        self.pelf("case", "approve", "C-1", "--by", "bob")
        out = self.folder / "report.json"
        self.pelf("case", "report", "--case", "C-1", "--format", "json", "--out", out)
        made = json.loads(out.read_text(encoding="utf-8"))
        self.assertEqual(made["case_id"], "C-1")
        self.assertEqual([party["key"] for party in made["parties"]], ["alert-1", "alert-2"])
        self.assertEqual(made["accounts"][0]["number"], "134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak")
        self.assertEqual({hit["entry"] for hit in made["hits"] if hit["score"] == 100}, {"28263"})
        self.assertEqual((made["decision"]["disposition"], made["decision"]["proposed_by"],
                          made["decision"]["approved_by"]), ("true_match", "ann", "bob"))
        self.assertEqual(made["trace"], self.demo()["trace"])
        # What people know of a party of the case goes into the facts, under its key.
        path = self.folder / "known.json"
        path.write_text(json.dumps({"parties": [{"key": "alert-1", "kind": "person", "names": [
            {"kind": "legal", "first": "Yinyin", "last": "Tian"}]}]}), encoding="utf-8")
        self.pelf("case", "report", "--case", "C-1", "--facts", path, "--format", "json", "--out", out)
        made = json.loads(out.read_text(encoding="utf-8"))
        self.assertEqual(made["parties"][0]["names"][0]["last"], "Tian")
        self.assertIn("alert-1", [hit["party"] for hit in made["hits"]])
        self.pelf("case", "report", "--case", "C-99", status=INPUT)
        self.pelf("case", "report", "--case", "x", status=INPUT)

    def test_settings_fill_in_the_institution(self):
        facts = self.demo()
        settings = {"filer": facts.pop("filer"), "contact": facts.pop("contact")}
        self.assertIsNone(self.report(facts, "goaml", status=INPUT))
        path = self.folder / "settings.json"
        path.write_text(json.dumps(settings), encoding="utf-8")
        self.assertEqual(self.report(facts, "goaml", "--settings", path), self.report(FACTS, "goaml"))

    def test_wrong_usage_is_told(self):
        self.pelf("case", "report", "--facts", FACTS, "--format", "docx", status=USAGE)
        self.pelf("case", "report", "--format", "html", status=USAGE)
        self.pelf("case", "report", "--facts", self.folder / "none.json", status=INPUT)
        self.pelf("case", "report", "--facts", FACTS, "--format", "goaml", "--jurisdiction", "xx", status=INPUT)
        self.assertEqual(copy.deepcopy(self.demo()), self.demo())


if __name__ == "__main__":
    unittest.main()
