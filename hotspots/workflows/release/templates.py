"""New files of a policy and of a release, to be filled in."""

from datetime import date
from pathlib import Path

from hotspots import safe, shipped, targets

POLICY = "politik.toml"
RELEASE = "udgivelse.toml"


def write_example(folder: Path, approved_on: date) -> None:
    """Write policy and release of the demo into a folder.

    The policy is the template, approved by an example, nobody.
    """
    text = shipped.text(f"maps/templates/{POLICY}")
    for empty, filled in (
        ('af = ""', 'af = "Eksempel"'),
        ('dato = ""', f'dato = "{approved_on}"'),
    ):
        text = text.replace(empty.ljust(len(filled)), filled, 1)
    safe.write_text(folder / POLICY, text)
    safe.write_text(folder / RELEASE, shipped.text("maps/templates/udgivelse_demo.toml"))


def write_template(name: str, path: Path, *, force: bool) -> None:
    """Write the template ``POLICY`` or ``RELEASE``, in Danish with a comment to a line."""
    targets.refuse_overwrite(path, force=force)
    safe.write_text(path, shipped.text(f"maps/templates/{name}"))
