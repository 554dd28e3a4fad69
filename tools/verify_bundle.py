#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies a bundle of evidence (docs/formats/bundle.md): a second verifier that shares no code with pelf.

    verify_bundle.py BUNDLE [PUBLIC_KEY]

Needs Python 3.9 and the files verify_*.py beside it: this one is the story, they have the signature, each ledger, and
whole cases. Reads the bundle and, if given, the file with the signer's public key (PEM). Exit status: 0 valid, 1 something is wrong with it, 2 wrong
usage, 3 a file that cannot be read, or a bundle that is valid and names transactions that its ledger does not prove.

What it proves and what not is in docs/formats/bundle.md. Two things are left to you: to know whose key the bundle
is signed with, and to compare the checkpoints (hashes of blocks or ledgers) with a source that you trust.
"""
import hashlib
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from verify_accounts import Accounts
from verify_bitcoin import Bitcoin
from verify_case import WholeCase
from verify_signature import fingerprint, is_signed_by, key_from_pem

OWN = ["manifest.json", "manifest.sig", "public-key.pem"]
NAME = re.compile(r"[a-z0-9-][a-z0-9.-]*(/[a-z0-9-][a-z0-9.-]*)*\Z")
WORD = re.compile(rb"[A-Za-z0-9]+")


def words_of(data):
    """Runs of ASCII letters and digits; an address of Ethereum is one whatever the case of its digits."""
    return {word.lower() if len(word) == 42 and word[:2] in (b"0x", b"0X") else word for word in WORD.findall(data)}


class Broken(ValueError):
    """Nothing that comes after can be checked."""


def need(holds, what):
    if not holds:
        raise Broken(what)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


# The container: a tar file of which every byte follows from names and contents.

def tar_header(name, size):
    head = name.encode().ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % size + b"0" * 11 + b"\0"
    tail = b"0" + bytes(100) + b"ustar\0" + b"00" + bytes(64) + b"0000000\0" * 2 + bytes(167)
    return head + b"%06o\0 " % (sum(head) + sum(tail) + 8 * 32) + tail


def read_tar(data):
    need(len(data) <= 1 << 30, "the bundle is too large")
    members, at = [], 0
    while True:
        where = f"byte {at}, behind {members[-1][0] if members else 'nothing'}"
        header = data[at:at + 512]
        need(len(data) - at >= 1024, f"{where}: the bundle ends early")
        if not any(header):
            break
        name, size = header[:100].split(b"\0")[0].decode("latin-1"), header[124:136].split(b"\0")[0]
        need(NAME.match(name) and re.match(rb"[0-7]{11}\Z", size), f"{where}: no member's name and size")
        size = int(size, 8)
        need(header == tar_header(name, size), f"{where}: {name}: its header is damaged")
        end = at + 512 + (size + 511) // 512 * 512
        need(end <= len(data), f"{where}: {name}: the bundle ends within it")
        need(not any(data[at + 512 + size:end]), f"{where}: {name}: the padding behind it is not zero")
        members.append((name, data[at + 512:at + 512 + size]))
        need(len(members) <= 100_000, "too many members")
        at = end
    need(data[at:] == bytes(1024), f"byte {at}: the bundle does not end with 1024 zeros and nothing behind them")
    return members


# JSON: only text that Python itself would write so: no key twice, no fraction, no second form of anything.

def read_json(data, name):
    def integer(text):
        need(-2**63 <= int(text) < 2**64, f"no integer: {text}")
        return int(text)

    def refuse(text):
        raise ValueError(f"no integer: {text}")
    try:
        value = json.loads(data.decode("utf-8"), parse_float=refuse, parse_constant=refuse, parse_int=integer)
        same = json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8") + b"\n" == data and depth(value) <= 16
    except (ValueError, RecursionError) as error:
        raise Broken(f"{name}: it is no JSON: {error}") from None
    need(same, f"{name}: it is not written in the form of bundles")
    return value


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


class Verifier:
    """Everything that is wrong with a bundle, in `objections`; what it is, in `facts`."""

    HASH = re.compile(r"[0-9a-f]{64}\Z")
    NUMBER = re.compile(r"(0|[1-9][0-9]*)\Z", re.ASCII)
    need = staticmethod(need)

    def __init__(self, data, key=None, is_within_a_case=False):
        self.objections, self.facts, self.is_within_a_case = [], {}, is_within_a_case
        self.statements, self.left_out, self.not_proven = 0, 0, 0
        try:
            self.check_file(data, key)
        except Broken as broken:
            self.objections.append(str(broken))
        except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            self.objections.append(f"a field is missing or of another kind than it should be: {error!r}")

    def expect(self, holds, what):
        self.statements += 1
        if not holds:
            self.objections.append(what)

    @staticmethod
    def fields(value, **kinds):
        """The fields of an object, each of its kind: a number is 0 or more, text for which a pattern is given fits it."""
        for name, kind in kinds.items():
            one = value[name]
            if isinstance(kind, re.Pattern):
                need(type(one) is str and kind.match(one), f"{name}: not as it should be")
            else:
                need(type(one) is kind and (kind is not int or 0 <= one < 2**63), f"{name}: not as it should be")
        return [value[name] for name in kinds]

    @classmethod
    def amount(cls, text, bits):
        need(type(text) is str and cls.NUMBER.match(text) and len(text) < 80 and int(text) < 2**bits, "an amount is none")
        return int(text)

    def check_file(self, data, key):
        members = read_tar(data)
        need([name for name, _ in members[:3]] == OWN, "the file does not begin with its manifest, signature and key")
        (_, manifest), (_, signature), (_, pem) = members[:3]
        own_key = key_from_pem(pem)
        self.facts.update(bundle=sha256(manifest), key=own_key and fingerprint(own_key))
        self.expect(own_key is not None, "public-key.pem: it is no Ed25519 key in PEM")
        self.expect(key is None or key == own_key, "public-key.pem: it is another key than the one given")
        self.expect(own_key and is_signed_by(own_key, manifest, signature),
                    "manifest.sig: it is not the signature of this manifest by this key: one of the three was changed")
        need(len(manifest) <= 1 << 28, "manifest.json: it is too long")
        self.manifest = read_json(manifest, OWN[0])
        self.check_manifest()
        self.check_members(members[3:])
        need(not self.objections, "for that, what the bundle says was not checked")
        content = dict(members[3:])
        self.check_lists(content)
        if self.manifest["ledger"] == "case":
            return WholeCase(self, content)
        self.ledger = (Bitcoin if self.manifest["ledger"] == "bitcoin" else Accounts)(self, content)
        return self.check_answer(read_json(content.get("answer.json", b""), "answer.json"))

    def check_manifest(self):
        manifest, fields = self.manifest, self.fields
        need(manifest["format"] == "pelf bundle 1", "manifest.json: another format")
        fields(manifest, tool=str, made=str, ledger=str, network=str, request=dict, coverage=dict, lists=list, members=list)
        need(all(type(value) is str for value in manifest["request"].values()), "manifest.json: the request is not text")
        fields(manifest["coverage"], base_height=int, height=int, tip=self.HASH, window=bool, truncated=bool,
               ends_without_path=int)
        need(len(manifest["lists"]) <= 64, "too many lists")
        for entry in manifest["lists"]:
            fields(entry, source=str, version=self.HASH, published=str, learned=str, entries=int, losses=int)
            for file in fields(entry, files=list)[0]:
                fields(file, name=str, size=int, sha256=self.HASH, member=str)
        for one in manifest["members"]:
            fields(one, name=NAME, size=int, sha256=self.HASH, source=str, position=str)

    def check_members(self, members):
        listed = [one["name"] for one in self.manifest["members"]]
        need(listed == sorted(set(listed)) and listed == [name for name, _ in members],
             "the members are not those of the manifest, in order")
        for one, (name, content) in zip(self.manifest["members"], members):
            self.expect(one["size"] == len(content), f"{name}: it has another size")
            self.expect(one["sha256"] == sha256(content), f"{name}: its bytes were changed")

    def check_lists(self, content):
        """The lists' versions are the hashes of their files; `lists` gets each one's words."""
        self.lists, carried = [], set()
        exhibits = {one["name"]: one for one in self.manifest["members"]}
        for entry in self.manifest["lists"]:
            lines, words = "".join(sorted(file["sha256"] + "\n" for file in entry["files"])), set()
            self.expect(sha256(lines.encode()) == entry["version"],
                        f"manifest.json, list {entry['source']}: its version is not that of its files")
            for file in (file for file in entry["files"] if file["member"]):
                one = exhibits.get(file["member"], {})
                good = (one.get("sha256"), one.get("size")) == (file["sha256"], file["size"])
                self.expect(good, f"{file['member']}: it is not the file of the list {entry['source']}")
                if good:
                    words |= words_of(content[file["member"]])
                    carried.add(file["member"])
            self.lists.append((entry["source"], all(file["member"] for file in entry["files"]), words))
        for name in exhibits:
            self.expect(not name.startswith("lists/") or name in carried, f"{name}: no list has it")

    def expect_listed(self, source, text, what):
        """Each word of the text is a word, or a long one two pieces, of some list's files."""
        lists = [one for one in self.lists if source in (None, one[0])]
        words = words_of(text.encode())
        for _, _, there in lists:
            words = {word for word in words - there if len(word) < 20 or not any(
                word[:i] in there and word[i:] in there for i in range(1, len(word)))}
        if words and not all(whole for _, whole, _ in lists):
            self.left_out += 1
        else:
            self.expect(not words, what)

    def check_names(self, one, where):
        """Who the account is, by some list; a destination tag is none of the list's business."""
        for key in ("tag", "listed"):
            if one.get(key) is not None:
                self.expect(one["account"], f"{where}: nobody's account has a name")
                self.expect_listed(None, one["account"].partition(":")[0], f"{where}: its account is in none of the lists")
                self.expect_listed(None, one[key], f"{where}: its name is in none of the lists")

    def check_answer(self, answer):
        manifest, request = self.manifest, self.manifest["request"]
        self.fields(answer, **{key: list for key in ("lists", "from", "policies")}, truncated=bool)
        backward = request.get("direction") == "backward"
        self.expect(answer["direction"] == ("backward" if backward else "forward"), "answer.json: it goes the other way")
        self.expect(answer["truncated"] == manifest["coverage"]["truncated"], "answer.json, truncated: not as in the manifest")
        told = ("source", "version", "published")
        self.expect([[one[key] for key in told] for one in answer["lists"]] ==
                    [[one[key] for key in told] for one in manifest["lists"]], "answer.json: it used other lists")
        starts = [one["place"] for one in answer["from"]]
        self.expect(starts and starts == [place.partition("=")[0] for place in request["from"].split(",")],
                    "answer.json, from: it starts elsewhere than the request")
        self.expect(",".join(one["policy"] for one in answer["policies"]) == request["policy"],
                    "answer.json, policies: not those of the request")
        self.ledger.check_scope(answer)
        for i, seed in enumerate(answer["from"]):
            self.ledger.check_place(seed, f"answer.json, from {i}", "start")
            self.check_names(seed, f"answer.json, from {i}")
        for policy in answer["policies"]:
            self.check_policy(policy, starts, backward)
            self.ledger.check_sums(policy, answer, f"answer.json, {policy['policy']}")

    def check_policy(self, policy, starts, backward):
        self.fields(policy, ends=list, listed_passed=list)
        for i, end in enumerate(policy["ends"]):
            where, (kind,) = f"answer.json, {policy['policy']}, end {i}", self.fields(end, kind=str)
            role = "held" if policy["policy"] == "poison" else "gave" if backward or kind in ("swap", "residue") else "got"
            self.ledger.check_place(end, where, role)
            self.check_names(end, where)
            if "path" in end:
                self.check_path(end, starts, f"{where}, path")
        for i, one in enumerate(policy["listed_passed"]):
            where = f"answer.json, {policy['policy']}, listed_passed {i}"
            self.ledger.check_place(one, where, "gave" if backward else "got")
            need(one["source"] and one["account"], f"{where}: it does not say who is listed where")
            for text in (one["account"].partition(":")[0], one["id"], one["name"]):
                self.expect_listed(one["source"], text, f"{where}: {text} is not in the list")

    def check_path(self, end, starts, where):
        path = self.fields(end, path=list)[0]
        self.expect(path and path[0]["place"] in starts, f"{where}: it does not begin where the trace does")
        self.expect(path and path[-1]["place"] == end["place"], f"{where}: it does not lead to its end")
        for before, step in zip([None] + path, path):
            self.ledger.check_place(step, where, "got")
            if before is not None:
                self.ledger.check_step(before, step, where)


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        contents = [open(path, "rb").read() for path in arguments]
        key = key_from_pem(contents[1]) if len(contents) > 1 else None
        need(len(contents) == 1 or key, "the second file is no Ed25519 public key in PEM")
    except (OSError, Broken) as error:
        print(f"verify_bundle: {error}", file=sys.stderr)
        return 3
    verifier = Verifier(contents[0], key)
    print("INVALID" if verifier.objections else f"VALID: {verifier.statements:,} statements checked")
    for objection in verifier.objections[:100]:
        print("  " + "".join(letter if letter.isprintable() else "?" for letter in objection))
    for name, fact in verifier.facts.items():
        print(f"  {name:10}  {fact}")
    if verifier.left_out:
        print(f"  {verifier.left_out:,} statements were not checked: the bundle does not carry what they are about")
    if verifier.not_proven:
        print(f"  NOT PROVEN by the ledger: {verifier.not_proven:,} transactions, named with the reason in manifest.json")
    if key is None:
        print("  signed by a key that you did not give: nothing was changed since, by whomever it was signed")
    return 1 if verifier.objections else 3 if verifier.not_proven else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
