# SPDX-License-Identifier: Apache-2.0
"""The part of verify_bundle.py that is about signatures: Ed25519 (RFC 8032) with numbers as Python has them, slow and
plain, and public keys in PEM (RFC 8410)."""
import base64
import functools
import hashlib
import re

DER_PREFIX = bytes.fromhex("302a300506032b6570032100")
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point_from(data):
    """Only the one encoding of a point with x other than 0."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P or y in (1, P - 1):
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    for x in (root := pow(square, (P + 3) // 8, P), root * pow(2, (P - 1) // 4, P) % P):
        if x * x % P == square:
            x = P - x if x & 1 != sign else x
            return x, y, 1, x * y % P
    return None


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


BASE = point_from((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


@functools.lru_cache(maxsize=16)
def is_signed_by(key, message, signature):
    point, s = point_from(key), int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    x, y, z, _ = add(multiply(s, BASE), multiply(k, (P - point[0], point[1], 1, P - point[3])))
    x, y = x * pow(z, P - 2, P) % P, y * pow(z, P - 2, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def key_from_pem(text):
    """The 32 bytes, if this is exactly what a public key in PEM looks like."""
    match = re.match(rb"-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{59}=)\n-----END PUBLIC KEY-----\n\Z", text)
    der = base64.b64decode(match[1]) if match else b""
    return der[12:] if match and der[:12] == DER_PREFIX and base64.b64encode(der) == match[1] else None


def fingerprint(key):
    return hashlib.sha256(DER_PREFIX + key).hexdigest()
