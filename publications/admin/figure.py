"""Pictures: uploaded once, shown in lists, and kept while anything uses them."""

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from config.admin import columns
from publications.models import Article, Figure


class FigureForm(forms.ModelForm):
    """Takes a picture file; the same file a second time gives the picture that is there already."""

    picture = forms.FileField(label=_("Picture file"), help_text=_("PNG, JPEG, WebP or GIF."))

    class Meta:
        model = Figure
        fields: list[str] = []

    def clean_picture(self) -> UploadedFile:
        """Stores the picture, or says what is wrong with the file."""
        picture: UploadedFile = self.cleaned_data["picture"]
        self.instance = Figure.objects.keep(picture.read())
        return picture


def is_used(figure: Figure) -> bool:
    """Whether a version has ever shown the picture, or a working copy or a page shows it now."""
    in_body = Q()
    for name in columns("body"):
        in_body |= Q(**{f"{name}__contains": figure.image.url})
    if figure.versions.exists() or figure.pages.exists():
        return True
    return Article.objects.filter(Q(lead_figure=figure) | in_body).exists()


@admin.register(Figure)
class FigureAdmin(admin.ModelAdmin):
    form = FigureForm
    list_display = ["preview", "name", "size", "added"]
    search_fields = ["image"]
    readonly_fields = ["preview", "name", "size", "added"]
    # Deleting several at once would not ask whether they are used.
    actions = None
    actions_on_top = True

    def get_fields(self, request: HttpRequest, obj: Figure | None = None) -> list[str]:
        return ["picture"] if obj is None else self.readonly_fields

    def has_change_permission(self, request: HttpRequest, obj: Figure | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Figure | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and is_used(obj))

    @admin.display(description=_("picture"))
    def preview(self, figure: Figure) -> SafeString:
        return format_html(
            '<img class="figure-preview" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
            figure.image.url,
            figure.width,
            figure.height,
            figure.image.name,
        )

    @admin.display(description=_("file"))
    def name(self, figure: Figure) -> str:
        return figure.image.name

    @admin.display(description=_("size"))
    def size(self, figure: Figure) -> str:
        return f"{figure.width} × {figure.height}"
