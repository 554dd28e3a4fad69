# SPDX-License-Identifier: Apache-2.0
"""The part of verify_bundle.py that is about account ledgers: the XRP Ledger, whose hashes are computed again from the
transactions' bytes, and Ethereum, of which a bundle has what the source said and nothing that hashes."""
import datetime
import hashlib
import re

RIPPLE_EPOCH = 946_684_800
LETTERS = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
ID = "[0-9a-f]{64}"
# Types of fields whose values have a fixed size; fields that are read below, as (type, code).
SIZES = {1: 2, 2: 4, 3: 8, 4: 16, 5: 32, 9: 12, 10: 4, 16: 1, 17: 20, 21: 24, 26: 20}
ENTRY_TYPE, INDEX, TAG, FEE, BALANCE = (1, 1), (2, 28), (2, 14), (6, 8), (6, 2)
ACCOUNT, DELEGATE, LOW, HIGH, NODES = (8, 1), (8, 12), (6, 6), (6, 7), (15, 8)
CREATED, DELETED, MODIFIED, PREVIOUS, FINAL, NEW = (14, 3), (14, 4), (14, 5), (14, 6), (14, 7), (14, 8)
ACCOUNT_ROOT, TRUST_LINE, HOLD_MONEY = 0x61, 0x72, {0x75, 0x78, 0x7E, 0x7F}  # Escrow, channel, issuance, token.


def half(data):
    return hashlib.sha512(data).digest()[:32]


def address(account):
    data = b"\0" + account
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = LETTERS[digit] + text
    return "r" * (len(data) - len(data.lstrip(b"\0"))) + text


def currency(code):
    letters = code[12:15]
    plain = code == bytes(12) + letters + bytes(5) and all(0x20 < letter < 0x7F and letter != 0x2E for letter in letters)
    return letters.decode() if plain else code.hex()


