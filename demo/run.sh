#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The story itself, with a pelf that is built; demo.sh sets up and calls this.
#
# Two stories that have nothing to do with each other: real sanctions records, against which real names
# and wallets are screened, and an invented theft on a private test chain, which is followed and proved.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The page stays until somebody ends it, so that it is for people: on a terminal, unless told otherwise.
if [[ -t 1 && -z ${CI:-} ]]; then serve=yes; else serve=no; fi
case ${1:-} in
    '') ;;
    --serve) serve=yes ;;
    --no-serve) serve=no ;;
    *) echo "usage: $0 [--serve | --no-serve]" >&2; exit 2 ;;
esac

PELF=${PELF_BINARY:-$PWD/build/release/pelf}
OUT=build/demo
export PELF_HOME=$PWD/$OUT/home
THEFT=6a500aadf654603dc1c3c6c3c243b8bb56e558bbb5b5b697fc8c1678defb73f6
NOTICE="This story is invented: a theft staged on a private test chain. Its persons and businesses do \
not exist and have no connection to anyone on a real sanctions list."

rm -rf "$OUT"
mkdir -p "$OUT"
begin=$(date +%s%N)

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then strong=$'\e[1;36m' plain=$'\e[0m'; else strong='' plain=''; fi

part() { printf '\n%s== %s ==%s\n%s\n' "$strong" "$1" "$plain" "${2:-}"; }

# Shows a command and runs it. Status 1 means that something was found, and is what we are here for.
show() {
    local words=() word status=0
    for word in "$@"; do
        [[ $word == *[[:space:]]* ]] && word="\"$word\""
        words+=("${word//$THEFT/\$THEFT}")
    done
    printf '\n%s$ pelf %s%s\n' "$strong" "${words[*]}" "$plain"
    "$PELF" "$@" || status=$?
    if ((status > 1)); then
        echo "demo: pelf ended with status $status" >&2
        exit "$status"
    fi
}

part "1  Real lists" \
    "Six records of the US Treasury's list, as published in July 2021, and the invented house list of part 3."
show lists import --source ofac-sdn-csv demo/lists/{sdn,alt,add,sdn_comments}.csv --published 2021-07-15
show lists import --source pelf-csv demo/lists/house.csv --published 2025-02-16
show lists status

part "2  Who? Real names and wallets against the real records" \
    "Two persons designated on 2 March 2020, and a group; a wallet of each person; and one that nobody listed."
show screen name "Yinyin Tian"
show screen name "hidden cobra"
show screen wallet 134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak 1EfMVkxQQuZfBdocpJu6RUsCJvenQWbQyE \
    1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2

part "3  Where? The invented theft" "$NOTICE"
show ledger ingest bitcoin --blocks demo/blocks
show ledger verify --utxo-snapshot demo/utxo-snapshot.dat
printf '\n%sTHEFT=%s%s\n' "$strong" "$THEFT" "$plain"
show trace forward --from "$THEFT:0,$THEFT:1" --policy all
show trace forward --from "$THEFT:1" --policy fifo --paths 2
show trace backward --from "$THEFT:0" --policy fifo
# The page for a case file. It asks for the same policies, so what it prints is above already.
"$PELF" trace forward --from "$THEFT:0,$THEFT:1" --policy fifo,lifo,tiho,tilo,dirty-first,clean-first,haircut,poison \
    --paths 3 --html "$OUT/theft.html" --svg "$OUT/theft.svg" --notice "$NOTICE" >"$OUT/theft.txt" ||
    [[ $? -eq 1 ]]

part "4  Prove it" "The trace with its evidence in one signed file, which anyone can check without us: once with pelf, once
with a program that shares no code with it, once after one byte was changed."
show case key "$OUT/key"
show case export --from "$THEFT:0,$THEFT:1" --policy fifo --blocks demo/blocks --key "$OUT/key" --out "$OUT/theft.bundle"
show case verify "$OUT/theft.bundle" --key "$OUT/key.pub"
if command -v python3 >/dev/null; then
    printf '\n%s$ python3 tools/verify_bundle.py %s%s\n' "$strong" "$OUT/theft.bundle $OUT/key.pub" "$plain"
    python3 tools/verify_bundle.py "$OUT/theft.bundle" "$OUT/key.pub"
fi
# One digit of the first amount in the answer.
LC_ALL=C sed '0,/"amount": "3000000000"/s//"amount": "3000000001"/' "$OUT/theft.bundle" >"$OUT/changed.bundle"
show case verify "$OUT/changed.bundle" --key "$OUT/key.pub"

