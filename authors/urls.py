"""The addresses of authors, below the prefix of a language."""

from django.urls import path

from authors import views

urlpatterns = [
    path("authors/", views.author_list, name="author-list"),
    path("authors/<slug:slug>/", views.author, name="author"),
    path("fellows/", views.fellow_list, name="fellow-list"),
    path("fellows/<slug:slug>/", views.fellow, name="fellow"),
]
