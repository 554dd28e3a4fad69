#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rules of the house that a program can check (CONTRIBUTING.md).

    check_house.py ROOT [PELF]

With the binary given it also holds the commands of the documents against its --help.
"""
import pathlib
import re
import subprocess
import sys

CODE = {".cpp", ".hpp", ".py", ".sh", ".js", ".mjs", ".css", ".svelte"}
TEXT = CODE | {".md", ".txt", ".json", ".cmake", ".case", ""}
LINES_MAX = 800
# What others wrote, or programs: web/dist is held against its sources by check_page.py.
SKIPPED = {"build", ".git", "corpus", "__pycache__", "node_modules", "dist"}
FORBIDDEN_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|manager)$")
# Folders of somebody's machine. Tests may write to a temporary folder, documents may not speak of it.
MACHINE_FOLDERS = ("home", "Users", "root", "tmp", "work")
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(" + "|".join(MACHINE_FOLDERS) + ")/")
TODO = re.compile(r"\b(TODO|FIXME|XXX)\b(?!.*\b(until|when|once|after)\b)")


def files_of(root):
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.is_file() and not SKIPPED & set(relative.parts):
            yield path, relative


def read_text(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def check_file(relative, text):
    lines = text.splitlines()
    # Scripts without a suffix are known by their first line.
    is_script = relative.suffix == "" and text.startswith("#!")
    if relative.suffix in CODE or is_script:
        if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:3]):
            yield "1: has no SPDX line at its top"
        if len(lines) > LINES_MAX:
            yield f"{len(lines)}: has more than {LINES_MAX} lines; split it"
        if FORBIDDEN_NAMES.search(relative.stem):
            yield f"1: nothing is called {relative.stem}; say what it holds"
    if relative.name == "check_house.py":
        return  # It names what it looks for.
    is_test = relative.parts[0] == "tests" or relative.stem.endswith("_test")
    for number, line in enumerate(lines, 1):
        if not is_test and MACHINE_PATH.search(line):
            yield f"{number}: names a folder of some machine"
        if relative.suffix != ".md" and TODO.search(line):
            yield f"{number}: a TODO says what ends it: until, when, once or after something"


def check_documents(root):
    """Documents that code points to exist, and the store's document names every column's file."""
    for path, relative in files_of(root):
        if path.suffix not in CODE | {".md"} or relative.name == "check_house.py":
            continue
        for document in re.findall(r"\bdocs/[\w./-]+\.md\b", read_text(path) or ""):
            if not (root / document).exists():
                yield f"{relative}:1: points to {document}, which does not exist"
    store = (root / "docs/formats/coin-store.md").read_text(encoding="utf-8")
    columns = re.findall(r'"(\w+\.col)"', (root / "src/graph/format.cpp").read_text(encoding="utf-8"))
    if not columns:
        yield "src/graph/format.cpp:1: has no column names where this check looks for them"
    for column in columns:
        if f"`{column}`" not in store:
            yield f"docs/formats/coin-store.md:1: does not name {column}"


def check_sources(root):
    """Every folder of fixtures is listed with its origin."""
    sources = (root / "data/SOURCES.md").read_text(encoding="utf-8")
    for path, relative in files_of(root):
        if relative.parts[0] not in ("data", "demo") or relative.name.endswith(".md"):
            continue
        if relative.suffix in CODE or len(relative.parts) < 2:
            continue
        names = [str(relative), str(relative.parent) + "/"]
        if not any(f"`{name}`" in sources for name in names):
            yield f"{relative}:1: is not listed in data/SOURCES.md"


def help_of(pelf, words):
    run = subprocess.run([pelf, *words, "--help"], capture_output=True, text=True, check=False)
    return run.stdout if run.returncode == 0 else None


def check_commands(root, pelf):
    """Commands and options in README.md and docs/cli.md are those of the binary."""
    names = ("lists", "screen", "customers", "allow", "threshold", "owners", "ledger", "trace", "links", "case", "serve")
    verbs = {verb: help_of(pelf, [verb]) for verb in names}
    common = help_of(pelf, [])
    for document in ("README.md", "docs/cli.md"):
        text = (root / document).read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            call = re.match(r"(?:\$ )?pelf (\w+)\s+(\w+)(.*)", line)
            if not call or "|" in call[0].split("[")[0]:
                continue
            verb, command, rest = call.groups()
            if verb not in verbs or not re.search(rf"^  {command}\b", verbs[verb], re.M):
                yield f"{document}:{number}: pelf has no command {verb} {command}"
                continue
            words = [verb, command] + (["bitcoin"] if command == "ingest" else [])
            if verb == "serve":  # Its commands have commands: serve key add.
                words += re.findall(r"^\s+([a-z]+)\b", rest)
            options = help_of(pelf, words) + common
            for option in re.findall(r"--[a-z-]+", rest):
                if option not in options:
                    yield f"{document}:{number}: {verb} {command} has no option {option}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    faults = []
    count = 0
    for path, relative in files_of(root):
        if path.suffix not in TEXT:
            continue
        text = read_text(path)
        if text is None:
            continue
        count += 1
        faults += [f"{relative}:{fault}" for fault in check_file(relative, text)]
    faults += check_documents(root)
    faults += check_sources(root)
    if len(sys.argv) > 2:
        faults += check_commands(root, sys.argv[2])
    print("\n".join(faults) or f"{count} files in order")
    return bool(faults)


sys.exit(main())
