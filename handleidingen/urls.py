"""The form of "Heeft dit geholpen?" and its thanks."""

from django.urls import path

from . import views

urlpatterns = [
    path("heeft-dit-geholpen/<int:page_id>/", views.reactie, name="reactie"),
    path("heeft-dit-geholpen/<int:page_id>/bedankt/", views.bedankt, name="reactie_bedankt"),
]
