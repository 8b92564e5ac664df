"""The policy of a municipality: what may leave, and who approved it.

It may be stricter than the limits here, which are the program's own, and never laxer.
"""

from datetime import date
from pathlib import Path

from hotspots.errors import InputProblem, ReleaseRefused
from hotspots.language import message
from hotspots.model.release import STEPS, Approval, AudienceLimits, Policy, Step
from hotspots.sources.release.fields import TomlPart, read_toml, toml_part

STEP_WORDS: dict[str, Step] = {
    "år": "year", "halvår": "half", "kvartal": "quarter", "måned": "month",
}  # fmt: skip
_LEAST_K = 3
_MOST_K = 1000
_MOST = 10**6
_PUBLIC_STEPS = STEPS[: STEPS.index("quarter") + 1]


def read_policy(path: Path) -> Policy:
    """Return the policy of a file; ``InputProblem`` where it cannot be read as it should."""
    whole, text = read_toml(path)
    return _policy(whole, text)


def policy_in(text: str) -> Policy:
    """Return the policy of a text, as the ledger keeps it."""
    return _policy(toml_part(Path("politik.toml"), text), text)


def _policy(whole: TomlPart, text: str) -> Policy:
    approval, public, partner, places, excluded, survey = parts = [
        whole.part(key)
        for key in ("godkendelse", "offentlig", "partner", "steder", "udeladt", "undersoegelser")
    ]
    policy = Policy(
        public=_limits(public, _PUBLIC_STEPS),
        partner=_limits(partner, STEPS),
        places=places.whole("mindst", Policy.places, _MOST),
        most_percent=places.number("hoejst_procent", 1, Policy.most_percent),
        excluded=excluded.texts("kategorier"),
        answers=survey.whole("svar", Policy.answers, _MOST),
        side=survey.whole("paa_hver_side", Policy.side, _MOST),
        approval=_approval(approval),
        text=text,
    )
    for part in (whole, *parts):
        part.close()
    _refuse_public_below_partner(whole.path, policy)
    return policy


def refuse_unapproved(path: Path, policy: Policy) -> None:
    """Raise ``ReleaseRefused`` for a policy that nobody approved."""
    today = date.today()  # noqa: DTZ011 - the local day
    if policy.approval is not None and policy.approval.on > today:
        raise ReleaseRefused(
            message(
                "{path}: the policy is approved from {day}, which has not come yet.",
                path=path,
                day=policy.approval.on,
            )
        )
    if policy.approval is None:
        raise ReleaseRefused(
            message(
                "{path}: nobody has approved this policy, so nothing is made for others. Whoever "
                "approves it is written as `af` and the day as `dato`, below [godkendelse].",
                path=path,
            )
        )


def _limits(part: TomlPart, steps: tuple[Step, ...]) -> AudienceLimits:
    words = {word: step for word, step in STEP_WORDS.items() if step in steps}
    return AudienceLimits(part.whole("k", _LEAST_K, _MOST_K), part.choice("korteste_trin", words))


def _approval(part: TomlPart) -> Approval | None:
    by, on = part.text("af"), part.day("dato")
    return Approval(by, on) if by and on else None


def _refuse_public_below_partner(path: Path, policy: Policy) -> None:
    public, partner = policy.public, policy.partner
    if public.k < partner.k or not partner.allows(public.shortest):
        raise InputProblem(
            message(
                "{path}: what everybody gets must not be finer than what partners get: `k` below "
                "[offentlig] is at least that below [partner], and `korteste_trin` as long.",
                path=path,
            )
        )
