"""Reads ReDIF as RePEc does, strictly: the rules of "ReDIF version 1" and of EconPapers' list of common mistakes."""

import re

FIELD = re.compile(r"([A-Za-z][A-Za-z-]*):(?: (.*))?")
HANDLE = re.compile(r"RePEc:[a-z]{3}(?::[a-z0-9]{6}(?::[^\s:]+)?)?")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# What each template may have; the first fields are those that it must have, each once.
TEMPLATES = {
    "ReDIF-Archive 1.0": (["Handle", "Name", "Maintainer-Email", "URL"], ["Description"]),
    "ReDIF-Series 1.0": (
        ["Name", "Provider-Name", "Maintainer-Email", "Type", "Handle"],
        ["Maintainer-Name", "Description"],
    ),
    "ReDIF-Paper 1.0": (
        ["Title", "Handle"],
        [
            *("Abstract", "Language", "Creation-Date", "Revision-Date", "Number", "Keywords", "DOI"),
            *("Length", "Publication-Status", "Note", "Classification-JEL"),
        ],
    ),
}
# A cluster begins with its first field, and holds the others at most once.
CLUSTERS = {
    "Author-Name": {"Author-Name-First", "Author-Name-Last", "Author-Workplace-Name"},
    "File-URL": {"File-Format", "File-Function"},
}


def read(text: str) -> list[dict]:
    """The templates of a file: fields by name, clusters as lists of such. Raises ValueError for what is none."""
    templates: list[dict] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        match = FIELD.fullmatch(line)
        if not match or not (match[2] or "").strip():
            raise ValueError(f"no field with a value: {line!r}")
        name, value = match[1], match[2]
        if name == "Template-Type":
            templates.append({"Template-Type": value})
        elif not templates:
            raise ValueError(f"before any template: {line!r}")
        else:
            _add(templates[-1], name, value)
    for template in templates:
        _check(template)
    return templates


def _add(template: dict, name: str, value: str) -> None:
    if name in CLUSTERS:
        template.setdefault(name, []).append({name: value})
        template["open"] = name
        return
    cluster = template.get("open")
    if cluster and name in CLUSTERS[cluster]:
        place = template[cluster][-1]
    else:
        template.pop("open", None)
        place = template
        needed, allowed = TEMPLATES[template["Template-Type"]]
        if name not in needed + allowed:
            raise ValueError(f"unknown field, or out of its cluster: {name}")
    if name in place:
        raise ValueError(f"repeated: {name}")
    place[name] = value


def _check(template: dict) -> None:
    template.pop("open", None)
    needed, _allowed = TEMPLATES[template["Template-Type"]]
    for name in needed:
        if name not in template:
            raise ValueError(f"missing: {name}")
    if not HANDLE.fullmatch(template["Handle"]):
        raise ValueError(f"no handle: {template['Handle']}")
    for name in ("Creation-Date", "Revision-Date"):
        if name in template and not DATE.fullmatch(template[name]):
            raise ValueError(f"no date: {template[name]}")
