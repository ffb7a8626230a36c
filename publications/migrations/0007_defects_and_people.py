"""What the lists start with: how many defects there are; and publishers look after the people who work here."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from publications.body.defects import defects


def count_defects(apps, schema_editor):
    Edition = apps.get_model("publications", "Edition")
    broken = []
    for language in ("en", "zh-hans", "zh-hant"):
        body = f"article__body_{language.replace('-', '_')}"
        for edition in (
            Edition.objects.filter(language=language).only("pk", body).select_related("article").iterator(200)
        ):
            found = defects(getattr(edition.article, body.removeprefix("article__")) or "", language)
            if found:
                edition.defect_count = len(found)
                broken.append(edition)
    Edition.objects.bulk_update(broken, ["defect_count"], batch_size=500)


def name_who_looks_after_people(apps, schema_editor):
    """Permissions are made after all migrations, too late for this one: so they are made first."""
    config = apps.get_app_config("auth")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    wanted = ("view_user", "add_user", "change_user")
    people = Permission.objects.filter(content_type__app_label="auth", codename__in=wanted)
    for group in Group.objects.filter(name="Publishers"):
        group.permissions.add(*people)


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0006_lists_and_defects"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(count_defects, migrations.RunPython.noop),
        migrations.RunPython(name_who_looks_after_people, migrations.RunPython.noop),
    ]
