# SPDX-License-Identifier: Apache-2.0
"""Transactions of a block in plain Python, for tests that work answers out again."""
import struct

from program import double_sha256


class Transaction:
    def __init__(self, txid, spends, values_sat, data):
        self.txid = txid
        self.data = data  # With its witnesses.
        self.spends = spends  # (txid, index) pairs; empty for a coinbase.
        self.values_sat = values_sat


class _Reader:
    def __init__(self, data, offset):
        self.data = data
        self.offset = offset

    def take(self, size):
        self.offset += size
        return self.data[self.offset - size:self.offset]

    def number(self, form):
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def count(self):
        first = self.number("<B")
        return first if first < 0xfd else self.number({0xfd: "<H", 0xfe: "<I", 0xff: "<Q"}[first])


def _read_transaction(reader):
    begin = reader.offset
    version = reader.take(4)
    has_witness = reader.data[reader.offset:reader.offset + 2] == b"\0\1"
    if has_witness:
        reader.take(2)
    body = reader.offset
    spends = []
    inputs = reader.count()
    for _ in range(inputs):
        txid = reader.take(32)
        spends.append((txid[::-1].hex(), reader.number("<I")))
        reader.take(reader.count())
        reader.take(4)
    values_sat = []
    for _ in range(reader.count()):
        values_sat.append(reader.number("<Q"))
        reader.take(reader.count())
    body_end = reader.offset
    if has_witness:
        for _ in range(inputs):
            for _ in range(reader.count()):
                reader.take(reader.count())
    lock_time = reader.take(4)
    plain = version + reader.data[body:body_end] + lock_time
    assert has_witness or plain == reader.data[begin:reader.offset]
    if spends[0] == ("0" * 64, 0xffffffff):
        spends = []
    return Transaction(double_sha256(plain)[::-1].hex(), spends, values_sat, reader.data[begin:reader.offset])


def read_transactions(block):
    reader = _Reader(block.data, 80)
    return [_read_transaction(reader) for _ in range(reader.count())]
