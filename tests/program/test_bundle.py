# SPDX-License-Identifier: Apache-2.0
"""Bundles of evidence: exported from the demo's theft, verified by pelf and by tools/verify_bundle.py, and attacked."""
import base64
import contextlib
import copy
import hashlib
import importlib.util
import io
import json
import os
import pathlib
import random
import stat
import subprocess
import sys
import tarfile
import tempfile
import unittest
import urllib.error
import urllib.request

from program import BLOCKS, FOUND, INPUT, NOTHING_FOUND, PELF, PLAIN_BLOCKS, ROOT, THEFT_PLACES, TIP, USAGE, ProgramTest

SCRIPT = ROOT / "tools/verify_bundle.py"
STORY = ROOT / "corpus/bundle/story"
CHANGES = 10_000
STORY_SEED = bytes([42]) + bytes(31)  # MadeStory::key in tests/support/made_bundle.hpp.

spec = importlib.util.spec_from_file_location("verify_bundle", SCRIPT)
verify_bundle = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify_bundle)
import verify_signature  # Found where the script is: it looks beside itself.


def objections(data):
    return verify_bundle.Verifier(data).objections


def changed_once(data, chance):
    place = chance.randrange(len(data))
    return place, data[:place] + bytes([data[place] ^ chance.randrange(1, 256)]) + data[place + 1:]


def encoded(point):
    inverse = pow(point[2], verify_signature.P - 2, verify_signature.P)
    x, y = (part * inverse % verify_signature.P for part in point[:2])
    return (y | (x & 1) << 255).to_bytes(32, "little")


def secret_of(seed):
    return int.from_bytes(hashlib.sha512(seed).digest()[:32], "little") & (1 << 254) - 8 | 1 << 254


def public_key_of(seed):
    return encoded(verify_signature.multiply(secret_of(seed), verify_signature.BASE))


def sign(seed, message):
    """RFC 8032, section 5.1.6."""
    def number(data):
        return int.from_bytes(hashlib.sha512(data).digest(), "little")
    digest, secret, key = hashlib.sha512(seed).digest(), secret_of(seed), STORY_KEY
    nonce = number(digest[32:] + message) % verify_signature.ORDER
    start = encoded(verify_signature.multiply(nonce, verify_signature.BASE))
    s = (nonce + number(start + key + message) * secret) % verify_signature.ORDER
    return start + s.to_bytes(32, "little")


STORY_KEY = public_key_of(STORY_SEED)


def written(value):
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"


def packed(members):
    """A bundle of these members, with hashes and signature as they should be, by a key of our own."""
    manifest = json.loads(members["manifest.json"])
    for one in manifest["members"] if isinstance(manifest.get("members"), list) else []:
        if isinstance(one, dict) and one.get("name") == "answer.json":
            one["sha256"], one["size"] = hashlib.sha256(members["answer.json"]).hexdigest(), len(members["answer.json"])
    members = dict(members, **{"manifest.json": written(manifest)})
    members["manifest.sig"] = sign(STORY_SEED, members["manifest.json"])
    pem = base64.b64encode(verify_signature.DER_PREFIX + STORY_KEY)
    members["public-key.pem"] = b"-----BEGIN PUBLIC KEY-----\n" + pem + b"\n-----END PUBLIC KEY-----\n"
    data = b""
    for name, content in members.items():
        data += verify_bundle.tar_header(name, len(content)) + content + bytes(-len(content) % 512)
    return data + bytes(1024)


def unpacked(bundle):
    with tarfile.open(fileobj=io.BytesIO(bundle)) as members:
        return {member.name: members.extractfile(member).read() for member in members}


def repacked(members):
    """A bundle of these members, all of them named in the manifest as they are."""
    manifest = json.loads(members["manifest.json"])
    known = {one["name"]: one for one in manifest["members"]}
    manifest["members"] = []
    for name in sorted(set(members) - set(verify_bundle.OWN)):
        one = known.get(name, {"name": name, "size": 0, "sha256": "", "source": "a test", "position": "all of it"})
        manifest["members"].append(dict(one, size=len(members[name]), sha256=hashlib.sha256(members[name]).hexdigest()))
    order = verify_bundle.OWN + sorted(set(members) - set(verify_bundle.OWN))
    return packed({name: members[name] for name in order} | {"manifest.json": written(manifest)})


