"""What is written: the working copy, its notes and figures, and the editions and versions that readers see."""

from publications.models.article import Article, Authorship, FormerSlug
from publications.models.attachment import Attachment
from publications.models.document import Document
from publications.models.edition import Edition
from publications.models.file import Figure
from publications.models.footnote import Footnote
from publications.models.generation import Generation
from publications.models.grant import LanguageGrant
from publications.models.home import Home, Pick
from publications.models.old_address import OldAddress
from publications.models.page import Page
from publications.models.preview import PreviewLink
from publications.models.revision import Revision, StoredText
from publications.models.script import ScriptOverride
from publications.models.search import SearchEntry, SearchWord
from publications.models.step import Step
from publications.models.subject import Region, Series, Topic
from publications.models.version import Version

__all__ = [
    "Article",
    "Attachment",
    "Authorship",
    "Document",
    "Edition",
    "Figure",
    "Footnote",
    "FormerSlug",
    "Generation",
    "Home",
    "LanguageGrant",
    "OldAddress",
    "Page",
    "Pick",
    "PreviewLink",
    "Region",
    "Revision",
    "ScriptOverride",
    "SearchEntry",
    "SearchWord",
    "Series",
    "Step",
    "StoredText",
    "Topic",
    "Version",
]
