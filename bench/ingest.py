#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures `pelf ledger ingest`: speed by processor time and by the clock, peak memory, and how
many bytes of the store an output takes, column by column. Checks that the store verifies.

    bench/ingest.py --pelf build/release/pelf --make-blocks build/release/bench/make_blocks \\
        [--megabytes 500] [--blocks DIR ...] [--runs 5]

Without --blocks an invented chain of that size is made; real block files are measured by naming
their folders. One warm-up, then the runs; medians are printed as a Markdown table.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HOT = ["values", "spenders", "prevouts", "fees", "output_starts", "output_samples", "input_starts",
       "input_samples"]


def run(command):
    """Runs to the end; gives standard output, processor seconds, clock seconds, peak bytes."""
    start = os.times()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    clock = os.times().elapsed - start.elapsed
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit status {process.returncode}")
    return output, usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss * 1024


def measure(pelf, blocks, runs, threads, memory):
    blocks_bytes = sum(f.stat().st_size for f in pathlib.Path(blocks).glob("blk*.dat"))
    cpu, clock, peak = [], [], []
    for turn in range(runs + 1):
        home = tempfile.mkdtemp(prefix="pelf-bench-")
        try:
            command = [pelf, "--home", home, "--json", "ledger", "ingest", "bitcoin", "--blocks",
                       blocks, "--threads", str(threads), "--memory", str(memory)]
            output, cpu_s, clock_s, peak_bytes = run(command)
            status = json.loads(output)
            if turn > 0:
                cpu.append(cpu_s)
                clock.append(clock_s)
                peak.append(peak_bytes)
            if turn == runs:
                run([pelf, "--home", home, "--json", "ledger", "verify"])
                sizes = column_sizes(pathlib.Path(home))
        finally:
            shutil.rmtree(home)
    report(blocks, blocks_bytes, status, (cpu, clock, peak), sizes, threads)


def column_sizes(home):
    sizes = {}
    for file in home.rglob("*"):
        if file.suffix in (".col", ".idx"):
            name = file.stem if file.suffix == ".col" else file.stem.split("-")[0] + " index"
            sizes[name] = sizes.get(name, 0) + file.stat().st_size
    return sizes


def report(blocks, blocks_bytes, status, figures, sizes, threads):
    outputs = status["outputs"]
    print(f"\n{blocks}: {blocks_bytes / 1e6:.1f} MB, {status['blocks']} blocks, "
          f"{status['transactions']} transactions, {outputs} outputs, {threads} thread(s)")
    print("\n| figure | median | spread |\n|---|---|---|")
    rows = [("MB/s per core (processor time)", [blocks_bytes / 1e6 / s for s in figures[0]]),
            ("MB/s by the clock", [blocks_bytes / 1e6 / s for s in figures[1]]),
            ("outputs/s per core", [outputs / s for s in figures[0]]),
            ("peak memory, MB", [p / 1e6 for p in figures[2]])]
    for name, values in rows:
        print(f"| {name} | {statistics.median(values):,.1f} | {min(values):,.1f} to "
              f"{max(values):,.1f} |")
    print("\n| column | bytes an output |\n|---|---|")
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"| {name}{' (hot)' if name in HOT else ''} | {size / outputs:.2f} |")
    print(f"| hot columns together | {sum(sizes.get(n, 0) for n in HOT) / outputs:.2f} |")
    print(f"| everything | {sum(sizes.values()) / outputs:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pelf", required=True)
    parser.add_argument("--make-blocks", required=True)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--blocks", action="append", default=[])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--memory", type=int, default=1000)
    options = parser.parse_args()
    made = None
    if not options.blocks:
        made = tempfile.mkdtemp(prefix="pelf-blocks-")
        subprocess.run([options.make_blocks, made, str(options.megabytes)], check=True,
                       stdout=subprocess.DEVNULL)
    try:
        for blocks in options.blocks or [made]:
            measure(options.pelf, blocks, options.runs, options.threads, options.memory)
    finally:
        if made:
            shutil.rmtree(made)


if __name__ == "__main__":
    main()