part "5  Where from, and where to? The invented robbery on other ledgers" "The 50 bitcoin were swapped for stolen XRP and ether at a second exchange, and some of them were cashed out to nine bank
accounts and a gift card. The exchanges' records say so; the trace follows them and says, line by line, how much of which theft it is."
XRP_THEFT=xrpl:3A3F7E4BC1B492048C443F34197521414D5CB3688BA28D9623B6FE0D17241015:0
ETHER_THEFT=ethereum:0xaa35504a30464540bf197846e72df107fe2def7988370f3c4b394cde2e13d895
show lists import --source pelf-csv demo/lists/house.csv demo/robbery/house.csv --published 2025-02-17
show ledger ingest xrpl --ledgers demo/robbery/xrp.jsonl
show ledger ingest ethereum --etl demo/robbery/ethereum
show ledger ingest bank demo/robbery/books.csv
show trace forward --from "$XRP_THEFT=the XRP,$ETHER_THEFT=the ether" --policy fifo --links demo/robbery/links.csv \
    --svg "$OUT/robbery.svg" --html "$OUT/robbery.html" --notice "$NOTICE"

part "6  Decide" "A hit and the theft become cases. One person proposes how a case ends, another one has to agree, and a chain of
hashes keeps what everybody did."
show screen name "Yinyin Tian" --case NEW --by anna
show case new "The theft of 50 BTC (invented)" --kind suspicion --subject "$THEFT" --by anna
# Its answer is the table of part 3.
"$PELF" trace forward --from "$THEFT:0,$THEFT:1" --policy all --case C-2 --by anna >"$OUT/case.txt" || [[ $? -eq 1 ]]
show case propose C-1 --disposition true_match --reason-code same_facts --text "It was asked for by this very name." --by anna
show case approve C-1 --text "Seen and agreed." --by bert
show case list
show case audit

part "7  Tell the authorities" "$NOTICE
Facts about a deposit out of the theft, and the trace above, as the reports that each authority takes. A report that lacks a fact is not written, and
names all that is missing."
"$PELF" trace forward --from "$THEFT:0,$THEFT:1" --policy all --json >"$OUT/theft.json" || [[ $? -eq 1 ]]
mkdir -p "$OUT/reports"
for kind in goaml=xml fincen-sar=xml ofac-blocking=html ofac-reject=html ofac-annual=csv ivms101=json; do
    show case report --facts demo/report/facts.json --trace "$OUT/theft.json" --format "${kind%=*}" --jurisdiction ae \
        --out "$OUT/reports/${kind%=*}.${kind#*=}"
done
show case report --facts demo/report/facts.json --trace "$OUT/theft.json" --format html --out "$OUT/reports/case.html"
if command -v chromium >/dev/null || command -v weasyprint >/dev/null; then
    show case report --facts demo/report/facts.json --trace "$OUT/theft.json" --format pdf --out "$OUT/reports/case.pdf"
fi

end=$(date +%s%N)
part "What to look at" "$(((end - begin) / 1000000)) ms in all.

  $OUT/theft.html   the answer as one page, with the picture: open it in a browser, print it
  $OUT/theft.svg    the picture alone
  $OUT/robbery.html the same of part 5: one picture from the theft over three ledgers to nine bank accounts
  $OUT/theft.bundle the FIFO trace with its evidence: tar xf opens it, docs/formats/bundle.md says what it proves
  $OUT/reports/     what authorities are told: case.html is the whole case, to print
  the table of part 3     what every rule gives to the two exchanges and the broker; the spread between
                          the rules is small where the thief kept the coins together, and that is the
                          strong part of the answer
  pelf case show C-1      the case of part 6 and what happened to it
  README.md               a first hour with commands of your own
  docs/trace.md           the eight rules, exactly

  The data directory of the demo: PELF_HOME=$OUT/home build/release/pelf ledger status"

SERVE=(serve --blocks demo/blocks --bundle-key "$OUT/key" --links demo/robbery/links.csv)
if [[ $serve = no ]]; then
    printf '\n  The page on it all: PELF_HOME=%s/home build/release/pelf %s\n' "$OUT" "${SERVE[*]}"
    exit 0
fi

part "The page" "The same in a browser. From the start page it is one click to where the 50 bitcoin went. Ctrl-C ends it."
exec {server}< <("$PELF" "${SERVE[@]}" --listen 127.0.0.1:0 --no-log)
pid=$!
trap 'kill "$pid" 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM
read -r -u "$server" _ _ address || { echo "demo: the server did not start" >&2; exit 4; }
printf '\n  %s%s%s\n\n' "$strong" "$address" "$plain"
if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] && command -v xdg-open >/dev/null; then
    xdg-open "$address" >/dev/null 2>&1 || true
fi
wait "$pid" || true
