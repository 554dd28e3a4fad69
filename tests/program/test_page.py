# SPDX-License-Identifier: Apache-2.0
"""The page in Debian's Chromium against a real server with the demo's data (web/tests).

Needs Node 20, Chromium and `npm ci` in web/. Where one is missing it says which and ends with 77, so
that ctest shows the test as skipped and not as passed.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from program import BLOCKS, LISTS, OFAC_FILES, PELF, ROOT

SKIPPED = 77
NODE_MIN = 20
START_S = 30
WEB = ROOT / "web"
ROBBERY = ROOT / "demo/robbery"


def missing():
    """What is not here, in words; empty if everything is."""
    node = shutil.which("node")
    if not node:
        return "node is not installed"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < NODE_MIN:
        return f"node is {version}, the tests of the page need {NODE_MIN}"
    if not (shutil.which("chromium") or os.environ.get("PELF_CHROMIUM")):
        return "chromium is not installed"
    if not (WEB / "node_modules/playwright-core").is_dir():
        return "web/node_modules is not there: cd web && npm ci"
    commands = subprocess.run([PELF, "--help"], capture_output=True, text=True, check=True).stdout
    if "\n  serve" not in commands:
        return "this pelf has no server"
    return ""


def fill(home):
    def pelf(*words):
        subprocess.run([PELF, *map(str, words), "--home", home, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    pelf("lists", "import", "--source", "ofac-sdn-csv", *OFAC_FILES, "--published", "2021-07-15")
    pelf("lists", "import", "--source", "pelf-csv", LISTS / "house.csv", "--published", "2025-02-16")
    pelf("lists", "import", "--source", "pelf-csv", LISTS / "house.csv", ROBBERY / "house.csv",
         "--published", "2025-02-17")
    pelf("owners", "import", "--source", "bods-json", ROOT / "data/ownership/harbour.bods.jsonl",
         "--published", "2024-05-01")
    pelf("ledger", "ingest", "bitcoin", "--blocks", BLOCKS)
    pelf("ledger", "ingest", "xrpl", "--ledgers", ROBBERY / "xrp.jsonl")
    pelf("ledger", "ingest", "ethereum", "--etl", ROBBERY / "ethereum")
    pelf("ledger", "ingest", "bank", ROBBERY / "books.csv")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, server):
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if server.poll() is not None:
            sys.exit(f"pelf serve ended with status {server.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    sys.exit(f"pelf serve was not ready within {START_S} s")


def main():
    reason = missing()
    if reason:
        print(f"SKIPPED: {reason}")
        return SKIPPED
    with tempfile.TemporaryDirectory() as home:
        fill(home)
        key = pathlib.Path(home) / "key"
        subprocess.run([PELF, "case", "key", key], check=True, stdout=subprocess.DEVNULL)
        address = f"127.0.0.1:{free_port()}"
        serve = [PELF, "serve", "--home", home, "--listen", address, "--no-log", "--links", ROBBERY / "links.csv",
                 "--blocks", BLOCKS, "--bundle-key", key]
        with subprocess.Popen(serve) as server:
            try:
                wait_for(f"http://{address}/ready", server)
                environment = {**os.environ, "PELF_URL": f"http://{address}",
                               "PELF_SHOTS": os.environ.get("PELF_SHOTS", str(ROOT / "build/page"))}
                status = subprocess.run(["npm", "test", "--silent"], cwd=WEB, env=environment, check=False).returncode
            finally:
                server.terminate()
                server.wait(timeout=30)
    return status


sys.exit(main())
