"""Rounds without applications: what was found of each unit, votes, samples, answers, objections."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.money


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0053_lessened_guards"),
        ("enterprises", "0007_years_opened"),
        ("stations", "0003_posts_given_by_another"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="claim",
            name="channel",
            field=models.CharField(
                choices=[
                    ("station", "job station"),
                    ("window", "service window"),
                    ("web", "regional government web site"),
                    ("national", "national social insurance platform"),
                    ("app", "regional app"),
                    ("card", "electronic social security card"),
                    ("unasked", "without an application"),
                ],
                max_length=20,
                verbose_name="channel",
            ),
        ),
        migrations.CreateModel(
            name="ScreeningRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="number")),
                ("scheme", models.CharField(max_length=40, verbose_name="programme")),
                ("occasion", models.CharField(blank=True, default="", max_length=60, verbose_name="what it is about")),
                ("region_code", models.CharField(max_length=12)),
                ("prefix", models.CharField(max_length=12)),
                ("year", models.SmallIntegerField(blank=True, null=True, verbose_name="insurance year")),
                ("on", models.DateField(verbose_name="judged by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ordered", "waits for its screening"),
                            ("screened", "screened"),
                            ("asking", "units are asked"),
                            ("first_checked", "second check"),
                            ("approval", "approval"),
                            ("launched", "on its way to publicity"),
                        ],
                        default="ordered",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("wanted_at", models.DateTimeField(blank=True, null=True, verbose_name="screening asked for")),
                ("launch_at", models.DateTimeField(blank=True, null=True, verbose_name="last vote given")),
                ("failure", models.CharField(blank=True, default="", max_length=300)),
                ("run", models.PositiveIntegerField(default=0)),
                ("screened_at", models.DateTimeField(blank=True, null=True, verbose_name="screened")),
                ("units", models.PositiveIntegerField(default=0, verbose_name="units screened")),
                ("rules_label", models.CharField(blank=True, default="", max_length=80)),
                ("rules_region", models.CharField(blank=True, default="", max_length=6)),
                ("rules_digest", models.CharField(blank=True, default="", max_length=64)),
                ("digest", models.CharField(blank=True, default="", max_length=64, verbose_name="digest")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="units asked on")),
                ("answer_until", models.DateField(blank=True, null=True, verbose_name="answers until")),
                ("silent", models.BooleanField(default=False, verbose_name="silence counts as a yes")),
                ("apply_until", models.DateField(blank=True, null=True, verbose_name="may apply until")),
                ("ordered_at", models.DateTimeField(verbose_name="begun")),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="round begun by",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stations.region", verbose_name="region"
                    ),
                ),
            ],
            options={
                "verbose_name": "round without applications",
                "verbose_name_plural": "rounds without applications",
            },
        ),
        migrations.CreateModel(
            name="ScreenedUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scheme", models.CharField(max_length=40)),
                ("occasion", models.CharField(max_length=60)),
                ("region_code", models.CharField(max_length=12)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("qualified", "qualified"), ("excluded", "excluded"), ("parked", "parked: a person must look")],
                        max_length=9,
                        verbose_name="what was found",
                    ),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None, verbose_name="reasons"
                    ),
                ),
                ("fact", models.CharField(blank=True, default="", max_length=40, verbose_name="fact that is missing")),
                ("amount", core.money.MoneyField(verbose_name="amount")),
                ("staff", models.IntegerField(null=True, verbose_name="staff")),
                ("size", models.CharField(blank=True, default="", max_length=6, verbose_name="size class")),
                ("facts", models.JSONField()),
                ("findings", models.JSONField()),
                ("note", models.CharField(blank=True, default="", max_length=300, verbose_name="reason in words")),
                ("held_at", models.DateTimeField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.claim"
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screened",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stations.station",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="cases.screeninground",
                    ),
                ),
            ],
            options={
                "verbose_name": "screened unit",
                "verbose_name_plural": "screened units",
            },
        ),
        migrations.CreateModel(
            name="SampledUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run", models.PositiveIntegerField()),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.screenedunit"),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sample", to="cases.screeninground"
                    ),
                ),
            ],
            options={
                "verbose_name": "unit of a sample",
                "verbose_name_plural": "units of a sample",
            },
        ),
        migrations.CreateModel(
            name="ScreeningVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run", models.PositiveIntegerField()),
                (
                    "step",
                    models.CharField(
                        choices=[("first_check", "first check"), ("second_check", "second check"), ("approval", "approval")],
                        max_length=12,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                ("at", models.DateTimeField()),
                ("void_at", models.DateTimeField(blank=True, null=True)),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="cases.screeninground"
                    ),
                ),
            ],
            options={
                "verbose_name": "vote on a round",
                "verbose_name_plural": "votes on a round",
            },
        ),
        migrations.CreateModel(
            name="UnitAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("asked_on", models.DateField(verbose_name="asked on")),
                ("until", models.DateField(verbose_name="answer until")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not answered yet"),
                            ("confirmed", "account confirmed"),
                            ("declined", "declined"),
                            ("wrong", "account wrong"),
                            ("silent", "confirmed by silence"),
                            ("late", "not answered in time"),
                        ],
                        default="",
                        max_length=9,
                        verbose_name="answer",
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=60, verbose_name="who answered for the unit")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("page", "page of the unit"),
                            ("window", "service window"),
                            ("telephone", "by telephone"),
                            ("paper", "on paper"),
                        ],
                        default="",
                        max_length=9,
                        verbose_name="how the answer came",
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=300, verbose_name="note")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enterprises.corporateaccount",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="cases.screenedunit"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of a unit",
                "verbose_name_plural": "answers of units",
            },
        ),
        migrations.CreateModel(
            name="SampleLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "sampled",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="cases.sampledunit"),
                ),
            ],
            options={
                "verbose_name": "look at a sample",
                "verbose_name_plural": "looks at a sample",
                "constraints": [models.UniqueConstraint(fields=("sampled", "actor"), name="samplelook_once")],
            },
        ),
        migrations.CreateModel(
            name="ExclusionObjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", core.fields.EncryptedField(verbose_name="who objects for the unit")),
                ("contact", core.fields.EncryptedField(verbose_name="how to reach them")),
                ("text", models.CharField(max_length=1000, verbose_name="what is objected")),
                (
                    "channel",
                    models.CharField(
                        choices=[("web", "public page"), ("desk", "entered by an officer")], max_length=4, verbose_name="channel"
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="objection received")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("", "being looked into"), ("upheld", "upheld"), ("dismissed", "dismissed")],
                        default="",
                        max_length=9,
                        verbose_name="what became of it",
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=500, verbose_name="reason")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="objection decided")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="objection decided by",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="cases.screenedunit"
                    ),
                ),
            ],
            options={
                "verbose_name": "objection to an exclusion",
                "verbose_name_plural": "objections to exclusions",
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")), fields=["received_at", "id"], name="exclusionobjection_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")), fields=("unit",), name="exclusionobjection_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("outcome", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="exclusionobjection_decided_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            ("entered_by__isnull", True),
                            models.Q(("decided_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="exclusionobjection_two_people",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="screeninground",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(models.F("prefix"), name="varchar_pattern_ops"),
                models.F("id"),
                name="screeninground_region",
            ),
        ),
        migrations.AddIndex(
            model_name="screeninground",
            index=models.Index(
                condition=models.Q(("wanted_at__isnull", False)), fields=["wanted_at"], name="screeninground_wanted"
            ),
        ),
        migrations.AddIndex(
            model_name="screeninground",
            index=models.Index(
                condition=models.Q(("launch_at__isnull", False)), fields=["launch_at"], name="screeninground_launch"
            ),
        ),
        migrations.AddConstraint(
            model_name="screeninground",
            constraint=models.UniqueConstraint(fields=("scheme", "occasion", "region_code"), name="screeninground_once"),
        ),
        migrations.AddConstraint(
            model_name="screeninground",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "ordered"),
                    models.Q(("screened_at__isnull", False), models.Q(("rules_digest", ""), _negated=True)),
                    _connector="OR",
                ),
                name="screeninground_names_its_rules",
            ),
        ),
        migrations.AddConstraint(
            model_name="screeninground",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer_until__isnull", True), ("asked_on__isnull", True)),
                    ("answer_until__gte", models.F("asked_on")),
                    _connector="OR",
                ),
                name="screeninground_time_to_answer",
            ),
        ),
        migrations.AddIndex(
            model_name="screenedunit",
            index=models.Index(fields=["round", "outcome", "amount", "id"], name="screenedunit_round"),
        ),
        migrations.AddConstraint(
            model_name="screenedunit",
            constraint=models.UniqueConstraint(fields=("enterprise", "scheme", "occasion"), name="screenedunit_once"),
        ),
        migrations.AddConstraint(
            model_name="screenedunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("claim__isnull", False)), fields=("claim",), name="screenedunit_of_one_claim"
            ),
        ),
        migrations.AddConstraint(
            model_name="screenedunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "qualified"), ("reasons", [])),
                    models.Q(models.Q(("outcome", "qualified"), _negated=True), models.Q(("reasons", []), _negated=True)),
                    _connector="OR",
                ),
                name="screenedunit_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="screenedunit",
            constraint=models.CheckConstraint(
                condition=models.Q(("claim__isnull", True), ("outcome", "qualified"), _connector="OR"),
                name="screenedunit_on_its_way_qualifies",
            ),
        ),
        migrations.AddConstraint(
            model_name="screenedunit",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="screenedunit_not_negative"),
        ),
        migrations.AddConstraint(
            model_name="sampledunit",
            constraint=models.UniqueConstraint(fields=("round", "run", "unit"), name="sampledunit_once"),
        ),
        migrations.AddConstraint(
            model_name="screeningvote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("void_at__isnull", True)), fields=("round", "run", "step"), name="screeningvote_one_a_step"
            ),
        ),
        migrations.AddConstraint(
            model_name="screeningvote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("void_at__isnull", True)),
                fields=("round", "run", "actor"),
                name="screeningvote_no_two_by_one_person",
            ),
        ),
        migrations.AddIndex(
            model_name="unitanswer",
            index=models.Index(condition=models.Q(("answer", "")), fields=["until", "id"], name="unitanswer_waiting"),
        ),
        migrations.AddConstraint(
            model_name="unitanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("asked_on"))), name="unitanswer_time_to_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="unitanswer_has_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ["confirmed", "declined", "wrong"]), _negated=True),
                    models.Q(models.Q(("name", ""), _negated=True), models.Q(("way", ""), _negated=True)),
                    _connector="OR",
                ),
                name="unitanswer_by_somebody",
            ),
        ),
    ]
