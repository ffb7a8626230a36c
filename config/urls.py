"""The addresses of the whole site: what readers see below the prefix of a language, the rest without one."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from authors.views import portrait
from publications.views import figure

urlpatterns = [
    path("admin/language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("media/figures/<str:name>", figure, name="figure"),
    path("media/portraits/<str:name>", portrait, name="portrait"),
    *i18n_patterns(path("", include("publications.urls")), path("", include("authors.urls"))),
]
