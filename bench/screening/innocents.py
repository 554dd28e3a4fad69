#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes names of people and companies that have nothing to do with any list, the same for a seed.

    bench/screening/innocents.py --names POPULAR_NAMES_FOLDER [--persons 70000] [--companies 30000] \\
        [--seed 1] > names.tsv

A person is a given name and a family name that are common in the same country, drawn with a weight of
1 / rank; every country that has both tables counts the same, and one person in four has a second given
name. Names are taken in Latin letters. A company is put together from common words, places and family
names, with a legal form of the country. Lines: name, tab, Person or Company, tab, country or pattern.
"""
import argparse
import csv
import pathlib
import random
import sys

TRADES = ("Trading Logistics Shipping Holding Construction Engineering Foods Textiles Chemicals Motors Energy Solar "
          "Software Systems Consulting Finance Capital Insurance Properties Steel Metals Mining Timber Paper Plastics "
          "Pharma Medical Dental Optics Electronics Telecom Media Publishing Travel Tours Hotels Catering Bakery Farms "
          "Fisheries Marine Aviation Transport Couriers Security Cleaning Design Fashion Jewellery Furniture Ceramics "
          "Glass Tools Machinery Packaging Printing Research Laboratories Education Import Export").split()
COLOURS = ("Blue Green Red Golden Silver White Black Northern Southern Eastern Western Central United First National "
           "Global International Royal Modern New Grand Bright Swift Prime Alpha Delta Omega Nova Star Sun Moon Ocean "
           "River Mountain Forest Valley Eagle Lion Falcon Tiger Rose Cedar Oak Diamond Crystal Atlas Phoenix").split()
PLACES = ("London Paris Berlin Madrid Rome Vienna Prague Warsaw Athens Istanbul Ankara Cairo Lagos Nairobi Dubai Doha "
          "Mumbai Delhi Karachi Dhaka Bangkok Hanoi Jakarta Manila Seoul Tokyo Osaka Beijing Shanghai Shenzhen Taipei "
          "Sydney Toronto Boston Chicago Houston Dallas Miami Bogota Lima Santiago Sao Paulo Moscow Kazan Kyiv Minsk "
          "Almaty Tashkent Baku Tbilisi Yerevan Beirut Amman Tehran Shiraz Tabriz Isfahan").split()
FORMS = {"GB": "Ltd", "US": "LLC", "DE": "GmbH", "FR": "SARL", "IT": "S.r.l.", "ES": "S.L.", "NL": "B.V.", "TR": "A.S.",
         "PL": "Sp. z o.o.", "RU": "OOO", "CN": "Co., Ltd.", "JP": "K.K.", "KR": "Co., Ltd.", "BR": "Ltda", "SE": "AB"}


def read_names(path, columns):
    """By country: names with their weights. A rank that is no number counts as 20."""
    names = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name = row["Romanized Name"] or row["Localized Name"]
            if not name or not name[0].isascii() and not is_latin(name):
                continue
            rank = row[columns]
            weight = 1 / max(1, int(rank)) if rank.isdigit() else 1 / 20
            names.setdefault(row["Country"], []).append((name, weight))
    return names


def is_latin(name):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in name)


class Maker:
    def __init__(self, folder, seed):
        self.random = random.Random(seed)
        self.given = read_names(folder / "common-forenames-by-country.csv", "Index")
        self.family = read_names(folder / "common-surnames-by-country.csv", "Rank")
        self.countries = sorted(self.given.keys() & self.family.keys())

    def draw(self, names):
        return self.random.choices([n for n, _ in names], [w for _, w in names])[0]

    def person(self):
        country = self.random.choice(self.countries)
        given = self.draw(self.given[country])
        if self.random.random() < 0.25:
            given += " " + self.draw(self.given[country])
        return f"{given} {self.draw(self.family[country])}", country

    def company(self):
        country = self.random.choice(sorted(FORMS))
        trade, other = self.random.sample(TRADES, 2)
        pattern = self.random.choice(["word", "place", "family", "two trades"])
        if pattern == "word":
            name = f"{self.random.choice(COLOURS)} {self.random.choice(COLOURS)} {trade}"
        elif pattern == "place":
            name = f"{self.random.choice(PLACES)} {self.random.choice(COLOURS)} {trade}"
        elif pattern == "family":
            source = self.family.get(country) or self.family["GB"]
            name = f"{self.draw(source)} {trade}"
        else:
            name = f"{self.random.choice(COLOURS)} {trade} & {other}"
        return f"{name} {FORMS[country]}", pattern


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", required=True, type=pathlib.Path)
    parser.add_argument("--persons", type=int, default=70_000)
    parser.add_argument("--companies", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not arguments.names.is_dir():
        sys.exit(f"{arguments.names} is not there: no names made")
    maker = Maker(arguments.names, arguments.seed)
    for count, make, schema in ((arguments.persons, maker.person, "Person"),
                                (arguments.companies, maker.company, "Company")):
        for _ in range(count):
            name, group = make()
            print(name, schema, group, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
