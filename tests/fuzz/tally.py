"""What a campaign tried and saw, as tables for people."""

from collections import Counter, defaultdict

_WAYS = ("read", "rows rejected", "refused", "failed")


class Tally:
    """Counts what became of broken files, and keeps which took the most."""

    def __init__(self):
        self._by = {"format": defaultdict(list), "command": defaultdict(list)}
        self.outcomes = 0

    def add(self, outcome):
        """Count one, and forget the file itself."""
        self.outcomes += 1
        brief = (
            "failed" if outcome.wrong else outcome.ended,
            outcome.spent,
            outcome.mutant.number,
        )
        self._by["format"][outcome.mutant.seed.kind].append(brief)
        self._by["command"][outcome.mutant.seed.subject.called].append(brief)

    def lines(self):
        """Yield a table by format and one by command, and what was most."""
        for by, groups in self._by.items():
            yield (
                f"{by:<20}{'cases':>7}"
                + "".join(f"{way:>15}" for way in _WAYS)
                + (f"{'longest s':>12}{'(case)':>8}{'grown MB':>10}{'(case)':>8}")
            )
            for name in sorted(groups):
                yield _line(name, groups[name])
            yield _line("all", [brief for briefs in groups.values() for brief in briefs])
            yield ""
        briefs = [brief for group in self._by["format"].values() for brief in group]
        if briefs:
            highest = max(briefs, key=lambda brief: brief[1].highest_bytes)
            megabytes = f"{highest[1].highest_bytes / 1e6:,.0f} MB"
            yield f"Largest memory of the process: {megabytes} (case {highest[2]})."


def _line(name, briefs):
    ways = Counter(way for way, _, _ in briefs)
    longest = max(briefs, key=lambda brief: brief[1].seconds, default=None)
    largest = max(briefs, key=lambda brief: brief[1].grown_bytes, default=None)
    line = f"{name:<20}{len(briefs):>7}" + "".join(f"{ways[way]:>15}" for way in _WAYS)
    if longest is None or largest is None:
        return line
    return line + (
        f"{longest[1].seconds:>12.2f}{longest[2]:>8}"
        f"{largest[1].grown_bytes / 1e6:>10.0f}{largest[2]:>8}"
    )
