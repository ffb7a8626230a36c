"""Differences of texts as pages show them, in the language of whoever reads the page."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publications.body.difference import Difference
from publications.body.difference_html import Phrases, write


def written(difference: Difference) -> SafeString:
    """A difference as HTML for an element of the class ``difference``, whose style is in css/difference.css."""
    return mark_safe(write(difference, phrases()))


def phrases() -> Phrases:
    """What a difference says to its readers, in the language that is active now."""
    return Phrases(
        added=_("added"),
        removed=_("removed"),
        moved=_("moved"),
        note=lambda number: _("Note %(number)s") % {"number": number},
        unchanged=lambda count: (
            ngettext("%(count)d unchanged paragraph", "%(count)d unchanged paragraphs", count)
            % {"count": count}
        ),
        picture=lambda told: _("Picture") + _(": ") + told,
        blocks=_blocks(),
        became=lambda former, present: (
            _("%(former)s became %(present)s") % {"former": former, "present": present}
        ),
        rearranged=_("The words are the same; only lists or tables were divided in another way."),
    )


def _blocks() -> dict[str, str]:
    return {
        "": _("Paragraph"),
        "p": _("Paragraph"),
        "h2": _("Heading"),
        "h3": _("Subheading"),
        "ul": _("List"),
        "ol": _("Numbered list"),
        "li": _("Item"),
        "blockquote": _("Quotation"),
        "table": _("Table"),
        "thead": _("Head of the table"),
        "tbody": _("Body of the table"),
        "tr": _("Row"),
        "caption": _("Caption"),
        "figure": _("Figure"),
        "figcaption": _("Caption"),
        "hr": _("Line"),
    }