def size_bytes(size):
    """How long what follows is, as it is written before accounts and other blobs."""
    if size <= 192:
        return bytes([size])
    size -= 193
    return bytes([193 + size // 256, size % 256]) if size < 12_288 else (
        bytes([241 + (size - 12_288) // 65_536]) + ((size - 12_288) % 65_536).to_bytes(2, "big"))


class Fields:
    """An object of the XRP Ledger from its bytes: its fields by (type, code)."""

    def __init__(self, data):
        self.data, self.at = data, 0
        self.found = self.fields(None, 0)

    def take(self, size):
        self.at += size
        if self.at > len(self.data):
            raise ValueError("it ends early")
        return self.data[self.at - size:self.at]

    def number(self, size):
        return int.from_bytes(self.take(size), "big")

    def fields(self, end, depth):
        """Up to the byte that ends an object, or to the end of all."""
        if depth > 12:
            raise ValueError("too deep")
        found = {}
        while self.at < len(self.data) if end is None else self.take(1)[0] != end:
            self.at -= end is not None
            key = self.key()
            if found and key <= max(found):
                raise ValueError("fields out of order")
            found[key] = self.value(key[0], depth)
        return found

    def key(self):
        first = self.number(1)
        kind, code = first >> 4 or self.number(1), first & 15
        return kind, code or self.number(1)

    def blob(self):
        size = self.number(1)
        if size > 240:
            size = 12_481 + (size - 241) * 65_536 + self.number(2)
        elif size > 192:
            size = 193 + (size - 193) * 256 + self.number(1)
        return self.take(size)

    def value(self, kind, depth):
        if kind in SIZES:
            return self.number(SIZES[kind])
        if kind == 6:
            return self.amount()
        if kind in (7, 8, 19):
            return self.blob()
        if kind == 14:
            return self.fields(0xE1, depth + 1)
        if kind == 15:
            return self.array(depth)
        if kind == 18:
            return self.paths()
        if kind == 24:
            return self.issue()
        if kind == 25:
            return [(self.blob(), self.issue()) for _ in "ab"]
        raise ValueError("a type of field that is not known")

    def array(self, depth):
        elements = []
        while self.take(1)[0] != 0xF1:
            self.at -= 1
            key = self.key()
            if key[0] != 14:
                raise ValueError("an element that is no object")
            elements.append((key, self.fields(0xE1, depth + 1)))
        return elements

    def paths(self):
        while (kind := self.number(1)) != 0:
            if kind != 0xFF:
                self.take(20 * sum(kind >> bit & 1 for bit in (0, 4, 5)) + 24 * (kind >> 6 & 1))

    def issue(self):
        if any(self.take(20)) and self.take(20) == bytes(19) + b"\1":
            self.take(4)

    def amount(self):
        """Asset and size, in drops or units of 10^-30; no size of a token."""
        bits = self.number(8)
        if not bits >> 63:
            if bits >> 61 & 1:
                return self.take(25), None
            return "XRP", (bits & 2**61 - 1) * (1 if bits >> 62 & 1 else -1)
        mantissa, exponent = bits & 2**54 - 1, (bits >> 54 & 255) - 97 + 30
        size = mantissa * 10**exponent if exponent >= 0 else mantissa // 10**-exponent
        code = self.take(20)
        return (currency(code), self.take(20)), size if bits >> 62 & 1 else -size


class XrplTransaction:
    """What a transaction did to balances of XRP and issued currencies, by its own bytes and those of its metadata."""

    def __init__(self, raw, metadata, ledger):
        order, outcome = Fields(raw).found, Fields(metadata).found
        self.ledger, self.index = ledger, outcome[INDEX]
        self.payer, self.fee = address(order.get(DELEGATE, order[ACCOUNT])), order[FEE][1]
        self.tags = {tag for one in (order, outcome) for tag in tags_in(one)}
        self.changes, self.before, self.holds_money, self.time = {}, {}, False, None
        for kind, node in outcome[NODES]:
            self.holds_money |= node[ENTRY_TYPE] in HOLD_MONEY
            if kind in (CREATED, MODIFIED, DELETED) and node[ENTRY_TYPE] in (ACCOUNT_ROOT, TRUST_LINE):
                self.read_entry(kind, node)
        self.add(self.payer, "XRP", self.fee)  # The fee is no payment.

    def add(self, account, asset, change, before=None):
        self.changes[account, asset] = self.changes.get((account, asset), 0) + change
        if before is not None:
            self.before[account, asset] = max(before, 0)

    def read_entry(self, kind, node):
        fields, earlier = node.get(NEW if kind == CREATED else FINAL, {}), node.get(PREVIOUS, {})
        nothing = (None, 0)
        now = fields.get(BALANCE, nothing)[1]
        before = 0 if kind == CREATED else earlier.get(BALANCE, fields.get(BALANCE, nothing))[1]
        now = 0 if kind == DELETED else now
        if now == before:
            return
        if node[ENTRY_TYPE] == ACCOUNT_ROOT:
            self.add(address(fields[ACCOUNT]), "XRP", now - before, before)
            return
        code, (low, high) = fields[BALANCE][0][0], (fields[side][0][1] for side in (LOW, HIGH))
        # Above 0 the low account holds what the high one issues, below 0 the other way round.
        self.add(address(low), f"{code}.{address(high)}", max(now, 0) - max(before, 0), before)
        self.add(address(high), f"{code}.{address(low)}", max(-now, 0) - max(-before, 0), -before)

    def lost(self, account):
        return any(change < 0 for (one, _), change in self.changes.items() if one == account)

    def givers(self, asset):
        return sum(change < 0 for (_, one), change in self.changes.items() if one == asset)


def tags_in(fields):
    for key, value in fields.items():
        if key == TAG:
            yield value
        for inner in [value] if key[0] == 14 else [one for _, one in value] if key[0] == 15 else []:
            yield from tags_in(inner)


def is_balance(account, asset):
    """Whether an account's balance of the asset is in metadata: no balance says what an issuer issues or takes back."""
    _, dot, issuer = asset.partition(".")
    return account.startswith("r") and (asset == "XRP" or bool(dot) and issuer != account.partition(":")[0])


class Accounts:
    """Transactions of an account ledger in a bundle, and what an answer says of them."""

    def __init__(self, verifier, content):
        self.verifier, self.expect, self.manifest = verifier, verifier.expect, verifier.manifest
        self.ledger, need = self.manifest["ledger"], verifier.need
        (count, self.first), unproven = verifier.fields(self.manifest, headers=int, first_height=int), []
        need(self.manifest["network"] == self.ledger in ("xrpl", "ethereum"), "manifest.json: another ledger")
        need(count <= (2_000_000 if self.ledger == "xrpl" else 0) and self.first < 2**32, "manifest.json: headers or heights")
        for one in verifier.fields(self.manifest["coverage"], not_proven=list)[0]:
            unproven.append(verifier.fields(one, transaction=verifier.HASH, why=str)[0])
        need(unproven == sorted(set(unproven)), "manifest.json: what is not proven is not in order")
        self.headers, self.transactions, self.rows, self.branchless = {}, {}, {}, set()
        if self.ledger == "xrpl":
            self.check_headers(content.get("xrpl/headers", b""), count)
        for one in self.manifest["members"]:
            self.check_member(one, content)
        self.expect(set(unproven) == self.branchless | set(self.rows),
                    "manifest.json: what it names as not proven is not what is not proven here")
        verifier.not_proven = len(unproven)

    def check_headers(self, data, count):
        """Of 118 bytes: number 4, coins 8, parent 32, transactions 32, state 32, times 4 and 4, resolution 1, flags 1."""
        coverage, before, checkpoints = self.manifest["coverage"], None, []
        self.verifier.need(len(data) == 118 * count, "xrpl/headers: not the number of headers that the manifest says")
        for i in range(count):
            raw = data[118 * i:118 * i + 118]
            index, parent, hashed = int.from_bytes(raw[:4], "big"), raw[12:44], half(b"LWR\0" + raw)
            where = f"xrpl/headers, ledger {index}"
            self.expect(index > before[0] if before else index == self.first, f"{where}: it is not in its place")
            if before and index == before[0] + 1:
                self.expect(parent == before[1], f"{where}: it does not name the ledger before it")
                checkpoints.pop()
            self.expect(index < coverage["height"] or (index, hashed.hex()) == (coverage["height"], coverage["tip"]),
                        f"{where}: it is not the ledger that the store ended with")
            checkpoints.append(f"{hashed.hex()} of ledger {index}")
            self.headers.setdefault(index, (raw[44:76], RIPPLE_EPOCH + int.from_bytes(raw[112:116], "big")))
            before = index, hashed
        for number, checkpoint in enumerate(checkpoints):
            self.verifier.facts[f"checkpoint {number + 1}"] = checkpoint

    def check_member(self, one, content):
        name = one["name"]
        if name == "answer.json" or name.startswith("lists/") or (name == "xrpl/headers" and self.ledger == "xrpl"):
            return
        xrpl = "|xrpl/transactions|xrpl/metadata|xrpl/branches" if self.ledger == "xrpl" else ""
        match = re.match(f"(rows{xrpl})/({ID})\\Z", name)
        folder, txid = match.groups() if match else (None, None)
        if folder == "rows":
            self.rows[txid] = content[name].decode("utf-8", "replace")
        elif folder == "xrpl/transactions":
            self.verifier.fields(one, height=int)
            self.check_transaction(name, txid, one["height"], content)
        else:
            self.expect(folder and f"xrpl/transactions/{txid}" in content, f"{name}: it belongs to nothing in the bundle")

    def check_transaction(self, name, txid, ledger, content):
        raw, metadata = content[name], content.get(f"xrpl/metadata/{txid}", b"")
        if half(b"TXN\0" + raw).hex() != txid:
            return self.expect(False, f"{name}: its bytes are those of another transaction")
        try:
            found = XrplTransaction(raw, metadata, ledger)
        except (ValueError, KeyError, TypeError, IndexError):
            return self.expect(False, f"{name}: its bytes, or those of its metadata, are none")
        self.transactions[txid] = found
        root, found.time = self.headers.get(ledger, (None, None))
        branch = content.get(f"xrpl/branches/{txid}")
        if branch is None:
            self.branchless.add(txid)
            return self.expect(True, name)
        leaf = b"SND\0" + size_bytes(len(raw)) + raw + size_bytes(len(metadata)) + metadata + bytes.fromhex(txid)
        return self.expect(root and self.leads(txid, half(leaf), branch, root),
                           f"{name}: its branch does not lead to the transactions of its ledger")

    @staticmethod
    def leads(txid, below, branch, root):
        """From the leaf up: each node holds the one below where the next digit of the id says."""
        nodes = [branch[at:at + 512] for at in range(0, len(branch), 512)]
        for digit, node in reversed(list(zip(txid, nodes))):
            place = 32 * int(digit, 16)
            if len(node) != 512 or node[place:place + 32] != below:
                return False
            below = half(b"MIN\0" + node)
        return 0 < len(nodes) <= 64 and below == root

    def find(self, place, where):
        """The transaction's id, and what of it is in the bundle: bytes or words."""
        match = re.match(r"(\w+):(?:0x)?([0-9A-Fa-f]{64}):(0|[1-9][0-9]{0,19})\Z", place, re.ASCII)
        txid = match[2].lower() if match and int(match[3]) < 2**64 else ""
        written = f"xrpl:{txid.upper()}" if self.ledger == "xrpl" else f"{self.ledger}:0x{txid}"
        found = self.transactions.get(txid) or self.rows.get(txid)
        good = found is not None and place.rpartition(":")[0] == written
        self.expect(good, f"{where}: its transaction is not in the bundle")
        return (txid, found) if good else (txid, None)

    def check_scope(self, answer):
        coverage, ledgers = self.manifest["coverage"], answer["ledgers"]
        fields = self.verifier.fields
        fields(answer, links=list, ledgers=list)
        self.expect(answer["ledger"] == self.ledger and len(ledgers) == 1 and answer["links"] == [],
                    "answer.json: it is about other ledgers than the manifest says")
        for one in ledgers[:1]:
            told = fields(one, ledger=str, first_height=int, height=int, tip=str, window=bool)
            told[3] = re.sub("^0x", "", told[3].lower())
            known = [self.ledger] + [coverage[key] for key in ("base_height", "height", "tip", "window")]
            self.expect(told == known, "answer.json, ledgers: the manifest says otherwise")
        self.origins([answer["thefts"]])
        starts, stolen = (self.origins([[dict(one, label="") for one in answer[key]]]) for key in ("from", "thefts"))
        self.expect(starts == stolen, "answer.json, thefts: not the sums of what it starts from")

    def check_place(self, one, where, role):
        fields, (_, found) = self.verifier.fields, self.find(one["place"], where)
        (account, asset), amount = fields(one, account=str, asset=str), self.verifier.amount(one["amount"], 256)
        if found is None:
            return None
        if isinstance(found, str):
            return self.check_row(account, found, where)
        if "time" in one:
            time = fields(one, time=str)[0]
            self.verifier.left_out += found.time is None
            self.expect(found.time is None or time == time_text(found.time), f"{where}: its time is not its ledger's")
        if account == "(burned)" and asset == "XRP":
            return self.expect(amount <= found.fee, f"{where}: its amount is more than the fee")
        if not is_balance(account, asset):
            self.verifier.left_out += 1
            return None
        holder, colon, tag = account.partition(":")
        change = found.changes.get((holder, asset), 0)
        moved = max(0, -change if role == "gave" else change)
        exact = role == "start" and asset == "XRP" and not found.holds_money and found.givers(asset) <= 1
        opening = one.get("opening") is True
        if role == "held":  # Under poison an end is all that the account held, which no one transaction shows.
            self.verifier.left_out += 1
            self.expect((holder, asset) in found.before, f"{where}: its account's balance did not change there")
        elif opening:
            self.expect(amount <= found.before.get((holder, asset), 0), f"{where}: its account did not hold as much before")
        else:
            self.expect(amount == moved if exact else amount <= moved, f"{where}: its account's balance changed otherwise")
        known = self.verifier.NUMBER.match(tag) and int(tag) in found.tags
        return self.expect(not colon or known, f"{where}: no such destination tag was given")

    def check_row(self, account, row, where):
        """The source's own words have the account in them; what they mean is not read."""
        self.verifier.left_out += 1
        if account.startswith(("(", "entry ")):
            return None
        holder = account.partition(":")[0]
        there = holder[2:].lower() in row.lower() if holder.startswith("0x") else holder in row
        return self.expect(holder and there, f"{where}: its account is not in what the source says")

    def check_step(self, before, step, where):
        """Who got the step before pays in this one, and later."""
        (first, giving), (second, getting) = self.find(before["place"], where), self.find(step["place"], where)
        if giving is None or getting is None:
            return None
        account = before["account"]
        if isinstance(giving, str) or isinstance(getting, str):
            self.verifier.left_out += 1
            return None
        # Within one transaction through its pool or an exchange, or to its fee.
        later = first == second or (giving.ledger, giving.index) < (getting.ledger, getting.index)
        self.expect(later, f"{where}: its path goes back in time")
        if not is_balance(account, before["asset"]):
            self.verifier.left_out += 1
            return None
        holder = account.partition(":")[0]
        return self.expect(getting.lost(holder) or getting.payer == holder,
                           f"{where}: its path breaks: {account} paid nothing in {step['place']}")

    def origins(self, lists):
        """Sums by theft."""
        sums = {}
        for one in (one for each in lists for one in each):
            key = tuple(self.verifier.fields(one, label=str, asset=str))
            sums[key] = sums.get(key, 0) + self.verifier.amount(one["amount"], 256)
        self.verifier.need(all(total < 2**256 for total in sums.values()), "answer.json: a sum beyond 256 bits")
        return {key: total for key, total in sums.items() if total}

    def check_sums(self, policy, answer, where):
        self.verifier.fields(policy, totals=list, crossings=list, swaps=list)
        poison, thefts = policy["policy"] == "poison", self.origins([answer["thefts"]])
        self.expect(policy["crossings"] == [], f"{where}: it goes over links")
        for i, end in enumerate(policy["ends"]):
            self.expect(end["ledger"] == self.ledger, f"{where}, end {i}: it is on another ledger")
            self.verifier.fields(end, origins=list)
            if not poison and not policy["swaps"]:
                own = sum(self.verifier.amount(one["amount"], 256) for one in end["origins"])
                self.expect(own == self.verifier.amount(end["amount"], 256), f"{where}, end {i}: its origins are not its amount")
        for swap in policy["swaps"]:
            given = {"place": f"{swap['transaction']}:0", "account": swap["account"], "amount": swap["given"],
                     "asset": swap["given_asset"]}
            self.check_place(given, f"{where}, a swap", "gave")
            self.verifier.fields(swap, got_asset=str)
            self.verifier.amount(swap["got"], 256)
        totals, ends = self.origins([policy["totals"]]), self.origins([end["origins"] for end in policy["ends"]])
        self.expect(totals == ends, f"{where}: its totals are not the sums of its ends")
        one_start = len({one["place"] for one in answer["from"]}) == 1
        same = totals == thefts if one_start else all(total <= thefts.get(key, 0) for key, total in totals.items())
        self.expect(not ends if poison else same, f"{where}: money appears or vanishes")
        only = str(list(totals.values())[0]) if len(totals) == 1 else None
        self.expect(policy["total"] == only and "total" in policy, f"{where}: its total is not the one of its totals")


def time_text(seconds):
    return (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
