"""A file on its way from an editor's disk to a reader's."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_admin import change, sign_in, violations
from tests.factories import attach, make_article, make_document, published


def test_a_file_is_attached_survives_a_refusal_and_reaches_readers(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    data = tmp_path / "trade.csv"
    data.write_bytes(b"port,tonnes\nA,1\n")
    article = make_article(title_en="Ports")
    page = new_page(locale="en-GB")
    sign_in(page, change(article), "Editors")
    page.get_by_role("button", name="Add another Attachment").click()
    row = page.locator("#attachments-0")
    row.locator("input[type=file]").set_input_files(data)
    row.get_by_label("What it is (English)").fill("Trade data")
    page.locator("#id_title_en").fill("")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".errornote")).to_be_visible()
    expect(row.get_by_role("link", name="trade.csv (16\u00a0bytes)")).to_be_visible()
    expect(row.get_by_label("What it is (English)")).to_have_value("Trade data")

    page.locator("#id_title_en").fill("Harbours")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(row.get_by_role("link", name="trade.csv (16\u00a0bytes)")).to_be_visible()
    assert violations(page) == {}

    reader = new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    reader.goto(published(article).get_absolute_url())
    with reader.expect_download() as saved:
        reader.get_by_role("link", name="Trade data").click()
    assert saved.value.suggested_filename == "trade.csv"
    assert Path(saved.value.path()).read_bytes() == data.read_bytes()


def test_axe_finds_nothing_on_a_page_with_attachments(new_page: Callable[..., Page]) -> None:
    article = make_article(title_zh_hant="港口")
    attach(article, make_document("報告.pdf", b"%PDF-1.7"), label_en="The report as designed")
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme)
        page.goto((article.versions.first() or published(article, "zh-hant")).get_absolute_url())
        link = page.get_by_role("link", name="The report as designed")
        expect(link).to_have_attribute("lang", "en")
        assert violations(page) == {}
