"""The groups that share the work, with what each may do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEW, WORK, ALL = ("view",), ("view", "change"), ("view", "add", "change", "delete")

SUBJECTS = ("topic", "region", "series")
PEOPLE = ("author", "fellow", "appointment", "department")

ROLES = {
    "Publishers": {
        **dict.fromkeys(("article", "authorship", "figure", *SUBJECTS, *PEOPLE), ALL),
        "version": VIEW,
        "revision": VIEW,
        "edition": ("view", "publish"),
    },
    "Editors": {
        **dict.fromkeys(("article", "authorship", "figure", *SUBJECTS, *PEOPLE), ALL),
        "version": VIEW,
        "revision": VIEW,
        "edition": VIEW,
    },
    "Translators": {
        "article": WORK,
        "authorship": WORK,
        **dict.fromkeys(("author", "figure", "version", "revision", "edition", *SUBJECTS), VIEW),
    },
    "Fellows' staff": dict.fromkeys(PEOPLE, ALL),
}


def make_groups(apps, schema_editor):
    """Permissions are made after all migrations, too late for this one: so they are made first."""
    for label in ("authors", "publications"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    permissions = {
        permission.codename: permission
        for permission in Permission.objects.filter(content_type__app_label__in=("authors", "publications"))
    }
    for name, models in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(
            permissions[f"{action}_{model}"] for model, actions in models.items() for action in actions
        )


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0001_initial"),
        ("authors", "0002_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
