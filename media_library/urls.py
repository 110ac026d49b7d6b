from django.urls import path

from . import views

app_name = "media_library"

# One view under two names: an asset's own file and a size of a picture stand in the same folder.
urlpatterns = [
    path("<str:public_id>/<str:filename>", views.serve, name="file"),
    path("<str:public_id>/<str:filename>", views.serve, name="rendition"),
    # What readers take: the size finds it; its name is for people to read.
    path("<str:public_id>/<str:size>/<str:filename>", views.serve, name="size"),
]
