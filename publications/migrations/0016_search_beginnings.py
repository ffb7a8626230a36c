"""The index of SQLite knows the beginnings of words: an index that was made before is made once more."""

from django.db import migrations


def make_anew(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        # A new database has none yet: what runs after the last migration makes it.
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'publications_searchindex'")
        if not cursor.fetchone():
            return
        cursor.execute("DROP TABLE publications_searchindex")
        cursor.execute(
            "CREATE VIRTUAL TABLE publications_searchindex USING fts5(words, content='publications_searchentry',"
            " content_rowid='id', detail=none, prefix='1 2 3', tokenize='ascii')"
        )
        cursor.execute("INSERT INTO publications_searchindex(publications_searchindex) VALUES ('rebuild')")


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0015_old_addresses'),
    ]

    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
