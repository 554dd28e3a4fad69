#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures scorers of name pairs on labelled pairs, all in the same way.

    bench/screening/measure.py --pairs cases_dev.csv [--corrections bench/screening/label_corrections.csv] \\
        --scorer pelf=build/release/bench/screening/score_pairs [--scorer NAME=COMMAND ...] \\
        [--threshold 65] [--plots DIR] [--errors FILE]

A scorer is any command that reads lines "name1 TAB name2 TAB schema" and writes a line for each that
begins with its score, 0 to 100 (whatever follows a tab is not read). One that fails or falls out of
step is reported and left out, and the exit status is 3.

Printed as Markdown: per scorer F1 at its best threshold and at the one given, the area under the ROC
curve, and the false positives at 95 % recall; for the first scorer precision and recall over
thresholds and a split by script, group, kind of change and type, at the given threshold. With
--plots two SVG files; with --errors the first scorer's wrong answers as tab-separated lines.
"""
import argparse
import csv
import math
import pathlib
import shlex
import subprocess
import sys
import unicodedata

RECALL = 0.95
THRESHOLDS = range(40, 100, 5)
COLOURS = ["#1b6ca8", "#c0392b", "#7f8c8d", "#e08e0b", "#27855a", "#7d3c98"]


class Pair:
    def __init__(self, row, corrections):
        self.names = (row["name1"], row["name2"])
        self.schema = row["schema"]
        self.is_match = row["is_match"].strip().lower() == "true"
        self.group = row.get("case_group") or "-"
        key = (*self.names, row["schema"])
        self.is_corrected = key in corrections
        self.corrected = corrections.get(key, self.is_match)

    def splits(self):
        """What this pair is counted under: (heading, value)."""
        return [("script", script_of(self.names)), ("group", self.group), ("kind of change", change_of(self.names)),
                ("type", self.schema)]


def read_pairs(path, corrections_path):
    corrections = {}
    if corrections_path:
        with open(corrections_path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                corrections[row["name1"], row["name2"], row["schema"]] = row["is_match"] == "true"
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [Pair(row, corrections) for row in csv.DictReader(file)]


def script_of(names):
    """Latin only, or the other scripts that occur, by the first word of each letter's Unicode name."""
    scripts = sorted({unicodedata.name(c, "?").split()[0] for name in names for c in name if c.isalpha()})
    others = [script.capitalize() for script in scripts if script != "LATIN"]
    return " and ".join(others) if others else "Latin"


def fold(name):
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in letters).split()