def lie(value, chance):
    """Changes one thing somewhere in a JSON document."""
    places = []

    def visit(one):
        for key in one if isinstance(one, dict) else range(len(one)):
            places.append((one, key))
            if isinstance(one[key], (dict, list)):
                visit(one[key])
    visit(value)
    holder, key = chance.choice(places)
    old = holder[key]
    what = chance.randrange(5)
    if what == 0:
        del holder[key]
    elif what == 1:
        holder[key] = chance.choice([None, True, False, 0, 1, -1, 2**63, 2**64 - 1, "", "0", "x", [], {}, "é"])
    elif what == 2:
        other, other_key = chance.choice(places)
        if isinstance(other, (dict, list)) and not isinstance(other.get(other_key) if isinstance(other, dict) else None,
                                                              (dict, list)):
            with contextlib.suppress(IndexError, KeyError):
                holder[key] = copy.deepcopy(other[other_key])
    elif isinstance(old, str) and old:
        place = chance.randrange(len(old))
        holder[key] = old[:place] + chance.choice("0123456789abcdefgz:, ") + old[place + 1:]
    elif isinstance(old, int):
        holder[key] = old + chance.choice([-1, 1])
    elif isinstance(old, list) and old:
        old.append(copy.deepcopy(old[0]))


class WithKey(ProgramTest):
    """The demo's ledger and lists, and a key to sign with."""

    def setUp(self):
        super().setUp()
        self.ingest(BLOCKS)
        self.import_lists()
        self.key = self.folder / "key"
        self.pelf("case", "key", self.key)


class Verified(ProgramTest):
    """Tests of a bundle in a file, with both verifiers."""

    def setUp(self):
        super().setUp()
        self.bundle = self.folder / "theft.bundle"

    def verify(self, *words, status=NOTHING_FOUND):
        return self.pelf("case", "verify", self.bundle, "--json", *words, status=status).json()

    def second_opinion(self, *words):
        """The other verifier as a program, with nothing of ours around it."""
        return subprocess.run([sys.executable, "-I", SCRIPT, self.bundle, *words], capture_output=True, text=True,
                              check=False, cwd="/")

    def agree_on_lies(self, whole):
        """Whatever is changed in manifest or answer, with hashes and signature made good again."""
        chance = random.Random(int(os.environ.get("PELF_LIES_SEED", "4")))
        valid = 0
        for number in range(int(os.environ.get("PELF_LIES", "300"))):
            name = chance.choice([name for name in ("manifest.json", "answer.json") if name in whole])
            document = json.loads(whole[name])
            lie(document, chance)
            bundle = packed(dict(whole, **{name: written(document)}))
            self.bundle.write_bytes(bundle)
            verdict = self.pelf("case", "verify", self.bundle, "--json", status=None)
            self.assertIn(verdict.status, (NOTHING_FOUND, FOUND, INPUT), verdict.err)
            second = verify_bundle.Verifier(bundle)
            status = FOUND if second.objections else INPUT if second.not_proven else NOTHING_FOUND
            if verdict.status != status:
                kept = pathlib.Path(tempfile.gettempdir()) / "pelf-disagreement"
                kept.write_bytes(bundle)
                self.fail(f"{number}: {verdict.json()['objections']} but {second.objections}; see {kept}")
            valid += status != FOUND
        # Fields for people may say anything: source, position, tool, learned and so on.
        self.assertGreater(valid, 0)


