"""The addresses of what is published, below the prefix of a language."""

from django.urls import path

from publications import views

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/", views.article_list, name="article-list"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("articles/<slug:slug>/v<int:number>/", views.version, name="version"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
]
