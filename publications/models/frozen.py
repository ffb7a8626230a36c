"""The database itself refuses to change a version, whoever asks it to."""

from typing import Any

from django.db import connections

from publications.models.version import Version

FROZEN = tuple(
    field.column
    for field in Version._meta.concrete_fields
    if field.name not in ("id", "public_until", "published_by")
)

TRIGGERS = {
    "sqlite": """
        CREATE TRIGGER IF NOT EXISTS version_is_immutable BEFORE UPDATE OF {columns} ON publications_version
        BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END
    """,
    "postgresql": """
        CREATE OR REPLACE FUNCTION version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'a version is never changed'; END $$;
        CREATE OR REPLACE TRIGGER version_is_immutable BEFORE UPDATE OF {columns} ON publications_version
        FOR EACH ROW EXECUTE FUNCTION version_is_immutable()
    """,
}


def protect_versions(using: str, **kwargs: Any) -> None:
    """Let the database itself refuse to change a version.

    Runs after every migration, not within one: SQLite makes a table anew to alter it, and loses its triggers.
    """
    connection = connections[using]
    if Version._meta.db_table not in connection.introspection.table_names():
        return
    columns = ", ".join(connection.ops.quote_name(name) for name in FROZEN)
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor].format(columns=columns))
