"""The addresses of the whole site: what readers see below the prefix of a language, the rest without one."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from authors.views import portrait
from config.health import healthz
from config.root import favicon, robots
from publications import oai, previews, repec, sitemaps
from publications.api import api
from publications.views import document, figure

handler404 = "publications.pages.not_found"
handler500 = "config.faults.server_error"

urlpatterns = [
    path("admin/publications/desk/", include("publications.admin.desk")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("media/figures/<str:name>", figure, name="figure"),
    path("media/attachments/<str:digest>/<str:name>", document, name="document"),
    path("media/portraits/<str:name>", portrait, name="portrait"),
    path("preview/<str:signed>/", previews.preview, name="preview"),
    path("preview/<str:signed>/figures/<str:name>", previews.figure, name="preview-figure"),
    path(
        "preview/<str:signed>/attachments/<str:digest>/<str:name>", previews.document, name="preview-document"
    ),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-people-<int:number>.xml", sitemaps.people, name="sitemap-people"),
    path("sitemap-articles-<int:number>.xml", sitemaps.articles, name="sitemap-articles"),
    path("oai", oai.oai, name="oai"),
    path("api/", api.urls),
    path("repec/<slug:archive>/", repec.folder, name="repec"),
    path("repec/<slug:archive>/<slug:name>.redif", repec.description, name="repec-description"),
    path("repec/<slug:archive>/<slug:series>/", repec.series_folder, name="repec-series"),
    path(f"repec/<slug:archive>/<slug:series>/{repec.PAPERS}", repec.papers, name="repec-papers"),
    *i18n_patterns(path("", include("publications.urls")), path("", include("authors.urls"))),
]
