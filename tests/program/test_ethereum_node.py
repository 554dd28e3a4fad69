# SPDX-License-Identifier: Apache-2.0
"""The reader of a node of Ethereum against a real one: what it says moved, summed up here, is what
the node says that everybody holds, to the wei.

The reader is run by the program ethereum_dump (PELF_ETHEREUM_DUMP), which is built with the tests.
"""
import collections
import os
import subprocess
import unittest

from anvil import Anvil, find_anvil
from evm_assembler import deployment

DUMP = os.environ.get("PELF_ETHEREUM_DUMP")
ETHER = 10 ** 18
TRANSFER = 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef
DEPOSIT = 0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c
WITHDRAWAL = 0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65

# A token. Each account's balance lies in storage under its own address. Calls by their first four
# bytes, as Solidity has them: transfer(to, amount), balanceOf(account), deposit(), withdraw(amount),
# and burn(amount) and grow() of our own: the second doubles the caller's balance without an event.
TOKEN = f"""
    0 CALLDATALOAD 0xe0 SHR
    DUP1 0xa9059cbb EQ @transfer JUMPI
    DUP1 0x70a08231 EQ @balance JUMPI
    DUP1 0xd0e30db0 EQ @deposit JUMPI
    DUP1 0x2e1a7d4d EQ @withdraw JUMPI
    DUP1 0x42966c68 EQ @burn JUMPI
    DUP1 0x11111111 EQ @grow JUMPI
    fail: 0 0 REVERT

    balance:
    4 CALLDATALOAD SLOAD 0 MSTORE 0x20 0 RETURN

    transfer:
    0x24 CALLDATALOAD CALLER SLOAD LT @fail JUMPI               # caller's balance < amount
    0x24 CALLDATALOAD CALLER SLOAD SUB CALLER SSTORE
    0x24 CALLDATALOAD 4 CALLDATALOAD SLOAD ADD 4 CALLDATALOAD SSTORE
    0x24 CALLDATALOAD 0 MSTORE
    4 CALLDATALOAD CALLER {TRANSFER:#x} 0x20 0 LOG3
    1 0 MSTORE 0x20 0 RETURN

    deposit:
    CALLVALUE CALLER SLOAD ADD CALLER SSTORE
    CALLVALUE 0 MSTORE CALLER {DEPOSIT:#x} 0x20 0 LOG2 STOP

    withdraw:
    4 CALLDATALOAD CALLER SLOAD LT @fail JUMPI
    4 CALLDATALOAD CALLER SLOAD SUB CALLER SSTORE
    4 CALLDATALOAD 0 MSTORE CALLER {WITHDRAWAL:#x} 0x20 0 LOG2
    0 0 0 0 4 CALLDATALOAD CALLER GAS CALL ISZERO @fail JUMPI STOP

    burn:
    4 CALLDATALOAD CALLER SLOAD LT @fail JUMPI
    4 CALLDATALOAD CALLER SLOAD SUB CALLER SSTORE
    4 CALLDATALOAD 0 MSTORE 0 CALLER {TRANSFER:#x} 0x20 0 LOG3 STOP

    grow:
    CALLER SLOAD DUP1 ADD CALLER SSTORE STOP
"""
# What the maker of a token gets: a million units, and the event for it.
MINT = f"1000000 CALLER SSTORE 1000000 0 MSTORE CALLER 0 {TRANSFER:#x} 0x20 0 LOG3"

# Sends half of what comes to the address in the first word of the data, by a call.
FORWARDER = "0 0 0 0 2 CALLVALUE DIV 0 CALLDATALOAD GAS CALL POP STOP"

# Calls the address in the first word with all that comes and the second word as data, and goes on
# whether that failed or not. A failed call leaves the ether here.
TRY = "0x20 CALLDATALOAD 0 MSTORE 0 0 0x20 0 CALLVALUE 0 CALLDATALOAD GAS CALL POP STOP"

# The same by delegatecall: the other's code runs here, and names the value of this call.
DELEGATE = "0x20 CALLDATALOAD 0 MSTORE 0 0 0x20 0 0 CALLDATALOAD GAS DELEGATECALL POP STOP"

# Pays a wei to the address in its data, and then fails all the same.
PAY_AND_FAIL = "0 0 0 0 1 0 CALLDATALOAD GAS CALL POP 0 0 REVERT"

