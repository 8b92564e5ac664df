"""New files of a policy and of a release, to be filled in."""

from pathlib import Path

from hotspots import safe, shipped

POLICY = "politik.toml"
RELEASE = "udgivelse.toml"


def write_template(name: str, path: Path, *, force: bool) -> None:
    """Write the template ``POLICY`` or ``RELEASE``, in Danish with a comment to a line."""
    safe.refuse_overwrite(path, force=force)
    safe.write_text(path, shipped.text(f"maps/templates/{name}"))
