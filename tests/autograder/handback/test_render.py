"""Markdown of students becomes HTML in which nothing runs and nothing is fetched; formulas are drawn."""

import re
import threading
import time

import pytest
import tiny
from pages import Page

from autograder.handback import render

PIXEL = f"data:image/png;base64,{tiny.PIXEL}"
HOSTILE = [
    "<script>alert(1)</script>",
    "<style>@import 'http://x.y';</style>",
    "<svg onload=alert(1)><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<p id=a name=b title=c lang=d style='color: red' data-x=e onclick=alert(1) class=f>text</p>",
    "<iframe src=http://x.y></iframe><object data=http://x.y></object><embed src=http://x.y>",
    "<form action=http://x.y><input name=a><button formaction=javascript:alert(1)>b</button></form>",
    "<base href=http://x.y><link rel=stylesheet href=http://x.y><meta http-equiv=refresh content='0;http://x.y'>",
    "<!-- comment --><![CDATA[ x ]]><?php x ?><!DOCTYPE html>",
    "<img src=http://x.y srcset=http://x.y onerror=alert(1) alt=words id=a>",
    f"<img src='{PIXEL}' alt=words title=a usemap=#b>",
    "<a href=http://x.y target=_top ping=http://x.y rel=opener download title=a>b</a>",
    "<span class=k id=a style=x>b</span><div class=k title=a>c</div><code class=k>d</code>",
    "<textarea><title><plaintext><xmp><b>",
    "</div></body></html><div",
    "<math><annotation-xml encoding=text/html><img src=x onerror=alert(1)></annotation-xml></math>",
    "<math href=http://x.y><mi href=javascript:alert(1) id=a onclick=alert(1) mathcolor=red>x</mi></math>",
    "<math><mtd style='background: url(http://x.y)'>x</mtd><mtd style='position: fixed'>x</mtd></math>",
    "<math><maction actiontype=toggle><mi>a</mi></maction><semantics><mi>b</mi></semantics></math>",
]
FORMULA = {
    *(
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mpadded",
        "mphantom",
        "menclose",
        "mfrac",
        "msqrt",
    ),
    *("mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts"),
    *("mtable", "mtr", "mtd", "s"),
}
ALLOWED = {("a", "href"), ("a", "rel"), ("img", "src"), ("img", "alt"), ("span", "class"), ("div", "class")}
IN_FORMULAS = {
    *(
        "accent",
        "accentunder",
        "class",
        "display",
        "displaystyle",
        "fence",
        "form",
        "largeop",
        "linethickness",
    ),
    *(
        "lspace",
        "mathvariant",
        "maxsize",
        "minsize",
        "notation",
        "rspace",
        "scriptlevel",
        "stretchy",
        "style",
    ),
    *("symmetric", "width"),
}
SPECIAL = re.compile(r"[:()\"'<>&/@\\]")  # of a style, apart from the colons of its names
KEPT = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "div", "blockquote", "pre"),
    *("a", "code", "del", "em", "img", "span", "strong"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
}


@pytest.fixture
def unescaped(monkeypatch):
    """The second wall alone: as if the renderer let every tag through."""
    monkeypatch.setattr(render.MarkdownWithMath, "render", lambda self, source: source)


def harmless(html):
    """Return a page that holds nothing but what may be in one."""
    found = Page(html)
    assert found.tags <= KEPT | FORMULA and not found.comments
    for tag, name, value in found.attributes:
        if tag in FORMULA:
            assert name in IN_FORMULAS and "position" not in value
            assert not SPECIAL.search(re.sub(r"[a-z-]+:", "", value) if name == "style" else value)
        else:
            assert (tag, name) in ALLOWED
    return found


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_runs(hostile):
    for around in ("{}", "a {} b", "# {}", "- {}", "```mermaid\n{}\n```", "`{}`", "${}$", "|{}|\n|-|\n|{}|"):
        harmless(str(render.markdown(around.format(hostile, hostile))))
        assert (
            Page(str(render.inline(around.format(hostile, hostile)))).tags
            <= {"code", "em", "strong"} | FORMULA
        )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_runs_even_if_the_renderer_lets_it_through(hostile, unescaped):
    harmless(str(render.markdown(hostile)))
    found = Page(str(render.inline(hostile)))
    assert found.tags <= {"code", "em", "strong"} | FORMULA and not found.comments
    assert not [one for one in found.attributes if one[0] not in FORMULA]
    harmless(str(render.inline(hostile)))


