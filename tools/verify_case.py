# SPDX-License-Identifier: Apache-2.0
"""The part of verify_bundle.py that is about a whole case: its events, chained by hashes, and what they speak of."""
import hashlib
import json
import re

KEYS = ["seq", "time", "user", "action", "case", "before", "after"]
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", re.ASCII)
# What an action leaves the case as, by the state before; others leave it as it is.
STATES = {"open": {None: "open"}, "alert": dict.fromkeys(("open", "proposed", "closed"), "open"),
          "propose": {"open": "proposed"}, "approve": {"proposed": "closed"}, "reject": {"proposed": "open"},
          "reopen": {"closed": "open"}}
ACTIONS = [*STATES, "seen", "note", "assign", "link"]


def same_person(one, other):
    """Names are compared without regard to the case of ASCII letters and to blanks at the ends."""
    fold = lambda name: "".join(letter.lower() if letter.isascii() else letter for letter in name.strip(" \t\r\n"))
    return fold(one) == fold(other)


class WholeCase:
    def __init__(self, verifier, content):
        self.verifier, self.expect, manifest = verifier, verifier.expect, verifier.manifest
        need, coverage, fields = verifier.need, manifest["coverage"], verifier.fields
        need(manifest["ledger"] == manifest["network"] == "case" and manifest["headers"] == 0, "manifest.json: another ledger")
        fields(manifest, headers=int, first_height=int)
        need(not verifier.is_within_a_case, "a case does not hold another one")
        need(manifest["first_height"] < 2**32, "manifest.json: heights beyond all limits")
        self.last, self.state, self.proposer = (0, "pelf-cases 1"), None, None
        self.documents, self.versions, count, first = set(), set(), 0, 0
        lines = content.get("case/events", b"").decode("utf-8").split("\n")
        need(lines.pop() == "" and lines, "case/events: there is none, or the last one is cut off")
        for count, line in enumerate(lines, 1):
            self.check_event(line, f"case/events, line {count}", manifest["request"]["case"])
            first = first or self.last[0]
        verifier.facts["last event"] = f"{self.last[0]}:{self.last[1]}"
        known = {"base_height": first, "height": self.last[0], "tip": self.last[1], "truncated": False,
                 "window": self.last[0] - first + 1 != count}
        self.expect(known == {key: coverage[key] for key in known}, "case/events: not those that the manifest names")
        for one in manifest["members"]:
            self.check_member(one, content)
        self.expect(not self.documents, "case/events: an answer that they speak of is not in the bundle")
        self.expect(self.versions == {(one["source"], one["version"]) for one in manifest["lists"]},
                    "manifest.json: its lists are not those that the case's answers relied on")

    def check_event(self, line, where, case):
        before, tab, text = line.partition("\t")
        event = json.loads(text)
        same = list(event) == KEYS and json.dumps(event, separators=(",", ":"), ensure_ascii=False) == text
        self.verifier.need(tab and same, f"{where}: it is no event behind a hash")
        seq, time, user, action, number = self.verifier.fields(event, seq=int, time=TIME, user=str, action=str, case=str)[:5]
        self.expect(number == case, f"{where}: it is of another case")
        self.expect(action in ACTIONS, f"{where}: no such action")
        # Where the event before is of another case, only its hash is here.
        good = seq > self.last[0] and (seq != self.last[0] + 1 or before == self.last[1])
        self.verifier.need(good, f"{where}: it does not follow on the event before it")
        self.last = seq, hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()
        self.follow(event, user, action, where)

    def follow(self, event, user, action, where):
        """Through the states of a case; nobody approves an own proposal."""
        after = event["after"]
        self.expect((action == "open") == (self.state is None), f"{where}: a case begins with being opened, once")
        if action in STATES:
            self.expect(self.state in STATES[action], f"{where}: a case cannot {action} now")
            self.state = STATES[action].get(self.state)
        elif action == "seen" and after["state"] == "open":
            self.state = "open"
        self.expect("state" not in after or after["state"] == self.state, f"{where}: it leaves another state")
        if action == "approve":
            self.expect(not same_person(user, self.proposer or ""), f"{where}: who proposed approves (four eyes)")
        self.proposer = user if action == "propose" else self.proposer
        if action in ("alert", "seen"):
            document, lists = self.verifier.fields(after["alert"], document=self.verifier.HASH, lists=list)
            self.documents.add(document)
            self.versions.update((one["source"], one["version"]) for one in lists)

    def check_member(self, one, content):
        name = one["name"]
        if name.startswith("case/documents/"):
            hashed = name[len("case/documents/"):]
            self.expect(hashed == one["sha256"], f"{name}: it is another answer than its name says")
            self.expect(hashed in self.documents, f"{name}: no event speaks of it")
            self.documents.discard(hashed)
        elif name.startswith("case/bundles/"):
            inner = type(self.verifier)(content[name], is_within_a_case=True)
            self.expect(not inner.objections, f"{name}: it does not verify: {inner.objections[:1]}")
            self.verifier.not_proven += inner.not_proven
            self.verifier.left_out += inner.left_out
            self.verifier.facts.update({f"{name}, {fact}": value for fact, value in inner.facts.items()})
        else:
            self.expect(name == "case/events" or name.startswith("lists/"), f"{name}: it belongs to nothing in the bundle")
