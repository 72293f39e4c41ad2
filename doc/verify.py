#!/usr/bin/env python3
"""Checks an exported register with nothing but Python and no code of schild: verify.py DIR [POLICY].

Exit 0: the checkpoint is signed by the policy's log, and every tile and every entry is what it signs for. Exit 1: not so.
Layout and formats: C2SP tlog-tiles, tlog-checkpoint, signed-note, tlog-policy. Trees: RFC 6962. Signatures: RFC 8032.
It asks for no witness: a policy with another quorum than "none" is refused."""
import base64, hashlib, os, sys

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def add(a, b):  # two points of the curve, in extended coordinates
    m, n, c, d = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0]), 2 * D * a[3] * b[3], 2 * a[2] * b[2]
    return (n - m) * (d - c) % P, (d + c) * (n + m) % P, (d - c) * (d + c) % P, (n - m) * (n + m) % P

def times(k, p):
    q = (0, 1, 1, 0)
    for bit in bin(k)[2:]:
        q = add(q, q)
        q = add(q, p) if bit == "1" else q
    return q

def point(b):
    y = int.from_bytes(b, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    u, v = y * y - 1, D * y * y + 1
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    x = x if (v * x * x - u) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    assert y < P and (v * x * x - u) % P == 0, "not a point"
    x = x if x & 1 == sign else -x % P
    return x, y, 1, x * y % P

def signed(key, text, sig):
    s, k = int.from_bytes(sig[32:], "little"), int.from_bytes(hashlib.sha512(sig[:32] + key + text).digest(), "little") % L
    a, b = times(s, point(b"\x58" + b"\x66" * 31)), add(point(sig[:32]), times(k, point(key)))
    return len(sig) == 64 and s < L and (a[0] * b[2] - b[0] * a[2]) % P == 0 == (a[1] * b[2] - b[1] * a[2]) % P

def root(hashes):
    stack = []  # complete subtrees as (size, hash), largest first
    for h in hashes:
        stack.append((1, h))
        while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
            (n, right), (_, left) = stack.pop(), stack.pop()
            stack.append((2 * n, hashlib.sha256(b"\1" + left + right).digest()))
    while len(stack) > 1:
        (n, right), (_, left) = stack.pop(), stack.pop()
        stack.append((n, hashlib.sha256(b"\1" + left + right).digest()))
    return stack[0][1] if stack else hashlib.sha256(b"").digest()

def path(n):  # 1234067 is x001/x234/067
    parts = [f"{n % 1000:03d}"]
    while n := n // 1000:
        parts.insert(0, f"x{n % 1000:03d}")
    return "/".join(parts)

def read(level, n, width):
    with open(os.path.join(sys.argv[1], "tile", str(level), path(n) + (f".p/{width}" if width < 256 else "")), "rb") as f:
        return f.read()

def opened(note, policy):  # the origin, size and root of a signed checkpoint, in bytes
    text, _, lines = note.partition(b"\n\n")
    policy = [line.split() for line in policy.splitlines() if line.split() and not line.lstrip().startswith("#")]
    assert ["quorum", "none"] in policy, "the policy asks for witnesses"
    name, number, key = next(p[1] for p in policy if p[0] == "log").split("+", 2)
    assert lines.endswith(b"\n") and all(l.startswith("\u2014 ") for l in lines.decode().split("\n")[:-1]), "not a signed note"
    sigs = [base64.b64decode(w[2], validate=True) for w in (l.split(" ") for l in lines.decode().splitlines()) if w[:2] == ["\u2014", name]]
    sig = next((s for s in sigs if s[:4].hex() == number), b"")
    assert sig and signed(base64.b64decode(key)[1:], text + b"\n", sig[4:]), "not signed by the policy's log"
    origin, size, want = text.decode().split("\n")
    assert origin == name, "another register"
    return origin, int(size), base64.b64decode(want)

def check():
    with open(os.path.join(sys.argv[1], "checkpoint"), "rb") as c, open(sys.argv[2] if len(sys.argv) > 2 else os.path.join(sys.argv[1], "policy")) as p:
        origin, size, want = opened(c.read(), p.read())
    hashes, level = [], 0
    for n in range(0, size, 256):
        b = read("entries", n // 256, min(256, size - n))
        while b:
            end = 2 + int.from_bytes(b[:2], "big")
            hashes.append(hashlib.sha256(b"\0" + b[2:end]).digest())
            b = b[end:]
    assert len(hashes) == size and root(hashes) == want, "the entries are not what was signed"
    while hashes:
        for n in range(0, len(hashes), 256):
            assert read(level, n // 256, min(256, len(hashes) - n)) == b"".join(hashes[n:n + 256]), f"tile {level}/{n // 256}"
        hashes, level = [root(hashes[n:n + 256]) for n in range(0, len(hashes) // 256 * 256, 256)], level + 1
    print(f"{origin}: {size} entries, as signed")

def run(f):
    try:
        f()
    except (AssertionError, OSError, ValueError, StopIteration, IndexError) as e:
        sys.exit(f"not sound: {e}")

if __name__ == "__main__":
    run(check)