@pytest.mark.parametrize("tag", sorted(KEPT))
def test_what_may_stay_stays(tag, unescaped):
    attributes = {
        "a": [("href", "http://x.y")],
        "img": [("src", PIXEL), ("alt", "words")],
        "span": [("class", "k")],
        "div": [("class", "k")],
    }.get(tag, [])
    written = " ".join([f"<{tag}", *(f'{name}="{value}"' for name, value in attributes)]) + ">x"
    if tag in ("thead", "tbody", "tr", "th", "td"):  # none outside of a table
        written = f"<table>{written}</table>"
    found = harmless(str(render.markdown(written)))
    assert tag in found.tags
    assert [(name, value) for _, name, value in found.attributes if name != "rel"] == attributes


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("http://x.y/z?a=1&b=2#c", True),
        ("HTTPS://x.y", True),
        ("mailto:a@x.y", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("&#106;avascript:alert(1)", False),
        ("vbscript:x", False),
        ("data:text/html;base64,AAAA", False),
        (PIXEL, False),
        ("ftp://x.y", False),
        ("file:///etc/passwd", False),
        ("http:x", False),
        ("/x", False),
        ("//x.y", False),
        ("x.html", False),
        ("#x", False),
        ("", False),
    ],
)
def test_where_links_may_lead(address, stays, unescaped):
    [*attributes] = harmless(str(render.markdown(f'<a href="{address}">x</a>'))).attributes
    assert [value for _, name, value in attributes if name == "href"] == [address] * stays


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        (PIXEL, True),
        (PIXEL.replace("png", "jpeg"), True),
        (PIXEL.replace("png", "gif"), True),
        ("data:image/svg+xml;base64,AAAA", False),
        ("data:image/png;base64,AA AA", False),
        ("data:image/png;base64,AAAA\n", False),
        ("data:image/png,AAAA", False),
        ("DATA:image/png;base64,AAAA", False),
        (" " + PIXEL, False),
        ("http://x.y/z.png", False),
        ("//x.y/z.png", False),
        ("z.png", False),
    ],
)
def test_which_images_are_shown(address, stays, unescaped):
    found = harmless(str(render.markdown(f'<img src="{address}" alt="words">'))).attributes
    assert found == [("img", "src", address)] * stays + [("img", "alt", "words")]


def test_images_of_attachments_are_shown():
    attached = {"a.png": {"image/png": tiny.PIXEL}, "b.svg": {"image/svg+xml": "AAAA"}}
    html = str(render.markdown("![one](attachment:a.png 'title') ![two](attachment:b.svg)", attached))
    assert harmless(html).attributes == [("img", "src", PIXEL), ("img", "alt", "one"), ("img", "alt", "two")]


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("$a<b$", "a<b"),
        ("$a<b$ and $c>d$", "a<b and c>d"),
        ("$$a<b>c$$", "a<b>c"),
        (r"\begin{align}a&<b\\ &= c\end{align}", "a<b=c"),  # without the numbers (1) and (2)
        (r"\begin{equation}a\\[4pt] b\end{equation}", "ab"),
        (r"$\text{<b>x</b>}$", "<b>x</b>"),
        (r"$\frac{\partial L}{\partial z}$", "∂L∂z"),
    ],
)
def test_formulas_are_drawn(written, drawn):
    for as_html in (render.markdown, render.inline):
        found = harmless(str(as_html(f"so {written} is")))
        assert "math" in found.tags
        assert found.text.strip() == f"so {drawn} is"


@pytest.mark.parametrize(
    "written",
    ["$x & y$", "$\\foo<b$", "$$\\frac{a$$", "\\begin{foo}a&<b\\end{foo}", f"${'x' * 2001}$"],
)
def test_what_cannot_be_drawn_stays_as_it_was_written(written):
    for as_html in (render.markdown, render.inline):
        assert Page(str(as_html(f"so {written} is"))).text.strip() == f"so {written} is"


@pytest.mark.parametrize(
    "piece", ["{", "{}", r"\sqrt", r"\left(", r"\hat{", "x^{", r"\begin{matrix}", r"\bar"]
)
def test_no_formula_ends_the_process(piece):
    """math-core recurses; a short stack stands for all the deep ones that threads may have."""
    shown = []

    def show():
        shown.append(
            render.markdown(f"so ${piece * 500}$ and ${(piece * 999)[:2000]}$ and ${piece * 150}$ is")
        )

    before = threading.stack_size(2**20)
    try:
        thread = threading.Thread(target=show)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    harmless(str(shown[0]))


@pytest.mark.parametrize("piece", ["(", "[", r"\{", r"\langle ", r"\bigl(", "⟨", "|", "(x^", r"(\text{)}"])
def test_no_bracket_takes_long(piece):
    start = time.process_time()
    harmless(str(render.markdown(f"so ${piece * 40}x$ is")))
    assert time.process_time() - start < 5  # math-core 0.9.0: hours


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\a{" + r"\sqrt" * 100 + r"}\def\b{" + r"\a" * 90 + r"}\b x",
        r"\newcommand{\a}{" + r"\sqrt" * 100 + r"}\let\b\a" + r"\b" * 90 + "x",
        r"\def\a#1{" + "#1" * 100 + r"}\a{\a{" + "x" * 100 + "}}",
        r"\\\[4pt]def\a{x}\a",
        r"97% of all",
        r"x \\% y",
        r"\newcommand*{\x}{my whole answer}",
        r"\phantom{answer}",
        r"\hphantom {answer}",
        r"\eqref{my words}",
        r"\mathchoice{a}{b}{c}{d}",
    ],
)
def test_what_defines_or_hides_stays_as_it_was_written(tex):
    found = Page(str(render.markdown(f"so ${tex}$ is")))
    assert "math" not in found.tags and found.text.strip() == f"so ${tex}$ is"


