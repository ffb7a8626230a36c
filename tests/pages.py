"""How tests read pages: as a tree of elements, and as the words that a reader meets."""

from django.test import Client
from django.utils.translation import get_language, override
from lxml import html


def read(address: str, status: int = 200) -> html.HtmlElement:
    """The page at an address, as an anonymous reader gets it; the answer must have that status."""
    with override(get_language()):
        response = Client().get(address)
    assert response.status_code == status, (address, response.status_code)
    return html.document_fromstring(response.content.decode())


def words(page: html.HtmlElement, selector: str = "main") -> str:
    """The text of the first element that a path of tags and classes finds, its white space run together."""
    return " ".join(one(page, selector).text_content().split())


def one(page: html.HtmlElement, selector: str) -> html.HtmlElement:
    """The first element that matches ``tag``, ``.class`` or ``#id``; at least one must be there."""
    found = every(page, selector)
    assert found, selector
    return found[0]


def every(page: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """Every element that matches ``tag``, ``.class`` or ``#id``, in the order of the page."""
    if selector.startswith("."):
        return page.xpath(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {selector[1:]} ')]")
    if selector.startswith("#"):
        return page.xpath(f"//*[@id='{selector[1:]}']")
    return page.xpath(f"//{selector}")


def links(page: html.HtmlElement, selector: str = "body") -> dict[str, str]:
    """The links below the first element that matches: their words and where they lead."""
    found = {}
    for link in one(page, selector).xpath(".//a[@href]"):
        found[" ".join(link.text_content().split())] = link.get("href")
    return found
