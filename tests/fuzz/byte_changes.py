"""Changes of bytes, whatever they mean."""

_EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def _place(rng, content):
    # The beginning of a file says how the rest is read.
    end = min(len(content), 64) if rng.random() < 0.3 else len(content)
    return rng.randrange(end + 1)


def _stretch(rng, content, longest=400):
    start = _place(rng, content)
    return start, min(len(content), start + rng.randint(1, longest))


def _flip(rng, content):
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 20))):
        if changed:
            changed[min(_place(rng, content), len(changed) - 1)] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(rng, content):
    return content[: _place(rng, content)]


def _drop(rng, content):
    start, end = _stretch(rng, content)
    return content[:start] + content[end:]


def _double(rng, content):
    start, end = _stretch(rng, content, 4000)
    return content[:end] + content[start:end] * rng.choice((1, 2, 50)) + content[end:]


def _insert(rng, content):
    at = _place(rng, content)
    return content[:at] + rng.randbytes(rng.choice((1, 2, 16, 300))) + content[at:]


def _number(rng, content):
    size = rng.choice((1, 2, 4, 8))
    order = rng.choice(("little", "big"))
    value = rng.choice(_EXTREMES) & ((1 << 8 * size) - 1)
    at = _place(rng, content)
    return content[:at] + value.to_bytes(size, order) + content[at + size :]


def _blank(rng, content):
    start, end = _stretch(rng, content)
    sign = rng.choice((b"\0", b"\xff", b" "))
    return content[:start] + sign * (end - start) + content[end:]


def _exchange(rng, content):
    start, end = _stretch(rng, content)
    other = _place(rng, content)
    return content[:other] + content[start:end] + content[other + end - start :]


def _tail(rng, content):
    return content + rng.randbytes(rng.choice((1, 22, 5000)))


def _only_head(rng, content):
    return content[: rng.choice((1, 4, 8, 16, 64))] + rng.randbytes(rng.choice((0, 64, 5000)))


def _tail_cut(rng, content):
    return content[: -rng.choice((1, 2, 4, 8, 22, 100))]


CHANGES = {
    "bits turned": _flip, "cut off": _cut, "a stretch dropped": _drop,
    "a stretch doubled": _double,
    "bytes put in": _insert, "a number made extreme": _number, "a stretch blanked": _blank,
    "a stretch put elsewhere": _exchange, "bytes behind the end": _tail, "only a head": _only_head,
    "the end cut off": _tail_cut,
}  # fmt: skip


def changed_bytes(rng, content):
    """Return bytes changed once or a few times, and what was done."""
    names = [rng.choice(sorted(CHANGES)) for _ in range(rng.choice((1, 1, 1, 2, 4)))]
    for name in names:
        content = CHANGES[name](rng, content)
    return content, ", ".join(names)
