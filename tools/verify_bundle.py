#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies a bundle of evidence (docs/formats/bundle.md): a second verifier that shares no code with pelf.

    verify_bundle.py BUNDLE [PUBLIC_KEY]

Needs Python 3.9 and nothing else; reads the bundle and, if given, the file with the signer's public key (PEM).
Exit status: 0 valid, 1 something is wrong with it, 2 wrong usage, 3 a file that cannot be read.

What it proves and what not is in docs/formats/bundle.md. Two things are left to you: to know whose key the bundle
is signed with, and to compare the checkpoint (a block hash) with a source that you trust.
"""
import base64
import datetime
import functools
import hashlib
import json
import re
import struct
import sys

OWN = ["manifest.json", "manifest.sig", "public-key.pem"]
TRANSACTIONS = "bitcoin/transactions/"
NAME = re.compile(r"[a-z0-9-][a-z0-9.-]*(/[a-z0-9-][a-z0-9.-]*)*\Z")
HASH = re.compile(r"[0-9a-f]{64}\Z")
NUMBER = re.compile(r"(0|[1-9][0-9]{0,19})\Z")
DER_PREFIX = bytes.fromhex("302a300506032b6570032100")
# Of each network: easiest target, first block, first bytes of addresses, their letters in bech32.
NETWORKS = {
    "main": (0x1D00FFFF, "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f", 0, 5, "bc"),
    "testnet": (0x1D00FFFF, "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943", 111, 196, "tb"),
    "signet": (0x1E0377AE, "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6", 111, 196, "tb"),
    "regtest": (0x207FFFFF, "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206", 111, 196, "bcrt"),
}


class Broken(Exception):
    """Nothing that comes after can be checked."""


def need(holds, what):
    if not holds:
        raise Broken(what)


def sha256(data):
    return hashlib.sha256(data).digest()


def sha256d(data):
    return sha256(sha256(data))


# The container: a tar file of which every byte follows from names and contents.

def tar_header(name, size):
    def digits(number, count):
        return b"%0*o" % (count, number)
    head = name.encode().ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + digits(size, 11) + b"\0" + b"0" * 11 + b"\0"
    tail = b"0" + bytes(100) + b"ustar\0" + b"00" + bytes(64) + b"0000000\0" * 2 + bytes(167)
    return head + digits(sum(head) + sum(tail) + 8 * 32, 6) + b"\0 " + tail


def read_tar(data):
    need(len(data) <= 1 << 30, "the bundle is too large")
    members, at = [], 0
    while True:
        where = f"byte {at}, behind {members[-1][0] if members else 'nothing'}"
        header = data[at:at + 512]
        need(len(data) - at >= 1024, f"{where}: the bundle ends early")
        if not any(header):
            break
        name = header[:100].split(b"\0")[0].decode("latin-1")
        need(NAME.match(name), f"{where}: no member's name")
        size = header[124:136].split(b"\0")[0]
        need(re.match(rb"[0-7]{11}\Z", size), f"{where}: {name}: no size")
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


def fields(value, **kinds):
    """The fields of an object, each of its kind: a number is 0 or more, text for which a pattern is given fits it."""
    for name, kind in kinds.items():
        one = value[name]
        if isinstance(kind, re.Pattern):
            need(type(one) is str and kind.match(one), f"{name}: not as it should be")
        else:
            need(type(one) is kind and (kind is not int or 0 <= one < 2**63), f"{name}: not as it should be")
    return [value[name] for name in kinds]


def satoshi(text):
    need(type(text) is str and NUMBER.match(text) and int(text) < 2**64, "an amount is none")
    return int(text)


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


def read_json(data, name):
    """Only text that Python itself would write so: no key twice, no fraction, no second form of anything."""
    def refuse(text):
        raise ValueError(f"no integer: {text}")

    def integer(text):
        number = int(text)
        return number if -2**63 <= number < 2**64 else refuse(text)
    try:
        value = json.loads(data.decode("utf-8"), parse_float=refuse, parse_constant=refuse, parse_int=integer)
        same = json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8") + b"\n" == data and depth(value) <= 16
    except (ValueError, RecursionError) as error:
        raise Broken(f"{name}: it is no JSON: {error}") from None
    need(same, f"{name}: it is not written in the form of bundles")
    return value


# Ed25519 (RFC 8032) with numbers as Python has them: slow, and plain.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # Of minus one.


def point_from(data):
    """Only the one encoding of a point with x other than 0."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P or y in (1, P - 1):
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


