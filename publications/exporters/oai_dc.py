"""Unqualified Dublin Core as OAI-PMH 2.0 requires every repository to speak it (section 3.1, ``oai_dc``)."""

from lxml import etree
from lxml.builder import ElementMaker

from publications.exporters.citation import cite
from publications.exporters.metadata import dublin_core
from publications.models import Version

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_DC = ElementMaker(namespace=DC, nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
_OAI_DC = ElementMaker(namespace=OAI_DC, nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})


def element(version: Version) -> etree._Element:
    """The elements that the page of the article tells as well, in the envelope of OAI."""
    root = _OAI_DC.dc({f"{{{XSI}}}schemaLocation": f"{OAI_DC} {SCHEMA}"})
    root.extend(_DC(name.removeprefix("DC."), value) for name, value in dublin_core(cite(version)))
    return root
