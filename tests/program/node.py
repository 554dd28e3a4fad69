# SPDX-License-Identifier: Apache-2.0
"""A Bitcoin node for tests: REST and JSON-RPC over blocks that are given, on 127.0.0.1."""
import base64
import http.server
import json
import threading


class _Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one piece, as nodes send them: apart, the second waits for the client's ACK.
    wbufsize = 1 << 20

    def do_GET(self):
        self.server.node.pass_hold(self.path)
        self.answer(*self.server.node.rest(self.path))

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers.get("Authorization") != self.server.node.authorization:
            self.answer(401, b"")
            return
        result, error = self.server.node.call(request["method"], request["params"])
        status = 500 if error else 200
        self.answer(status, json.dumps({"result": result, "error": error, "id": request.get("id")}).encode())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Node:
    """Serves one chain; blocks of earlier ones stay known, as with a real node."""

    def __init__(self, chain, network="regtest"):
        self.network = network
        self.known = {}
        self.requests = 0
        self.authorization = "Basic " + base64.b64encode(b"user:password").decode()
        self.set_chain(chain)
        self._held_path = None
        self._held = threading.Event()
        self._released = threading.Event()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        self._server.daemon_threads = True
        self._server.node = self
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def rpc_address(self):
        return self.address.replace("http://", "http://user:password@")

    def set_chain(self, chain):
        self.known.update({block.name: block for block in chain})
        self.chain = chain

    def hold(self, path):
        """From now on a request for this path waits for release()."""
        self._held_path = path

    def wait_until_held(self, seconds):
        if not self._held.wait(seconds):
            raise AssertionError(f"nobody asked for {self._held_path}")

    def release(self):
        self._released.set()

    def pass_hold(self, path):
        self.requests += 1
        if self._held_path and path.startswith(self._held_path):
            self._held.set()
            self._released.wait()

    def info(self):
        return {"chain": self.network, "blocks": len(self.chain) - 1, "headers": len(self.chain) - 1,
                "bestblockhash": self.chain[-1].name, "initialblockdownload": False, "pruned": False}

    def rest(self, path):
        if path == "/rest/chaininfo.json":
            return 200, json.dumps(self.info()).encode()
        what, _, name = path.removeprefix("/rest/").partition("/")
        name = name.rpartition(".")[0]
        if what == "blockhashbyheight" and int(name) < len(self.chain):
            return 200, json.dumps({"blockhash": self.chain[int(name)].name}).encode()
        if what == "block" and name in self.known:
            return 200, self.known[name].data
        return 404, b"not found\r\n"

    def call(self, method, params):
        if method == "getblockchaininfo":
            return self.info(), None
        if method == "getblockhash" and params[0] < len(self.chain):
            return self.chain[params[0]].name, None
        if method == "getblock" and params[0] in self.known and params[1] == 0:
            return self.known[params[0]].data.hex(), None
        return None, {"code": -8, "message": "not found"}
