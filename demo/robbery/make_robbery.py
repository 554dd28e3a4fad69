#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the files of the demo's robbery: the road from one exchange to nine bank accounts, all invented.

    make_robbery.py [FOLDER]

XRP and ether are taken from Exchange Alpha and swapped for bitcoin at Exchange Two; those coins are the 50 BTC of the
regtest chain, which was made before, so here they come from the robbery and not from Alpha's own wallet. Nine of the
deposits at Exchange Beta that end the peel chain are paid out in yuan, and one at Exchange Gamma buys a gift card.
The tests of the whole program make other ledgers with the same classes.
"""
import hashlib
import json
import pathlib
import sys

XRP_LETTERS = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
RIPPLE_EPOCH = 946_684_800


def xrp_address(name):
    data = b"\0" + hashlib.sha256(name.encode()).digest()[:20]
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        letters = XRP_LETTERS[digit] + letters
    return "r" + letters


class XrpLedger:
    """Ledgers with payments of XRP between accounts, as a server gives them."""

    def __init__(self, first, time=1_690_000_000):
        self.index = first
        self.close_time = time - RIPPLE_EPOCH
        self.balances = {}
        self.ledgers = []

    def pay(self, payer, payee, drops, tag=None, fee=10):
        """One ledger with one payment; returns the transaction's place."""
        changes = []
        for account, change in ((payer, -drops - fee), (payee, drops)):
            before = self.balances[account]
            self.balances[account] = before + change
            changes.append({"ModifiedNode": {
                "LedgerEntryType": "AccountRoot",
                "LedgerIndex": hashlib.sha256(account.encode()).hexdigest().upper(),
                "FinalFields": {"Account": xrp_address(account), "Balance": str(before + change), "Flags": 0,
                                "OwnerCount": 0, "Sequence": 1},
                "PreviousFields": {"Balance": str(before)}}})
        name = hashlib.sha256(f"{self.index}".encode()).hexdigest().upper()
        transaction = {"TransactionType": "Payment", "Account": xrp_address(payer), "Destination": xrp_address(payee),
                       "Amount": str(drops), "Fee": str(fee), "Flags": 0, "Sequence": 1, "hash": name,
                       "metaData": {"AffectedNodes": changes, "TransactionIndex": 0, "TransactionResult": "tesSUCCESS",
                                    "delivered_amount": str(drops)}}
        if tag is not None:
            transaction["DestinationTag"] = tag
        self.ledgers.append({"ledger": {
            "ledger_index": str(self.index), "close_time": self.close_time,
            "ledger_hash": hashlib.sha256(f"ledger {self.index}".encode()).hexdigest().upper(),
            "parent_hash": hashlib.sha256(f"ledger {self.index - 1}".encode()).hexdigest().upper(),
            "transactions": [transaction]}})
        self.index += 1
        self.close_time += 4
        return f"xrpl:{name}"

    def write(self, path):
        path.write_text("".join(json.dumps(ledger) + "\n" for ledger in self.ledgers))


def ether_address(name):
    return "0x" + hashlib.sha256(name.encode()).hexdigest()[:40]


class EthereumExport:
    """Blocks with one payment of ether each, as ethereum-etl writes them."""

    GAS = 21_000
    GAS_PRICE = 12  # Wei; 10 of them are burned.

    def __init__(self, first, time=1_720_000_000):
        self.first = first
        self.time = time
        self.blocks = ["number,hash,parent_hash,miner,timestamp,transaction_count,base_fee_per_gas,gas_used"]
        self.rows = ["hash,block_hash,block_number,transaction_index,from_address,to_address,value,gas,gas_price,block_timestamp"]
        self.traces = ["block_number,transaction_hash,transaction_index,from_address,to_address,value,trace_type,call_type,"
                       "trace_address,error,status"]
        self.receipts = ["transaction_hash,transaction_index,block_hash,block_number,gas_used,effective_gas_price,status"]

    @staticmethod
    def digest(text):
        return "0x" + hashlib.sha256(text.encode()).hexdigest()

    def pay(self, payer, payee, wei, is_done=True):
        """Returns the transaction's place."""
        height = self.first + len(self.rows) - 1
        time = self.time + 12 * (height - self.first)
        block, name = self.digest(f"b{height}"), self.digest(f"t{height}")
        self.blocks.append(f"{height},{block},{self.digest(f'b{height - 1}')},{ether_address('miner')},{time},1,10,{self.GAS}")
        self.rows.append(f"{name},{block},{height},0,{ether_address(payer)},{ether_address(payee)},{wei},{self.GAS},{self.GAS_PRICE},{time}")
        self.receipts.append(f"{name},0,{block},{height},{self.GAS},{self.GAS_PRICE},{int(is_done)}")
        self.traces.append(f"{height},{name},0,{ether_address(payer)},{ether_address(payee)},{wei},call,call,,,{int(is_done)}")
        return f"ethereum:{name}"

    def write(self, folder, is_whole=False):
        """Whole: with the calls within transactions, and with no logs: no tokens moved."""
        folder.mkdir(exist_ok=True)
        tables = [("blocks", self.blocks), ("transactions", self.rows), ("receipts", self.receipts)]
        if is_whole:
            logs = "log_index,transaction_hash,transaction_index,block_hash,block_number,address,data,topics"
            tables += [("traces", self.traces), ("logs", [logs])]
        for name, lines in tables:
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
        return folder

