# SPDX-License-Identifier: Apache-2.0
"""What the whole-program tests share: running pelf, block files taken apart, stores compared.

The binary is named by the environment variable PELF_BINARY. Standard library only.
"""
import hashlib
import json
import os
import pathlib
import resource
import shutil
import struct
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PELF = os.environ.get("PELF_BINARY", str(ROOT / "build/release/pelf"))
BLOCKS = ROOT / "demo/blocks"
PLAIN_BLOCKS = ROOT / "data/regtest-theft/blocks-plain"
SNAPSHOT = ROOT / "demo/utxo-snapshot.dat"
LISTS = ROOT / "demo/lists"
OFAC_FILES = [LISTS / name for name in ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")]
THEFT = "6a500aadf654603dc1c3c6c3c243b8bb56e558bbb5b5b697fc8c1678defb73f6"
THEFT_PLACES = f"{THEFT}:0,{THEFT}:1"
MAGIC = bytes.fromhex("fabfb5da")
TIP = "777945c3cf1bca6ff83ee1a4fc63607997e2e63db6643c79157fa30c227a52f9"

NOTHING_FOUND, FOUND, USAGE, INPUT, INTERNAL = range(5)


def double_sha256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


class Block:
    """One block of a block file."""

    def __init__(self, data):
        self.data = data
        self.hash = double_sha256(data[:80])
        self.previous = data[4:36]
        self.height = None  # Known once chained.

    @property
    def name(self):
        return self.hash[::-1].hex()

    @property
    def record(self):
        return MAGIC + struct.pack("<I", len(self.data)) + self.data


def read_blocks(folder=PLAIN_BLOCKS):
    """All blocks of files that are not obfuscated, in file order, heights set."""
    blocks = []
    for path in sorted(folder.glob("blk*.dat")):
        data = path.read_bytes()
        offset = 0
        while data[offset:offset + 4] == MAGIC:
            (size,) = struct.unpack_from("<I", data, offset + 4)
            blocks.append(Block(data[offset + 8:offset + 8 + size]))
            offset += 8 + size
    heights = {b"\0" * 32: -1}
    waiting = list(blocks)
    while waiting:
        for block in waiting:
            if block.previous in heights:
                block.height = heights[block.hash] = heights[block.previous] + 1
        waiting = [block for block in waiting if block.height is None]
    return blocks


def best_chain(blocks):
    """From the first block to the demo's tip, and the blocks beside it."""
    by_name = {block.name: block for block in blocks}
    chain = [by_name[TIP]]
    while chain[-1].height > 0:
        chain.append(by_name[chain[-1].previous[::-1].hex()])
    chain.reverse()
    names = {block.name for block in chain}
    return chain, [block for block in blocks if block.name not in names]


def write_block_files(folder, *files):
    """Each of `files` is a list of blocks, or bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(files):
        if not isinstance(content, bytes):
            content = b"".join(block.record for block in content)
        (folder / f"blk{number:05}.dat").write_bytes(content)
    return folder


def store_files(home):
    """Every file of the regtest store by name. The lock is no part of it (coin-store.md)."""
    folder = pathlib.Path(home) / "ledgers/bitcoin-regtest"
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


class Manifest:
    """The parts of a manifest (docs/formats/coin-store.md) that tests look at."""

    def __init__(self, data):
        (self.blocks, self.transactions, self.inputs, self.outputs) = struct.unpack_from("<4Q", data, 56)
        self.data = data


class Run:
    def __init__(self, status, out, err):
        self.status = status
        self.out = out
        self.err = err

    def json(self):
        return json.loads(self.out)


def command(home, *words):
    return [PELF, "--home", str(home), *map(str, words)]


def environment():
    # A sanitizer's complaint must not look like an answer: it would end with 1, "found".
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "ASAN_OPTIONS": "exitcode=99",
            "UBSAN_OPTIONS": "exitcode=99:print_stacktrace=1"}


def limit_file_size(size_bytes):
    """For a child: no file may grow past this, which is how a full disk looks to a writer."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))


def memory_folder():
    """Where files cost no disk: pelf syncs often, and these tests run it some hundred times."""
    folder = pathlib.Path("/dev/shm")
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


class ProgramTest(unittest.TestCase):
    maxDiff = 2000
    parent = memory_folder()

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pelf-test-", dir=self.parent))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.home = self.folder / "home"

    def pelf(self, *words, home=None, status=NOTHING_FOUND, file_bytes_max=None):
        """Runs pelf and holds its exit status against `status` (None: any)."""
        done = subprocess.run(
            command(home or self.home, *words), capture_output=True, text=True, timeout=120,
            env=environment(), check=False,
            preexec_fn=limit_file_size(file_bytes_max) if file_bytes_max is not None else None)
        if status is not None:
            self.assertEqual(done.returncode, status,
                             f"pelf {' '.join(map(str, words))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return Run(done.returncode, done.stdout, done.stderr)

    def ingest(self, blocks=BLOCKS, *words, **options):
        return self.pelf("ledger", "ingest", "bitcoin", "--blocks", blocks, *words, **options)

    def import_lists(self):
        self.pelf("lists", "import", "--source", "ofac-sdn-csv", *OFAC_FILES, "--published", "2021-07-15")
        self.pelf("lists", "import", "--source", "pelf-csv", LISTS / "house.csv",
                  "--published", "2025-02-16")

    @staticmethod
    def damaged(whole, chance):
        """Cut off somewhere behind its head, or with one bit changed there."""
        at = chance.randrange(200, len(whole))
        return whole[:at] if chance.random() < 0.5 else whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1:]

    def kill_until_done(self, words, seconds, chance):
        """Starts the command again and again, each killed within `seconds`, until one ends by itself or
        60 were killed; says how many."""
        for kills in range(60):
            process = subprocess.Popen(command(self.home, *words), env=environment(), stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL)
            try:
                process.wait(chance.uniform(0.02, seconds))
            except subprocess.TimeoutExpired:
                process.kill()
            process.communicate()
            if process.returncode == 0:
                return kills
        return 60

    def assert_says(self, run, *pieces):
        for piece in pieces:
            self.assertIn(piece, run.err)

    def assert_same_store(self, home, expected, note=""):
        """Byte by byte; `expected` as store_files() gives it."""
        found = store_files(home)
        self.assertEqual(sorted(found), sorted(expected), note)
        for name, data in expected.items():
            if found[name] != data:
                at = next((i for i, (a, b) in enumerate(zip(found[name], data)) if a != b),
                          min(len(found[name]), len(data)))
                self.fail(f"{name} differs from byte {at} on ({len(found[name])} bytes for "
                          f"{len(data)}) {note}")
