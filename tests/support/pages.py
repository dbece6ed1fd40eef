"""A page as a test reads it: what could run, and its words."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Collects what could run, be fetched or be hidden in a page, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.comments, self.text, self.inside = set(), [], [], "", ""
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.inside = tag
        if tag in ("div", "h1", "h2", "h3", "li", "p", "pre", "td", "th"):
            self.text += " "
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        if self.inside != "style":
            self.text += data

    def handle_comment(self, data):
        self.comments.append(data)
