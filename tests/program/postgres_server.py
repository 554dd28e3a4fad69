# SPDX-License-Identifier: Apache-2.0
"""A real PostgreSQL server for a test: data in a folder, a Unix socket there and no port."""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time


def programs():
    for version in ("17", "16", "15"):
        folder = pathlib.Path("/usr/lib/postgresql") / version / "bin"
        if (folder / "postgres").exists():
            return folder
    return None


class PostgresServer:
    def __init__(self):
        self.programs = programs()
        # Short: the path of a socket has at most 107 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pelf-pg-", dir="/tmp"))
        self.user = {}
        if os.geteuid() == 0:  # It refuses to run as root.
            owner = "postgres" if "postgres" in {one.pw_name for one in pwd.getpwall()} else "nobody"
            entry = pwd.getpwnam(owner)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
            self.user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        self.process = None
        self.run("initdb", "-D", self.folder / "data", "-U", "pelf", "-A", "trust", "-E", "UTF8",
                 "--no-locale", "--no-sync")

    @property
    def url(self):
        return f"postgresql:///postgres?host={self.folder}&user=pelf"

    def run(self, program, *words):
        return subprocess.run([self.programs / program, *map(str, words)], check=True, cwd="/", text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, **self.user).stdout

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c",
                 "listen_addresses=", "-c", "shared_buffers=16MB"], cwd="/", stdout=log, stderr=log, **self.user)
        for _ in range(1000):
            if subprocess.run([self.programs / "pg_isready", "-q", "-h", self.folder], check=False).returncode == 0:
                return
            time.sleep(0.02)
        raise RuntimeError((self.folder / "log").read_text(errors="replace"))

    def sql(self, text):
        return self.run("psql", "-h", self.folder, "-U", "pelf", "-d", "postgres", "-Atqc", text).strip()

    def cut_connections(self):
        self.sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                 "WHERE usename = 'pelf' AND pid <> pg_backend_pid()")

    def stop(self, how=signal.SIGQUIT):
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
