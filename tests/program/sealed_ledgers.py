# SPDX-License-Identifier: Apache-2.0
"""Ledgers of the XRP Ledger whose hashes hold: ids, trees and headers of payments that are invented, made here by the
definition (docs/formats/xrpl-ledger.md) and read by pelf as a server's answers are."""
import hashlib
import json
import sys

from program import ROOT

sys.path.insert(0, str(ROOT / "demo/robbery"))
from make_robbery import XRP_LETTERS, EthereumExport, xrp_address  # Ledgers are made as the demo's are.

# Fields as (type, code), and what names stand for.
FIELDS = {"LedgerEntryType": (1, 1), "TransactionType": (1, 2), "Flags": (2, 2), "Sequence": (2, 4),
          "DestinationTag": (2, 14), "OwnerCount": (2, 13), "TransactionIndex": (2, 28), "LedgerIndex": (5, 6),
          "Amount": (6, 1), "Balance": (6, 2), "LowLimit": (6, 6), "HighLimit": (6, 7), "Fee": (6, 8),
          "SigningPubKey": (7, 3), "TxnSignature": (7, 4), "Account": (8, 1), "Destination": (8, 3),
          "CreatedNode": (14, 3), "DeletedNode": (14, 4), "ModifiedNode": (14, 5), "PreviousFields": (14, 6),
          "FinalFields": (14, 7), "NewFields": (14, 8), "AffectedNodes": (15, 8), "TransactionResult": (16, 3)}
CODES = {"Payment": 0, "AccountRoot": 0x61, "RippleState": 0x72, "tesSUCCESS": 0}
EPOCH = 946_684_800


def half(data):
    return hashlib.sha512(data).digest()[:32]


def account_bytes(address):
    number = 0
    for letter in address:
        number = number * 58 + XRP_LETTERS.index(letter)
    return number.to_bytes(25, "big")[1:21]


def amount_bytes(amount):
    if isinstance(amount, str):
        drops = int(amount)
        return (abs(drops) | (1 << 62 if drops >= 0 else 0)).to_bytes(8, "big")
    value = int(amount["value"])
    bits = 1 << 63
    if value:
        exponent = len(str(abs(value))) - 16
        mantissa = abs(value) * 10**-exponent if exponent < 0 else abs(value) // 10**exponent
        bits |= (1 << 62 if value > 0 else 0) | (exponent + 97) << 54 | mantissa
    return bits.to_bytes(8, "big") + bytes(12) + amount["currency"].encode() + bytes(5) + account_bytes(amount["issuer"])