def edits(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(diagonal + (x != y), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def change_of(names):
    """What turns one name into the other, by the plainest means; the data does not say it."""
    if script_of(names) != "Latin":
        return "another script"
    first, second = (fold(name) for name in names)
    if sorted(first) == sorted(second):
        return "case, marks, order"
    if "".join(first) == "".join(second):
        return "words glued or split"
    if set(first) <= set(second) or set(second) <= set(first):
        return "words left out"
    if edits(" ".join(sorted(first)), " ".join(sorted(second))) <= 2:
        return "one or two letters"
    if len(first) == len(second) and len(set(first) - set(second)) == 1:
        return "one word changed"
    return "several changes"


def score(command, pairs):
    lines = "".join(f"{clean(p.names[0])}\t{clean(p.names[1])}\t{p.schema}\n" for p in pairs)
    run = subprocess.run(shlex.split(command), input=lines, capture_output=True, text=True, encoding="utf-8",
                         check=False)
    if run.returncode != 0:
        raise ValueError(run.stderr.strip() or f"exit status {run.returncode}")
    scores = [float(line.split("\t")[0]) for line in run.stdout.splitlines()]
    if len(scores) != len(pairs):
        raise ValueError(f"expected {len(pairs)} lines, found {len(scores)}")
    return scores


def clean(name):
    return " ".join(name.split())


def counts(scores, labels, threshold):
    """True positives, false positives, false negatives."""
    found = [s >= threshold for s in scores]
    return (sum(f and l for f, l in zip(found, labels)), sum(f and not l for f, l in zip(found, labels)),
            sum(l and not f for f, l in zip(found, labels)))


def rates(scores, labels, threshold):
    """Precision, recall, F1."""
    hit, false, missed = counts(scores, labels, threshold)
    return (hit / (hit + false) if hit + false else 1.0, hit / (hit + missed) if hit + missed else 1.0,
            2 * hit / (2 * hit + false + missed) if hit + false + missed else 1.0)


def best_f1(scores, labels):
    """The highest F1 over all thresholds, and the lowest threshold that has it."""
    return max(((rates(scores, labels, t)[2], -t) for t in sorted(set(scores)) if t > 0), default=(0.0, 0))


def area(scores, labels):
    """Under the ROC curve: how often a true pair scores above a false one; equal counts half."""
    order = sorted(zip(scores, labels))
    true_count = sum(labels)
    false_count = len(labels) - true_count
    if not true_count or not false_count:
        return math.nan
    below, total, i = 0, 0.0, 0
    while i < len(order):
        j = i
        while j < len(order) and order[j][0] == order[i][0]:
            j += 1
        true_here = sum(label for _, label in order[i:j])
        false_here = j - i - true_here
        total += true_here * (below + false_here / 2)
        below += false_here
        i = j
    return total / (true_count * false_count)


def at_recall(scores, labels):
    """Where RECALL of the true pairs are found: the threshold, precision, rate of false positives."""
    true_scores = sorted((s for s, l in zip(scores, labels) if l), reverse=True)
    threshold = true_scores[math.ceil(RECALL * len(true_scores)) - 1]
    hit, false, _ = counts(scores, labels, threshold)
    return threshold, hit / (hit + false), false / max(1, len(labels) - len(true_scores))


def print_scorers(results, labels, title, threshold):
    print(f"\n| {title} | best F1 | at | F1 at {threshold} | AUC | at {RECALL:.0%} recall: threshold | precision | "
          "false positives |\n|---|---|---|---|---|---|---|---|")
    for name, scores in results.items():
        f1, at = best_f1(scores, labels)
        wanted, precision, false = at_recall(scores, labels)
        print(f"| {name} | {f1:.3f} | {-at:g} | {rates(scores, labels, threshold)[2]:.3f} | {area(scores, labels):.3f} "
              f"| {wanted:g} | {precision:.2f} | {false:.1%} |")


def print_thresholds(scores, labels):
    print("\n| threshold | precision | recall | F1 | false positives |\n|---|---|---|---|---|")
    negatives = max(1, len(labels) - sum(labels))
    for threshold in THRESHOLDS:
        precision, recall, f1 = rates(scores, labels, threshold)
        print(f"| {threshold} | {precision:.3f} | {recall:.3f} | {f1:.3f} "
              f"| {counts(scores, labels, threshold)[1] / negatives:.1%} |")


def print_splits(pairs, scores, threshold):
    print(f"\n| split, at {threshold} | same | found | other | wrongly found | F1 |\n|---|---|---|---|---|---|")
    table = {}
    for pair, value in zip(pairs, scores):
        for key in pair.splits():
            table.setdefault(key, []).append((value, pair.corrected))
    order = ["script", "group", "kind of change", "type"]
    for (heading, name), rows in sorted(table.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]))):
        hit, false, missed = counts(*zip(*rows), threshold)
        f1 = f"{2 * hit / (2 * hit + false + missed):.2f}" if hit + false + missed else "-"
        print(f"| {heading}: {name} | {hit + missed} | {hit} | {len(rows) - hit - missed} | {false} | {f1} |")


class Plot:
    """A frame of 100 by 100 units on a drawing, with axes."""

    def __init__(self, title, x_title, y_title):
        self.parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 460" font-family="sans-serif" '
                      'font-size="13" fill="#333">', '<rect width="560" height="460" fill="#fff"/>',
                      f'<text x="60" y="24" font-size="15">{escape(title)}</text>',
                      f'<text x="290" y="446" text-anchor="middle">{escape(x_title)}</text>',
                      f'<text x="18" y="220" text-anchor="middle" transform="rotate(-90 18 220)">{escape(y_title)}</text>']

    @staticmethod
    def at(x, y):
        return 60 + 4.6 * x, 400 - 3.6 * y

    def grid(self, x_labels, y_labels):
        for value, label in x_labels:
            x, y = self.at(value, 0)
            self.parts.append(f'<path d="M{x:.1f} {y:.1f}v-360" stroke="#ddd"/>'
                              f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{label}</text>')
        for value, label in y_labels:
            x, y = self.at(0, value)
            self.parts.append(f'<path d="M{x:.1f} {y:.1f}h460" stroke="#ddd"/>'
                              f'<text x="{x - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')

    def line(self, points, colour):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.at(*point) for point in points))
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')

    def bar(self, x, width, height, colour):
        left, top = self.at(x, height)
        self.parts.append(f'<rect x="{left:.1f}" y="{top:.1f}" width="{width * 4.6:.1f}" height="{height * 3.6:.1f}" '
                          f'fill="{colour}" fill-opacity="0.6"/>')

    def dot(self, x, y, colour):
        cx, cy = self.at(x, y)
        self.parts.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="4" fill="{colour}"/>')

    def legend(self, entries, x, y):
        for i, (name, colour) in enumerate(entries):
            self.parts.append(f'<rect x="{x}" y="{y + 20 * i - 10}" width="14" height="10" fill="{colour}"/>'
                              f'<text x="{x + 20}" y="{y + 20 * i}">{escape(name)}</text>')

    def write(self, path):
        path.write_text("\n".join(self.parts) + "\n</svg>\n", encoding="utf-8")


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def plot_curve(results, labels, threshold, path):
    plot = Plot(f"Precision and recall, {len(labels)} labelled pairs", "recall, %", "precision, %")
    plot.grid([(v, v) for v in range(0, 101, 20)], [((v - 40) / 0.6, v) for v in range(40, 101, 10)])
    for (_, scores), colour in zip(results.items(), COLOURS):
        points = []
        for t in sorted(set(scores)):
            precision, recall, _ = rates(scores, labels, t)
            points.append((100 * recall, max(0.0, (100 * precision - 40) / 0.6)))
        plot.line(points, colour)
    precision, recall, _ = rates(next(iter(results.values())), labels, threshold)
    plot.dot(100 * recall, max(0.0, (100 * precision - 40) / 0.6), COLOURS[0])
    plot.legend(list(zip(results, COLOURS)), 80, 400 - 20 * len(results))
    plot.write(path)


