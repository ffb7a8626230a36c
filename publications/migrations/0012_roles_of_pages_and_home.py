"""Publishers and editors write the pages and curate the home page."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ALLOWED = (*(f"{action}_page" for action in ("view", "add", "change", "delete")), "view_home", "change_home")


def allow(apps, schema_editor):
    """Permissions are made after all migrations, too late for this one: so they are made first."""
    config = apps.get_app_config("publications")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    permissions = Permission.objects.filter(content_type__app_label="publications", codename__in=ALLOWED)
    for group in Group.objects.filter(name__in=("Publishers", "Editors")):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("publications", "0011_pages_and_home")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