BASE = point_from((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


@functools.lru_cache(maxsize=16)
def is_signed_by(key, message, signature):
    point, s = point_from(key), int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    minus = (P - point[0], point[1], 1, P - point[3])
    x, y, z, _ = add(multiply(s, BASE), multiply(k, minus))
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def key_from_pem(text):
    """The 32 bytes, if this is exactly what a public key in PEM looks like."""
    match = re.match(rb"-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{59}=)\n-----END PUBLIC KEY-----\n\Z", text)
    der = base64.b64decode(match[1]) if match else b""
    return der[12:] if match and der[:12] == DER_PREFIX and base64.b64encode(der) == match[1] else None


# Bitcoin: transactions, addresses.

class Cursor:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, size):
        need(size <= len(self.data) - self.at, "it ends early")
        self.at += size
        return self.data[self.at - size:self.at]

    def number(self, size):
        return int.from_bytes(self.take(size), "little")

    def compact(self):
        first = self.number(1)
        if first < 0xFD:
            return first
        size = 1 << (first - 0xFC)
        number = self.number(size)
        need((0xFD if size == 2 else 1 << 4 * size) <= number <= 4_000_000, "a count that is too long, or written so")
        return number


class Transaction:
    """inputs are (txid, output number), outputs (satoshi, script); stripped is without witnesses."""

    def __init__(self, raw):
        cursor = Cursor(raw)
        cursor.take(4)
        witness = raw[4:6] == b"\0\1"
        start = cursor.at = 6 if witness else 4
        self.inputs, self.outputs = [], []
        for _ in range(cursor.compact()):
            self.inputs.append((cursor.take(32)[::-1].hex(), cursor.number(4)))
            cursor.take(cursor.compact() + 4)
        for _ in range(cursor.compact()):
            self.outputs.append((cursor.number(8), cursor.take(cursor.compact())))
        end, items = cursor.at, 0
        for _ in self.inputs if witness else []:
            count = cursor.compact()
            items += count
            for _ in range(count):
                cursor.take(cursor.compact())
        cursor.take(4)
        need(self.inputs and self.outputs and cursor.at == len(raw) and (items or not witness), "it is none")
        self.stripped = raw[:4] + raw[start:end] + raw[-4:]
        self.txid = sha256d(self.stripped)[::-1].hex()
        self.is_coinbase = self.inputs == [("00" * 32, 0xFFFFFFFF)]
        self.height = self.time = None


def base58(data):
    data += sha256d(data)[:4]
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def bech32(prefix, version, program):
    bits = "".join(f"{byte:08b}" for byte in program)
    values = [version] + [int(bits[i:i + 5].ljust(5, "0"), 2) for i in range(0, len(bits), 5)]
    check = 1
    for value in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values + [0] * 6:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for i, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> i & 1 else 0
    check ^= 0x2BC830A3 if version else 1
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[value] for value in values)


def is_key(key):
    return len(key) == 33 and key[0] in (2, 3) or len(key) == 65 and key[0] in (4, 6, 7)


def is_multisig(script):
    if len(script) < 3 or script[-1] != 0xAE or not 0x51 <= script[0] <= script[-2] <= 0x60:
        return False
    keys, left = 0, script[1:-2]
    while left and is_key(left[1:1 + left[0]]):
        keys, left = keys + 1, left[1 + left[0]:]
    return not left and keys == script[-2] - 0x50