# Leaves everything to the address in its data.
WILL = "0 CALLDATALOAD SELFDESTRUCT"

# Makes a contract that gets all that comes, and destroys itself for the address in the data while
# it is made: PUSH20 address SELFDESTRUCT, 22 bytes written into memory from the right.
CRADLE = f"""
    0 CALLDATALOAD 0x0100 MUL {0x73 << 168:#x} ADD 0xff ADD 0 MSTORE
    22 10 CALLVALUE CREATE POP STOP
"""


def word(value):
    return value[2:].lower().rjust(64, "0") if isinstance(value, str) else f"{value:064x}"


def call_data(selector, *words):
    return "0x" + selector + "".join(map(word, words))


def setUpModule():
    if not DUMP:
        raise unittest.SkipTest("PELF_ETHEREUM_DUMP does not name the program")
    program, reason = find_anvil()
    if program is None:
        raise unittest.SkipTest(reason)
    EthereumNode.program = program


class Dump:
    """What the reader said."""

    def __init__(self, node, traces, wrapped, known=()):
        words = [DUMP, node.address, traces, wrapped or "-"]
        for height, name in known:
            words += [str(height), name]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
        self.status, self.err = done.returncode, done.stderr
        self.blocks, self.transfers, self.flaws, self.missing, self.differs = [], [], [], [], []
        self.unwind = None
        for line in done.stdout.splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "block":
                height, name = rest.split()
                self.blocks.append((int(height), name))
            elif kind == "transfer":
                height, name, why, asset, giver, getter, amount = rest.split()
                self.transfers.append((int(height), name, why, asset, giver, getter, int(amount)))
            elif kind == "unwind":
                self.unwind = int(rest)
            else:
                {"flaw": self.flaws, "missing": self.missing, "differs": self.differs}[kind].append(rest)


