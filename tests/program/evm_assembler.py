# SPDX-License-Identifier: Apache-2.0
"""A few words of the machine code of Ethereum, enough to write small contracts in a test.

Words are opcodes, numbers (pushed; hexadecimal ones in as many bytes as they are written with),
`name:` (a place to jump to) and `@name` (pushes that place).
"""
import re

OPCODES = {name: code for code, name in {
    0x00: "STOP", 0x01: "ADD", 0x02: "MUL", 0x03: "SUB", 0x04: "DIV", 0x10: "LT", 0x11: "GT",
    0x14: "EQ", 0x15: "ISZERO", 0x16: "AND", 0x1c: "SHR", 0x30: "ADDRESS", 0x31: "BALANCE",
    0x33: "CALLER", 0x34: "CALLVALUE", 0x35: "CALLDATALOAD", 0x36: "CALLDATASIZE",
    0x37: "CALLDATACOPY", 0x39: "CODECOPY", 0x47: "SELFBALANCE", 0x50: "POP", 0x51: "MLOAD",
    0x52: "MSTORE", 0x54: "SLOAD", 0x55: "SSTORE", 0x56: "JUMP", 0x57: "JUMPI", 0x5a: "GAS",
    0x5b: "JUMPDEST", 0x80: "DUP1", 0x81: "DUP2", 0x82: "DUP3", 0x90: "SWAP1", 0x91: "SWAP2",
    0xa1: "LOG1", 0xa2: "LOG2", 0xa3: "LOG3", 0xf0: "CREATE", 0xf1: "CALL", 0xf2: "CALLCODE",
    0xf3: "RETURN", 0xf4: "DELEGATECALL", 0xfa: "STATICCALL", 0xfd: "REVERT", 0xfe: "INVALID",
    0xff: "SELFDESTRUCT"}.items()}


def assemble(source):
    """Machine code as bytes. Places take two bytes, so that no size depends on another."""
    words = re.sub(r"#.*", "", source).split()
    code = bytearray()
    places, wanted = {}, []
    for word in words:
        if word.endswith(":"):
            places[word[:-1]] = len(code)
            code.append(OPCODES["JUMPDEST"])
        elif word.startswith("@"):
            wanted.append((len(code) + 1, word[1:]))
            code += b"\x61\0\0"
        elif word in OPCODES:
            code.append(OPCODES[word])
        else:
            number = int(word, 0)
            written = len(word) - 2 if word.startswith("0x") else 0
            size = max(1, (number.bit_length() + 7) // 8, (written + 1) // 2)
            code.append(0x5f + size)
            code += number.to_bytes(size, "big")
    for at, name in wanted:
        code[at:at + 2] = places[name].to_bytes(2, "big")
    return bytes(code)


def deployment(source, setup=""):
    """Code that runs `setup` and leaves the assembled source as the contract's code, as 0x text."""
    body = assemble(source)

    def head(begin):
        return assemble(f"{setup} 0x{len(body):04x} 0x{begin:04x} 0 CODECOPY 0x{len(body):04x} 0 RETURN")

    return "0x" + (head(len(head(0))) + body).hex()
