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
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("pages/<slug:slug>/", pages.page, name="page"),
    path("search/", search_views.search_page, name="search"),
    path("feed.<slug:extension>", feeds.site, name="feed"),
    path("topics/<slug:slug>/feed.<slug:extension>", feeds.topic, name="topic-feed"),
    path("authors/<slug:slug>/feed.<slug:extension>", feeds.author, name="author-feed"),
]
