"""Delivery of letters, and appeals against decisions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0026_publicity_final"),
        ("stations", "0003_posts_given_by_another"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="claim",
            name="end_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("employed", "in employment again"),
                    ("military", "called up for military service"),
                    ("abroad", "moved abroad to live there"),
                    ("pension", "draws the basic pension"),
                    ("refused_offer", "refused suitable work or training without good cause"),
                    ("prison", "serves a prison sentence"),
                    ("death", "has died"),
                    ("used_up", "entitlement used up"),
                    ("superseded", "decided anew on appeal"),
                ],
                default="",
                max_length=20,
                verbose_name="reason of the end",
            ),
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="delivered on")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("in_person", "handed over and signed for"),
                            ("household", "to an adult of the household"),
                            ("left", "left behind before witnesses"),
                            ("post", "by registered post"),
                            ("electronic", "electronically, as the person agreed"),
                            ("notice", "by public notice"),
                        ],
                        max_length=12,
                        verbose_name="way of delivery",
                    ),
                ),
                ("received_by", models.CharField(max_length=100, verbose_name="received by")),
                ("evidence", models.CharField(blank=True, default="", max_length=300, verbose_name="rests on")),
                ("recorded_at", models.DateTimeField()),
                (
                    "letter",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="delivery", to="cases.letter"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="number")),
                ("region_code", models.CharField(max_length=12)),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("objection", "objection at the bureau"),
                            ("review", "administrative review"),
                            ("court", "court"),
                        ],
                        max_length=12,
                        verbose_name="way of appeal",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("filed", "filed"), ("outcome", "outcome waits for a second person"), ("closed", "closed")],
                        default="filed",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("filed_on", models.DateField(verbose_name="filed on")),
                ("filed_by", models.CharField(max_length=100, verbose_name="filed by")),
                ("authority", models.CharField(max_length=100, verbose_name="authority")),
                ("case_no", models.CharField(blank=True, default="", max_length=60, verbose_name="case number")),
                ("text", models.CharField(max_length=2000, verbose_name="what is asked, and why")),
                ("delivered_on", models.DateField(null=True, verbose_name="delivered on")),
                ("file_by", models.DateField(null=True, verbose_name="last day to file")),
                ("accept_by", models.DateField(null=True, verbose_name="last day to accept")),
                ("accepted_on", models.DateField(null=True, verbose_name="accepted on")),
                ("extended", models.BooleanField(default=False, verbose_name="term extended")),
                ("decide_by", models.DateField(verbose_name="last day to decide")),
                ("recorded_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "decision upheld"),
                            ("changed", "decision changed"),
                            ("revoked", "decision revoked, to be made anew"),
                            ("dismissed", "appeal dismissed"),
                            ("withdrawn", "appeal withdrawn"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("outcome_on", models.DateField(null=True, verbose_name="decided on")),
                ("outcome_received_on", models.DateField(null=True, verbose_name="received on")),
                ("outcome_no", models.CharField(blank=True, default="", max_length=60, verbose_name="document number")),
                ("outcome_text", models.CharField(blank=True, default="", max_length=2000, verbose_name="reason")),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="cases.claim",
                        verbose_name="claim",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="cases.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "follow_up",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="begun_by", to="cases.claim"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stations.station"
                    ),
                ),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "indexes": [models.Index(fields=["state", "decide_by", "id"], name="appeal_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=("decision", "route"),
                        name="appeal_one_open_a_route",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(
                                ("proposed_by__isnull", False), models.Q(("confirmed_by", models.F("proposed_by")), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="appeal_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("outcome__in", ["upheld", "dismissed", "withdrawn"]),
                                ("outcome_on__isnull", False),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("follow_up__isnull", False),
                                ("outcome__in", ["changed", "revoked"]),
                                ("outcome_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="appeal_closed_with_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("follow_up__isnull", True),
                            models.Q(("outcome__in", ["changed", "revoked"]), ("state", "closed")),
                            _connector="OR",
                        ),
                        name="appeal_decided_anew_when_changed",
                    ),
                ],
            },
        ),
    ]
