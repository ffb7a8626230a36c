"""The index in PostgreSQL: GIN over the entries' words, which are cut at spaces and by no text search parser.

The planner does not know what it costs to read a long column and cut it up: for frequent words it would rather do
that for every row than ask the index. So whoever searches asks a function, in which it may not.
"""

from publications.search.expression import Match, Signs, spell
from publications.search.query import Token

SETUP = (
    """
    CREATE OR REPLACE FUNCTION publications_search_tokens(words text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT array_to_tsvector(array_remove(string_to_array(words, ' '), '')) $$
    """,
    """
    CREATE INDEX IF NOT EXISTS publications_searchindex ON publications_searchentry
    USING gin (publications_search_tokens(words)) WITH (fastupdate = off)
    """,
    """
    CREATE OR REPLACE FUNCTION publications_search(question text) RETURNS SETOF bigint
    LANGUAGE sql STABLE STRICT SET enable_seqscan = off SET enable_indexscan = off SET jit = off
    AS $$ SELECT id FROM publications_searchentry WHERE publications_search_tokens(words) @@ question::tsquery $$
    """,
)
FOUND = "SELECT id FROM publications_search(%s) AS id"

_SIGNS = Signs(" & ", " | ", " & !")


def expression(match: Match) -> str:
    """The match as a tsquery."""
    return spell(match, _SIGNS, _token)


def _token(token: Token) -> str:
    text, is_prefix = token
    return f"'{text}':*" if is_prefix else f"'{text}'"
