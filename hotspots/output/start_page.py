"""A page that leads to files, as one HTML file that asks nobody for anything and has no script."""

from markupsafe import Markup

from hotspots import shipped
from hotspots.model.pages import StartPage
from hotspots.output.report.html import environment, policy

_STYLES = ("page", "start")


def as_html(page: StartPage) -> str:
    """Return the page; its links are relative, and the same page gives the same bytes."""
    style = "\n".join(shipped.text(f"maps/styles/{name}.css") for name in _STYLES)
    template = environment().get_template("start.html")
    return template.render(
        page=page,
        policy=policy(style),
        style=Markup(style),  # noqa: S704 - our own style sheet, which must not be escaped
    )
