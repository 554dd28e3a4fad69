# SPDX-License-Identifier: Apache-2.0
"""A node of Ethereum for tests: a chain that is made up, and the JSON-RPC that reads it, on 127.0.0.1.

Headers hash to their names and transactions have the ids of what they say; signatures are made up.
"""
import json

from list_server import Publisher, send

ETHER = 10 ** 18
GWEI = 10 ** 9
WRAPPED = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"
TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
DEPOSIT = "0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c"
WITHDRAWAL = "0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65"
MINER = "0x" + "99" * 20
GAS_PRICE, BASE_FEE, GAS_USED = 30, 20, 21_000

_ROUNDS = [0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B,
           0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088,
           0x0000000080008009, 0x000000008000000A, 0x000000008000808B, 0x800000000000008B, 0x8000000000008089,
           0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
           0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008]
_LANE = (1 << 64) - 1


def _rotated(lane, bits):
    return ((lane << bits) | (lane >> (64 - bits))) & _LANE if bits else lane


def _permuted(state):
    for constant in _ROUNDS:
        parity = [state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20] for x in range(5)]
        state = [state[i] ^ parity[(i + 4) % 5] ^ _rotated(parity[(i + 1) % 5], 1) for i in range(25)]
        x, y, lane = 1, 0, state[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            at = x + 5 * y
            lane, state[at] = state[at], _rotated(lane, (step + 1) * (step + 2) // 2 % 64)
        state = [state[i] ^ (~state[i // 5 * 5 + (i + 1) % 5] & state[i // 5 * 5 + (i + 2) % 5]) for i in range(25)]
        state[0] ^= constant
    return state


def keccak(data):
    """Keccak-256, as Ethereum hashes: not the SHA-3 of the standard library."""
    rate = 136
    padded = bytearray(data) + b"\x01" + bytes(-(len(data) + 1) % rate)
    padded[-1] |= 0x80
    state = [0] * 25
    for begin in range(0, len(padded), rate):
        for i in range(rate // 8):
            state[i] ^= int.from_bytes(padded[begin + 8 * i:begin + 8 * i + 8], "little")
        state = _permuted(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])


def rlp(value):
    if isinstance(value, int):
        value = value.to_bytes((value.bit_length() + 7) // 8, "big")
    if isinstance(value, (list, tuple)):
        body, begin = b"".join(map(rlp, value)), 0xc0
    else:
        body, begin = bytes(value), 0x80
        if len(body) == 1 and body[0] < 0x80:
            return body
    if len(body) < 56:
        return bytes([begin + len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([begin + 55 + len(size)]) + size + body


def digits(data):
    return "0x" + data.hex()


def raw(text):
    return bytes.fromhex(text[2:])


def address(name):
    """Of a person in a story; whoever has an address already keeps it."""
    return name if name.startswith("0x") else digits(keccak(name.encode())[12:])


def word(name):
    return "0x" + address(name)[2:].rjust(64, "0")


class EthereumChain:
    """Blocks by height, from the first; each payment makes one unless it joins the last."""

    def __init__(self, first=20_000_000, opening=(), before="before the first"):
        self.first = first
        self.opening = {address(name): amount for name, amount in dict(opening).items()}
        self.nonces = {}
        self.blocks = []
        self.unseen = []  # Ether that a block gives by itself: height, account, amount.
        self.parent = digits(keccak(before.encode()) if first else bytes(32))
        self.seal([])

    @property
    def height(self):
        return self.first + len(self.blocks) - 1

    def seal(self, transactions):
        """Makes a block of transactions without places and hashes of blocks."""
        height = self.first + len(self.blocks)
        zero = digits(bytes(32))
        header = {"parentHash": self.parent, "sha3Uncles": zero, "miner": MINER, "stateRoot": zero,
                  "transactionsRoot": digits(keccak("".join(one["hash"] for one, _, _ in transactions).encode())),
                  "receiptsRoot": zero, "logsBloom": digits(bytes(256)), "difficulty": "0x0", "number": hex(height),
                  "gasLimit": hex(30_000_000), "gasUsed": hex(GAS_USED * len(transactions)),
                  "timestamp": hex(1_700_000_000 + 12 * len(self.blocks)), "extraData": "0x", "mixHash": zero,
                  "nonce": digits(bytes(8)), "baseFeePerGas": hex(BASE_FEE)}
        numbers = {"difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas"}
        header["hash"] = digits(keccak(rlp([int(text, 16) if name in numbers else raw(text)
                                            for name, text in header.items()])))
        log_index = 0
        for index, (transaction, receipt, traces) in enumerate(transactions):
            place = {"blockHash": header["hash"], "blockNumber": hex(height), "transactionIndex": hex(index)}
            transaction.update(place)
            receipt.update(place, transactionHash=transaction["hash"])
            for log in receipt["logs"]:
                log.update(place, transactionHash=transaction["hash"], logIndex=hex(log_index), removed=False)
                log_index += 1
            for trace in traces:
                trace.update(blockHash=header["hash"], blockNumber=height, transactionHash=transaction["hash"],
                             transactionPosition=index)
        self.blocks.append({"header": header, "transactions": transactions})
        self.parent = header["hash"]

    def pay(self, giver, getter, value=0, calls=(), logs=(), fails=False, joins=False):
        """Returns the transaction's name. `calls`: (from, to, value) or (..., error) beneath it, in order; `logs`:
        (token, from, to, amount), where to or from may be "deposit" and "withdrawal" for wrapped ether."""
        giver, getter = address(giver), address(getter)
        nonce = self.nonces.get(giver, 0)
        self.nonces[giver] = nonce + 1
        fields = [nonce, GAS_PRICE, 100_000, raw(getter), value, b"", 37, 1 + nonce, int(giver, 16)]
        name = digits(keccak(rlp(fields)))
        transaction = {"hash": name, "type": "0x0", "nonce": hex(nonce), "gasPrice": hex(GAS_PRICE), "gas": hex(100_000),
                       "from": giver, "to": getter, "value": hex(value), "input": "0x", "v": hex(37),
                       "r": hex(1 + nonce), "s": hex(int(giver, 16))}
        receipt = {"status": "0x0" if fails else "0x1", "gasUsed": hex(GAS_USED), "effectiveGasPrice": hex(GAS_PRICE),
                   "logs": [] if fails else [self.log(*one) for one in logs]}
        root = {"type": "call", "traceAddress": [], "subtraces": len(calls),
                "action": {"callType": "call", "from": giver, "to": getter, "value": hex(value)}, "result": {}}
        if fails:
            root.update(error="Reverted", result=None)
        traces = [root]
        for index, (payer, payee, amount, *error) in enumerate(calls):
            traces.append({"type": "call", "traceAddress": [index], "subtraces": 0, "result": {},
                           "action": {"callType": "call", "from": address(payer), "to": address(payee),
                                      "value": hex(amount)}})
            if error:
                traces[-1].update(error=error[0], result=None)
        made = (transaction, receipt, traces)
        if joins:
            block = self.blocks.pop()
            self.parent = block["header"]["parentHash"]
            self.seal([*block["transactions"], made])
        else:
            self.seal([made])
        return name

    @staticmethod
    def log(token, giver, getter, amount):
        topics = [TRANSFER, word(giver), word(getter)]
        if giver == "deposit":
            topics = [DEPOSIT, word(getter)]
        elif getter == "withdrawal":
            topics = [WITHDRAWAL, word(giver)]
        return {"address": address(token), "topics": topics, "data": f"0x{amount:064x}"}

    def balance(self, account, height):
        """Of ether, after a block."""
        held = self.opening.get(account, 0) + sum(amount for at, who, amount in self.unseen if who == account and at <= height)
        for block in self.blocks[:max(0, height - self.first + 1)]:
            for transaction, receipt, traces in block["transactions"]:
                if transaction["from"] == account:
                    held -= GAS_USED * GAS_PRICE
                if account == MINER:
                    held += GAS_USED * (GAS_PRICE - BASE_FEE)
                if receipt["status"] == "0x0":
                    continue
                for trace in traces:
                    amount = 0 if trace.get("error") else int(trace["action"]["value"], 16)
                    held += amount * ((trace["action"]["to"] == account) - (trace["action"]["from"] == account))
        return held


def error(code, message):
    return {"error": {"code": code, "message": message}}


class EthereumNode:
    """Answers about a chain up to a final block, and as a whole.

    `lies` stand in for answers: functions of method and parameters that return what goes beside the id ({"result":
    ...} or {"error": ...}), a function of the handler (of the whole request), or None for the true answer.
    """

    def __init__(self, chain, final=None, rows=None, blocks_max=None, calls_max=None, certificate=None):
        self.chain = chain
        self.final = chain.height if final is None else final
        self.rows, self.blocks_max, self.calls_max = rows, blocks_max, calls_max
        self.missing = set()
        self.lies = []
        self.asked = []     # Method and parameters of each call.
        self.requests = 0
        self.publisher = Publisher(certificate, is_kept_open=True)
        self.publisher.answers = self
        self.index()

    def index(self):
        """After the chain has changed."""
        self.by_name = {one[0]["hash"]: one for block in self.chain.blocks for one in block["transactions"]}

    def __getitem__(self, _path):
        return self.answer

    @property
    def source(self):
        return "ethereum:" + self.publisher.url("/")

    def asked_of(self, method):
        return [parameters for what, parameters in self.asked if what == method]

    def answer(self, handler):
        self.requests += 1
        question = json.loads(handler.body)
        calls = question if isinstance(question, list) else [question]
        answers = []
        if isinstance(question, list) and self.calls_max is not None and len(calls) > self.calls_max:
            return send(handler, json.dumps({"jsonrpc": "2.0", "id": None, **error(-32600, "batch too large")}).encode())
        for call in calls:
            self.asked.append((call["method"], call["params"]))
            told = None
            for lie in self.lies:
                told = told or lie(call["method"], call["params"])
            if callable(told):
                return told(handler)
            answers.append({"jsonrpc": "2.0", "id": call["id"], **(told or self.truth(call["method"], call["params"]))})
        answers.reverse()  # Which is whose is said by the id alone.
        send(handler, json.dumps(answers if isinstance(question, list) else answers[0]).encode())

    def truth(self, method, parameters):
        if method in self.missing or not hasattr(self, method):
            return error(-32601, f"the method {method} does not exist/is not available")
        result = getattr(self, method)(*parameters)
        return result if isinstance(result, dict) and "error" in result else {"result": result}

    def block_at(self, which):
        height = {"latest": self.chain.height, "finalized": self.final}.get(which)
        height = int(which, 16) if height is None else height
        place = height - self.chain.first
        return self.chain.blocks[place] if 0 <= place < len(self.chain.blocks) else None

    def eth_chainId(self):
        return "0x1"

    def eth_blockNumber(self):
        return hex(self.chain.height)

    def eth_getBlockByNumber(self, which, is_full):
        block = self.block_at(which)
        if block is None:
            return None
        return {**block["header"], "uncles": [], "size": "0x1",
                "transactions": [one if is_full else one["hash"] for one, _, _ in block["transactions"]]}

    def eth_getBlockReceipts(self, which):
        return [receipt for _, receipt, _ in self.block_at(which)["transactions"]]

    def trace_block(self, which):
        return [trace for _, _, traces in self.block_at(which)["transactions"] for trace in traces]

    def part(self, name, place):
        return self.by_name[name][place] if name in self.by_name else None

    def eth_getTransactionByHash(self, name):
        return self.part(name, 0)

    def eth_getTransactionReceipt(self, name):
        return self.part(name, 1)

    def trace_transaction(self, name):
        return self.part(name, 2)

    def eth_getBalance(self, account, which):
        return hex(self.chain.balance(account, int(which, 16)))

    def blocks_of(self, question):
        first, last = int(question["fromBlock"], 16), int(question["toBlock"], 16)
        if self.blocks_max is not None and last - first >= self.blocks_max:
            return error(-32602, f"block range too large, currently limited to {self.blocks_max}")
        return [block for block in self.chain.blocks if first <= int(block["header"]["number"], 16) <= last]

    def trace_filter(self, question):
        blocks = self.blocks_of(question)
        if isinstance(blocks, dict):
            return blocks
        rows = [trace for block in blocks for _, _, traces in block["transactions"] for trace in traces
                if trace["action"]["from"] in question.get("fromAddress", [trace["action"]["from"]])
                and trace["action"]["to"] in question.get("toAddress", [trace["action"]["to"]])]
        count = min(question["count"], self.rows or question["count"])
        return rows[question["after"]:question["after"] + count]

    def eth_getLogs(self, question):
        blocks = self.blocks_of(question)
        if isinstance(blocks, dict):
            return blocks

        def fits(log):
            return len(log["topics"]) >= len(question["topics"]) and all(
                wanted is None or topic in (wanted if isinstance(wanted, list) else [wanted])
                for topic, wanted in zip(log["topics"], question["topics"]))
        return [log for block in blocks for _, receipt, _ in block["transactions"] for log in receipt["logs"] if fits(log)]
