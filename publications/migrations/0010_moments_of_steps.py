from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("publications", "0009_translations"),
    ]

    operations = [
        migrations.AddField(
            model_name="step",
            name="moment",
            field=models.DateTimeField(null=True, verbose_name="moment"),
        ),
    ]
