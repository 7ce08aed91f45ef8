"""Pages of events; those under `public/` are open to everybody."""

from django.urls import path

from jobs.views import events, events_desk, events_links, events_public

urlpatterns: list = [
    path("public/events/", events_public.event_browse, name="event_browse"),
    path("public/events/<slug:token>/", events_public.event_open, name="event_open"),
    path("public/events/<slug:token>/here/", events_public.event_here, name="event_here"),
    path("public/events/<slug:token>/here/<slug:code>/", events_public.event_here, name="event_here"),
    path("public/events/<slug:token>/find/", events_public.event_find, name="event_find"),
    path("public/visits/<uuid:visit>/", events_public.event_visit, name="event_visit"),
    path("events/", events.event_list, name="event_list"),
    path("events/new/", events.event_plan, name="event_plan"),
    path("events/export/", events.event_export, name="event_export"),
    path("events/figures/", events_desk.event_figures, name="event_figures"),
    path("events/<int:pk>/", events.event_show, name="event_show"),
    path("events/<int:pk>/edit/", events.event_edit, name="event_edit"),
    path("events/<int:pk>/publish/", events.event_publish, name="event_publish"),
    path("events/<int:pk>/cancel/", events.event_cancel, name="event_cancel"),
    path("events/<int:pk>/poster/", events.event_poster, name="event_poster"),
    path("events/<int:pk>/stands/", events_desk.event_stands, name="event_stands"),
    path("stands/<int:pk>/bring/", events_desk.event_bring, name="event_bring"),
    path("events/<int:pk>/desk/", events_desk.event_desk, name="event_desk"),
    path("events/<int:pk>/visitors/", events_desk.event_visitors, name="event_visitors"),
    path("event-visitors/<int:pk>/link/", events_links.visitor_link, name="visitor_link"),
    path("events/<int:pk>/visitors/export/", events_desk.event_visitors_export, name="event_visitors_export"),
    path("events/<int:pk>/result/", events_desk.event_result, name="event_result"),
    path("events/<int:pk>/result/export/", events_desk.event_result_export, name="event_result_export"),
]
