"""A headless Chromium that remembers what a page asked for, said and did wrong."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_started: list[tuple[Playwright, Browser]] = []


@dataclass
class Visit:
    """A page opened from a file, with every request, message, error and dialog so far."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Chromium:
    """A running browser; each visit is a new, empty profile."""

    browser: Browser

    @contextmanager
    def visit(self, html: str, path: Path, *, width: int = 1280, height: int = 900, **options):
        """Write a page to a file and open it; what it asks for beyond is noted and refused."""
        path.write_text(html, encoding="utf-8", newline="")
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, service_workers="block", **options
        )
        visit = Visit(context.new_page())
        context.route(lambda url: url != path.as_uri(), lambda route: route.abort())
        _listen(visit)
        visit.page.goto(path.as_uri(), wait_until="load")
        try:
            yield visit
        finally:
            context.close()


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Give the Chromium of this process, or skip where there is none.

    With HOTSPOTS_REQUIRE_BROWSER set to 1, none fails the test.
    """
    program = _program()
    if program is None:
        reason = "there is no /usr/bin/chromium and no chromium on PATH"
        if os.environ.get("HOTSPOTS_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{reason}, and HOTSPOTS_REQUIRE_BROWSER asks for one")
        pytest.skip(reason)
    yield Chromium(_running(program))


def _running(program: str) -> Browser:
    """Return the one browser of this process, started when it is first asked for."""
    if not _started or not _started[-1][1].is_connected():
        close()
        playwright = sync_playwright().start()
        launched = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        _started.append((playwright, launched))
    return _started[-1][1]


def close() -> None:
    """End the browser of this process, if there is one."""
    while _started:
        playwright, browser = _started.pop()
        browser.close()
        playwright.stop()


def _program() -> str | None:
    usual = Path("/usr/bin/chromium")
    return str(usual) if usual.exists() else shutil.which("chromium")


def _listen(visit: Visit) -> None:
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("console", lambda message: visit.messages.append(message.text))
    visit.page.on("pageerror", lambda error: visit.errors.append(error.message))
    visit.page.on("dialog", lambda dialog: _dismiss(visit, dialog))


def _dismiss(visit: Visit, dialog) -> None:
    visit.dialogs.append(dialog.message)
    dialog.dismiss()
