"""The editors' door: forms and lists for articles, figures and subjects, importing and publishing."""

from publications.admin import article, figure, home, page, people, script, subject, version

__all__ = ["article", "figure", "home", "page", "people", "script", "subject", "version"]
