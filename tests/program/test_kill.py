# SPDX-License-Identifier: Apache-2.0
"""An ingest killed at random moments: what readers see meanwhile, and what is there in the end.

The demo's chain comes in pieces, so that an ingest of it has many commits, and stale branches come
before the ones that win, so that it unwinds as well. SIGKILL comes after delays drawn evenly over
the time that an ingest of the piece takes, again and again, recoveries included, until pelf was
killed PELF_KILLS times (200). After every kill the store must read and verify as one that was never
interrupted; after every round its bytes must be those of one ingest of everything.
"""
import collections
import os
import random
import signal
import subprocess
import time
import unittest

from program import (BLOCKS, Manifest, ProgramTest, best_chain, command, environment, read_blocks,
                     store_files, write_block_files)

KILLS = int(os.environ.get("PELF_KILLS", "200"))
SEED = int(os.environ.get("PELF_SEED", "20250221"))
PIECE_BLOCKS = 24


def pieces_with_stale_branches_first():
    """The chain's blocks in lists; a piece ends before each fork, and the loser comes first."""
    chain, stale = best_chain(read_blocks())
    pieces = [[]]
    stale_heights = {block.height for block in stale}
    for block in chain:
        begins_fork = block.height in stale_heights and block.height - 1 not in stale_heights
        if begins_fork:
            losers = [block]
            while losers[-1].height + 1 in stale_heights:
                losers.append(chain[losers[-1].height + 1])
            pieces[-1] += [one for one in stale if block.height <= one.height <= losers[-1].height]
        if begins_fork or len(pieces[-1]) >= PIECE_BLOCKS:
            pieces.append([])
        pieces[-1].append(block)
    return pieces


class Kill(ProgramTest):
    parent = None  # On a disk, where writing takes its time and is hit more often.

    def setUp(self):
        super().setUp()
        whole = self.folder / "whole"
        self.ingest(BLOCKS, home=whole)
        self.expected = store_files(whole)
        # One folder a step, with all pieces up to it: what a node's folder grows like.
        pieces = pieces_with_stale_branches_first()
        self.steps = [write_block_files(self.folder / f"blocks-{step}", *pieces[:step + 1])
                      for step in range(len(pieces))]
        # What the store is after each step, and how long each takes, when nobody interferes.
        self.after = []
        self.seconds = []
        calm = self.folder / "calm"
        for step in self.steps:
            begin = time.monotonic()
            self.ingest(step, home=calm)
            self.seconds.append(time.monotonic() - begin)
            self.after.append(store_files(calm))
        self.assert_same_store(calm, self.expected, "in steps")
        self.where = collections.Counter()

    def kill_one(self, step, delay_s):
        """True if it was still at work."""
        process = subprocess.Popen(command(self.home, "ledger", "ingest", "bitcoin", "--blocks", self.steps[step]),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
        try:
            process.wait(delay_s)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        error = process.communicate()[1]
        self.assertIn(process.returncode, (0, -signal.SIGKILL), error)
        return process.returncode != 0

    def look(self, step):
        """Says where the kill hit, from what lies there, and holds it against the promises."""
        folder = self.home / "ledgers/bitcoin-regtest"
        if not (folder / "manifest").exists():
            return "before there was a store"
        found = store_files(self.home)
        manifest = Manifest(found["manifest"])
        allowed = [self.after[step]["manifest"]]
        if step > 0:
            allowed.append(self.after[step - 1]["manifest"])
        # Unwinding publishes the fork in between; an empty store is one as well.
        blocks = {Manifest(data).blocks for data in allowed}
        is_between = found["manifest"] not in allowed
        if is_between:
            self.assertLess(manifest.blocks, max(blocks))
        check = self.pelf("ledger", "verify", "--json", "--quiet").json()
        self.assertTrue(check["valid"], check)
        self.assertEqual(check["blocks"], manifest.blocks)
        if "journal" in found:
            return "with spenders being set (journal)"
        if any(name.endswith(".new") for name in found):
            return "while a file was written beside its place"
        if len(found["txids.col"]) > 64 + 32 * manifest.transactions or \
                len(found["blocks.col"]) > 64 + 160 * manifest.blocks:
            return "with rows past the manifest"
        if is_between:
            return "between unwinding and the new branch"
        return "after the commit" if found["manifest"] == allowed[0] else "before the commit"

    def one_round(self, dice):
        """All steps, each killed until chance or luck lets it through. The number of kills."""
        kills = 0
        for step, seconds in enumerate(self.seconds):
            while self.kill_one(step, dice.uniform(0, 1.1 * seconds)):
                kills += 1
                self.where[self.look(step)] += 1
                if dice.random() < 0.25:
                    self.ingest(self.steps[step])
                    break
            self.assertEqual(store_files(self.home)["manifest"], self.after[step]["manifest"])
        return kills

    def test_whatever_the_moment_the_end_is_the_same(self):
        dice = random.Random(SEED)
        kills = rounds = 0
        while kills < KILLS:
            kills += self.one_round(dice)
            rounds += 1
            self.assert_same_store(self.home, self.expected, f"round {rounds}, seed {SEED}")
            (self.home / "ledgers/bitcoin-regtest").rename(self.folder / f"round-{rounds}")
        print(f"killed {kills} times in {rounds} rounds of {len(self.steps)} commits or more:")
        for where, count in self.where.most_common():
            print(f"  {count:4} {where}")
        in_commit = sum(count for where, count in self.where.items()
                        if "before the" not in where and "after the" not in where)
        self.assertGreater(in_commit, kills // 20, "too few kills hit a commit to prove anything")


if __name__ == "__main__":
    unittest.main()
