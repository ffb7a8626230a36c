"""Publishers and editors attach files; translators say what they are in their languages."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ALL = ("view", "add", "change", "delete")
EVERYTHING = [f"{action}_{model}" for model in ("attachment", "document") for action in ALL]
ALLOWED = {
    "Publishers": EVERYTHING,
    "Editors": EVERYTHING,
    "Translators": ["view_attachment", "change_attachment", "view_document"],
}


def allow(apps, schema_editor):
    """Permissions are made after all migrations, too late for this one: so they are made first."""
    config = apps.get_app_config("publications")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for name, codenames in ALLOWED.items():
        permissions = Permission.objects.filter(
            content_type__app_label="publications", codename__in=codenames
        )
        for group in Group.objects.filter(name=name):
            group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("publications", "0019_attachments")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
