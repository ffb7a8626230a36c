from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('authors', '0005_fill_languages_and_order'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='fellow',
            name='languages_spoken',
        ),
        migrations.RemoveField(
            model_name='fellow',
            name='languages_spoken_en',
        ),
        migrations.RemoveField(
            model_name='fellow',
            name='languages_spoken_zh_hans',
        ),
        migrations.RemoveField(
            model_name='fellow',
            name='languages_spoken_zh_hant',
        ),
    ]