def address(script, network):
    """The account that an output pays, as explorers write it."""
    _, _, key_byte, script_byte, prefix = NETWORKS[network]
    if len(script) > 10_000 or script[:1] == b"\x6a":
        return ""
    if len(script) == 25 and script[:3] == b"\x76\xa9\x14" and script[23:] == b"\x88\xac":
        return base58(bytes([key_byte]) + script[3:23])
    if len(script) == 23 and script[:2] == b"\xa9\x14" and script[22] == 0x87:
        return base58(bytes([script_byte]) + script[2:22])
    if 4 <= len(script) <= 42 and (script[0] == 0 or 0x51 <= script[0] <= 0x60) and script[1] == len(script) - 2:
        if script[0] or len(script) in (22, 34):
            return bech32(prefix, script[0] and script[0] - 0x50, script[2:])
    if len(script) in (35, 67) and script[0] == len(script) - 2 and script[-1] == 0xAC and is_key(script[1:-1]):
        return f"pk({script[1:-1].hex()})"
    return f"{'multisig' if is_multisig(script) else 'script'}({sha256(script).hex()})"


def target_of(bits):
    """Nothing for a target that is none: negative, zero or beyond 256 bits."""
    mantissa, size = bits & 0x7FFFFF, bits >> 24
    target = mantissa << 8 * (size - 3) if size >= 3 else mantissa >> 8 * (3 - size)
    return target if 0 < target < 2**256 and not bits & 0x800000 else None


