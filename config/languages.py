"""The three languages of the site: their codes, their labels, and how the world spells them. Pure: no Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language. ``code`` is used in settings, addresses and columns; ``tag`` wherever the world reads it."""

    code: str
    label: str
    tag: str
    fallbacks: tuple[str, ...]


# Names of topics, departments and people fall back to the other Chinese script before English.
LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "en", ("zh-hans", "zh-hant")),
        Language("zh-hans", "简体", "zh-Hans", ("zh-hant", "en")),
        Language("zh-hant", "繁體", "zh-Hant", ("zh-hans", "en")),
    )
}
CODES: tuple[str, ...] = tuple(LANGUAGES)
CHOICES: list[tuple[str, str]] = [(language.code, language.label) for language in LANGUAGES.values()]
# The kinds of Traditional characters: of Taiwan, of Hong Kong, and those that favour neither.
VARIANTS: tuple[str, ...] = ("tw", "hk", "plain")

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def tag(code: str) -> str:
    """The BCP 47 tag of a language code, as HTML, feeds and metadata write it: ``zh-hant`` gives ``zh-Hant``."""
    return LANGUAGES[code].tag


def label(code: str) -> str:
    """The language's name in the language itself."""
    return LANGUAGES[code].label


def is_chinese(code: str) -> bool:
    """Whether the language is written in either Chinese script."""
    return code.startswith("zh")


def other_script(code: str) -> str | None:
    """The code of the other Chinese script, None for a language that has none."""
    return {"zh-hans": "zh-hant", "zh-hant": "zh-hans"}.get(code)


def normalise(code: str) -> str | None:
    """The site's code for any language code of the world, or None for a language that the site has not.

    ``zh-CN`` and ``zh`` give ``zh-hans``; ``zh_TW``, ``zh-HK`` and ``zh-Hant-MO`` give ``zh-hant``; a script
    subtag outweighs a region (``zh-Hans-HK`` is simplified). The subtags follow RFC 5646.
    """
    primary, *subtags = code.strip().lower().replace("_", "-").split("-")
    if primary == "en":
        return "en"
    if primary not in ("zh", "cmn", "yue"):
        return None
    if "hans" in subtags:
        return "zh-hans"
    return "zh-hant" if _TRADITIONAL & set(subtags) else "zh-hans"


def column(field: str, code: str) -> str:
    """The column that holds one language of a translated field: ``title`` in ``zh-hant`` is ``title_zh_hant``.

    The only way to name such a column: the bare name is undetermined, because django-modeltranslation stores
    there whatever the language active at the time of saving shows.
    """
    if code not in LANGUAGES:
        raise KeyError(code)
    return f"{field}_{code.replace('-', '_')}"


def in_language(instance: object, field: str, code: str) -> str:
    """A translated name of ``instance`` in one language, else in the first of its fallbacks that has it, else empty.

    For names alone (topics, series, people). Texts of editions never fall back.
    """
    found = (getattr(instance, column(field, each)) for each in (code, *LANGUAGES[code].fallbacks))
    return next((name for name in found if name), "")
