"""The editor of a body: the textarea that becomes it, and the door for its pictures."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Media, Script, Textarea
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from js_asset import JSON

from publications.admin.editor_words import WORDS
from publications.models import Figure

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin

PICTURES_PER_PAGE = 12


class BodyEditor(Textarea):
    """A textarea of HTML in the vocabulary of bodies. With JavaScript an editor takes its place."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {
            "class": "vLargeTextField body-source",
            "rows": 28,
            "data-body-editor": "",
            "data-figures": reverse_lazy("admin:publications_article_figures"),
        }
        super().__init__({**given, **(attrs or {})})

    @property
    def media(self) -> Media:
        return Media(
            css={"all": ["django_prose_editor/material-icons.css", "css/editor.css"]},
            js=[JSON(WORDS, id="editor-words"), Script("js/editor/main.js", type="module")],
        )


def figures(request: HttpRequest, model_admin: "ArticleAdmin") -> JsonResponse:
    """The pictures that are there, newest first, a page at a time; by POST a new one is kept.

    Answers ``{figures: [{src, width, height, name}], next}``, for a new picture ``{src, width, height, name}``, and
    ``{error}`` with status 400 in the language of the admin when the file is no picture.
    """
    if not (model_admin.has_change_permission(request) or model_admin.has_add_permission(request)):
        raise PermissionDenied
    if request.method == "POST":
        return _keep(request)
    page = Paginator(Figure.objects.order_by("-added", "-pk"), PICTURES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    following = page.next_page_number() if page.has_next() else None
    return JsonResponse({"figures": [_described(figure) for figure in page], "next": following})


def _keep(request: HttpRequest) -> JsonResponse:
    if not request.user.has_perm("publications.add_figure"):
        return JsonResponse({"error": _("You may choose pictures, but not upload new ones.")}, status=403)
    upload = request.FILES.get("picture")
    if upload is None:
        return JsonResponse({"error": _("No file has arrived.")}, status=400)
    try:
        return JsonResponse(_described(Figure.objects.keep(upload.read())))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)


def _described(figure: Figure) -> dict[str, Any]:
    return {
        "src": figure.image.url,
        "width": figure.width,
        "height": figure.height,
        "name": figure.image.name.rpartition("/")[2],
    }
