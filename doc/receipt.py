#!/usr/bin/env python3
"""Checks a receipt of schild's register, without schild: receipt.py FILE.tlog-proof POLICY [ENTRY].

The entry is told in hexadecimal, or it is that of the act the receipt discloses, which is then printed.
Exit 0: the entry stands in the register, under a checkpoint signed by the policy's log. Format: C2SP tlog-proof; the act's
encoding is in register.md."""
import base64, hashlib, sys
from verify import opened, run

def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()

def climb(n, size, leaf, proof):  # RFC 9162 section 2.1.3.2
    fn, sn, r = n, size - 1, leaf
    for p in proof:
        assert sn > 0, "too many hashes"
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0, "too few hashes"
    return r

def count(b):  # a number in groups of seven bits, lowest first
    n = shift = 0
    while True:
        n, more, b, shift = n | (b[0] & 127) << shift, b[0] & 128, b[1:], shift + 7
        if not more:
            return n, b

def text(b):
    n, b = count(b)
    assert n <= len(b), "cut short"
    return b[:n].decode(), b[n:]

def act(b):
    assert b[0] == 1, "another version"
    out = {}
    out["id"], b = text(b[1:])
    out["microseconds"], b = int.from_bytes(b[:8], "big"), b[8:]
    for name in ("actor", "kind", "outcome", "ground", "dossier"):
        out[name], b = text(b)
    for name in ("objects", "detail"):
        n, b = count(b)
        out[name] = []
        for _ in range(n):
            s, b = text(b)
            out[name].append(s)
    out["rows changed"], b = count(b)
    return out

def check():
    with open(sys.argv[1], "rb") as f, open(sys.argv[2]) as p:
        head, _, note = f.read().partition(b"\n\n")
        policy = p.read()
    lines = head.decode().split("\n")
    assert lines.pop(0) == "c2sp.org/tlog-proof@v1", "not a proof"
    extra = base64.b64decode(lines.pop(0)[6:], validate=True) if lines[0].startswith("extra ") else b""
    index, proof = int(lines[0].removeprefix("index ")), [base64.b64decode(l, validate=True) for l in lines[1:]]
    assert len(sys.argv) > 3 or extra, "the receipt does not tell the act: give its entry"
    entry = bytes.fromhex(sys.argv[3]) if len(sys.argv) > 3 else hashlib.sha256(b"schild act 1\0" + extra).digest()
    origin, size, root = opened(note, policy)
    assert 0 <= index < size and climb(index, size, hashlib.sha256(b"\0" + entry).digest(), proof) == root, "not in the register"
    print(f"{origin}: entry {index} of {size}, as signed")
    for name, value in act(extra[32:]).items() if extra else ():
        print(f"  {name}: {value}")

run(check)