@pytest.mark.parametrize("tex", [r"97\%", r"\left(x\right)", r"a\phantom{=}b", r"\leftarrow", r"\delta"])
def test_what_only_looks_like_it_is_drawn(tex):
    assert "math" in Page(str(render.markdown(f"${tex}$"))).tags


@pytest.mark.parametrize(
    ("tex", "tag"),
    [
        (r"\cancel{x}", "menclose"),
        (r"\bcancel{x}", "menclose"),
        (r"\xcancel{x}", "menclose"),
        (r"\text{\sout{no}}", "s"),
        (r"\prescript{a}{b}{X}", "mmultiscripts"),
    ],
)
def test_what_is_crossed_out_or_raised_stays_so(tex, tag):
    found = harmless(str(render.markdown(f"${tex}$")))
    assert tag in found.tags
    assert tag != "menclose" or [value for one, name, value in found.attributes if name == "notation"]


def test_no_formula_reaches_far():
    for tex in (
        r"\genfrac{}{}{9999em}{}{a}{b}",
        r"\hspace{-50cm}x",
        r"\hspace{99999cm}x",
        r"\color{red}x",
        r"\label{a}x\eqref{a}",
    ):
        for _, name, value in harmless(str(render.markdown(f"${tex}$"))).attributes:
            assert name != "href" and "#" not in value
            assert all(float(number) < 100 for number in re.findall(r"\d+", value))


def test_what_is_written_is_not_lost():
    assert "x < y > z" in Page(str(render.markdown("```mermaid\nx < y > z\n```"))).text
    assert "<b>x</b> y" in Page(str(render.markdown("<b>x</b> y"))).text
    shown = str(render.markdown("- [ ] this\n- [x] that"))
    assert "<li>☐ this</li>" in shown and "<li>☑ that</li>" in shown


def test_a_line_is_a_line():
    assert render.inline("## **Bold**, *em*, `code` and [link](http://x.y) ![i](x)") == (
        "<strong>Bold</strong>, <em>em</em>, <code>code</code> and link"
    )


MARKUP = ["> ", "*a _b ", "**a *b ", "[a](", "- ", "<div>", "```mermaid\n<b>", "|a", "$a<b$ ", "~~a", "_*"]
SLOW = [
    "\\\\[",
    "\\\\(",
    "![](",
    "[a][b]",
    "`` ` ",
    "<!--",
    "&#",
    "$$a$",
]  # below the limit for one text, too


@pytest.mark.parametrize("piece", [*MARKUP, *SLOW])
def test_no_markdown_takes_long(piece):
    """As many texts as fit into a page, one by one and all in one."""
    for length, number in ((14_000, 1), (3000, 40), (render.LONGEST, 3), (100_000, 3)):
        begin, purse = time.process_time(), render.Purse()
        for _ in range(number):
            render.markdown((piece * length)[:length], purse=purse)
        assert time.process_time() - begin < 10


@pytest.mark.parametrize("piece", ["...", " \n", "'\\", "a.a*", "f'{", "%%x\n", "!a", "?"])
def test_no_code_takes_long(piece):
    for length, number in ((14_000, 1), (3000, 40), (render.LONGEST, 3), (100_000, 3)):
        begin, purse = time.process_time(), render.Purse()
        for _ in range(number):
            render.code(f"x{(piece * length)[: length - 2]}y", purse)
        assert time.process_time() - begin < 15


def test_a_page_pays_for_its_texts_until_nothing_is_left():
    purse = render.Purse()
    shown = [str(render.markdown("*a* " * 750, purse=purse)) for _ in range(60)]
    plain = ["too long" in one for one in shown]
    assert 20 < plain.index(True) < 40 and all(plain[plain.index(True) :])
    assert all("<em>" in one for one in shown[: plain.index(True)])
    assert all("*a*" in one for one in shown[plain.index(True) :])


def test_an_image_is_paid_for_each_time_that_it_is_shown():
    image = {"a.png": {"image/png": tiny.PIXEL + "A" * 10**6}}
    assert "<img" in render.markdown("![](attachment:a.png)" * 3, image)
    assert "<img" not in render.markdown("![](attachment:a.png)" * 300, image)


def test_only_python_gets_colors_in_markdown():
    assert "<span" in render.markdown("```python\nx = 1\n```")
    for language in ("perl6", "html", "nonsense", "python extra"):
        assert "<span" not in render.markdown(f"```{language}\n<b x='1'>\n```")