class Bundle(WithKey, Verified):

    def export(self, *words, blocks=BLOCKS, status=NOTHING_FOUND):
        return self.pelf("case", "export", "--from", THEFT_PLACES, "--blocks", blocks, "--key", self.key,
                         "--out", self.bundle, *words, status=status)

    def test_both_verifiers_find_nothing_in_the_story_under_every_policy(self):
        self.export("--policy", "all")
        verdict = self.verify("--key", f"{self.key}.pub")
        self.assertTrue(verdict["valid"])
        self.assertEqual(verdict["checkpoint"], TIP)
        self.assertEqual(verdict["checkpoint_height"], 485)
        self.assertTrue(verdict["key_given"])
        looked_at = {line["check"]: line["looked_at"] for line in verdict["checks"]}
        self.assertGreater(looked_at["transactions"], 800)
        self.assertGreater(looked_at["answer"], 10_000)
        second = self.second_opinion(f"{self.key}.pub")
        self.assertEqual((second.returncode, second.stderr), (0, ""))
        self.assertIn("VALID", second.stdout)
        for fact in (TIP, verdict["bundle"], verdict["key"], verdict["work"]):
            self.assertIn(fact, second.stdout)

    def test_common_tools_open_it_and_check_its_signature(self):
        self.export("--policy", "fifo")
        folder = self.folder / "unpacked"
        folder.mkdir()
        subprocess.run(["tar", "xf", self.bundle, "-C", folder], check=True)
        answer = json.loads((folder / "answer.json").read_text())
        again = self.pelf("trace", "forward", "--from", THEFT_PLACES, "--policy", "fifo", "--paths", "1000", "--json",
                          status=FOUND).json()
        self.assertEqual(answer, again)
        manifest = json.loads((folder / "manifest.json").read_text())
        for member in manifest["members"]:
            self.assertEqual((folder / member["name"]).stat().st_size, member["size"])
        signature = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", folder / "public-key.pem", "-rawin", "-in",
                     folder / "manifest.json", "-sigfile", folder / "manifest.sig"]
        self.assertEqual(subprocess.run(signature, capture_output=True, check=False).returncode, 0)

    def test_the_bundle_says_who_is_listed_and_proves_it_from_the_lists_file(self):
        self.export("--policy", "fifo")
        with tarfile.open(self.bundle) as bundle:
            house = bundle.extractfile("lists/pelf-csv/file-0").read()
        self.assertEqual(house, (ROOT / "demo/lists/house.csv").read_bytes())

    def test_the_same_request_gives_the_same_exhibits_from_either_block_folder(self):
        def contents():
            with tarfile.open(self.bundle) as bundle:
                return {member.name: bundle.extractfile(member).read() for member in bundle
                        if member.name not in ("manifest.json", "manifest.sig")}
        self.export("--policy", "fifo")
        first = contents()
        self.export("--policy", "fifo", blocks=PLAIN_BLOCKS)
        self.assertEqual(contents(), first)

    def test_a_changed_byte_is_found_by_both_and_named(self):
        self.export("--policy", "fifo", "--paths", "3")
        whole = self.bundle.read_bytes()
        chance = random.Random(1)
        for _ in range(25):
            place, changed = changed_once(whole, chance)
            self.bundle.write_bytes(changed)
            verdict = self.verify(status=FOUND)
            self.assertFalse(verdict["valid"], place)
            self.assertTrue(verdict["objections"][0]["where"], place)
            self.assertTrue(objections(changed), place)
        second = self.second_opinion()
        self.assertEqual((second.returncode, second.stderr), (1, ""))

    def test_changes_of_the_demos_bundle_are_found_by_the_second_verifier(self):
        """Ten thousand are tried on the story below; this bundle is forty times as large."""
        self.export("--policy", "fifo", "--paths", "3")
        whole = self.bundle.read_bytes()
        self.assertEqual(objections(whole), [])
        chance = random.Random(2)
        for _ in range(300):
            place, changed = changed_once(whole, chance)
            self.assertTrue(objections(changed), place)

    def test_another_key_is_said(self):
        self.export("--policy", "fifo")
        other = self.folder / "other"
        self.pelf("case", "key", other)
        verdict = self.verify("--key", f"{other}.pub", status=FOUND)
        self.assertEqual([one["check"] for one in verdict["objections"]], ["signature"])
        self.assertEqual(self.second_opinion(f"{other}.pub").returncode, 1)
        self.assertIn("a key that you did not give", self.pelf("case", "verify", self.bundle).out)
        self.assertIn("a key that you did not give", self.second_opinion().stdout)

    def test_both_verifiers_agree_on_lies_that_are_signed(self):
        whole = unpacked(STORY.read_bytes())
        self.assertEqual(packed(whole), STORY.read_bytes())
        self.agree_on_lies(whole)

    def test_backward_every_place_and_sum_is_held_to_the_exhibits(self):
        end = self.pelf("trace", "forward", "--from", THEFT_PLACES, "--policy", "fifo", "--json", status=FOUND).json()
        place = next(one["place"] for one in end["policies"][0]["ends"] if one["kind"] == "service")
        self.pelf("case", "export", "--backward", "--from", place, "--policy", "fifo,lifo", "--blocks", BLOCKS, "--key", self.key,
                  "--out", self.bundle)
        verdict = self.verify("--key", f"{self.key}.pub")
        self.assertTrue(verdict["valid"])
        self.assertEqual(self.second_opinion(f"{self.key}.pub").returncode, 0)
        members = unpacked(self.bundle.read_bytes())
        answer = json.loads(members["answer.json"])
        self.assertEqual(answer["direction"], "backward")

        def expect_refused(change):
            told, manifest = json.loads(members["answer.json"]), json.loads(members["manifest.json"])
            change(told, manifest)
            forged = packed(dict(members, **{"answer.json": written(told), "manifest.json": written(manifest)}))
            self.bundle.write_bytes(forged)
            self.assertFalse(self.verify(status=FOUND)["valid"])
            self.assertTrue(objections(forged))
        ends = answer["policies"][0]["ends"]
        self.assertGreater(len(ends), 0)
        for number, one in enumerate(ends):
            def more(told, _, number=number):
                told["policies"][0]["ends"][number]["amount"] = str(int(ends[number]["amount"]) + 1)
            expect_refused(more)
        expect_refused(lambda told, _: told["policies"][0]["ends"].pop())
        expect_refused(lambda told, _: told["policies"][1]["ends"][0].update(account="bcrt1qother"))
        expect_refused(lambda told, _: told.update(direction="forward"))
        expect_refused(lambda _, manifest: manifest["request"].pop("direction"))

    def test_keys_are_their_owners_alone_and_never_replaced(self):
        self.assertEqual(stat.S_IMODE(os.stat(self.key).st_mode), 0o600)
        before = self.key.read_bytes()
        self.pelf("case", "key", self.key, status=INPUT)
        self.assertEqual(self.key.read_bytes(), before)
        os.chmod(self.key, 0o640)
        refused = self.export(status=INPUT)
        self.assertIn("others may read this private key", refused.err)

    def test_what_is_refused_is_said(self):
        missing = self.pelf("case", "verify", self.folder / "nothing", status=INPUT)
        self.assertIn("nothing", missing.err)
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "blk00000.dat").write_bytes(b"")
        self.export(blocks=elsewhere, status=INPUT)
        for words in (["xrpl:ABCD", "--blocks", BLOCKS], ["xrpl:ABCD", "--etl", BLOCKS], ["ethereum:0x12", "--ledgers", BLOCKS],
                      [THEFT_PLACES, "--ledgers", BLOCKS], [THEFT_PLACES], [THEFT_PLACES, "--blocks", BLOCKS, "--etl", BLOCKS]):
            self.pelf("case", "export", "--from", *words, "--key", self.key, "--out", self.bundle, status=USAGE)
        self.bundle.write_bytes(b"no bundle")
        self.assertFalse(self.verify(status=FOUND)["valid"])
        self.assertEqual(self.second_opinion().returncode, 1)
        self.assertEqual(self.second_opinion("/nowhere").returncode, 3)
        self.assertEqual(self.second_opinion("a", "b").returncode, 2)