def sized(data):
    if len(data) <= 192:
        return bytes([len(data)]) + data
    over = len(data) - 193
    return bytes([193 + over // 256, over % 256]) + data


def serialized(fields):
    data = b""
    for (kind, code), value in sorted((FIELDS[name], value) for name, value in fields.items() if name in FIELDS):
        first = (kind << 4 if kind < 16 else 0) | (code if code < 16 else 0)
        data += bytes([first]) + (bytes([kind]) if kind > 15 else b"") + (bytes([code]) if code > 15 else b"")
        if kind in (1, 2, 16):
            data += CODES.get(value, value).to_bytes({1: 2, 2: 4, 16: 1}[kind], "big")
        elif kind == 5:
            data += bytes.fromhex(value)
        elif kind == 6:
            data += amount_bytes(value)
        elif kind == 7:
            data += sized(bytes.fromhex(value))
        elif kind == 8:
            data += sized(account_bytes(value))
        elif kind == 14:
            data += serialized(value) + b"\xe1"
        else:
            data += b"".join(serialized({name: node}) for one in value for name, node in one.items()) + b"\xf1"
    return data


def tree(leaves, depth=0):
    """Of {id: hash}, all of whose ids agree in their first digits: the hash of the inner node."""
    node = b""
    for digit in "0123456789abcdef":
        below = {txid: leaf for txid, leaf in leaves.items() if txid[depth] == digit}
        node += next(iter(below.values())) if len(below) == 1 else tree(below, depth + 1) if below else bytes(32)
    return half(b"MIN\0" + node)


class SealedLedgers:
    """Payments of XRP and of one issued currency; a ledger is closed by close()."""

    def __init__(self, first, time=1_690_000_000):
        self.index, self.close_time, self.parent = first, time - EPOCH, hashlib.sha256(b"before").digest()
        self.balances, self.lines, self.pending, self.ledgers = {}, {}, [], []

    def node(self, account, before, after):
        return {"ModifiedNode": {
            "LedgerEntryType": "AccountRoot", "LedgerIndex": hashlib.sha256(account.encode()).hexdigest().upper(),
            "FinalFields": {"Account": xrp_address(account), "Balance": str(after), "Flags": 0, "OwnerCount": 0, "Sequence": 1},
            "PreviousFields": {"Balance": str(before)}}}

    def line_node(self, account, issuer, before, after):
        """The trust line between the two: balances are the low account's."""
        low, high = sorted((account, issuer), key=lambda name: account_bytes(xrp_address(name)))
        sign = 1 if low == account else -1
        limit = lambda name: {"currency": "EUR", "issuer": xrp_address(name), "value": "0"}
        amount = lambda value: {"currency": "EUR", "issuer": "rrrrrrrrrrrrrrrrrrrrBZbvji", "value": str(value * sign)}
        return {"ModifiedNode": {
            "LedgerEntryType": "RippleState", "LedgerIndex": hashlib.sha256(f"{account}/{issuer}".encode()).hexdigest().upper(),
            "FinalFields": {"Balance": amount(after), "Flags": 0, "LowLimit": limit(low), "HighLimit": limit(high)},
            "PreviousFields": {"Balance": amount(before)}}}

    def add(self, payer, payee, amount, nodes, tag=None, fee=10):
        transaction = {"TransactionType": "Payment", "Account": xrp_address(payer), "Destination": xrp_address(payee),
                       "Amount": amount, "Fee": str(fee), "Flags": 0, "Sequence": len(self.ledgers) + len(self.pending) + 1,
                       "SigningPubKey": "", "TxnSignature": "ABCD"}
        if tag is not None:
            transaction["DestinationTag"] = tag
        metadata = {"AffectedNodes": nodes, "TransactionIndex": len(self.pending), "TransactionResult": "tesSUCCESS"}
        raw, outcome = serialized(transaction), serialized(metadata)
        txid = half(b"TXN\0" + raw)
        leaf = half(b"SND\0" + sized(raw) + sized(outcome) + txid)
        self.pending.append((txid.hex(), leaf, dict(transaction, hash=txid.hex().upper(), metaData=metadata)))
        return f"xrpl:{txid.hex().upper()}"

    def pay(self, payer, payee, drops, tag=None, fee=10):
        """Returns the transaction's place."""
        nodes = []
        for account, change in ((payer, -drops - fee), (payee, drops)):
            before = self.balances[account]
            self.balances[account] = before + change
            nodes.append(self.node(account, before, before + change))
        return self.add(payer, payee, str(drops), nodes, tag, fee)

    def pay_euros(self, payer, payee, issuer, euros, fee=10):
        nodes = [self.node(payer, self.balances[payer], self.balances[payer] - fee)]
        self.balances[payer] -= fee
        for account, change in ((payer, -euros), (payee, euros)):
            before = self.lines[account]
            self.lines[account] = before + change
            nodes.append(self.line_node(account, issuer, before, before + change))
        return self.add(payer, payee, {"currency": "EUR", "issuer": xrp_address(issuer), "value": str(euros)}, nodes, fee=fee)

    def close(self):
        root = tree({txid: leaf for txid, leaf, _ in self.pending}) if self.pending else bytes(32)
        header = (self.index.to_bytes(4, "big") + (99 * 10**15).to_bytes(8, "big") + self.parent + root + bytes(32)
                  + (self.close_time - 4).to_bytes(4, "big") + self.close_time.to_bytes(4, "big") + bytes([10, 0]))
        own = half(b"LWR\0" + header)
        self.ledgers.append({"ledger": {
            "ledger_index": str(self.index), "ledger_hash": own.hex().upper(), "parent_hash": self.parent.hex().upper(),
            "total_coins": str(99 * 10**15), "transaction_hash": root.hex().upper(), "account_hash": "0" * 64,
            "parent_close_time": self.close_time - 4, "close_time": self.close_time, "close_time_resolution": 10,
            "close_flags": 0, "transactions": [transaction for _, _, transaction in self.pending]}})
        self.parent, self.pending = own, []
        self.index += 1
        self.close_time += 4

    def write(self, path):
        path.write_text("".join(json.dumps(ledger) + "\n" for ledger in self.ledgers))


def robbery(first=40_000_000):
    """XRP is taken from Alpha, goes over two accounts of which one has money of its own, and comes to Beta, an exchange,
    under tags; euros of Bank's go along. Places by name."""
    ledgers = SealedLedgers(first)
    ledgers.balances = {"alpha": 90_000_000_000, "thief": 50_000_000, "mule": 7_000_000_000, "beta": 10_000_000,
                        "friend": 20_000_000}
    ledgers.lines = {"alpha": 5_000, "thief": 0, "mule": 100, "beta": 0}
    places = {"theft": ledgers.pay("alpha", "thief", 25_000_000_000)}
    ledgers.pay("beta", "friend", 1_000_000)
    places["euros"] = ledgers.pay_euros("alpha", "thief", "bank", 900)
    ledgers.close()
    ledgers.close()  # With nothing in it.
    places["hop"] = ledgers.pay("thief", "mule", 12_500_000_000)
    places["euro_hop"] = ledgers.pay_euros("thief", "mule", "bank", 600)
    for number in range(14):  # So that the tree has more than one level.
        ledgers.pay("beta", "friend", 1_000 + number)
    ledgers.close()
    places["deposit"] = ledgers.pay("mule", "beta", 12_500_000_000, tag=77)
    ledgers.pay("alpha", "friend", 5_000_000)
    ledgers.close()
    places["deposit_2"] = ledgers.pay("thief", "beta", 6_000_000_000, tag=0)
    ledgers.close()
    return ledgers, places
