# SPDX-License-Identifier: Apache-2.0
"""pelf ledger follow against a node that serves the demo's chain, its reorganisations included."""
import unittest

from node import Node
from program import (BLOCKS, INPUT, INTERNAL, ProgramTest, best_chain, read_blocks, store_files)


class Follow(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.chain, cls.stale = best_chain(read_blocks())

    def branch(self, height):
        """The chain as it stood with the stale branch that begins at this height."""
        losers = [block for block in self.stale if block.height >= height and block.height < height + 5]
        return self.chain[:height] + losers

    def follow(self, node, *words, **options):
        return self.pelf("ledger", "follow", "--once", "--node", node.address, *words, **options)

    def test_through_two_reorganisations_to_the_store_of_the_block_files(self):
        whole = self.folder / "whole"
        self.ingest(BLOCKS, home=whole)
        heights = sorted({block.height for block in self.stale})
        with Node(self.branch(heights[0])) as node:
            self.follow(node)
            status = self.pelf("ledger", "status", "--json").json()
            self.assertEqual((status["height"], status["tip"]), (heights[0], node.chain[-1].name))
            node.set_chain(self.branch(heights[1]))
            run = self.follow(node)
            self.assertIn("took back 1", run.out)
            node.set_chain(self.chain)
            run = self.follow(node, "--json")
            self.assertEqual(run.json()["stale_blocks"], 3)
        self.assert_same_store(self.home, store_files(whole))
        self.assertTrue(self.pelf("ledger", "verify", "--json").json()["valid"])

    def test_a_second_look_at_the_same_chain_changes_nothing(self):
        with Node(self.chain[:100]) as node:
            self.follow(node)
            before, requests = store_files(self.home), node.requests
            self.follow(node)
            self.assertLess(node.requests - requests, 10)
        self.assert_same_store(self.home, before)

    def test_a_node_with_less_work_takes_nothing_away(self):
        with Node(self.chain[:120]) as node:
            self.follow(node)
            before = store_files(self.home)
            node.set_chain(self.chain[:90])
            self.follow(node)
            self.assert_same_store(self.home, before)

    def test_by_json_rpc_it_is_the_same_store(self):
        with Node(self.chain[:60]) as node:
            self.follow(node)
            cookie = self.folder / ".cookie"
            cookie.write_text("user:password", encoding="ascii")
            for name, words in (("password", ["--node", node.rpc_address]),
                                ("cookie", ["--node", node.address, "--cookie", cookie])):
                home = self.folder / name
                self.pelf("ledger", "follow", "--once", "--rpc", *words, home=home)
                self.assert_same_store(home, store_files(self.home))
            wrong = node.address.replace("http://", "http://user:wrong@")
            run = self.pelf("ledger", "follow", "--once", "--rpc", "--node", wrong, status=INPUT)
            self.assert_says(run, "password")

    def test_block_files_go_on_where_the_node_left_off(self):
        whole = self.folder / "whole"
        self.ingest(BLOCKS, home=whole)
        with Node(self.chain[:200]) as node:
            self.follow(node)
        self.ingest(BLOCKS)
        self.assert_same_store(self.home, store_files(whole))

    def test_a_node_that_lies_is_refused_and_what_was_good_is_kept(self):
        with Node(self.chain[:50]) as node:
            self.follow(node)
            before = store_files(self.home)
            node.set_chain(self.chain[:70])
            broken = bytearray(self.chain[60].data)
            broken[-1] ^= 1
            kept = self.chain[60].data
            try:
                self.chain[60].data = bytes(broken)
                run = self.follow(node, status=INPUT)
            finally:
                self.chain[60].data = kept
            self.assert_says(run, self.chain[60].name)
            self.assertTrue(self.pelf("ledger", "verify", "--json").json()["valid"])
            self.assertGreaterEqual(len(store_files(self.home)["blocks.col"]), len(before["blocks.col"]))
            self.follow(node)
            self.assertEqual(self.pelf("ledger", "status", "--json").json()["height"], 69)

    def test_another_network_and_no_node_are_said(self):
        with Node(self.chain[:20], network="testnet4") as node:
            self.assert_says(self.follow(node, status=INPUT), "network")
            address = node.address
        run = self.pelf("ledger", "follow", "--once", "--node", address, status=INTERNAL)
        self.assert_says(run, "pelf: ")
        run = self.pelf("ledger", "follow", "--once", "--node", "https://example.org", status=INPUT)
        self.assert_says(run, "pelf: ")


if __name__ == "__main__":
    unittest.main()
