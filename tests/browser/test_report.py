"""The HTML report in a real browser, on a desk and on a phone, in light and in dark.

`make browser` has what that takes. Without a browser or the packages these tests are skipped, and say so.
"""

import re
import shutil
from collections.abc import Iterator
from typing import Any, Final

import pytest

WANTED: Final = "`make browser` installs what this takes, but for Chromium itself"
sync_api = pytest.importorskip("playwright.sync_api", reason=WANTED)
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=WANTED)

from tests.runner.reports import set_out, townlet  # noqa: E402

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTHS: Final = {"phone": (390, 844), "desk": (1280, 800)}
SCHEMES: Final = ("light", "dark")
OPEN_ALL: Final = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The machine's own Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"there is none of these here: {', '.join(BROWSERS)}")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session", params=["everything", "shipped"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two reports: of a folder with everything that can be wrong in it, and of two scenarios that ship."""
    folder = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("CI", raising=False)
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        if request.param == "everything":
            set_out(folder)
            townlet("rehearse", ".", "--html", "out.html")
        else:
            townlet("rehearse", "coffee-too-dear", "one-shower", "--html", "out.html")
    return (folder / "out.html").as_uri()


class Heard:
    """A page that is open, with all that the browser asked for or complained about."""

    def __init__(self, page: Any, report: str) -> None:
        self.page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.goto(report)


@pytest.fixture
def opened(browser: Any, report: str) -> Iterator[Any]:
    """Opens the report in a window of some size and scheme."""
    contexts = []

    def open_(width: str = "desk", scheme: str = "light", **others: Any) -> Heard:
        size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        contexts.append(browser.new_context(viewport=size, color_scheme=scheme, **others))
        return Heard(contexts[-1].new_page(), report)

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_nobody_is_shut_out(width: str, scheme: str, opened: Any) -> None:
    page = opened(width, scheme).page
    page.evaluate(OPEN_ALL)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_no_wider_than_its_window(width: str, opened: Any) -> None:
    page = opened(width).page
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0]
        page.evaluate(OPEN_ALL)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_is_asked_for_and_nothing_is_wrong(scheme: str, opened: Any, report: str) -> None:
    heard = opened("desk", scheme)
    heard.page.evaluate(OPEN_ALL)
    heard.page.wait_for_load_state("networkidle")
    assert heard.asked == [report]
    assert heard.said == []


def test_a_scheme_is_followed(opened: Any) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    assert len({opened("desk", scheme).page.evaluate(paper) for scheme in SCHEMES}) == len(SCHEMES)


def _first_line(page: Any) -> Any:
    """The first line of a story, with the part it is in laid open."""
    part = page.locator("details.part", has=page.locator("details.line")).first
    part.locator("> summary").click()
    return part.locator("details.line").first


def test_causes_open_on_a_click_and_close_again(opened: Any) -> None:
    line = _first_line(opened("phone").page)
    why = line.locator(".why")
    assert not why.is_visible()
    line.locator("summary").click()
    assert why.is_visible()
    line.locator("summary").click()
    assert not why.is_visible()


def test_causes_open_by_keyboard_and_lead_to_the_script(opened: Any) -> None:
    """Without a script of any kind: the browser opens what a link leads into."""
    page = opened("desk", java_script_enabled=False).page
    line = _first_line(page)
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    link = line.locator(".why a[href*='/script/']")
    if not link.count():  # It came of a rule of the town; another line did not.
        line = page.locator("details.line", has=page.locator("a[href*='/script/']")).first
        line.locator("summary").focus()
        page.keyboard.press("Space")
        link = line.locator(".why a[href*='/script/']")
    goal = link.first.get_attribute("href")
    assert not page.locator(f"[id='{goal[1:]}']").is_visible()
    page.keyboard.press("Tab")
    while page.locator(":focus").get_attribute("href") != goal:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    row = page.locator(f"[id='{goal[1:]}']")
    row.wait_for(state="visible")
    quoted = line.locator(".why li code").first.inner_text()
    assert quoted in re.sub(r"\s+", " ", row.inner_text())


def test_every_link_of_the_overview_leads_to_its_scenario(opened: Any) -> None:
    page = opened("phone").page
    links = page.locator("section.overview tbody a")
    assert links.count() >= 2
    for number in range(links.count()):
        links.nth(number).click()
        goal = page.url.partition("#")[2]
        assert page.locator(f"[id='{goal}']").evaluate("each => each.getBoundingClientRect().top") < 844


def test_the_first_key_skips_to_the_scenarios(opened: Any) -> None:
    page = opened("desk").page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the scenarios"
    assert page.locator(":focus").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#scenarios")


def test_hostile_texts_do_nothing(opened: Any) -> None:
    heard = opened()
    assert heard.page.locator("img, script").count() == 0


def test_on_paper_everything_is_laid_open(opened: Any) -> None:
    page = opened().page
    page.emulate_media(media="print")
    assert page.locator("details.part .inside").last.is_visible()
    assert not page.locator(".skip").is_visible()


def test_a_wide_map_is_scrolled_by_keyboard(opened: Any) -> None:
    page = opened("phone").page
    wide = page.locator(".scroll").first
    wide.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(40):  # The policy of the page keeps a test from waiting in it, too.
        page.wait_for_timeout(50)
        if wide.evaluate("each => each.scrollLeft") > 0:
            return
    pytest.fail("it did not move")