class ServedBundle(WithKey):
    """The same over HTTP, from a server that was given the blocks and a key."""

    @contextlib.contextmanager
    def server(self, *words):
        serve = [PELF, "serve", "--home", self.home, "--listen", "127.0.0.1:0", "--no-log", *words]
        with subprocess.Popen(list(map(str, serve)), stdout=subprocess.PIPE, text=True) as server:
            try:
                yield server.stdout.readline().split()[-1]
            finally:
                server.terminate()
                server.wait(timeout=30)

    @staticmethod
    def ask(where, body):
        request = urllib.request.Request(f"{where}/api/v1/trace/bundle", data=json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)["error"]["message"]

    def test_it_is_the_bundle_of_the_command_line_but_for_the_minute_it_was_made(self):
        asked = {"from": THEFT_PLACES.split(","), "policy": ["fifo"]}
        with self.server("--blocks", BLOCKS, "--bundle-key", self.key) as where:
            status, bundle = self.ask(where, asked)
            self.assertEqual(status, 200)
            self.assertEqual(objections(bundle), [])
            served = self.folder / "served.bundle"
            served.write_bytes(bundle)
            self.pelf("case", "verify", served, "--key", f"{self.key}.pub")
            own = self.folder / "own.bundle"
            self.pelf("case", "export", "--from", THEFT_PLACES, "--policy", "fifo", "--blocks", BLOCKS,
                      "--key", self.key, "--out", own)
            contents = [verify_bundle.Verifier(path.read_bytes()).manifest for path in (served, own)]
            for manifest in contents:
                manifest.pop("made")
            self.assertEqual(*contents)
            status, why = self.ask(where, {"from": "xrpl:" + "0" * 64 + ":0"})
            self.assertEqual((status, "of bitcoin" in why), (422, True), why)
            status, why = self.ask(where, {"from": "ff" * 32 + ":0"})
            self.assertEqual(status, 404, why)

    def test_without_blocks_and_key_there_are_none(self):
        with self.server() as where:
            status, why = self.ask(where, {"from": THEFT_PLACES.split(",")})
            self.assertEqual(status, 404)
            self.assertIn("--bundle-key", why)
        run = self.pelf("serve", "--blocks", BLOCKS, status=USAGE)
        self.assert_says(run, "given together")


