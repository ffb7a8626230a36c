"""What each language does with names and posts, and one Chinese script with the other. Pure: no Django."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import opencc

from config.languages import is_chinese
from publications.body.plain import is_marker
from publications.body.vocabulary import BLOCKS, Element, Writer, parse

IDEOGRAPHIC_SPACE = "\u3000"
_LATIN_EDGE = re.compile(r"[A-Za-z0-9]")


def post(position: str, institute: str, language: str) -> str:
    """A post in the grammar of ``language``: "Fellow, Institute" in English, 研究院研究员 in Chinese.

    Chinese names the institute first and sets no comma; where Latin letters meet there, a space parts them. An
    empty part leaves no mark behind.
    """
    position, institute = position.strip(), institute.strip()
    if not is_chinese(language):
        return ", ".join(part for part in (position, institute) if part)
    latin = position and institute and _LATIN_EDGE.match(institute[-1]) and _LATIN_EDGE.match(position[0])
    return f"{institute} {position}" if latin else institute + position


def byline(name: str, position: str, institute: str, language: str) -> str:
    """One signature: "Zhou Yan, Fellow, Harbour Institute" in English, 周彦　港湾研究院研究员 in Chinese."""
    held = post(position, institute, language)
    separator = IDEOGRAPHIC_SPACE if is_chinese(language) else ", "
    return separator.join(part for part in (name.strip(), held) if part)


def names(several: Sequence[str], language: str) -> str:
    """A list of names as ``language`` writes it: "A, B and C", or A、B、C."""
    if is_chinese(language):
        return "、".join(several)
    *first, last = several or [""]
    return f"{', '.join(first)} and {last}" if first else last


def full_title(title: str, subtitle: str, language: str) -> str:
    """Title and subtitle in one line: "Title: Subtitle" in English, 标题：副标题 in Chinese.

    No mark is added behind a title that ends in one of its own, as a question does.
    """
    if not subtitle:
        return title
    if title[-1:] in "?!？！:：":
        return f"{title}{subtitle}" if is_chinese(language) else f"{title} {subtitle}"
    return f"{title}：{subtitle}" if is_chinese(language) else f"{title}: {subtitle}"


# Words a minute, and Han characters a minute. English: silent reading of non-fiction, the mean of 190 studies
# (M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109, 2019). Chinese: 255
# characters were read aloud (S. Trauzettel-Klosinski and K. Dietz, "Standardized Assessment of Reading Performance",
# IOVS 53, 2012, table 2), and silent reading is faster than that by 238 to 183, as Brysbaert has it for English.
_WORDS_A_MINUTE, _CHARACTERS_A_MINUTE = 238, 255 * 238 / 183


def reading_minutes(words: int, language: str) -> int:
    """How many minutes an adult needs for a text in ``language``, at least one, rounded to the nearest.

    ``words`` counts as ``body.plain.count_words`` does, each Han character for itself. The rates and where they come
    from stand above.
    """
    rate = _CHARACTERS_A_MINUTE if is_chinese(language) else _WORDS_A_MINUTE
    return max(1, round(words / rate))


# --- From one Chinese script to the other ------------------------------------------------------------------

_CONVERTERS = {
    ("zh-hant", "tw"): "s2tw",
    ("zh-hant", "hk"): "s2hk",
    ("zh-hant", "plain"): "s2t",
    ("zh-hans", "tw"): "tw2s",
    ("zh-hans", "hk"): "hk2s",
    ("zh-hans", "plain"): "t2s",
}
_ADDRESS = r"(?:https?://|www\.)[^\s<>，。；、）】」』]+|[\w.+-]+@[\w-]+\.[\w.]+"
_LATIN_QUOTATION = r"[“‘][^“”‘’\u3400-\u9fff]*[”’]|(?<=[A-Za-z])’"
_QUOTES = {"zh-hant": str.maketrans("“”‘’", "「」『』"), "zh-hans": str.maketrans("「」『』", "“”‘’")}
_UNTOUCHED = frozenset({"code"})


@cache
def _converter(target: str, variant: str) -> Callable[[str], str]:
    return opencc.OpenCC(_CONVERTERS[target, variant]).convert


def convert(text: str, target: str, variant: str, words: Mapping[str, str]) -> str:
    """Plain text in the other Chinese script.

    ``target`` is the language code wanted, ``variant`` the kind of Traditional characters (``tw``, ``hk`` or
    ``plain``), ``words`` maps simplified words to traditional ones that are taken as they are, in either direction.
    Quotation marks become those of the script, except around Latin text; addresses of the web stay as they are.
    """
    own = (
        dict(words)
        if target == "zh-hant"
        else {traditional: simplified for simplified, traditional in words.items()}
    )
    longest_first = sorted(map(re.escape, own), key=len, reverse=True)
    kept = re.compile("|".join([f"({_ADDRESS}|{_LATIN_QUOTATION})", *longest_first]))
    convert_run, quotes = _converter(target, variant), _QUOTES[target]
    pieces, end = [], 0
    for match in kept.finditer(text):
        pieces += [convert_run(text[end : match.start()]).translate(quotes), own.get(match[0], match[0])]
        end = match.end()
    return "".join([*pieces, convert_run(text[end:]).translate(quotes)])


def convert_body(body: str, target: str, variant: str, words: Mapping[str, str]) -> str:
    """A body in the other Chinese script: its text alone, block by block, so that a word parted by a mark stays one.

    What pictures are said to show is text as well. Passages in another language, code, addresses and the keys of notes
    are left as they are.
    """
    root = parse(body)
    for image in root.iter("img"):
        if all(map(_is_chinese, (image, *image.iterancestors()))):
            image.set("alt", convert(image.get("alt") or "", target, variant, words))
    for run in _runs(root):
        whole = "".join(text for _element, _place, text in run)
        converted = convert(whole, target, variant, words)
        if len(converted) != len(whole):
            for element, place, text in run:
                setattr(element, place, convert(text, target, variant, words))
            continue
        start = 0
        for element, place, text in run:
            setattr(element, place, converted[start : start + len(text)])
            start += len(text)
    return Writer().inner(root)


_Text = tuple[Element, str, str]


def _runs(element: Element) -> Iterator[list[_Text]]:
    """The texts of each block, and of each note, that belong together: an element, its place, the text."""
    run: list[_Text] = [(element, "text", element.text)] if element.text else []
    for child in element:
        if child.tag in BLOCKS or is_marker(child):
            inner = list(_runs(child)) if _is_chinese(child) else []
            yield from inner
            if child.tag in BLOCKS:
                yield from filter(None, [run])
                run = []
        elif _is_chinese(child):
            run += [text for texts in _runs(child) for text in texts]
        if child.tail:
            run.append((child, "tail", child.tail))
    if run:
        yield run


def _is_chinese(element: Element) -> bool:
    return element.tag not in _UNTOUCHED and (element.get("lang") or "zh").startswith("zh")
