"""What the desk starts with: words that conversion gets wrong, who reviews, and the digests of what is there."""

import hashlib

from django.contrib.auth.management import create_permissions
from django.db import migrations

WORDS = {"中俄关系": "中俄關係", "战略伙伴": "戰略夥伴"}
TEXTS = ("title", "subtitle", "summary", "body")


def keep_words(apps, schema_editor):
    ScriptOverride = apps.get_model("publications", "ScriptOverride")
    ScriptOverride.objects.bulk_create(
        ScriptOverride(simplified=simplified, traditional=traditional) for simplified, traditional in WORDS.items()
    )


def name_reviewers(apps, schema_editor):
    """Permissions are made after all migrations, too late for this one: so they are made first."""
    config = apps.get_app_config("publications")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    ours = Permission.objects.filter(content_type__app_label="publications")
    both = ("review_edition", "view_step", "view_previewlink", "add_previewlink", "change_previewlink")
    words = tuple(f"{action}_scriptoverride" for action in ("view", "add", "change", "delete"))
    grants = tuple(f"{action}_languagegrant" for action in ("view", "add", "change", "delete"))
    given = {
        "Publishers": (*both, *words, *grants),
        "Editors": (*both, *words),
        "Translators": ("view_step", "view_scriptoverride"),
    }
    for name, codenames in given.items():
        for group in Group.objects.filter(name=name):
            group.permissions.add(*ours.filter(codename__in=codenames))


def take_digests(apps, schema_editor):
    Edition = apps.get_model("publications", "Edition")
    changed = []
    for edition in Edition.objects.select_related("article").iterator(chunk_size=200):
        suffix = edition.language.replace("-", "_")
        texts = [getattr(edition.article, f"{name}_{suffix}") or "" for name in TEXTS]
        edition.digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
        edition.published_digest = edition.digest if edition.state == "published" else ""
        edition.note_count = texts[-1].count('data-footnote="')
        edition.heading_count = texts[-1].count("<h2") + texts[-1].count("<h3")
        edition.changed_at = edition.article.modified
        changed.append(edition)
    names = ["digest", "published_digest", "note_count", "heading_count", "changed_at"]
    Edition.objects.bulk_update(changed, names, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("publications", "0003_desk")]

    operations = [
        migrations.RunPython(keep_words, migrations.RunPython.noop),
        migrations.RunPython(name_reviewers, migrations.RunPython.noop),
        migrations.RunPython(take_digests, migrations.RunPython.noop),
    ]
