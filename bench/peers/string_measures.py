#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plain measures of text as scorers, by the package rapidfuzz: the floor that a matcher stands on.

    string_measures.py jaro_winkler|ratio|token_sort|token_set < pairs

Reads "name1 TAB name2 TAB schema", writes scores 0 to 100. Names are lower-cased, no more.
"""
import sys

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

MEASURES = {
    "jaro_winkler": lambda a, b: 100 * JaroWinkler.similarity(a, b),
    "ratio": fuzz.ratio,
    "token_sort": fuzz.token_sort_ratio,
    "token_set": fuzz.token_set_ratio,
}


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in MEASURES:
        sys.exit(f"usage: string_measures.py {'|'.join(MEASURES)}")
    for line in sys.stdin:
        first, second, _ = line.rstrip("\n").split("\t")
        print(f"{MEASURES[sys.argv[1]](first.casefold(), second.casefold()):.2f}")


if __name__ == "__main__":
    main()