class SecondVerifier(unittest.TestCase):
    """tools/verify_bundle.py alone, on the story of the C++ tests."""

    @classmethod
    def setUpClass(cls):
        cls.story = STORY.read_bytes()

    def test_nothing_is_found_in_the_story(self):
        verifier = verify_bundle.Verifier(self.story)
        self.assertEqual(verifier.objections, [])
        self.assertGreater(verifier.statements, 60)

    def test_an_address_may_stand_in_two_pieces(self):
        self.assertEqual(objections((ROOT / "data/bundle/story-broken-address").read_bytes()), [])

    def test_the_forgeries_that_the_first_verifier_refuses_are_refused(self):
        forgeries = sorted(STORY.parent.glob("forged-*"))
        self.assertEqual(len(forgeries), 29)
        for path in forgeries:
            found = objections(path.read_bytes())
            self.assertTrue(found, path.name)
            self.assertNotIn("manifest.sig", "".join(found), path.name)

    def test_ten_thousand_random_changes_of_one_byte_are_found(self):
        chance = random.Random(3)
        for _ in range(CHANGES):
            place, changed = changed_once(self.story, chance)
            self.assertTrue(objections(changed), place)

    def test_the_file_cut_at_every_byte_and_anything_behind_it_is_found(self):
        for size in range(len(self.story)):
            self.assertTrue(objections(self.story[:size]), size)
        for more in (b"\0", b"x", bytes(512), bytes(1024)):
            self.assertTrue(objections(self.story + more))

    def test_the_vectors_of_the_standard(self):
        """RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc)."""
        vectors = [
            ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
             "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0"
             "595bbe24655141438e7a100b"),
            ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
             "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eae"
             "b4302aeeb00d291612bb0c00"),
            ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
             "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9"
             "716ed28dc027beceea1ec40a"),
            ("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
             "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423"
             "643ce80e2a9ac94fa54ca49f",
             "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c"
             "138ac17ad9bef1177331a704")]
        for key, message, signature in vectors:
            key, message, signature = map(bytes.fromhex, (key, message, signature))
            self.assertTrue(verify_signature.is_signed_by(key, message, signature))
            for place in range(64):
                changed = bytearray(signature)
                changed[place] ^= 1 << place % 8
                self.assertFalse(verify_signature.is_signed_by(key, message, bytes(changed)), place)
            more = int.from_bytes(signature[32:], "little") + verify_signature.ORDER
            self.assertFalse(verify_signature.is_signed_by(key, message, signature[:32] + more.to_bytes(32, "little")))
        for weak in (1, verify_signature.P - 1, 1 | 1 << 255, verify_signature.P + 1):
            self.assertFalse(verify_signature.is_signed_by(weak.to_bytes(32, "little"), b"", b"\1" + bytes(63)))

    def test_it_reads_what_python_itself_packs_and_nothing_else(self):
        """A tar file with the same contents and other headers is another file."""
        with tarfile.open(fileobj=io.BytesIO(self.story)) as story:
            again = io.BytesIO()
            with tarfile.open(fileobj=again, mode="w", format=tarfile.USTAR_FORMAT) as copy:
                for member in story:
                    content = story.extractfile(member).read()
                    member.mtime = 1
                    copy.addfile(member, io.BytesIO(content))
        self.assertIn("header is damaged", objections(again.getvalue())[0])


if __name__ == "__main__":
    unittest.main()
