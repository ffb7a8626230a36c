"""The three languages of the site: their codes, their labels, and how the world spells them. Pure: no Django."""

import re
from collections.abc import Iterator
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
_RANGE = re.compile(
    r"\s*(?P<range>[a-z]{1,8}(?:[-_][a-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*(?P<weight>[01](?:\.\d*)?)\s*)?",
    re.IGNORECASE,
)


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
    # Cantonese is written in Traditional characters, but where a region says otherwise.
    if _TRADITIONAL & set(subtags) or (primary == "yue" and not subtags):
        return "zh-hant"
    return "zh-hans"


def accepted(header: str) -> list[str]:
    """The site's codes that an ``Accept-Language`` header accepts, the most welcome first.

    Weights follow RFC 9110, section 12.5.4: none is 1, 0 is a refusal, ``*`` stands for all that is not named. Parts
    that are not written so are passed over. Who reads one Chinese script is taken to read the other too, right after
    it, where the header says nothing of that.
    """
    named: dict[str, float] = {}
    for language, weight in sorted(_ranges(header), key=lambda pair: (pair[0] == "*", -pair[1])):
        for code in CODES if language == "*" else filter(None, [normalise(language)]):
            named.setdefault(code, weight)
    codes: list[str] = []
    for code in sorted(filter(named.get, named), key=lambda code: -named[code]):
        other = other_script(code)
        codes += [code] if other is None or other in named else [code, other]
    return codes


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    """The ranges of languages of a header, each with its weight."""
    for part in header.split(","):
        match = _RANGE.fullmatch(part)
        if match and (weight := float(match["weight"] or 1)) <= 1:
            yield match["range"], weight


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
