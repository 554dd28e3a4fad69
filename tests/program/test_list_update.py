# SPDX-License-Identifier: Apache-2.0
"""Fetching lists: whatever a server sends, the last good version stays, and the reason is said."""
import time
import unittest

import list_server
from list_server import Publisher, cut, file, in_turn, send, stall, status, without_length
from program import FOUND, INPUT, USAGE, ProgramTest

SOURCE = "pelf-csv"
QUICK = ("--retry-wait-ms", "1", "--stall-ms", "400", "--quiet")


def house_list(*names):
    rows = "".join(f"A-{number},name,{name},\n" for number, name in enumerate(names))
    return ("id,field,value,note\n" + rows).encode()


def ofac_row(key, name):
    return f'{key},"{name}","individual","CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'


def alt_row(key, number, name):
    return f'{key},{number},"aka","{name}",-0- \r\n'


TEN = [f"Person Number {number}" for number in range(10)]


class Update(ProgramTest):
    def setUp(self):
        super().setUp()
        self.publisher = Publisher()
        self.addCleanup(self.publisher.stop)
        self.answers = self.publisher.answers

    def update(self, *words, url="/list.csv", **options):
        return self.pelf("lists", "update", "--source", SOURCE, "--url", self.publisher.url(url), *QUICK, *words,
                         **options)

    def begin_with(self, *names):
        self.answers["/list.csv"] = file(house_list(*names))
        self.update()

    def assert_unharmed(self, run, *pieces):
        """The answer to a bad update: said, remembered, and the old list still hits."""
        self.assert_says(run, "NOT updated", *pieces)
        self.pelf("screen", "name", TEN[3], status=FOUND)
        document = self.pelf("lists", "status", "--json").json()
        self.assertEqual(len(document["lists"]), 1)
        failure = document["updates"][0]["last_failure"]
        for piece in pieces:
            self.assertIn(piece, failure)
        self.assertIn("NOT UPDATED", self.pelf("lists", "status").out)

    def test_a_list_is_fetched_kept_and_asked_for_again_by_its_etag(self):
        self.answers["/list.csv"] = file(house_list(*TEN), etag='"one"')
        first = self.update("--json").json()["updates"][0]
        self.assertEqual((first["outcome"], first["version"]["entries"]), ("updated", 10))
        again = self.pelf("lists", "update", "--source", SOURCE, *QUICK, "--json").json()["updates"][0]
        self.assertEqual(again["outcome"], "unchanged")
        self.assertEqual(self.publisher.requests[-1][1]["If-None-Match"], '"one"')
        self.answers["/list.csv"] = file(house_list(*TEN, "One More"), etag='"two"')
        self.assertEqual(self.pelf("lists", "update", "--all", *QUICK, "--json").json()["updates"][0]["outcome"],
                         "updated")
        self.pelf("screen", "name", "One More", status=FOUND)

    def test_the_same_bytes_again_are_no_new_version(self):
        self.begin_with(*TEN)
        self.assertEqual(self.update("--json").json()["updates"][0]["outcome"], "unchanged")

    def test_an_answer_cut_short_is_tried_again_and_then_refused(self):
        self.begin_with(*TEN)
        self.publisher.requests.clear()
        body = house_list(*TEN, "Extra")
        self.answers["/list.csv"] = cut(body, len(body) - 20)
        self.assert_unharmed(self.update(status=INPUT), "ended before the answer did")
        self.assertEqual(self.publisher.count("/list.csv"), 3)

    def test_an_answer_without_an_end_is_refused_unless_the_file_has_one(self):
        self.begin_with(*TEN)
        self.answers["/list.csv"] = without_length(house_list(*TEN))
        self.assert_unharmed(self.update(status=INPUT), "whole")
        self.answers["/sdn.csv"] = without_length((ofac_row(1, "ONE, First") + "\x1a").encode())
        self.pelf("lists", "update", "--source", "ofac-sdn-csv", "--url", self.publisher.url("/sdn.csv"), *QUICK,
                  status=None)
        self.pelf("screen", "name", "ONE, First", status=FOUND)

    def test_a_server_that_stalls_is_left(self):
        self.begin_with(*TEN)
        self.answers["/list.csv"] = stall(house_list(*TEN))
        began = time.monotonic()
        self.assert_unharmed(self.update("--attempts", "2", status=INPUT), "stopped sending")
        self.assertLess(time.monotonic() - began, 18, "the server is silent for 20 s, twice")

    def test_a_server_that_trickles_is_left_when_the_whole_time_is_over(self):
        self.begin_with(*TEN)

        def trickle(handler):
            send(handler, length=1000)
            for _ in range(100):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.1)
        self.answers["/list.csv"] = trickle
        self.assert_unharmed(self.update("--attempts", "1", "--total-ms", "700", status=INPUT), "took longer")

    def test_redirects_are_followed(self):
        self.answers["/old"] = status(301, Location="/older/../new/list.csv")
        self.answers["/older/../new/list.csv"] = status(302, Location=self.publisher.url("/list.csv"))
        self.answers["/list.csv"] = file(house_list(*TEN))
        self.update(url="/old")
        self.pelf("screen", "name", TEN[3], status=FOUND)

    def test_redirects_without_end_are_refused(self):
        self.begin_with(*TEN)
        self.answers["/list.csv"] = status(302, Location="/list.csv")
        self.publisher.requests.clear()
        self.assert_unharmed(self.update(status=INPUT), "leads on more than 5 times")
        self.assertEqual(self.publisher.count("/list.csv"), 6)

    def test_a_web_page_is_no_list(self):
        self.begin_with(*TEN)
        page = b"\n<!DOCTYPE html><html><body>Maintenance</body></html>"
        for answer in (file(page), file(page, Content_Type="text/html; charset=utf-8"),
                       file(house_list(*TEN), Content_Type="text/html")):
            self.answers["/list.csv"] = answer
            self.assert_unharmed(self.update(status=INPUT), "HTML")

    def test_a_server_that_recovers_is_asked_again(self):
        self.answers["/list.csv"] = in_turn(status(500), status(503), file(house_list(*TEN)))
        self.update()
        self.pelf("screen", "name", TEN[3], status=FOUND)
        self.assertEqual(self.publisher.count("/list.csv"), 3)

    def test_a_missing_list_is_not_asked_for_again(self):
        self.begin_with(*TEN)
        self.publisher.requests.clear()
        self.answers["/list.csv"] = status(404)
        self.assert_unharmed(self.update(status=INPUT), "404")
        self.assertEqual(self.publisher.count("/list.csv"), 1)

    def test_a_list_that_shrank_is_refused_unless_allowed(self):
        self.begin_with(*TEN)
        self.answers["/list.csv"] = file(house_list(*TEN[:5]))
        self.assert_unharmed(self.update(status=INPUT), "shrank")
        self.update("--allow-shrink")
        self.assertEqual(self.pelf("lists", "status", "--json").json()["updates"][0]["last_failure"], None)

    def test_an_empty_file_is_refused(self):
        self.begin_with(*TEN)
        self.answers["/list.csv"] = file(b"")
        self.assert_unharmed(self.update(status=INPUT), "empty")

    def test_an_old_copy_does_not_replace_a_newer_one(self):
        self.answers["/list.csv"] = file(house_list(*TEN), Last_Modified="Wed, 04 Mar 2026 10:00:00 GMT")
        self.update()
        self.answers["/list.csv"] = file(house_list(*TEN, "X"), Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT")
        self.assert_unharmed(self.update(status=INPUT), "older")
        self.answers["/list.csv"] = file(house_list(*TEN, "X"), Last_Modified="Mon, 02 Mar 2099 10:00:00 GMT")
        self.assert_unharmed(self.update(status=INPUT), "still to come")
        versions = self.pelf("lists", "status", "--json").json()["lists"]
        self.assertEqual(versions[0]["published"], "2026-03-04")

    def test_many_records_that_cannot_be_read_are_a_changed_format(self):
        self.begin_with(*TEN)
        self.answers["/list.csv"] = file(house_list(*TEN) + b"A-9,nonsense,x,\nA-8,what,y,\n")
        self.assert_unharmed(self.update(status=INPUT), "cannot be read")

    def test_files_of_two_publications_are_not_mixed(self):
        old = [(ofac_row(1, "ONE, First") + ofac_row(2, "TWO, Old") + "\x1a").encode(),
               (alt_row(1, 10, "UNO") + "\x1a").encode()]
        new = [(ofac_row(1, "ONE, First") + ofac_row(3, "THREE, New") + "\x1a").encode(),
               (alt_row(3, 11, "TRES") + "\x1a").encode()]
        urls = [word for path in ("/sdn.csv", "/alt.csv") for word in ("--url", self.publisher.url(path))]
        # The publisher puts the new publication in place between our two requests.
        self.answers["/sdn.csv"] = in_turn(file(old[0], etag='"s1"'), file(new[0], etag='"s2"'))
        self.answers["/alt.csv"] = file(new[1], etag='"a2"')
        run = self.pelf("lists", "update", "--source", "ofac-sdn-csv", *urls, "--retry-wait-ms", "1", status=None)
        self.assertIn("changed the list while", run.err)
        self.pelf("screen", "name", "THREE, New", status=FOUND)
        self.assertEqual(len(self.pelf("lists", "status", "--json").json()["lists"]), 1)
        # One that never comes to rest is refused.
        restless = iter(range(1000))
        self.answers["/sdn.csv"] = lambda handler: send(
            handler, (ofac_row(1, f"ONE, {next(restless)}") + ofac_row(3, "THREE, New") + "\x1a").encode())
        run = self.pelf("lists", "update", "--source", "ofac-sdn-csv", *urls, "--retry-wait-ms", "1", status=INPUT)
        self.assertIn("changed while it was being fetched, 3 times", run.err)
        self.pelf("screen", "name", "THREE, New", status=FOUND)

    def test_of_a_set_only_what_changed_is_sent(self):
        body = (ofac_row(1, "ONE, First") + "\x1a").encode()
        urls = [word for path in ("/sdn.csv", "/alt.csv") for word in ("--url", self.publisher.url(path))]
        self.answers["/sdn.csv"] = file(body, etag='"s"')
        self.answers["/alt.csv"] = file((alt_row(1, 10, "UNO") + "\x1a").encode(), etag='"a"')
        words = ["lists", "update", "--source", "ofac-sdn-csv", *urls, *QUICK]
        self.pelf(*words, status=None)
        self.answers["/alt.csv"] = file((alt_row(1, 10, "UNO") + alt_row(1, 11, "EINS") + "\x1a").encode(), etag='"b"')
        self.pelf(*words, status=None)
        self.pelf("screen", "name", "EINS", status=FOUND)
        self.pelf("screen", "name", "ONE, First", status=FOUND)

    def test_nobody_there_and_no_such_place_are_said(self):
        self.begin_with(*TEN)
        self.publisher.stop()
        self.assert_unharmed(self.update("--attempts", "1", status=INPUT), "nothing listens")

    def test_wrong_words_are_usage(self):
        self.pelf("lists", "update", status=USAGE)
        self.pelf("lists", "update", "--all", "--source", SOURCE, status=USAGE)
        self.assert_says(self.pelf("lists", "update", "--source", SOURCE, status=INPUT), "--url")
        self.assert_says(self.pelf("lists", "update", "--source", SOURCE, "--url", "ftp://x/y", status=INPUT), "https://")


class SecureUpdate(ProgramTest):
    def serve(self, name):
        certificate = list_server.self_signed(self.folder, name)
        if certificate is None:
            self.skipTest("no openssl program to make a certificate with")
        publisher = Publisher(certificate)
        self.addCleanup(publisher.stop)
        publisher.answers["/list.csv"] = file(house_list(*TEN))
        return publisher, certificate[0]

    def update(self, url, *words, **options):
        return self.pelf("lists", "update", "--source", SOURCE, "--url", url, *QUICK, "--attempts", "1", *words,
                         **options)

    def test_a_certificate_must_be_trusted(self):
        publisher, certificate = self.serve("127.0.0.1")
        run = self.update(publisher.url("/list.csv"), status=INPUT)
        self.assert_says(run, "no secure connection", "NOT updated")
        self.update(publisher.url("/list.csv"), "--ca-file", certificate)
        self.pelf("screen", "name", TEN[3], status=FOUND)

    def test_a_certificate_must_be_of_that_host(self):
        publisher, certificate = self.serve("elsewhere.example")
        run = self.update(publisher.url("/list.csv"), "--ca-file", certificate, status=INPUT)
        self.assert_says(run, "no secure connection")

    def test_no_way_leads_from_https_to_http(self):
        publisher, certificate = self.serve("127.0.0.1")
        plain = Publisher()
        self.addCleanup(plain.stop)
        plain.answers["/list.csv"] = file(house_list(*TEN))
        publisher.answers["/list.csv"] = status(302, Location=plain.url("/list.csv"))
        run = self.update(publisher.url("/list.csv"), "--ca-file", certificate, status=INPUT)
        self.assert_says(run, "from https to http")
        self.assertEqual(plain.requests, [])

    def test_a_missing_file_of_certificates_is_said(self):
        publisher, _ = self.serve("127.0.0.1")
        run = self.update(publisher.url("/list.csv"), "--ca-file", self.folder / "none.pem", status=INPUT)
        self.assert_says(run, "none.pem")


if __name__ == "__main__":
    unittest.main()