class EthereumNode(unittest.TestCase):
    program = None

    def setUp(self):
        self.node = Anvil(self.program)
        self.addCleanup(self.node.stop)
        self.people = [one.lower() for one in self.node.call("eth_accounts")]
        # Somebody who is nobody else gets the tips.
        self.miner = "0x" + "99" * 20
        self.node.call("anvil_setCoinbase", self.miner)
        self.opening = {one: self.node.balance(one, 0) for one in self.people}
        self.tokens = []

    def deploy(self, source, setup="", value=0):
        return self.node.deploy(self.people[0], deployment(source, setup), value).lower()

    def play(self):
        """A little of everything; returns the wrapped token."""
        node, (alice, bob, carol, *_) = self.node, self.people
        token = self.deploy(TOKEN, MINT)
        wrapped = self.deploy(TOKEN)
        self.tokens = [token, wrapped]
        forwarder, try_it, delegate = map(self.deploy, (FORWARDER, TRY, DELEGATE))
        pay_and_fail, will, cradle = map(self.deploy, (PAY_AND_FAIL, WILL, CRADLE))
        heir = "0x" + "77" * 20

        node.send(alice, bob, 3 * ETHER)
        node.send(bob, forwarder, ETHER, call_data("", carol))
        node.send(alice, token, 0, call_data("a9059cbb", bob, 1234))
        node.send(bob, token, 0, call_data("a9059cbb", carol, 0))         # Nothing moves.
        node.send(carol, token, 0, call_data("a9059cbb", bob, 10 ** 9))   # Fails: has none.
        node.mine()
        node.send(bob, token, 0, call_data("42966c68", 34))               # 34 units are burned.
        node.send(alice, wrapped, 5 * ETHER, call_data("d0e30db0"))
        node.send(alice, wrapped, 0, call_data("2e1a7d4d", 2 * ETHER))
        node.send(alice, wrapped, 0, call_data("a9059cbb", carol, ETHER))
        node.mine()
        node.send(alice, try_it, 7, call_data("", pay_and_fail, carol))   # Reverted within.
        node.send(alice, pay_and_fail, 9, call_data("", carol))           # Reverted as a whole.
        node.send(alice, delegate, 11, call_data("", forwarder, carol))   # Value named twice.
        node.mine()
        node.send(carol, will, ETHER, call_data("", heir))
        node.send(carol, cradle, 2 * ETHER, call_data("", heir))
        node.send(carol, carol, 5)                                        # To oneself.
        node.mine()
        node.mine()
        return wrapped

    def holdings(self, transfers):
        held = collections.Counter({("ether", one): had for one, had in self.opening.items()})
        for _, _, _, asset, giver, getter, amount in transfers:
            held[asset, giver] -= amount
            held[asset, getter] += amount
        return held

    def assert_balances(self, transfers):
        """Of everybody who is named anywhere, in everything that moved."""
        held = self.holdings(transfers)
        accounts = {name for _, name in held if name.startswith("0x")} | set(self.people)
        self.assertGreater(len(accounts), 5)
        for account in sorted(accounts):
            self.assertEqual(held["ether", account], self.node.balance(account), account)
            for token in self.tokens:
                self.assertEqual(held[token, account], self.node.token_balance(token, account),
                                 (token, account))

    def test_balances_are_those_of_the_node_to_the_wei(self):
        wrapped = self.play()
        said = {}
        for traces in ("trace_block", "call_tracer", "automatic"):
            with self.subTest(traces):
                dump = Dump(self.node, traces, wrapped)
                self.assertEqual((dump.status, dump.err), (0, ""))
                self.assertEqual((dump.flaws, dump.missing, dump.differs), ([], [], []))
                self.assertEqual(len(dump.blocks), self.node.height() + 1)
                self.assert_balances(dump.transfers)
                said[traces] = dump.transfers
        self.assertEqual(said["trace_block"], said["call_tracer"])
        kinds = collections.Counter(transfer[2] for transfer in said["trace_block"])
        self.assertEqual((kinds["issue"], kinds["redeem"], kinds["wrap"], kinds["token"]), (1, 1, 2, 2))

    def test_without_traces_what_contracts_moved_is_missing_and_said_to_be(self):
        wrapped = self.play()
        dump = Dump(self.node, "none", wrapped)
        self.assertEqual(dump.status, 0)
        self.assertEqual(len(dump.missing), 1)
        self.assertTrue(dump.differs)
        heir = "0x" + "77" * 20
        self.assertEqual(self.holdings(dump.transfers)["ether", heir], 0)
        self.assertEqual(self.node.balance(heir), 3 * ETHER)

    def test_a_balance_that_grows_by_itself_is_found(self):
        token = self.deploy(TOKEN, MINT)
        alice, bob = self.people[:2]
        self.node.send(alice, token, 0, call_data("11111111"))
        self.node.send(alice, token, 0, call_data("a9059cbb", bob, 1))
        self.node.mine()
        dump = Dump(self.node, "automatic", None)
        self.assertEqual(dump.differs, [f"{token} {alice}"])

    def test_a_reorganisation_takes_back_what_was_left_behind(self):
        alice, bob, carol = self.people[:3]
        node = self.node
        for _ in range(3):
            node.send(alice, bob, ETHER)
            node.mine()
        snapshot = node.call("evm_snapshot")
        node.send(alice, bob, 10 * ETHER)
        node.mine()
        node.mine()
        before = Dump(node, "automatic", None)
        self.assertEqual([height for height, _ in before.blocks], [0, 1, 2, 3, 4, 5])
        self.assert_balances(before.transfers)

        self.assertEqual(Dump(node, "automatic", None, before.blocks).blocks, [])

        node.call("evm_revert", snapshot)
        node.call("evm_increaseTime", 100)
        node.send(alice, carol, 20 * ETHER)
        node.mine()
        for _ in range(3):
            node.mine()
        after = Dump(node, "automatic", None, before.blocks)
        self.assertEqual(after.unwind, 3)
        self.assertEqual([height for height, _ in after.blocks], [4, 5, 6, 7])
        kept = [one for one in before.transfers if one[0] <= after.unwind]
        self.assert_balances(kept + after.transfers)
        self.assertEqual(self.node.balance(carol), self.opening[carol] + 20 * ETHER)

    def test_a_chain_that_is_not_ours_is_refused(self):
        self.node.mine()
        dump = Dump(self.node, "automatic", None, [(0, "0x" + "00" * 32), (1, "0x" + "11" * 32)])
        self.assertEqual(dump.status, 1)
        self.assertIn("none of our last blocks", dump.err)


if __name__ == "__main__":
    unittest.main()
