"""Which fields of publications are kept in three languages. Addresses are not: a slug is one for all."""

from modeltranslation.translator import TranslationOptions, register

from publications.models import Article, Attachment, Authorship, Page, Region, Series, Topic


class SubjectTranslation(TranslationOptions):
    fields = ("name", "description")


register([Topic, Region, Series])(SubjectTranslation)


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = ("title", "subtitle", "summary", "body", "lead_alt", "lead_caption")


@register(Authorship)
class AuthorshipTranslation(TranslationOptions):
    fields = ("position", "institute")


@register(Attachment)
class AttachmentTranslation(TranslationOptions):
    fields = ("label",)


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "body", "shown")
