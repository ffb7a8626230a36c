"""Languages become rows: those the world speaks most, and whatever fellows had written. Authors get their order."""

import re

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.utils.text import slugify

from authors import duplicates, ordering

CODES = {"en": ("zh_hans", "zh_hant"), "zh_hans": ("zh_hant", "en"), "zh_hant": ("zh_hans", "en")}
# Code, name in English, 简体 and 繁體, and what else it is called.
LANGUAGES = """
en English 英语 英語 英文
zh Chinese 汉语 華語 Mandarin Putonghua 中文 普通话 普通話 国语 國語 华语 漢語
yue Cantonese 粤语 粵語 广东话 廣東話
fr French 法语 法語 法文
de German 德语 德語 德文
es Spanish 西班牙语 西班牙語 西语
pt Portuguese 葡萄牙语 葡萄牙語 葡语
it Italian 意大利语 義大利語 意大利語
nl Dutch 荷兰语 荷蘭語
ru Russian 俄语 俄語 俄文
uk Ukrainian 乌克兰语 烏克蘭語
pl Polish 波兰语 波蘭語
cs Czech 捷克语 捷克語
hu Hungarian 匈牙利语 匈牙利語
ro Romanian 罗马尼亚语 羅馬尼亞語
sr Serbian 塞尔维亚语 塞爾維亞語
el Greek 希腊语 希臘語
no Norwegian 挪威语 挪威語
sv Swedish 瑞典语 瑞典語
da Danish 丹麦语 丹麥語
fi Finnish 芬兰语 芬蘭語
tr Turkish 土耳其语 土耳其語
ar Arabic 阿拉伯语 阿拉伯語
he Hebrew 希伯来语 希伯來語
fa Persian 波斯语 波斯語 Farsi
ur Urdu 乌尔都语 烏爾都語
hi Hindi 印地语 印地語
bn Bengali 孟加拉语 孟加拉語
ta Tamil 泰米尔语 坦米爾語 泰米爾語
kk Kazakh 哈萨克语 哈薩克語
mn Mongolian 蒙古语 蒙古語
ja Japanese 日语 日語 日文
ko Korean 韩语 韓語 朝鲜语 韓文
th Thai 泰语 泰語
vi Vietnamese 越南语 越南語
id Indonesian 印度尼西亚语 印尼語 印尼语 Bahasa
ms Malay 马来语 馬來語
tl Filipino 菲律宾语 菲律賓語 Tagalog
my Burmese 缅甸语 緬甸語
km Khmer 高棉语 高棉語
sw Swahili 斯瓦希里语 史瓦希利語 斯瓦希里語
am Amharic 阿姆哈拉语 阿姆哈拉語
"""
BETWEEN = re.compile(r"\s*(?:[,;/，、；·\n]|\band\b|和|及|與|与)\s*")


def make_languages(apps, schema_editor):
    """Gives each fellow the rows of the languages that were written; one that nobody knows becomes a row, too."""
    SpokenLanguage = apps.get_model("authors", "SpokenLanguage")
    known = {}
    for order, line in enumerate(LANGUAGES.strip().splitlines()):
        code, *names = line.split()
        row = SpokenLanguage.objects.create(
            code=code, order=order, name_en=names[0], name_zh_hans=names[1], name_zh_hant=names[2], name=names[0]
        )
        known |= {name.casefold(): row for name in names}
    for fellow in apps.get_model("authors", "Fellow").objects.all():
        for names in written(fellow):
            row = next((known[name.casefold()] for name in names.values() if name.casefold() in known), None)
            row = row or make_language(SpokenLanguage, names)
            known |= {name.casefold(): row for name in names.values()}
            fellow.languages.add(row)


def written(fellow):
    """The names of each language that a fellow has written, by column; lists of one length name the same in turn."""
    lists = {}
    for code in CODES:
        text = (getattr(fellow, f"languages_spoken_{code}") or "").strip(" .。")
        lists[code] = [name[:80] for name in BETWEEN.split(text) if name]
    filled = {code: names for code, names in lists.items() if names}
    if len({len(names) for names in filled.values()}) == 1:
        return [dict(zip(filled, row)) for row in zip(*filled.values())]
    return [{code: name} for code, names in filled.items() for name in names]


def make_language(SpokenLanguage, names):
    code = slugify(names.get("en", ""))[:20] or f"other-{SpokenLanguage.objects.count()}"
    columns = {f"name_{each}": name for each, name in names.items()}
    row, _ = SpokenLanguage.objects.get_or_create(
        code=code, defaults={**columns, "order": 100, "name": next(iter(names.values()))}
    )
    return row


def order_authors(apps, schema_editor):
    parts = ("name", "family_name", "given_name")
    for author in apps.get_model("authors", "Author").objects.all():
        names = {code: duplicates.Names(*(getattr(author, f"{part}_{code}") or "" for part in parts)) for code in CODES}
        for code, others in CODES.items():
            several = (names[each] for each in (code, *others))
            shown = next((each for each in several if each.display), duplicates.Names(author.slug, "", ""))
            key = ordering.key(shown, code.replace("_", "-"), is_person=not author.is_organisation)
            setattr(author, f"sort_{code}", key)
        author.save(update_fields=[f"sort_{code}" for code in CODES])


def allow(apps, schema_editor):
    """Permissions are made after all migrations, too late for this one: so they are made first."""
    config = apps.get_app_config("authors")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="authors", content_type__model="spokenlanguage"
    )
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(name__in=("Publishers", "Editors", "Fellows' staff")):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ('authors', '0004_languages_and_order'),
        ('publications', '0002_roles'),
    ]

    operations = [
        migrations.RunPython(make_languages, migrations.RunPython.noop),
        migrations.RunPython(order_authors, migrations.RunPython.noop),
        migrations.RunPython(allow, migrations.RunPython.noop),
    ]
