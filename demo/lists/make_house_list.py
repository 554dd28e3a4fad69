#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes house.csv, the invented house list of the demo, from the answer book of the regtest theft.

    zstd -dc truth.json.zst > truth.json
    make_house_list.py truth.json > house.csv

Every person, business and event in it is invented; the addresses belong to a regtest chain.
"""
import csv
import json
import sys

LEDGER = "bitcoin-regtest"
NOTE = "invented for the demo"

# Key, owners in the answer book, type, category, name, other facts.
PARTIES = [
    ("H-1", ["thief"], "person", "listed", "THE ALPHA THIEF (invented)",
     [("alias", "The Alpha Thief"), ("remark", "Took 50 BTC from Exchange Alpha (invented)")]),
    ("H-2", ["launderer"], "person", "listed", "HOLLOW, Marek (invented)",
     [("alias", "HOLLOW, Marek"), ("weak_alias", "marek_h"), ("linked_to", "H-1"),
      ("remark", "Launders for the Alpha thief (invented)")]),
    ("H-3", ["exchange_alpha", "alpha_cold"], "entity", "exchange", "Exchange Alpha (invented)",
     [("remark", "The victim of the theft (invented)")]),
    ("H-4", ["exchange_beta", "beta_cold"], "entity", "exchange", "Exchange Beta (invented)", []),
    ("H-5", ["exchange_gamma"], "entity", "exchange", "Exchange Gamma (invented)", []),
    ("H-6", ["otc_broker"], "entity", "broker", "The Quayside Broker (invented)", []),
]


def facts(truth):
    """Yields id, field, value in the order of the file."""
    for key, owners, kind, category, name, others in PARTIES:
        yield key, "name", name
        yield key, "type", kind
        yield key, "category", category
        yield from ((key, field, value) for field, value in others)
        yield key, "source", "answer book of the regtest theft"
        addresses = [a for a, about in truth["addresses"].items() if about["owner"] in owners]
        if not addresses:
            sys.exit(f"no address of {owners} in the answer book")
        yield from ((key, "wallet", f"{LEDGER}:{address}") for address in sorted(addresses))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        truth = json.load(file)
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(["id", "field", "value", "note"])
    for key, field, value in facts(truth):
        # The wallets speak for themselves: one note a line would double the file.
        rows.writerow([key, field, value, "" if field == "wallet" else NOTE])


main()
