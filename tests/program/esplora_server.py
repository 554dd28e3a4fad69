# SPDX-License-Identifier: Apache-2.0
"""An Esplora server for tests: its HTTP API over blocks that are given, on 127.0.0.1."""
import json

from list_server import Publisher, send, status
from program import double_sha256
from transactions import read_transactions


def merkle_branch(leaves, position):
    """Siblings from the bottom up, of hashes in the order of their bytes."""
    branch = []
    while len(leaves) > 1:
        if len(leaves) % 2:
            leaves = leaves + leaves[-1:]
        branch.append(leaves[position ^ 1])
        leaves = [double_sha256(leaves[i] + leaves[i + 1]) for i in range(0, len(leaves), 2)]
        position //= 2
    return branch


def give(body):
    return lambda handler: send(handler, body if isinstance(body, bytes) else body.encode())


def give_json(value):
    return give(json.dumps(value))


class Esplora:
    """Serves one chain up to a height; what higher blocks hold is not confirmed yet.

    `lies` are answers that stand in for those of a path, functions of the handler.
    """

    def __init__(self, chain, height=None, certificate=None):
        self.chain = chain
        self.height = len(chain) - 1 if height is None else height
        self.places = {}
        self.spends = {}
        for block in chain:
            transactions = read_transactions(block)
            for position, transaction in enumerate(transactions):
                self.places[transaction.txid] = (block, position, transaction, transactions)
                for number, spend in enumerate(transaction.spends):
                    self.spends[spend] = (transaction.txid, number)
        self.by_name = {block.name: block for block in chain}
        self.lies = {}
        self.publisher = Publisher(certificate, is_kept_open=True)
        self.publisher.answers = self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.publisher.stop()

    def __getitem__(self, path):
        return self.lies.get(path) or self.answer(path)

    @property
    def source(self):
        return "esplora:" + self.publisher.url("/api")

    @property
    def paths(self):
        """What was asked, in order."""
        return [path.removeprefix("/api") for path, _ in self.publisher.requests]

    def lie(self, path, answer):
        self.lies["/api" + path] = answer

    def status_of(self, txid):
        block = self.places[txid][0]
        if block.height > self.height:
            return {"confirmed": False}
        return {"confirmed": True, "block_height": block.height, "block_hash": block.name,
                "block_time": int.from_bytes(block.data[68:72], "little")}

    def spend_of(self, txid, output):
        if (txid, output) not in self.spends:
            return {"spent": False}
        spender, number = self.spends[txid, output]
        return {"spent": True, "txid": spender, "vin": number, "status": self.status_of(spender)}

    def answer(self, path):
        what, *words = path.removeprefix("/api/").split("/")
        if what == "blocks" and words == ["tip", "height"]:
            return give(str(self.height))
        if what == "block-height" and int(words[0]) <= self.height:
            return give(self.chain[int(words[0])].name)
        if what == "block" and words[0] in self.by_name and words[1] == "header":
            return give(self.by_name[words[0]].data[:80].hex())
        if what == "tx" and words[0] in self.places:
            return self.of_transaction(words[0], words[1])
        return status(404)

    def of_transaction(self, txid, what):
        block, position, transaction, transactions = self.places[txid]
        if what == "raw":
            return give(transaction.data)
        if what == "status":
            return give_json(self.status_of(txid))
        if what == "outspends":
            return give_json([self.spend_of(txid, output) for output in range(len(transaction.values_sat))])
        if what == "merkle-proof" and block.height <= self.height:
            leaves = [bytes.fromhex(one.txid)[::-1] for one in transactions]
            branch = merkle_branch(leaves, position)
            return give_json({"block_height": block.height, "merkle": [one[::-1].hex() for one in branch],
                              "pos": position})
        return status(404)
