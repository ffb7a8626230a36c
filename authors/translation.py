"""Which fields of authors are kept in three languages."""

from modeltranslation.translator import TranslationOptions, register

from authors.models import Appointment, Author, Department, Fellow, SpokenLanguage


@register(Department)
class DepartmentTranslation(TranslationOptions):
    fields = ("name",)


@register(Author)
class AuthorTranslation(TranslationOptions):
    fields = ("name", "family_name", "given_name", "position", "institute", "biography")


@register(Fellow)
class FellowTranslation(TranslationOptions):
    fields = ("education",)


@register(Appointment)
class AppointmentTranslation(TranslationOptions):
    fields = ("position",)


@register(SpokenLanguage)
class SpokenLanguageTranslation(TranslationOptions):
    fields = ("name",)
