"""Who works here: accounts, the part each plays in publishing, and the languages that translators were given."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.admin import yes_no
from config.languages import CODES, label
from publications.models import LanguageGrant
from publications.models.grant import ROLES

PARTS = ("groups", "languages")


class Parts(forms.ModelMultipleChoiceField):
    """Groups to tick, by the names that people know them by."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> str:
        return named(group)


def named(group: Group) -> str:
    """What a group is called in the language of the page."""
    return str(ROLES.get(group.name, group.name))


class AccountForm(UserChangeForm):
    """An account with its parts, and the languages that it was given."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, label(code)) for code in CODES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which a translator may write. Those who review may write in all of them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["languages"] = [grant.language for grant in self.instance.language_grants.all()]


class NewAccountForm(AdminUserCreationForm):
    """A new account with its parts, so that one page is enough."""

    languages = AccountForm.base_fields["languages"]

    class Meta(AdminUserCreationForm.Meta):
        fields = ("username", "groups")


admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """For publishers, the people who play one of the parts; everything else about accounts is the superusers'.

    A publisher sees nobody who may do more than a publisher, so that no password set here opens more than this.
    """

    form = AccountForm
    add_form = NewAccountForm
    list_display = ["username", "first_name", "last_name", "parts", "languages", "active"]
    list_filter = ["groups", "is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    filter_horizontal = ["user_permissions"]
    actions = None
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2", *PARTS]})]
    open_fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Work"), {"fields": ["is_active", *PARTS]}),
    ]
    fieldsets = [
        *open_fieldsets,
        (_("More rights"), {"fields": ["is_staff", "is_superuser", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people = super().get_queryset(request).prefetch_related("groups", "language_grants")
        if request.user.is_superuser:
            return people
        others = Group.objects.exclude(name__in=ROLES)
        return people.filter(is_superuser=False, user_permissions=None).exclude(groups__in=others)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return self.open_fieldsets

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Parts to tick; whoever is no superuser hands out the site's own parts only."""
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        groups = Group.objects.order_by("pk")
        offered = groups if request.user.is_superuser else groups.filter(name__in=ROLES)
        return Parts(offered, label=_("Parts"), required=False)

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        """Lets new people into the admin: what they may do there is told by their parts."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "languages" in form.cleaned_data:
            LanguageGrant.objects.give(form.instance, form.cleaned_data["languages"])

    @admin.display(description=_("active"), ordering="is_active")
    def active(self, person: User) -> str:
        return yes_no(person.is_active)

    @admin.display(description=_("parts"))
    def parts(self, person: User) -> str:
        return ", ".join(named(group) for group in person.groups.all())

    @admin.display(description=_("languages"))
    def languages(self, person: User) -> str:
        return ", ".join(grant.get_language_display() for grant in person.language_grants.all())
