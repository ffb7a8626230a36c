"""Searching what is public, without a server of its own: the same results on SQLite and on PostgreSQL.

``index``, ``forget`` and ``rebuild`` write what is looked into, ``find`` looks.
"""

from publications.search.entries import forget, index, rebuild
from publications.search.finding import Filters, Hit, Results, find

__all__ = ["Filters", "Hit", "Results", "find", "forget", "index", "rebuild"]
