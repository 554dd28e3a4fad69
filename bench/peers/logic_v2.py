#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""OpenSanctions' logic-v2 as a scorer: reads "name1 TAB name2 TAB schema", writes scores 0 to 100.

Run by bench/peers/measure.sh in an environment that has the package nomenklatura. On standard error the
processor time a pair took.
"""
import sys
import time

from followthemoney import model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig


def entity(name, schema, key):
    """Each needs a key of its own: the library remembers what it made of an entity by its key."""
    proxy = model.make_entity(schema)
    proxy.id = key
    proxy.add("name", name)
    return proxy


def main():
    algorithm = get_algorithm("logic-v2")
    config = ScoringConfig.defaults()
    pairs = [line.rstrip("\n").split("\t") for line in sys.stdin]
    algorithm.compare(entity("John Smith", "Person", "warm-1"), entity("John Smith", "Person", "warm-2"), config)
    start = time.process_time()
    for i, (first, second, schema) in enumerate(pairs):
        result = algorithm.compare(entity(first, schema, f"a{i}"), entity(second, schema, f"b{i}"), config)
        print(f"{100 * result.score:.2f}")
    spent = time.process_time() - start
    print(f"logic-v2: {1e6 * spent / max(1, len(pairs)):.0f} us of processor time a pair", file=sys.stderr)


if __name__ == "__main__":
    main()
