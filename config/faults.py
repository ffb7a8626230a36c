"""What readers get when the site itself is at fault: a page that needs no database and nothing of the request."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static

from config.languages import CODES, LANGUAGES, tag

WORDS = {
    "en": (
        "Something went wrong",
        "The page could not be made. The fault is ours; please try again in a minute.",
        "Home",
    ),
    "zh-hans": ("出错了", "网页暂时无法显示，问题出在我们这边，请稍后再试。", "首页"),
    "zh-hant": ("出錯了", "網頁暫時無法顯示，問題出在我們這邊，請稍後再試。", "首頁"),
}


def server_error(request: HttpRequest) -> HttpResponse:
    """The page in all languages, that of the address first. Whatever else has failed, this does not."""
    first = next((code for code in CODES if request.path.startswith(f"/{code}/")), CODES[0])
    codes = sorted(CODES, key=lambda code: code != first)
    context = {
        "first": LANGUAGES[first],
        "title": " · ".join(WORDS[code][0] for code in codes),
        "stylesheet": stylesheet(),
        "messages": [(code, tag(code), *WORDS[code]) for code in codes],
    }
    return HttpResponse(render_to_string("500.html", context), status=500)


def stylesheet() -> str:
    """Where the style of the site is; nothing when static files were not collected."""
    with suppress(ValueError, OSError):
        return static("css/site.css")
    return ""
