import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.fields
import jobs.models.event


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0070_decision_renewable"),
        ("enterprises", "0007_years_opened"),
        ("jobs", "0030_onetime"),
        ("stations", "0010_station_code_spelled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="number")),
                ("token", models.CharField(default=jobs.models.event.new_token, editable=False, max_length=12, unique=True)),
                ("title", models.CharField(max_length=60, verbose_name="title")),
                ("region_code", models.CharField(editable=False, max_length=12)),
                ("provider", models.CharField(max_length=100, verbose_name="training body")),
                ("address", models.CharField(blank=True, default="", max_length=200, verbose_name="where exactly")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="lessons")),
                ("from_on", models.DateField(verbose_name="first day")),
                ("until_on", models.DateField(verbose_name="last day")),
                ("places", models.PositiveIntegerField(verbose_name="places")),
                ("taken", models.IntegerField(default=0, editable=False, verbose_name="trainees")),
                ("subsidised", models.BooleanField(default=False, verbose_name="subsidised")),
                ("subsidy_basis", models.CharField(blank=True, default="", max_length=200, verbose_name="basis of the subsidy")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "ended"), ("cancelled", "cancelled")],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("state_note", models.CharField(blank=True, default="", max_length=300, verbose_name="reason")),
                ("created_at", models.DateTimeField(verbose_name="logged")),
                ("submit_token", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "created_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "occupation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.occupation",
                        verbose_name="occupation",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="stations.station",
                        verbose_name="station",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="jobs.vacancy",
                        verbose_name="vacancy that asks for it",
                    ),
                ),
            ],
            options={
                "verbose_name": "course",
                "verbose_name_plural": "courses",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="number")),
                ("token", models.CharField(default=jobs.models.event.new_token, editable=False, max_length=12, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("job_fair", "job fair"),
                            ("campus_fair", "campus fair"),
                            ("live_stream", "live stream of jobs"),
                            ("mobile_stall", "mobile stall"),
                            ("talk", "talk on training"),
                            ("first_aid", "first-aid stall"),
                            ("arbitration", "evening of arbitrators"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="title")),
                ("region_code", models.CharField(editable=False, max_length=12)),
                ("address", models.CharField(max_length=200, verbose_name="where exactly")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(37), django.core.validators.MaxValueValidator(54)],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(97), django.core.validators.MaxValueValidator(127)],
                        verbose_name="longitude",
                    ),
                ),
                ("begins_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="places")),
                ("taken", models.IntegerField(default=0, editable=False, verbose_name="places taken")),
                ("batch", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="batch of the year")),
                ("hosts", models.CharField(blank=True, default="", max_length=200, verbose_name="held by")),
                ("topics", models.TextField(blank=True, default="", max_length=1000, verbose_name="what it is about")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("published", "published"),
                            ("cancelled", "cancelled"),
                            ("over", "over"),
                        ],
                        default="planned",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("state_note", models.CharField(blank=True, default="", max_length=300, verbose_name="reason")),
                ("created_at", models.DateTimeField(verbose_name="logged")),
                ("submit_token", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "created_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stations.region", verbose_name="place"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="stations.station",
                        verbose_name="station",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
            },
        ),
        migrations.CreateModel(
            name="Stand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number of the stand")),
                ("employer", models.CharField(max_length=100, verbose_name="name of the unit")),
                ("credit_code", models.CharField(max_length=18, verbose_name="unified social credit code")),
                (
                    "enterprise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enterprises.enterprise",
                        verbose_name="unit",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="stands", to="jobs.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "stand",
                "verbose_name_plural": "stands",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("headcount", models.PositiveIntegerField(verbose_name="people wanted")),
                (
                    "vacancy",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="jobs.vacancy"),
                ),
                (
                    "stand",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="jobs.stand"
                    ),
                ),
            ],
            options={
                "verbose_name": "vacancy at a stand",
                "verbose_name_plural": "vacancies at stands",
            },
        ),
        migrations.CreateModel(
            name="Trainee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_at", models.DateTimeField(verbose_name="joined")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                ("left_note", models.CharField(blank=True, default="", max_length=200, verbose_name="reason")),
                (
                    "result",
                    models.CharField(
                        choices=[("none", "not assessed yet"), ("passed", "passed"), ("failed", "not passed")],
                        default="none",
                        max_length=6,
                        verbose_name="assessment",
                    ),
                ),
                ("assessed_on", models.DateField(blank=True, null=True, verbose_name="assessed on")),
                (
                    "certificate_no",
                    models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name="number of the certificate"),
                ),
                (
                    "certificate_level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(5, "level 5 (junior)"), (4, "level 4 (intermediate)"), (3, "level 3 (senior)")],
                        null=True,
                        verbose_name="level",
                    ),
                ),
                ("certificate_on", models.DateField(blank=True, null=True, verbose_name="certificate issued on")),
                (
                    "assessed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="trainees", to="jobs.course"
                    ),
                ),
                (
                    "joined_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="cases.resident",
                        verbose_name="resident",
                    ),
                ),
            ],
            options={
                "verbose_name": "trainee",
                "verbose_name_plural": "trainees",
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="day")),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trainee",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="presences", to="jobs.trainee"
                    ),
                ),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
            },
        ),
        migrations.CreateModel(
            name="Visitor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("placed", "has a place"),
                            ("waiting", "on the waiting list"),
                            ("gone", "gave up"),
                            ("door", "came without a place"),
                        ],
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "signed up on the page"),
                            ("phone", "own telephone at the door"),
                            ("desk", "entered at the desk"),
                        ],
                        max_length=5,
                        verbose_name="how it came",
                    ),
                ),
                ("name", core.fields.EncryptedField(verbose_name="name")),
                ("mobile", core.fields.EncryptedField(blank=True, null=True, verbose_name="mobile")),
                ("mobile_hash", models.BinaryField(max_length=32, null=True)),
                ("code", models.CharField(max_length=6, verbose_name="code")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sender", models.BinaryField(max_length=32, null=True)),
                ("consented_at", models.DateTimeField(verbose_name="agreed")),
                ("signed_up_at", models.DateTimeField(verbose_name="signed up")),
                ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="came")),
                (
                    "arrived_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("web", "signed up on the page"),
                            ("phone", "own telephone at the door"),
                            ("desk", "entered at the desk"),
                        ],
                        default="",
                        max_length=5,
                    ),
                ),
                ("linked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="visitors", to="jobs.event"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits_of_events",
                        to="cases.resident",
                        verbose_name="resident",
                    ),
                ),
            ],
            options={
                "verbose_name": "visitor",
                "verbose_name_plural": "visitors",
            },
        ),
        migrations.CreateModel(
            name="Intent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="intents", to="jobs.offer"),
                ),
                (
                    "visitor",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="intents", to="jobs.visitor"
                    ),
                ),
            ],
            options={
                "verbose_name": "intent",
                "verbose_name_plural": "intents",
            },
        ),
        migrations.AddIndex(
            model_name="course",
            index=models.Index(
                fields=["region_code", "-from_on", "-id"],
                name="course_region",
                opclasses=["varchar_pattern_ops", "date_ops", "int8_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="course",
            index=models.Index(fields=["station", "-from_on"], name="course_station"),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on__gte", models.F("from_on"))), name="course_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(condition=models.Q(("hours__range", (1, 3000))), name="course_has_lessons"),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__gte", 1), ("taken__gte", 0), ("taken__lte", models.F("places"))),
                name="course_not_overfull",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("subsidised", False), models.Q(("subsidy_basis", ""), _negated=True), _connector="OR"),
                name="course_subsidy_has_its_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True), models.Q(("state_note", ""), _negated=True), _connector="OR"
                ),
                name="course_cancelled_with_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["region_code", "-begins_at", "-id"],
                name="event_region",
                opclasses=["varchar_pattern_ops", "timestamptz_ops", "int8_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["station", "-begins_at"], name="event_station"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(condition=models.Q(("state", "published")), fields=["begins_at", "id"], name="event_coming"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="event_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken__gte", 0), models.Q(("capacity__isnull", True), ("taken__lte", models.F("capacity")), _connector="OR")
                ),
                name="event_not_overfull",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__isnull", True), ("capacity__gte", 1), _connector="OR"), name="event_has_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("batch__isnull", True), ("batch__range", (1, 99)), _connector="OR"), name="event_batch_counts"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (37, 54)),
                        ("longitude__isnull", False),
                        ("longitude__range", (97, 127)),
                    ),
                    _connector="OR",
                ),
                name="event_inside_the_region",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True), models.Q(("state_note", ""), _negated=True), _connector="OR"
                ),
                name="event_cancelled_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="stand",
            constraint=models.UniqueConstraint(fields=("event", "number"), name="stand_number_once"),
        ),
        migrations.AddConstraint(
            model_name="stand",
            constraint=models.UniqueConstraint(fields=("event", "credit_code"), name="stand_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="stand",
            constraint=models.CheckConstraint(
                condition=models.Q(("credit_code__regex", "^[0-9A-HJ-NPQRTUWXY]{18}$")), name="stand_code_has_its_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="stand",
            constraint=models.CheckConstraint(condition=models.Q(("employer", ""), _negated=True), name="stand_names_its_unit"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(fields=("stand", "vacancy"), name="offer_once"),
        ),
        migrations.AddConstraint(
            model_name="trainee",
            constraint=models.UniqueConstraint(fields=("course", "resident"), name="trainee_once"),
        ),
        migrations.AddConstraint(
            model_name="trainee",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_on__isnull", True), models.Q(("left_note", ""), _negated=True), _connector="OR"),
                name="trainee_left_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assessed_by__isnull", True), ("assessed_on__isnull", True), ("result", "none")),
                    models.Q(
                        models.Q(("result", "none"), _negated=True),
                        ("assessed_by__isnull", False),
                        ("assessed_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="trainee_assessed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("certificate_level__isnull", True), ("certificate_no__isnull", True), ("certificate_on__isnull", True)
                    ),
                    models.Q(
                        models.Q(("certificate_no", ""), _negated=True),
                        ("certificate_level__in", (3, 4, 5)),
                        ("certificate_no__isnull", False),
                        ("certificate_on__gte", models.F("assessed_on")),
                        ("certificate_on__isnull", False),
                        ("result", "passed"),
                    ),
                    _connector="OR",
                ),
                name="trainee_certificate_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("trainee", "on"), name="presence_once_a_day"),
        ),
        migrations.AddIndex(
            model_name="visitor",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["event", "signed_up_at", "id"], name="visitor_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="visitor",
            index=models.Index(
                condition=models.Q(("sender__isnull", False)), fields=["sender", "signed_up_at"], name="visitor_sender"
            ),
        ),
        migrations.AddIndex(
            model_name="visitor",
            index=models.Index(
                condition=models.Q(("arrived_at__isnull", False)), fields=["event", "-arrived_at"], name="visitor_arrived"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitor",
            constraint=models.UniqueConstraint(fields=("event", "mobile_hash"), name="visitor_mobile_once"),
        ),
        migrations.AddConstraint(
            model_name="visitor",
            constraint=models.UniqueConstraint(fields=("event", "code"), name="visitor_code_once"),
        ),
        migrations.AddConstraint(
            model_name="visitor",
            constraint=models.UniqueConstraint(fields=("event", "resident"), name="visitor_resident_once"),
        ),
        migrations.AddConstraint(
            model_name="visitor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mobile__isnull", False), ("mobile_hash__isnull", False)),
                    models.Q(
                        ("channel", "desk"),
                        ("entered_by__isnull", False),
                        ("mobile__isnull", True),
                        ("mobile_hash__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="visitor_without_mobile_at_the_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitor",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[2-9A-HJ-NP-Z]{6}$")), name="visitor_code_has_its_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("arrived_at__isnull", False), ("state__in", ("gone", "waiting")), _negated=True),
                    models.Q(("arrived_at__isnull", True), ("state", "door"), _negated=True),
                ),
                name="visitor_state_fits_arrival",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("arrived_at__isnull", True), ("arrived_how", "")),
                    models.Q(("arrived_at__isnull", False), models.Q(("arrived_how", ""), _negated=True)),
                    _connector="OR",
                ),
                name="visitor_arrival_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("linked_at__isnull", True), ("resident__isnull", True)),
                    models.Q(("linked_at__isnull", False), ("resident__isnull", False)),
                    _connector="OR",
                ),
                name="visitor_link_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="intent",
            constraint=models.UniqueConstraint(fields=("visitor", "offer"), name="intent_once"),
        ),
    ]
