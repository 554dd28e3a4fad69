# SPDX-License-Identifier: Apache-2.0
"""Anvil, a node of Ethereum for development: found or installed, started, asked.

It is looked for in PELF_ANVIL, on the PATH, and at last installed by npm into PELF_TOOLS (a folder
that is kept) or a temporary folder. Without any of these the tests are skipped.
"""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

PACKAGE = "@foundry-rs/anvil@1.7.1"
INSTALL_SECONDS = 120


def installed_in(folder):
    return next(iter(sorted(folder.glob("node_modules/@foundry-rs/anvil-*/bin/anvil"))), None)


def find_anvil():
    """The program, or a reason why there is none."""
    for found in (os.environ.get("PELF_ANVIL"), shutil.which("anvil")):
        if found:
            return found, None
    npm = shutil.which("npm")
    if npm is None:
        return None, "neither anvil nor npm is installed"
    folder = pathlib.Path(os.environ.get("PELF_TOOLS") or tempfile.mkdtemp(prefix="pelf-anvil-"))
    folder.mkdir(parents=True, exist_ok=True)
    if installed_in(folder) is None:
        try:
            subprocess.run([npm, "install", "--prefix", str(folder), "--ignore-scripts", PACKAGE],
                           check=True, capture_output=True, timeout=INSTALL_SECONDS)
        except (subprocess.SubprocessError, OSError) as error:
            return None, f"{PACKAGE} cannot be installed: {error}"
    return installed_in(folder), f"{PACKAGE} has no program for this machine"


class RpcError(Exception):
    pass


class Anvil:
    """One node with a block for each transaction, gone at the end."""

    def __init__(self, program, *options):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [program, "--port", str(port), "--silent", "--accounts", "6", "--no-mining",
             "--order", "fifo", *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                self.call("eth_chainId")
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        self.stop()
        raise unittest.SkipTest("anvil does not answer")

    def stop(self):
        self._process.terminate()
        self._process.wait()

    def call(self, method, *parameters):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters})
        request = urllib.request.Request(self.address, body.encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            value = json.load(answer)
        if "error" in value:
            raise RpcError(value["error"])
        return value["result"]

    def mine(self):
        self.call("evm_mine")

    def send(self, sender, to=None, value=0, data="0x", gas=1_000_000):
        """Waits for a block; its hash is returned, whether it fails or not."""
        order = {"from": sender, "value": hex(value), "data": data, "gas": hex(gas)}
        if to is not None:
            order["to"] = to
        return self.call("eth_sendTransaction", order)

    def deploy(self, sender, code, value=0):
        """Mines a block, and gives the new contract's address."""
        name = self.send(sender, None, value, code, 3_000_000)
        self.mine()
        receipt = self.call("eth_getTransactionReceipt", name)
        assert receipt["status"] == "0x1", receipt
        return receipt["contractAddress"]

    def height(self):
        return int(self.call("eth_blockNumber"), 16)

    def balance(self, account, height="latest"):
        return int(self.call("eth_getBalance", account, height if isinstance(height, str) else hex(height)), 16)

    def token_balance(self, token, account, height="latest"):
        data = "0x70a08231" + account[2:].rjust(64, "0")
        return int(self.call("eth_call", {"to": token, "data": data},
                             height if isinstance(height, str) else hex(height)), 16)
