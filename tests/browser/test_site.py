"""The course's site: on a telephone and a wide screen, as files and from a server, nothing from elsewhere."""

import functools
import http.server
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from published import COURSE, write_real

WIDTHS = (360, 1400)
DRAWN, SOLVED = "01_theory", "02_backprop"
PAGES = [
    *(f"{sheet}.html" for sheet in COURSE.sheets()),
    "index.html",
    "glossary.html",
    "search.html?q=gradient",
]
LOOKED_AT = [f"{DRAWN}.html", f"{SOLVED}.html", "07_flows.html", *PAGES[-3:]]

CUT_OFF = """[...document.querySelectorAll("main *")]
    .filter(one => getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth)
    .map(one => one.outerHTML)"""


@pytest.fixture(scope="module")
def site(chromium_path, tmp_path_factory):
    """The real course; one sheet with the figures of its release, one with its solutions."""
    folder = tmp_path_factory.mktemp("site") / "site"
    write_real(folder, drawn=(DRAWN,), solutions=True, of=[SOLVED])
    return folder


@pytest.fixture(scope="module")
def server(site):
    """The address of a web server for the site."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    serving = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()


@pytest.fixture(params=["files", "server"])
def address(request, site, server):
    """Where the site is opened: both ways have to work."""
    return site.as_uri() if request.param == "files" else server


def open_all_folds(page):
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")


def test_no_page_is_wider_than_its_screen(site, page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for name in PAGES:
            page.goto(f"{site.as_uri()}/{name}")
            open_all_folds(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width} px"
            assert page.evaluate(CUT_OFF) == [], f"{name} at {width} px"


@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_page_for_everybody(site, page, name):
    page.goto(f"{site.as_uri()}/{name}")
    open_all_folds(page)
    for scheme, width in zip(("light", "dark"), WIDTHS, strict=True):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page)
        assert found.violations_count == 0, f"{scheme}, {width} px: {found.generate_report()}"


def test_the_search_finds_a_word_and_leads_to_its_place(address, page):
    page.goto(f"{address}/index.html")
    page.get_by_role("searchbox").fill("kullback LEIBLER")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("place")
    expect(page.get_by_role("searchbox")).to_have_value("kullback LEIBLER")
    expect(page.locator("#found mark").first).to_have_text("Kullback")
    page.get_by_role("searchbox").fill("exploding gradients nowhere")
    expect(page.get_by_role("status")).to_have_text("0 places.")
    page.get_by_role("searchbox").fill("kl_uniform infinite")
    found = page.locator("#found a")
    expect(found.first).to_contain_text("1.4")
    found.first.click()
    page.wait_for_url("**/01_theory.html#task-1-4")
    expect(page.locator("#task-1-4")).to_be_in_viewport()


def test_what_is_searched_for_is_text(site, page, alarms):
    page.goto(f"{site.as_uri()}/search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.get_by_role("status")).to_have_text("0 places.")
    page.get_by_role("searchbox").fill("<b>")
    assert page.locator("#found b").count() == 0 and page.locator("main img").count() == 0
    assert alarms == []


def test_nothing_comes_from_elsewhere_and_nothing_is_missing(address, page):
    asked, failed, said = [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: said.append(message.text) if "favicon" not in message.text else None)
    for name in LOOKED_AT:
        page.goto(f"{address}/{name}")
        page.evaluate("document.querySelectorAll('img').forEach(one => { one.loading = 'eager'; })")
        page.wait_for_function("[...document.images].every(one => one.complete && one.naturalWidth > 0)")
        page.wait_for_function("document.fonts.status === 'loaded'")
    assert len(asked) > 20 and not [url for url in asked if not url.startswith(address)]
    assert [url for url in failed if not url.endswith("/favicon.ico")] == [] == said


def test_formulas_are_drawn_in_the_font_of_the_site(site, page):
    page.goto(f"{site.as_uri()}/{DRAWN}.html")
    page.wait_for_function("[...document.fonts].some(one => one.status === 'loaded')")
    assert page.locator("math").count() > 200
    sizes = page.locator(".formula math").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert len(sizes) == 10 and min(sizes) > 15 and max(sizes) < 120


def test_figures_have_words_and_fit(site, page):
    page.set_viewport_size({"width": 360, "height": 900})
    for name in (DRAWN, SOLVED):
        page.goto(f"{site.as_uri()}/{name}.html")
        figures = page.locator("main img")
        assert figures.count() >= (1 if name == DRAWN else 5)
        for figure in figures.all():
            assert len(figure.get_attribute("alt")) > 20 and figure.bounding_box()["width"] <= 360


def test_wide_code_is_scrolled_with_the_keyboard(site, page):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{site.as_uri()}/{DRAWN}.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('pre')"):
            break
    code = page.locator(":focus")
    assert code.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert (
        page.locator("pre[tabindex]").count() < page.locator("pre").count()
    )  # what fits is no stop on the way


def test_the_contents_stand_beside_the_text_or_are_folded_above_it(site, page):
    for width, beside in zip(WIDTHS, (False, True), strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site.as_uri()}/{DRAWN}.html")
        link = page.get_by_role("link", name="1.6 Two Gaussians, one parabola")
        expect(link).to_be_visible(visible=beside)
        if not beside:
            page.get_by_text("On this page").click()
        link.click()
        expect(page.locator("#task-1-6")).to_be_in_viewport()


def test_without_scripts_all_but_the_search_works(site, chromium):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 900})
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.get_by_role("link", name="The probability behind a classifier").first.click()
    expect(page.locator("h1")).to_have_text("1 The probability behind a classifier")
    page.get_by_role("link", name="1.2 A sigmoid in disguise").click()
    expect(page.locator("#task-1-2")).to_be_in_viewport()
    page.locator("summary", has_text="Test: 1.2").first.click()
    expect(page.locator("details[open] pre").first).to_be_visible()
    page.goto(f"{site.as_uri()}/search.html")
    expect(page.get_by_text("The search needs JavaScript")).to_be_visible(timeout=5000)
    context.close()


def test_the_dark_is_dark_and_paper_is_white(site, page):
    page.goto(f"{site.as_uri()}/{DRAWN}.html")
    ground = lambda: page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert ground() == "rgb(21, 24, 28)"
    page.emulate_media(media="print", color_scheme="dark")
    assert ground() == "rgb(255, 255, 255)"
    expect(page.locator("header.top")).to_be_hidden()