def plot_scores(name, scores, labels, path):
    bins = {True: [0] * 20, False: [0] * 20}
    for value, label in zip(scores, labels):
        bins[label][min(19, int(value / 5))] += 1
    most = max(max(bins[True]), max(bins[False]), 1)
    top = math.ceil(most / 20) * 20
    plot = Plot(f"Scores of {name}", "score", "pairs")
    plot.grid([(v, v) for v in range(0, 101, 10)], [(100 * v / top, v) for v in range(0, top + 1, max(10, top // 5))])
    for label, colour in ((False, COLOURS[1]), (True, COLOURS[0])):
        for i, count in enumerate(bins[label]):
            if count:
                plot.bar(5 * i, 5, 100 * count / top, colour)
    plot.legend([("the same", COLOURS[0]), ("not the same", COLOURS[1])], 240, 60)
    plot.write(path)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", required=True, type=pathlib.Path)
    parser.add_argument("--corrections", type=pathlib.Path)
    parser.add_argument("--scorer", required=True, action="append", metavar="NAME=COMMAND")
    parser.add_argument("--threshold", type=float, default=65)
    parser.add_argument("--plots", type=pathlib.Path)
    parser.add_argument("--errors", type=pathlib.Path)
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    if not arguments.pairs.exists():
        print(f"{arguments.pairs} is not there: nothing measured")
        return 0
    pairs = read_pairs(arguments.pairs, arguments.corrections)
    results, failed = {}, False
    for scorer in arguments.scorer:
        name, _, command = scorer.partition("=")
        try:
            results[name] = score(command, pairs)
        except (OSError, ValueError) as error:
            print(f"{name}: left out: {error}", file=sys.stderr)
            failed = True
    if not results:
        return 3
    threshold = int(arguments.threshold) if float(arguments.threshold).is_integer() else arguments.threshold
    labels = [pair.is_match for pair in pairs]
    print(f"{len(pairs)} pairs, {sum(labels)} labelled the same")
    print_scorers(results, labels, "as labelled", threshold)
    if arguments.corrections:
        labels = [pair.corrected for pair in pairs]
        changed = sum(pair.is_corrected for pair in pairs)
        print_scorers(results, labels, f"{changed} labels corrected", threshold)
    name, scores = next(iter(results.items()))
    print(f"\n{name}:")
    print_thresholds(scores, labels)
    print_splits(pairs, scores, threshold)
    if arguments.errors:
        wrong = [f"{'found wrongly' if s >= threshold else 'missed'}\t{s:g}\t{p.schema}\t{p.names[0]}\t{p.names[1]}"
                 for p, s in zip(pairs, scores) if (s >= threshold) != p.corrected]
        arguments.errors.write_text("\n".join(sorted(wrong)) + "\n", encoding="utf-8")
    if arguments.plots:
        arguments.plots.mkdir(parents=True, exist_ok=True)
        plot_curve(results, labels, threshold, arguments.plots / "accuracy-curve.svg")
        plot_scores(name, scores, labels, arguments.plots / "accuracy-scores.svg")
    return 3 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
