"""The files that go with articles, as they are sent to whoever may have them."""

from django.http import FileResponse, Http404

from publications.models import Document

_PDF = "application/pdf"


def answer(document: Document, *, is_private: bool) -> FileResponse:
    """A document: a PDF opens in the browser, anything else is saved under its name.

    What stands behind an address never changes, so it may be kept: by everybody, or by who asked for it alone. Raises
    Http404 when the disk has lost it.
    """
    kind, name = document.content_type, document.name
    try:
        file = document.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, filename=name, content_type=kind, as_attachment=kind != _PDF)
    response["Cache-Control"] = f"{'private' if is_private else 'public'}, max-age=31536000, immutable"
    return response
