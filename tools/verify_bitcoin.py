# SPDX-License-Identifier: Apache-2.0
"""The part of verify_bundle.py that is about Bitcoin: headers, transactions, Merkle branches, addresses."""
import datetime
import hashlib
import struct

FOLDER = "bitcoin/transactions/"
# Of each network: easiest target, first block, first bytes of addresses, their letters in bech32.
NETWORKS = {
    "main": (0x1D00FFFF, "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f", 0, 5, "bc"),
    "testnet": (0x1D00FFFF, "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943", 111, 196, "tb"),
    "signet": (0x1E0377AE, "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6", 111, 196, "tb"),
    "regtest": (0x207FFFFF, "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206", 111, 196, "bcrt"),
}


def sha256d(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


class Cursor:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, size):
        self.at += size
        if self.at > len(self.data):
            raise ValueError("it ends early")
        return self.data[self.at - size:self.at]

    def number(self, size):
        return int.from_bytes(self.take(size), "little")

    def compact(self):
        """A count, in its shortest form."""
        first = self.number(1)
        size = 1 << max(0, first - 0xFC)
        number = first if first < 0xFD else self.number(size)
        if first >= 0xFD and not (0xFD if size == 2 else 1 << 4 * size) <= number <= 4_000_000:
            raise ValueError("a count that is too long, or written so")
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
        if not (self.inputs and self.outputs and cursor.at == len(raw) and (items or not witness)):
            raise ValueError("it is none")
        self.stripped = raw[:4] + raw[start:end] + raw[-4:]
        self.txid = sha256d(self.stripped)[::-1].hex()
        self.is_coinbase = self.inputs == [("00" * 32, 0xFFFFFFFF)]
        self.spends = {f"{txid}:{vout}" for txid, vout in self.inputs}
        self.time = None


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
    return f"{'multisig' if is_multisig(script) else 'script'}({hashlib.sha256(script).hexdigest()})"


def target_of(bits):
    """Nothing for a target that is none: negative, zero or beyond 256 bits."""
    mantissa, size = bits & 0x7FFFFF, bits >> 24
    target = mantissa << 8 * (size - 3) if size >= 3 else mantissa >> 8 * (3 - size)
    return target if 0 < target < 2**256 and not bits & 0x800000 else None


class Bitcoin:
    """Headers and transactions of a bundle, and what an answer says of them."""

    def __init__(self, verifier, content):
        self.verifier, self.expect, manifest = verifier, verifier.expect, verifier.manifest
        self.network, (self.first, count) = manifest["network"], verifier.fields(manifest, first_height=int, headers=int)
        verifier.need(self.network in NETWORKS, "manifest.json: another network")
        verifier.need(self.first < 2**32 and 0 < count <= 2_000_000, "manifest.json: heights or headers beyond all limits")
        self.headers = self.check_headers(content.get("bitcoin/headers", b""), count)
        self.transactions = {}
        placed = [one for one in manifest["members"] if one["name"].startswith(FOLDER)]
        for one in placed:
            verifier.fields(one, height=int, index=int, branch=list)
            good = len(one["branch"]) <= 17 and all(verifier.HASH.match(node) for node in one["branch"])
            verifier.need(good, f"{one['name']}: its branch is none")
        lengths = {one["height"]: len(one["branch"]) for one in placed if one["index"] == 0}
        for one in placed:
            self.check_transaction(one["name"], one, content[one["name"]])
            self.expect(lengths.get(one["height"]) == len(one["branch"]),
                        f"{one['name']}: its branch is not as long as that of its block's coinbase")
        self.spent = set().union(*(one.spends for one in self.transactions.values())) if self.transactions else set()

    def check_headers(self, data, count):
        headers, work, before = [], 0, None
        easiest, genesis = NETWORKS[self.network][:2]
        self.verifier.need(len(data) == 80 * count, "bitcoin/headers: not the number of headers that the manifest says")
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
            headers.append((raw[36:68], struct.unpack_from("<I", raw, 68)[0]))
            before = block
        last, coverage = (before[::-1].hex(), self.first + count - 1), self.verifier.manifest["coverage"]
        self.verifier.facts.update(checkpoint=last[0], height=last[1], work=work)
        self.expect((coverage["tip"], coverage["height"]) == last,
                    "bitcoin/headers: the last is not the block that the ledger ended with")
        return headers

    def check_transaction(self, name, one, raw):
        try:
            transaction = Transaction(raw)
        except ValueError:
            return self.expect(False, f"{name}: its bytes are no transaction")
        if transaction.txid != name[len(FOLDER):]:
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

    def check_scope(self, answer):
        self.expect((answer["ledger"], answer["network"]) == ("bitcoin", self.network), "answer.json: another network")
        for key in ("height", "tip", "window"):
            told, known = answer[key], self.verifier.manifest["coverage"][key]
            self.expect(type(told) is type(known) and told == known, f"answer.json, {key}: the manifest says otherwise")

    def check_place(self, one, where, role):
        """That an output is there and holds what is said of it. A fee's place is a transaction alone."""
        txid, colon, vout = one["place"].partition(":")
        transaction = self.transactions.get(txid)
        if transaction is None:
            return self.expect(False, f"{where}: its transaction is not in the bundle")
        amount = self.verifier.amount(one["amount"], 64)
        self.expect(one["asset"] == "BTC", f"{where}: it is not in bitcoin")
        if "time" in one and transaction.time is not None:
            self.expect(one["time"] == time_text(transaction.time), f"{where}: its time is not its block's")
        if not colon:
            return self.expect(one["account"] == "", f"{where}: a fee is paid to no account")
        if not self.verifier.NUMBER.match(vout) or int(vout) >= len(transaction.outputs):
            return self.expect(False, f"{where}: its transaction has no such output")
        value, script = transaction.outputs[int(vout)]
        self.expect(one["account"] == address(script, self.network), f"{where}: its account is not the one paid")
        self.expect(amount == value if role == "start" else amount <= value, f"{where}: the output cannot hold its amount")
        return self.expect(one.get("kind") != "unspent" or one["place"] not in self.spent, f"{where}: something spends it")

    def check_step(self, before, step, where):
        transaction = self.transactions.get(step["place"].partition(":")[0])
        self.expect(transaction and before["place"] in transaction.spends, f"{where}: its path breaks at {step['place']}")

    def check_sums(self, policy, answer, where):
        amount = lambda text: self.verifier.amount(text, 64)
        self.verifier.fields(policy, unlisted=list)
        total, seeds, overlap = (amount(policy[key]) for key in ("total", "seeds", "overlap"))
        self.expect(total == sum(amount(one["amount"]) for one in policy["ends"] + policy["unlisted"]),
                    f"{where}: its total is not the sum of its ends")
        self.expect(seeds == sum(amount(one["amount"]) for one in answer["from"]),
                    f"{where}: its seeds are not the sum of what it starts from")
        self.expect(policy["policy"] == "poison" or total == seeds - overlap, f"{where}: money appears or vanishes")
        self.verifier.fields(answer, destinations=list)
        self.expect(sum(amount(row["amounts"][policy["policy"]]) for row in answer["destinations"]) == total,
                    f"answer.json, destinations: not the total of {policy['policy']}")


def time_text(seconds):
    return (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