THEFT = "6a500aadf654603dc1c3c6c3c243b8bb56e558bbb5b5b697fc8c1678defb73f6"
# Nine deposits at Exchange Beta, in satoshis, and one at Exchange Gamma: known from tracing the chain.
DEPOSITS = [
    ("b4723fe4ec4931e0290dbc7e21236bc81efbead8c6a4f4f56ba45589c7421869:1", 75_000_000),
    ("698e8fc404ba141470a8963c2e875caeca35a120b332d5b1fbfad557c5687897:1", 75_000_000),
    ("a04d6c2a29f8070c6dd260dd3987eb1d28d886947d3a7ccf6703f6a851de69dc:1", 75_000_000),
    ("1066c4415a030b840f9ad3fba1a787974e36bbfb891c99b8e10a44ecd6089c5d:0", 75_000_000),
    ("b76227ba9d23624ff7226d9a50c86c7036d8dfef0854e4422e35160e0a9e1bc5:0", 74_818_034),
    ("d4b990535248b372181530661811bb83a6dedbbfc6dc12cab99edda9d5603324:1", 69_610_000),
    ("97e9f7b89ba41ba36e2eae311283dac652f3bf6c3668560a8f1604f67cd04909:0", 67_992_920),
    ("99968fab38899884dbff6991660b10dec803f9c8c0f5fa3128c887b560ef705c:0", 65_211_122),
    ("af88fe9c846dc1092e5da3d47ce69c22d7b3a20bccb3c9d82edab3246f815337:1", 63_401_898)]
GIFT_CARD = ("fe9cf2604248df6170c665a6a93a1146baf5548d6622325d699b342a5a98669a:0", 50_000_000)
XRP = 1_000_000  # Drops.
ETHER = 10**18  # Wei.
SAT = 100_000_000
FEN_PER_BTC = 70_000_000  # 700,000 yuan.
ROBBED = 1_739_390_400  # 2025-02-12, 20:00 UTC: a day before the coins move.


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    xrp = XrpLedger(93_000_000, ROBBED)
    xrp.balances = {"alpha": 900_000_000 * XRP, "thief": 50 * XRP, "mule": 70_000 * XRP, "second": 10_000 * XRP}
    xrp_theft = xrp.pay("alpha", "thief", 1_200_000 * XRP)
    xrp.pay("thief", "mule", 600_000 * XRP)
    deposit_1 = xrp.pay("mule", "second", 600_000 * XRP, tag=77)
    deposit_2 = xrp.pay("thief", "second", 500_000 * XRP, tag=0)
    xrp.write(folder / "xrp.jsonl")
    ether = EthereumExport(21_800_000, ROBBED)
    ether_theft = ether.pay("alpha", "thief", 750 * ETHER)
    deposit_3 = ether.pay("thief", "second", 740 * ETHER)
    ether.write(folder / "ethereum", is_whole=True)
    links = ["id,kind,standing,from_place,from_amount,to_place,to_account,to_asset,to_amount,source"]
    for name, place, amount, output, sat in (
            ("S1", deposit_1, 600_000 * XRP, 0, 1_600_000_000), ("S2", deposit_2, 500_000 * XRP, 0, 1_400_000_000),
            ("S3", deposit_3, 740 * ETHER, 1, 2_000_000_000)):
        links.append(f"{name},swap,asserted,{place}:0,{amount},bitcoin-regtest:{THEFT}:{output},,,{sat},Exchange Two's records")
    books = ["booked,id,from,to,currency,amount,kind"]
    for number, (place, sat) in enumerate(DEPOSITS, 1):
        fen = sat * FEN_PER_BTC // SAT
        books.append(f"2025-02-16T10:00:{number:02}Z,OUT-{number},,CN-{number},CNY,{fen // 100}.{fen % 100:02},")
        links.append(f"C{number},cash_out,asserted,bitcoin-regtest:{place},{sat},bank:OUT-{number}:0,,,{fen},Exchange Beta's records")
    links.append(f"G1,gift_card,asserted,bitcoin-regtest:{GIFT_CARD[0]},{GIFT_CARD[1]},,card 4711,USD,48000,own purchase")
    (folder / "books.csv").write_text("\n".join(books) + "\n")
    (folder / "links.csv").write_text("\n".join(links) + "\n")
    (folder / "house.csv").write_text(
        "id,field,value,note\nH-7,name,Exchange Two (invented),invented for the demo\nH-7,type,entity,\nH-7,category,exchange,\n"
        f"H-7,wallet,xrpl:{xrp_address('second')},\nH-7,wallet,ethereum:{ether_address('second')},\n")
    print(f"--from {xrp_theft}:0,{ether_theft}")


if __name__ == "__main__":
    main()
