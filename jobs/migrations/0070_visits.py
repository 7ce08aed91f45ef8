import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0070_decision_renewable"),
        ("enterprises", "0007_years_opened"),
        ("jobs", "0051_piece_guards"),
        ("stations", "0010_station_code_spelled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VisitRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region_code", models.CharField(editable=False, max_length=12)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("units", "units not visited for long"),
                            ("people", "people of key groups not met for long"),
                            ("community", "everybody of a community"),
                        ],
                        max_length=9,
                        verbose_name="chosen",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("due_on", models.DateField(verbose_name="to be made by")),
                ("made_at", models.DateTimeField(verbose_name="planned")),
                ("submit_token", models.UUIDField(editable=False, unique=True)),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stations.station",
                        verbose_name="station",
                    ),
                ),
            ],
            options={
                "verbose_name": "round of visits",
                "verbose_name_plural": "rounds of visits",
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region_code", models.CharField(max_length=12)),
                ("due_on", models.DateField(verbose_name="to be made by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "to be made"),
                            ("met", "met"),
                            ("missed", "nobody met"),
                            ("dropped", "will not be made"),
                        ],
                        default="planned",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="day of the visit")),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("staff", "wants staff"),
                                ("loan", "wants a loan"),
                                ("skills", "wants its staff trained"),
                                ("subsidy", "asks for subsidies and refunds"),
                                ("owed", "is owed money by an authority or a firm"),
                                ("permit", "waits for a permit"),
                                ("tender", "was shut out of a tender"),
                                ("innovation", "asks for help with innovation"),
                                ("inspection", "complains about inspections"),
                                ("orders", "looks for orders and markets"),
                                ("work", "wants work"),
                                ("training", "wants training"),
                                ("benefit", "asks for a benefit or subsidy"),
                                ("startup", "wants to start a business"),
                                ("wages", "is owed wages"),
                                ("insurance", "asks about social insurance"),
                                ("hardship", "lives in hardship"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="needs found",
                    ),
                ),
                ("drop_reason", models.CharField(blank=True, default="", max_length=200, verbose_name="reason")),
                ("planned_at", models.DateTimeField(verbose_name="planned")),
                ("recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="recorded")),
                ("submit_token", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "enterprise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="cases.resident",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stations.station",
                        verbose_name="station",
                    ),
                ),
                (
                    "visitor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who visits",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="jobs.visitround",
                    ),
                ),
            ],
            options={
                "verbose_name": "visit",
                "verbose_name_plural": "visits",
            },
        ),
        migrations.CreateModel(
            name="CarePerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("hard", "hard to employ"),
                                ("group", "another key group"),
                                ("unemployed", "long registered unemployed"),
                                ("benefit", "benefit ends soon"),
                                ("fell_out", "lost a job"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                        verbose_name="reasons",
                    ),
                ),
                ("every_days", models.PositiveSmallIntegerField(verbose_name="days between visits")),
                ("from_on", models.DateField(verbose_name="on the list since")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="off the list since")),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="last met")),
                ("due_on", models.DateField(verbose_name="due by")),
                (
                    "resident",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="care", to="cases.resident"),
                ),
            ],
            options={
                "verbose_name": "person looked after",
                "verbose_name_plural": "people looked after",
                "indexes": [
                    models.Index(condition=models.Q(("until_on__isnull", True)), fields=["due_on", "id"], name="careperson_due")
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reasons", []), _negated=True), name="careperson_has_a_reason"),
                    models.CheckConstraint(condition=models.Q(("every_days__gt", 0)), name="careperson_comes_round"),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1000, verbose_name="note")),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("visit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="jobs.visit")),
                (
                    "written_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "note of a visit",
                "verbose_name_plural": "notes of visits",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="visitnote_says_something")
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_type", models.CharField(max_length=60)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored_as", models.CharField(max_length=120, unique=True)),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "added_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("visit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="jobs.visit")),
            ],
            options={
                "verbose_name": "photo of a visit",
                "verbose_name_plural": "photos of visits",
                "constraints": [models.UniqueConstraint(fields=("visit", "sha256"), name="visitphoto_once")],
            },
        ),
        migrations.AddIndex(
            model_name="visitround",
            index=models.Index(
                fields=["region_code", "id"], name="visitround_region", opclasses=["varchar_pattern_ops", "int8_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="visitround",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="visitround_has_a_name"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["station", "state", "due_on", "id"], name="visit_station"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                fields=["region_code", "state", "due_on", "id"],
                name="visit_region",
                opclasses=["varchar_pattern_ops", "varchar_ops", "date_ops", "int8_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["resident", "-visited_on"], name="visit_resident"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["enterprise", "-visited_on"], name="visit_enterprise"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("visited_on__isnull", False)), fields=["visited_on", "station"], name="visit_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("enterprise__isnull", True), ("resident__isnull", False)),
                    models.Q(("enterprise__isnull", False), ("resident__isnull", True)),
                    _connector="OR",
                ),
                name="visit_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "planned")), fields=("resident",), name="visit_person_planned_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "planned")), fields=("enterprise",), name="visit_unit_planned_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("met", "missed")), ("visited_on__isnull", False)),
                    models.Q(("state__in", ("planned", "dropped")), ("visited_on__isnull", True)),
                    _connector="OR",
                ),
                name="visit_made_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True), ("state", "planned")),
                    models.Q(
                        models.Q(("state", "planned"), _negated=True),
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="visit_recorded_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("needs", []), ("state", "met"), _connector="OR"), name="visit_needs_were_heard"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "dropped"), _negated=True), models.Q(("drop_reason", ""), _negated=True), _connector="OR"
                ),
                name="visit_dropped_with_reason",
            ),
        ),
        run_sql("jobs", "visit_notes_stay"),
    ]
