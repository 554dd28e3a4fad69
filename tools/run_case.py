#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs cases: whole-program tests as text. The language is in cases/README.md.

    run_case.py PELF CASE...
"""
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
THEFT = "6a500aadf654603dc1c3c6c3c243b8bb56e558bbb5b5b697fc8c1678defb73f6"
OFAC = [f"demo/lists/{name}.csv" for name in ("sdn", "alt", "add", "sdn_comments")]


class Wrong(Exception):
    """The case does not hold, or is written wrongly."""


class Case:
    def __init__(self, pelf, home):
        self.pelf = pelf
        self.home = home
        self.last = None
        self.status_checked = True

    def call(self, *words):
        environment = {"PATH": os.environ.get("PATH", ""), "PELF_HOME": self.home,
                       # A sanitizer's complaint must not look like an answer.
                       "LC_ALL": "C.UTF-8", "ASAN_OPTIONS": "exitcode=99", "UBSAN_OPTIONS": "exitcode=99"}
        return subprocess.run([self.pelf, *words], cwd=ROOT, env=environment, capture_output=True,
                              text=True, timeout=60, check=False)

    def set_up(self, *words):
        run = self.call(*words)
        if run.returncode != 0:
            raise Wrong(f"pelf {shlex.join(words)} ended with {run.returncode}: {run.stderr.strip()}")

    def step(self, line):
        verb, _, rest = line.partition(" ")
        if line == "lists demo":
            self.set_up("lists", "import", "--source", "ofac-sdn-csv", *OFAC, "--published", "2021-07-15",
                        "--learned", "2021-07-16")
        elif line == "lists house":
            self.set_up("lists", "import", "--source", "pelf-csv", "demo/lists/house.csv",
                        "--published", "2025-02-16", "--learned", "2025-02-16")
        elif verb == "list":
            source, *files = shlex.split(rest)
            self.set_up("lists", "import", "--source", source, *files)
        elif line == "ledger demo":
            self.set_up("ledger", "ingest", "bitcoin", "--blocks", "demo/blocks")
        elif verb == "run":
            self.end_run()
            self.last = self.call(*shlex.split(rest))
            self.status_checked = False
        elif self.last is None:
            raise Wrong("expected a run before this")
        else:
            self.check(verb, rest)

    def check(self, verb, rest):
        if verb == "status":
            self.status_checked = True
            if self.last.returncode != int(rest):
                raise Wrong(f"ended with {self.last.returncode}")
        elif verb in ("out", "err"):
            if not self.says(verb, rest):
                raise Wrong("no line has it")
        elif verb == "no":
            verb, _, rest = rest.partition(" ")
            if self.says(verb, rest):
                raise Wrong("a line has it")
        elif verb == "json":
            path, _, value = rest.partition(" ")
            found = self.at(path)
            if found != json.loads(value):
                raise Wrong(f"found {json.dumps(found)}")
        else:
            raise Wrong("no such line in the language of cases")

    def says(self, stream, text):
        if stream not in ("out", "err"):
            raise Wrong("expected out or err")
        output = self.last.stdout if stream == "out" else self.last.stderr
        return any(" ".join(text.split()) in " ".join(line.split()) for line in output.splitlines())

    def at(self, path):
        try:
            value = json.loads(self.last.stdout)
            for step in path.split("."):
                if step == "#":
                    value = len(value)
                else:
                    value = value[int(step)] if isinstance(value, list) else value[step]
        except (ValueError, LookupError, TypeError) as fault:
            raise Wrong(f"nothing is there: {fault!r}") from fault
        return value

    def end_run(self):
        if not self.status_checked:
            raise Wrong("the run before has no status line")


def run_case(pelf, path):
    """The first fault, or nothing."""
    with tempfile.TemporaryDirectory() as home:
        case = Case(pelf, home)
        number, line = 0, ""
        try:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if line.strip() and not line.startswith("#"):
                    case.step(line.strip().replace("THEFT", THEFT))
            case.end_run()
            if case.last is None:
                raise Wrong("runs nothing")
        except Wrong as wrong:
            last = case.last
            said = f"\n--- out\n{last.stdout}--- err\n{last.stderr}" if last else ""
            return f"{path}:{number}: {line.strip()}\n  {wrong}{said}"
    return None


def main():
    pelf = str(pathlib.Path(sys.argv[1]).resolve())
    faults = [fault for fault in (run_case(pelf, pathlib.Path(name)) for name in sys.argv[2:]) if fault]
    print("\n".join(faults) or f"{len(sys.argv) - 2} cases hold")
    return bool(faults) or len(sys.argv) < 3


sys.exit(main())