class Verifier:
    def __init__(self, data, key=None):
        self.objections, self.statements, self.left_out = [], 0, 0
        self.facts = {}
        try:
            self.check_file(data, key)
        except Broken as broken:
            self.objections.append(str(broken))

    def expect(self, holds, what):
        self.statements += 1
        if not holds:
            self.objections.append(what)

    def check_file(self, data, key):
        members = read_tar(data)
        need([name for name, _ in members[:3]] == OWN, "the file does not begin with its manifest, signature and key")
        (_, manifest_bytes), (_, signature), (_, pem) = members[:3]
        self.facts["bundle"] = sha256(manifest_bytes).hex()
        own_key = key_from_pem(pem)
        self.expect(own_key is not None, "public-key.pem: it is no Ed25519 key in PEM")
        self.facts["key"] = sha256(DER_PREFIX + own_key).hex() if own_key else None
        self.expect(key is None or key == own_key, "public-key.pem: it is another key than the one given")
        self.expect(own_key and is_signed_by(own_key, manifest_bytes, signature),
                    "manifest.sig: it is not the signature of this manifest by this key: one of the three was changed")
        need(len(manifest_bytes) <= 1 << 28, "manifest.json: it is too long")
        self.manifest = read_json(manifest_bytes, OWN[0])
        try:
            self.check_manifest(dict(members[3:]), [name for name, _ in members[3:]])
        except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            raise Broken(f"a field is missing or of another kind than it should be: {error!r}") from None

    def check_manifest(self, content, names):
        manifest = self.manifest
        need(manifest["format"] == "pelf bundle 1", "manifest.json: another format")
        need(manifest["ledger"] == "bitcoin" and manifest["network"] in NETWORKS, "manifest.json: another ledger")
        fields(manifest, tool=str, made=str, request=dict, headers=int, lists=list, members=list)
        self.network, (self.first,) = manifest["network"], fields(manifest, first_height=int)
        need(self.first < 2**32 and 0 < manifest["headers"] <= 2_000_000, "manifest.json: heights or headers beyond all limits")
        need(all(type(value) is str for value in manifest["request"].values()), "manifest.json: the request is not text")
        fields(manifest["coverage"], base_height=int, height=int, tip=HASH, window=bool, truncated=bool, ends_without_path=int)
        for one in manifest["members"]:
            fields(one, name=NAME, size=int, sha256=HASH, source=str, position=str)
            if one["name"].startswith(TRANSACTIONS):
                fields(one, height=int, index=int, branch=list)
                need(len(one["branch"]) <= 17 and all(HASH.match(node) for node in one["branch"]), "a branch is none")
        need(len(manifest["lists"]) <= 64, "too many lists")
        for entry in manifest["lists"]:
            fields(entry, source=str, version=HASH, published=str, learned=str, entries=int, losses=int)
            for file in fields(entry, files=list)[0]:
                fields(file, name=str, size=int, sha256=HASH, member=str)
        exhibits = {one["name"]: one for one in manifest["members"]}
        listed = [one["name"] for one in manifest["members"]]
        need(listed == sorted(set(listed)) and listed == names, "the members are not those of the manifest, in order")
        for name, one in exhibits.items():
            self.expect(one["size"] == len(content[name]), f"{name}: it has another size")
            self.expect(one["sha256"] == sha256(content[name]).hex(), f"{name}: its bytes were changed")
        need(not self.objections, "for that, what the bundle says was not checked")
        self.check_headers(content.get("bitcoin/headers", b""))
        self.transactions = {}
        placed = {name: one for name, one in exhibits.items() if name.startswith(TRANSACTIONS)}
        lengths = {one["height"]: len(one["branch"]) for one in placed.values() if one["index"] == 0}
        for name, one in placed.items():
            self.check_transaction(name, one, content[name])
            self.expect(lengths.get(one["height"]) == len(one["branch"]),
                        f"{name}: its branch is not as long as that of its block's coinbase")
        self.check_lists(exhibits, content)
        self.check_answer(read_json(content.get("answer.json", b""), "answer.json"))

    def check_headers(self, data):
        easiest, genesis = NETWORKS[self.network][:2]
        count, self.headers, work, before = self.manifest["headers"], [], 0, None
        need(len(data) == 80 * count, "bitcoin/headers: not the number of headers that the manifest says")
        for i in range(count):
            raw = data[80 * i:80 * i + 80]
            block, bits = sha256d(raw), struct.unpack_from("<I", raw, 72)[0]
            target = target_of(bits)
            where = f"bitcoin/headers, height {self.first + i}"
            self.expect(before in (None, raw[4:36]), f"{where}: it does not name the block before it")
            good = target and int.from_bytes(block, "little") <= target <= target_of(easiest)
            self.expect(good, f"{where}: its hash does not show the proof of work")
            work += 2**256 // (target + 1) if good else 0
            self.expect(self.first + i or block[::-1].hex() == genesis, f"{where}: not the network's first block")
            self.headers.append((raw[36:68], struct.unpack_from("<I", raw, 68)[0]))
            before = block
        self.facts.update(checkpoint=before[::-1].hex(), height=self.first + count - 1, work=work)
        coverage = self.manifest["coverage"]
        self.expect(coverage["tip"] == self.facts["checkpoint"] and coverage["height"] == self.facts["height"],
                    "bitcoin/headers: the last is not the block that the ledger ended with")

    def check_transaction(self, name, one, raw):
        try:
            transaction = Transaction(raw)
        except Broken:
            return self.expect(False, f"{name}: its bytes are no transaction")
        if transaction.txid != name[len(TRANSACTIONS):]:
            return self.expect(False, f"{name}: its bytes are those of another transaction")
        self.transactions[transaction.txid] = transaction
        self.expect(len(transaction.stripped) != 64, f"{name}: a transaction of 64 bytes can be made up")
        height, index, node = one["height"] - self.first, one["index"], bytes.fromhex(transaction.txid)[::-1]
        if not 0 <= height < len(self.headers):
            return self.expect(False, f"{name}: no header has its height")
        root, transaction.time = self.headers[height]
        self.expect((index == 0) == transaction.is_coinbase, f"{name}: only a block's first transaction is a coinbase")
        for beside in one["branch"]:
            beside = bytes.fromhex(beside)[::-1]
            self.expect(index % 2 == 0 or beside != node, f"{name}: it stands in for a missing transaction")
            node = sha256d(beside + node if index % 2 else node + beside)
            index //= 2
        return self.expect(index == 0 and node == root, f"{name}: its branch does not lead to its block's Merkle root")

    def check_lists(self, exhibits, content):
        self.lists, carried = [], set()
        for entry in self.manifest["lists"]:
            lines = "".join(sorted(file["sha256"] + "\n" for file in entry["files"]))
            self.expect(sha256(lines.encode()).hex() == entry["version"],
                        f"manifest.json, list {entry['source']}: its version is not that of its files")
            words = set()
            for file in entry["files"]:
                if file["member"]:
                    one = exhibits.get(file["member"], {})
                    good = (one.get("sha256"), one.get("size")) == (file["sha256"], file["size"])
                    self.expect(good, f"{file['member']}: it is not the file of the list {entry['source']}")
                    if good:
                        words.update(re.findall(rb"[A-Za-z0-9]+", content[file["member"]]))
                        carried.add(file["member"])
            self.lists.append((entry["source"], all(file["member"] for file in entry["files"]), words))
        for name in exhibits:
            self.expect(not name.startswith("lists/") or name in carried, f"{name}: no list has it")

    def expect_listed(self, source, text, what):
        """Each word of the text is a word, or a long one two pieces, of some list's files."""
        lists = [one for one in self.lists if source in (None, one[0])]
        words = set(re.findall(rb"[A-Za-z0-9]+", text.encode()))
        for _, _, there in lists:
            words = {word for word in words - there if len(word) < 20 or not any(
                word[:i] in there and word[i:] in there for i in range(1, len(word)))}
        if words and not all(whole for _, whole, _ in lists):
            self.left_out += 1
        else:
            self.expect(not words, what)

    def check_place(self, one, where, exact=False):
        txid, colon, vout = one["place"].partition(":")
        transaction = self.transactions.get(txid)
        if transaction is None:
            return self.expect(False, f"{where}: its transaction is not in the bundle")
        amount = satoshi(one["amount"])
        self.expect(one["asset"] == "BTC", f"{where}: it is not in bitcoin")
        if "time" in one and transaction.time is not None:
            moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=transaction.time)
            self.expect(one["time"] == moment.strftime("%Y-%m-%dT%H:%M:%SZ"), f"{where}: its time is not its block's")
        if not colon:
            return self.expect(one["account"] == "", f"{where}: a fee is paid to no account")
        if not NUMBER.match(vout) or int(vout) >= len(transaction.outputs):
            return self.expect(False, f"{where}: its transaction has no such output")
        value, script = transaction.outputs[int(vout)]
        self.expect(one["account"] == address(script, self.network), f"{where}: its account is not the one paid")
        return self.expect(amount == value if exact else amount <= value, f"{where}: the output cannot hold its amount")

    def check_names(self, one, where):
        for key in ("tag", "listed"):
            if one.get(key) is not None:
                self.expect(one["account"], f"{where}: nobody's account has a name")
                self.expect_listed(None, one["account"], f"{where}: its account is in none of the lists")
                self.expect_listed(None, one[key], f"{where}: its name is in none of the lists")

    def check_answer(self, answer):
        manifest, coverage, request = self.manifest, self.manifest["coverage"], self.manifest["request"]
        fields(answer, **{key: list for key in ("lists", "from", "policies", "destinations")})
        self.expect((answer["ledger"], answer["network"], answer["direction"]) == ("bitcoin", self.network, "forward"),
                    "answer.json: it is about another ledger, or goes backward")
        for key in ("height", "tip", "window", "truncated"):
            same = type(answer[key]) is type(coverage[key]) and answer[key] == coverage[key]
            self.expect(same, f"answer.json, {key}: the manifest says otherwise")
        told = ("source", "version", "published")
        self.expect([[one[key] for key in told] for one in answer["lists"]] ==
                    [[one[key] for key in told] for one in manifest["lists"]], "answer.json: it used other lists")
        starts = [one["place"] for one in answer["from"]]
        self.expect(starts and starts == [place.partition("=")[0] for place in request["from"].split(",")],
                    "answer.json, from: it starts elsewhere than the request")
        self.expect(",".join(one["policy"] for one in answer["policies"]) == request["policy"],
                    "answer.json, policies: not those of the request")
        spent = {f"{txid}:{vout}" for one in self.transactions.values() for txid, vout in one.inputs}
        for i, seed in enumerate(answer["from"]):
            self.check_place(seed, f"answer.json, from {i}", exact=True)
            self.check_names(seed, f"answer.json, from {i}")
        for policy in answer["policies"]:
            self.check_policy(policy, starts, spent, sum(satoshi(one["amount"]) for one in answer["from"]))
            self.expect(sum(satoshi(row["amounts"][policy["policy"]]) for row in answer["destinations"])
                        == satoshi(policy["total"]), f"answer.json, destinations: not the total of {policy['policy']}")

    def check_policy(self, policy, starts, spent, started):
        fields(policy, ends=list, unlisted=list, listed_passed=list)
        for i, end in enumerate(policy["ends"]):
            where = f"answer.json, {policy['policy']}, end {i}"
            self.check_place(end, where)
            self.check_names(end, where)
            self.expect(type(end["kind"]) is str, f"{where}: it says not what it is")
            self.expect(end["kind"] != "unspent" or end["place"] not in spent, f"{where}: something spends it")
            self.check_path(end, starts, where)
        for i, one in enumerate(policy["listed_passed"]):
            where = f"answer.json, {policy['policy']}, listed_passed {i}"
            self.check_place(one, where)
            need(one["source"] and one["account"], f"{where}: it does not say who is listed where")
            self.expect_listed(one["source"], one["account"], f"{where}: its account is not in the list")
            self.expect_listed(one["source"], one["id"], f"{where}: its entry is not in the list")
            self.expect_listed(one["source"], one["name"], f"{where}: its name is not in the list")
        where = f"answer.json, {policy['policy']}"
        total, seeds, overlap = (satoshi(policy[key]) for key in ("total", "seeds", "overlap"))
        self.expect(total == sum(satoshi(one["amount"]) for one in policy["ends"] + policy["unlisted"]),
                    f"{where}: its total is not the sum of its ends")
        self.expect(seeds == started, f"{where}: its seeds are not the sum of what it starts from")
        self.expect(policy["policy"] == "poison" or total == seeds - overlap, f"{where}: money appears or vanishes")

    def check_path(self, end, starts, where):
        before = None
        for step in end.get("path", []):
            self.check_place(step, f"{where}, path")
            if before is None:
                self.expect(step["place"] in starts, f"{where}: its path does not begin where the trace does")
            else:
                transaction = self.transactions.get(step["place"].partition(":")[0])
                spends = [f"{txid}:{vout}" for txid, vout in transaction.inputs] if transaction else []
                self.expect(before in spends, f"{where}: its path breaks at {step['place']}")
            before = step["place"]
        self.expect("path" not in end or before == end["place"], f"{where}: its path does not lead to it")


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        contents = [open(path, "rb").read() for path in arguments]
    except OSError as error:
        print(f"verify_bundle: {error}", file=sys.stderr)
        return 3
    key = key_from_pem(contents[1]) if len(contents) > 1 else None
    if len(contents) > 1 and key is None:
        print("verify_bundle: the second file is no Ed25519 public key in PEM", file=sys.stderr)
        return 3
    verifier = Verifier(contents[0], key)
    print("INVALID" if verifier.objections else f"VALID: {verifier.statements:,} statements checked")
    for objection in verifier.objections[:100]:
        print("  " + "".join(letter if letter.isprintable() else "?" for letter in objection))
    for name, fact in verifier.facts.items():
        print(f"  {name:10}  {fact}")
    if verifier.left_out:
        print(f"  {verifier.left_out:,} statements about lists were not checked: the bundle does not carry their files")
    if key is None:
        print("  signed by a key that you did not give: nothing was changed since, by whomever it was signed")
    return 1 if verifier.objections else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
