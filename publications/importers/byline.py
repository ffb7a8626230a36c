"""The lines of a manuscript that say who wrote it, in English and in Chinese."""

import re

from publications.importers.draft import Byline

LONGEST_NAME = 60
LONGEST_PART = 200
_FAMILY_NAMES = frozenset(
    "赵趙钱錢孙孫李周吴吳郑鄭王冯馮陈陳褚卫衛蒋蔣沈韩韓杨楊朱秦尤许許何吕呂施张張孔曹严嚴华華金魏陶姜戚谢謝邹鄒喻柏水"
    "窦竇章云苏蘇潘葛奚范彭郎鲁魯韦韋昌马馬苗凤鳳花方俞任袁柳唐罗羅薛雷贺賀倪汤湯滕殷毕畢郝邬鄔安常乐樂于傅皮卞齐齊康"
    "伍余元卜顾顧孟平黄黃和穆萧蕭尹姚邵湛汪祁毛禹狄米贝貝明臧计計伏成戴谈談宋庞龐熊纪紀舒屈项項祝董梁杜阮蓝藍闵閔席季"
    "麻强強贾賈路娄婁江童颜顏郭梅盛林刁钟鍾鐘徐邱丘骆駱高夏蔡田樊胡凌霍虞万萬柯管卢盧莫房裘缪繆解应應宗丁宣邓鄧洪包诸諸"
    "左石崔吉龚龔程嵇邢裴陆陸荣榮翁荀羊甄曲封储儲靳焦谷车車侯班秋仲宫宮宁寧仇甘厉厲武符刘劉景詹束龙龍叶葉黎白蒲卓"
    "蔺藺屠蒙池乔喬阴陰苍蒼闻聞党黨翟谭譚姬申冉桑桂牛寿壽边邊燕冀浦尚农農温溫庄莊晏柴瞿阎閻连連习習艾向古易慎戈廖"
    "耿匡国國文寇广廣欧歐聂聶晁敖冷辛简簡饶饒曾沙丰豐关關游肖查段岳佟"
)
_COMPOUND_NAMES = (
    "欧阳",
    "歐陽",
    "司马",
    "司馬",
    "上官",
    "诸葛",
    "諸葛",
    "司徒",
    "皇甫",
    "尉迟",
    "尉遲",
    "端木",
)
_NOT_NAMES = frozenset(
    [
        "summary",
        "abstract",
        "introduction",
        "conclusion",
        "conclusions",
        "background",
        "overview",
        "contents",
        "preface",
        "foreword",
        "keywords",
        "commentary",
        "report",
        "brief",
        "analysis",
        "the",
        "of",
        "and",
        "in",
        "on",
        "for",
        "with",
        "to",
        "executive",
        "policy",
        "notes",
        "references",
    ]
)
_PARTICLES = frozenset(
    [
        "de",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "bin",
        "al",
        "da",
        "di",
        "del",
        "dos",
        "el",
        "ibn",
        "y",
        "und",
        "e",
        "ter",
    ]
)
_POSITION = re.compile(
    r"\b(fellow|researcher|director|professor|analyst|president|chair(?:man|woman|person)?|dean|scholar|lecturer|"
    r"editor|advis[eo]r|economist|ambassador|secretary|officer|associate|assistant|consultant|expert|head|"
    r"candidate|student|minister|correspondent|journalist|specialist|founder|coordinator|strategist|reader)\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(institutes?|universit\w+|cent(?:er|re)|school|college|council|academy|foundation|ministry|department|"
    r"bank|programme|program|faculty|association|society|bureau|think tank|observatory|forum|commission)\b",
    re.IGNORECASE,
)
_CHINESE_POSITION = re.compile(
    r"研究员|研究員|教授|主任|主席|讲师|講師|博士后|博士後|博士|硕士|碩士|研究生|学者|學者|专家|專家|顾问|顧問|"
    r"编辑|編輯|主编|主編|记者|記者|总裁|總裁|理事|院士|大使|经济学家|經濟學家|分析师|分析師|负责人|負責人|"
    r"(?:[所院会會部校处處局司台臺社馆館行]|秘书|秘書|董事)[长長]"
)
# 所长 is the head of a 所, not a place called 所: what goes on with 长 is no institution.
_CHINESE_INSTITUTION = re.compile(
    r"^(?P<institute>.*(?:中心|大学|大學|书院|書院|智库|智庫|学会|學會|协会|協會|委员会|委員會|基金会|基金會|公司|"
    r"银行|銀行|出版社|党校|黨校|[系处處部室所院]))(?![长長])(?P<position>.+)$"
)
_LABEL = re.compile(
    r"^(?:by\s+|authors?\s*[:：]\s*|written by\s+|(?:本文)?作者\s*[:：]\s*|文\s*[/／|｜:：]\s*)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"^(?P<name>[^()（）]+)[(（](?P<rest>[^()（）]+)[)）]$")
_SEPARATORS = re.compile(r"\s*(?:[,，|｜]|\s[–—-]\s|\s/\s)\s*")
_JOINTS = re.compile(r"\s*(?:,\s*and\s|\sand\s|\s&\s|[,;，；、])\s*")
_HAN = re.compile(r"[\u3400-\u9fff·•]+")


def is_name(words: str) -> bool:
    """Whether the words look like the name of a person, Latin, Cyrillic or Chinese."""
    words = words.strip()
    if _HAN.fullmatch(words.replace(" ", "").replace("\u3000", "")):
        return _is_chinese_name(words)
    parts = words.split()
    if (
        not 2 <= len(parts) <= 6
        or len(words) > LONGEST_NAME
        or _INSTITUTION.search(words)
        or _POSITION.search(words)
    ):
        return False
    return parts[0][0].isupper() and all(_is_name_part(part) for part in parts)


def _is_name_part(part: str) -> bool:
    letters = re.sub(r"[-.'’]", "", part)
    if not letters.isalpha() or part.lower() in _NOT_NAMES:
        return False
    return part[0].isupper() or part.lower() in _PARTICLES


def _is_chinese_name(words: str) -> bool:
    name = _closed(words)
    if name.startswith(_COMPOUND_NAMES):
        return len(name) in (3, 4)
    return (len(name) in (2, 3) and name[0] in _FAMILY_NAMES) or ("·" in name and 4 <= len(name) <= 20)


def is_post(words: str) -> bool:
    """Whether the words name a position or an institution, such as ``Senior Fellow, Institute of …``."""
    pattern = (_POSITION, _INSTITUTION, _CHINESE_POSITION)
    return len(words) <= LONGEST_PART and any(each.search(words) for each in pattern)


def read_post(words: str) -> tuple[str, str]:
    """Position and institute of a line. English names the position first, Chinese the institute."""
    words = words.strip().strip("，,、:：;；").strip()
    if _CHINESE_POSITION.search(words):
        return _chinese_post(words)
    parts = re.split(r"\s*(?:,|\||\sat\s|\s[–—]\s)\s*", words)
    first = next((index for index, part in enumerate(parts) if _INSTITUTION.search(part)), None)
    if first is None:
        position, _, institute = words.partition(", ")
        return (position, institute) if _POSITION.search(words) else ("", words)
    institute = words[words.index(parts[first]) :]
    position = words[: words.index(parts[first])].strip()
    return re.sub(r"(?:,|\||\bat|[–—])$", "", position).strip(), institute.removeprefix("the ")


def _chinese_post(words: str) -> tuple[str, str]:
    found = _CHINESE_INSTITUTION.match(words[: _CHINESE_POSITION.search(words).end()])
    if not found:
        return words, ""
    cut = found.end("institute")
    return words[cut:].strip("，,、 　"), words[:cut].strip("，,、 　")


def read_line(line: str, *, certain: bool = False) -> list[Byline]:
    """The authors of one line, or none when it is not a byline.

    ``certain`` says that something else marks the line as one (a bullet, a style): then a name need not look like
    one. Reads ``Name``, ``By Name and Name``, ``Name, Position, Institute``, ``Name (Position, Institute)``,
    ``赵隆　上海国际问题研究院研究员``, ``作者：赵隆，…`` and ``赵隆、张三``.
    """
    labelled = _LABEL.match(line)
    words = line[labelled.end() :].strip() if labelled else line.strip()
    certain = certain or bool(labelled)
    if len(words) > LONGEST_NAME + LONGEST_PART or not words:
        return []
    name, rest = _name_and_rest(words)
    if rest and (is_post(rest) or certain) and (is_name(name) or (certain and len(name) <= LONGEST_NAME)):
        return [Byline(_closed(name), *read_post(rest))] if is_post(rest) else _several(words)
    return _several(words) or ([Byline(_closed(words))] if certain and len(words) <= LONGEST_NAME else [])


def _name_and_rest(words: str) -> tuple[str, str]:
    bracketed = _BRACKETS.match(words)
    if bracketed:
        return bracketed["name"].strip(), bracketed["rest"].strip()
    for split in (re.compile(r"[\u3000\t]+|\s{2,}"), _SEPARATORS, re.compile(r"\s")):
        for found in split.finditer(words):
            name, rest = words[: found.start()], words[found.end() :]
            if is_name(name) and is_post(rest) and not is_name(rest):
                return name, rest
    name, _, rest = words.partition(",")
    return name.strip(), rest.strip()


def _several(words: str) -> list[Byline]:
    names = [name for name in _JOINTS.split(words) if name]
    if all(is_name(name) for name in names):
        return [Byline(_closed(name)) for name in names]
    parts = words.split()
    if len(parts) > 1 and all(_HAN.fullmatch(part) and is_name(part) for part in parts):
        return [Byline(part) for part in parts]
    return []


def _closed(name: str) -> str:
    """A Chinese name without the space that typesetters put between two characters."""
    joined = re.sub(r"[\s\u3000]+", "", name)
    return joined if _HAN.fullmatch(joined) else " ".join(name.split())
