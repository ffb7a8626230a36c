"""A translated field is never named bare inside a database expression.

django-modeltranslation rewrites bare names in plain filters and orderings, but not inside expressions: there they
silently read the undetermined base column. Every file of the project is read for such names.
"""

import ast
from pathlib import Path

import pytest
from modeltranslation.translator import translator

ROOT = Path(__file__).resolve().parent.parent
EXPRESSIONS = {
    *(
        "F",
        "OuterRef",
        "Lower",
        "Upper",
        "Coalesce",
        "Max",
        "Min",
        "Count",
        "Concat",
        "Cast",
        "Length",
        "Trim",
    ),
    *("Greatest", "Least", "NullIf", "Substr", "Replace", "StrIndex", "Collate", "SearchVector", "StringAgg"),
    *("ArrayAgg", "Window", "FilteredRelation"),
}
CONDITIONS = {"When", "FilteredRelation"}


def translated_fields() -> set[str]:
    return {
        name
        for model in translator.get_registered_models()
        for name in translator.get_options_for_model(model).all_fields
    }


def bare_names(source: str, fields: set[str]) -> list[tuple[int, str]]:
    """The line and name of every translated field that an expression in ``source`` names bare."""
    found = []
    for node in ast.walk(ast.parse(source)):
        name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", None))
        if not isinstance(node, ast.Call):
            continue
        if name in EXPRESSIONS:
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            found += [(node.lineno, text) for text in texts if str(text).split("__")[-1] in fields]
        if name in CONDITIONS:
            keys = [keyword.arg or "" for keyword in node.keywords]
            found += [(node.lineno, key) for key in keys if set(key.split("__")) & fields]
        if name in ("values", "values_list"):
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            found += [
                (node.lineno, text) for text in texts if "__" in str(text) and text.split("__")[-1] in fields
            ]
    return found


@pytest.mark.parametrize(
    "source",
    [
        'F("title")',
        'Article.objects.order_by(Lower("title"))',
        'models.Max("article__title")',
        'OuterRef("name")',
        'Coalesce("title", "slug")',
        'When(title="x", then=1)',
        'articles.values("topics__name")',
        'articles.values_list("author__name", flat=True)',
    ],
)
def test_a_bare_name_in_an_expression_is_found(source):
    assert bare_names(source, {"title", "name"})


@pytest.mark.parametrize(
    "source",
    [
        'F("title_en")',
        'F(column("title", language))',
        'articles.filter(title="x")',
        'articles.order_by("title")',
        'Count("pk")',
        'articles.values("topics")',
    ],
)
def test_a_named_column_is_allowed(source):
    assert not bare_names(source, {"title", "name"})


def test_the_project_names_no_translated_field_bare():
    fields = translated_fields()
    assert {"title", "body", "name", "position"} <= fields
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for folder in ("config", "authors", "publications")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
        for line, name in bare_names(path.read_text(encoding="utf-8"), fields)
    ]
    assert found == []
