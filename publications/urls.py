"""The addresses of what is published, below the prefix of a language."""

from django.urls import path

from publications import article_views, downloads, feeds, pages, search_views, views

urlpatterns = [
    path("", pages.home, name="home"),
    path("articles/", views.article_list, name="article-list"),
    path("articles/<slug:slug>/", article_views.article, name="article"),
    path("articles/<slug:slug>/v<int:number>/", article_views.version, name="version"),
    path("articles/<slug:slug>/v<int:number>/changes/", article_views.changes, name="changes"),
    path("articles/<slug:slug>/parallel/<slug:other>/", article_views.parallel, name="parallel"),
    path("articles/<slug:slug>.<slug:extension>", downloads.article, name="article-file"),
    path("articles/<slug:slug>/v<int:number>.<slug:extension>", downloads.version, name="version-file"),
    path("topics/", views.topic_list, name="topic-list"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("regions/", views.region_list, name="region-list"),
    path("regions/<slug:slug>/", views.region, name="region"),
    path("series/", views.series_list, name="series-list"),
    path("series/<slug:slug>/", views.series, name="series"),
    path("pages/<slug:slug>/", pages.page, name="page"),
    path("search/", search_views.search_page, name="search"),
    path("feed.<slug:extension>", feeds.site, name="feed"),
    path("topics/<slug:slug>/feed.<slug:extension>", feeds.topic, name="topic-feed"),
    path("regions/<slug:slug>/feed.<slug:extension>", feeds.region, name="region-feed"),
    path("series/<slug:slug>/feed.<slug:extension>", feeds.series, name="series-feed"),
    path("authors/<slug:slug>/feed.<slug:extension>", feeds.author, name="author-feed"),
]
