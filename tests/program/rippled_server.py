# SPDX-License-Identifier: Apache-2.0
"""A server of the XRP Ledger for tests: account_tx, tx and ledger by JSON-RPC over ledgers that are given, on 127.0.0.1."""
import json

from list_server import Publisher, send

FIRST_OF_ALL = 32_570


def give_json(value):
    return lambda handler: send(handler, json.dumps(value).encode())


def give_error(word):
    return give_json({"result": {"error": word, "status": "error"}})


class Rippled:
    """Serves ledgers as servers give them, with their transactions expanded, up to a height.

    `lies` stand in for answers: functions of method and parameters that return an answer, or None for the
    true one. `spelling` is the version of the API, 1 or 2.
    """

    def __init__(self, ledgers, first=None, height=None, page=200, spelling=1, certificate=None):
        self.page = page
        self.spelling = spelling
        self.headers = {}
        self.transactions = []  # In the ledger's order: ledger index, place, hash, transaction, metadata.
        for ledger in ledgers:
            index = int(ledger["ledger_index"])
            self.headers[index] = {key: value for key, value in ledger.items() if key != "transactions"}
            for transaction in ledger["transactions"]:
                bare = {key: value for key, value in transaction.items() if key not in ("metaData", "meta")}
                meta = transaction.get("metaData") or transaction["meta"]
                self.transactions.append((index, meta["TransactionIndex"], bare["hash"], bare, meta))
        self.transactions.sort(key=lambda one: one[:2])
        self.by_hash = {one[2]: one for one in self.transactions}
        self.first = min(self.headers) if first is None else first
        self.height = max(self.headers) if height is None else height
        self.by_account = {}
        for one in self.transactions:
            for account in accounts_in(one[4]):
                self.by_account.setdefault(account, []).append(one)
        self.lies = []
        self.asked = []
        self.publisher = Publisher(certificate, is_kept_open=True)
        self.publisher.answers = self

    def __getitem__(self, _path):
        def answer(handler):
            question = json.loads(handler.body)
            method, parameters = question["method"], question["params"][0]
            self.asked.append((method, parameters))
            for lie in self.lies:
                told = lie(method, parameters)
                if told is not None:
                    return told(handler)
            give_json({"result": self.result(method, parameters)})(handler)
        return answer

    @property
    def source(self):
        return "rippled:" + self.publisher.url("/")

    def asked_of(self, method):
        return [parameters for what, parameters in self.asked if what == method]

    def result(self, method, parameters):
        if method == "ledger":
            return self.ledger()
        if method == "tx":
            one = self.by_hash.get(parameters["transaction"])
            if one is None or not self.first <= one[0] <= self.height:
                return {"error": "txnNotFound", "status": "error"}
            return self.one_transaction(one)
        if method == "account_tx":
            return self.account_tx(parameters)
        return {"error": "unknownCmd", "status": "error"}

    def ledger(self):
        header = self.headers[self.height]
        return {"ledger": header, "ledger_hash": header["ledger_hash"], "ledger_index": self.height,
                "validated": True, "status": "success"}

    def time_of(self, index):
        return self.headers[index]["close_time"]

    def one_transaction(self, one):
        index, _, name, bare, meta = one
        if self.spelling == 2:
            return {"tx_json": {**bare, "date": self.time_of(index), "ledger_index": index}, "hash": name, "meta": meta,
                    "ledger_hash": self.headers[index]["ledger_hash"], "ledger_index": index, "validated": True,
                    "status": "success"}
        return {**bare, "date": self.time_of(index), "ledger_index": index, "inLedger": index, "meta": meta,
                "validated": True, "status": "success"}

    def in_page(self, one):
        index, _, name, bare, meta = one
        if self.spelling == 2:
            return {"tx_json": {**bare, "date": self.time_of(index)}, "hash": name, "meta": meta,
                    "ledger_hash": self.headers[index]["ledger_hash"], "ledger_index": index, "validated": True}
        return {"tx": {**bare, "date": self.time_of(index), "ledger_index": index, "inLedger": index}, "meta": meta,
                "validated": True}

    def account_tx(self, parameters):
        low, high = parameters["ledger_index_min"], parameters["ledger_index_max"]
        low = self.first if low < 0 else max(low, self.first)
        high = min(high, self.height)
        history = [one for one in self.by_account.get(parameters["account"], []) if low <= one[0] <= high]
        if "marker" in parameters:
            place = parameters["marker"]["ledger"], parameters["marker"]["seq"]
            history = [one for one in history if one[:2] >= place]
        count = min(self.page, parameters["limit"])
        result = {"account": parameters["account"], "ledger_index_min": low, "ledger_index_max": high, "limit": count,
                  "status": "success", "validated": True, "transactions": [self.in_page(one) for one in history[:count]]}
        if len(history) > count:
            result["marker"] = {"ledger": history[count][0], "seq": history[count][1]}
        return result


def accounts_in(value):
    """Addresses in metadata, as the server indexes them: whatever is written as one."""
    if isinstance(value, dict):
        return set().union(*(accounts_in(one) for one in value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*(accounts_in(one) for one in value)) if value else set()
    return {value} if isinstance(value, str) and value.startswith("r") and 25 <= len(value) <= 35 else set()
