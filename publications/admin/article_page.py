"""The pages beside the form of an article: all have its frame, its name and its way back."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from publications.models import Article

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin


def article_page(
    request: HttpRequest,
    model_admin: "ArticleAdmin",
    name: str,
    title: Any,
    article: Article | None,
    context: dict[str, Any],
) -> HttpResponse:
    """The page that the template ``name`` makes; ``article`` is None for pages of no single one."""
    shared = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "article": article,
    }
    return TemplateResponse(request, f"admin/publications/article/{name}.html", {**shared, **context})
