"""The index in SQLite: an FTS5 table over the entries' words, which triggers keep in line with them.

FTS5 without positions (``detail=none``) is a quarter of the size; phrases are looked for in the words themselves.
Single characters and beginnings of up to three letters have lists of their own (``prefix``): to put one together from
all the words that begin so took 150 ms with 20,000 articles.
"""

from publications.search.expression import Match, Signs, spell
from publications.search.query import Token

SETUP = (
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS publications_searchindex USING fts5(
        words, content='publications_searchentry', content_rowid='id', detail=none, prefix='1 2 3', tokenize='ascii'
    )
    """,
    """
    CREATE TRIGGER IF NOT EXISTS search_entry_comes AFTER INSERT ON publications_searchentry BEGIN
        INSERT INTO publications_searchindex(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS search_entry_goes AFTER DELETE ON publications_searchentry BEGIN
        INSERT INTO publications_searchindex(publications_searchindex, rowid, words)
        VALUES ('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS search_entry_changes AFTER UPDATE OF words ON publications_searchentry BEGIN
        INSERT INTO publications_searchindex(publications_searchindex, rowid, words)
        VALUES ('delete', old.id, old.words);
        INSERT INTO publications_searchindex(rowid, words) VALUES (new.id, new.words);
    END
    """,
    # The entries of one transaction are gathered, up to so many bytes, before they are written: to merge what was
    # written in small pieces takes as long as all the rest of it.
    "INSERT INTO publications_searchindex(publications_searchindex, rank) VALUES ('hashsize', 16777216)",
)
FOUND = "SELECT rowid AS id FROM publications_searchindex WHERE publications_searchindex MATCH %s"

_SIGNS = Signs(" AND ", " OR ", " NOT ")


def expression(match: Match) -> str:
    """The match in FTS5's query language."""
    return spell(match, _SIGNS, _token)


def _token(token: Token) -> str:
    text, is_prefix = token
    return f'"{text}"*' if is_prefix else f'"{text}"'
