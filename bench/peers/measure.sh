#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Scores the labelled pairs with the matcher and with its peers, and prints one table.
#
#   bench/peers/measure.sh PAIRS_CSV [SCORE_PAIRS [OPTION OF measure.py...]]
#
# The peers come from PyPI into build/peers/venv, Watchman from the Go proxy into build/peers/watchman.
# Where that is not possible, they are left out.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -ge 1 ] || { echo "usage: measure.sh PAIRS_CSV [SCORE_PAIRS [OPTION...]]" >&2; exit 2; }
pairs=$1
scorer=${2:-$root/build/release/bench/screening/score_pairs}
[ $# -ge 2 ] && shift 2 || shift 1
venv=$root/build/peers/venv
python=$venv/bin/python
if ! "$python" -c "import nomenklatura, rapidfuzz" 2>/dev/null; then
    mkdir -p "$root/build/peers"
    python3 -m venv "$venv" && "$venv/bin/pip" install -q nomenklatura rapidfuzz ||
        echo "peers left out: no way to install nomenklatura and rapidfuzz" >&2
fi
set -- --pairs "$pairs" --corrections "$root/bench/screening/label_corrections.csv" --scorer "pelf=$scorer" "$@"
if "$python" -c "import nomenklatura, rapidfuzz" 2>/dev/null; then
    "$venv/bin/pip" list 2>/dev/null | grep -E '^(nomenklatura|rapidfuzz|rigour) '
    set -- "$@" --scorer "logic-v2=$python $root/bench/peers/logic_v2.py"
    for measure in jaro_winkler ratio token_sort token_set; do
        set -- "$@" --scorer "$measure=$python $root/bench/peers/string_measures.py $measure"
    done
fi
watchman=$root/build/peers/watchman
if [ ! -x "$watchman" ]; then
    mkdir -p "$root/build/peers"
    (cd "$root/bench/peers/watchman" && go build -o "$watchman" .) ||
        echo "watchman left out: no Go, or no way to get its module" >&2
fi
if [ -x "$watchman" ]; then
    grep moov-io/watchman "$root/bench/peers/watchman/go.mod"
    set -- "$@" --scorer "watchman=$watchman"
fi
exec python3 "$root/bench/screening/measure.py" "$@"
