"""The roof: the one file that knows every floor and joins them."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from config import Settings, read_settings
from extensions import babel, csrf, db, engine_options, migrate
from reports.announcing import announce, send_announcement
from reports.cli import reports_commands
from reports.delivery import deliver
from reports.demo.command import demo_command
from reports.hq import make_blueprint as make_hq
from reports.hq.linked import make_blueprint as make_linked
from reports.issue import issue_report
from reports.links import follow_address
from reports.printing import print_report
from shopper.access import current_person, init_access
from shopper.begun import remind_of_begun
from shopper.cli import forms_commands, users_commands, worker_command
from shopper.desk import make_blueprint as make_desk
from shopper.desk.copies import init_copies
from shopper.events import address_changed, visit_approved, visit_submitted
from shopper.field import make_api
from shopper.field import make_blueprint as make_field
from shopper.headers import init_headers
from shopper.languages import NAMES, choose_locale, current_language
from shopper.later import plan_letters, remind
from shopper.letters import send_letter
from shopper.photos import prepare_photo
from shopper.problems import init_problems
from shopper.pwa import init_pwa
from shopper.receipt_reading import read_receipt
from shopper.signin import make_blueprint as make_signin
from shopper.start import make_blueprint as make_start

ROOT = Path(__file__).parent

# What happens above when something happened below. Sent inside the transaction of the cause.
EVENTS = (
    (visit_submitted, plan_letters), (visit_approved, issue_report), (address_changed, follow_address),
)  # fmt: skip

# Kind of job → who does it. A handler gets the Job and gives the effect to record with the job's end.
JOBS = {
    "photo": prepare_photo, "reading": read_receipt, "letter": send_letter, "later": remind, "begun": remind_of_begun,
    "print": print_report, "deliver": deliver, "announce": announce,
    "announcement": send_announcement,
}  # fmt: skip

# A wave makes hundreds of these; a letter or a photo of that minute does not wait behind them.
BULK_JOBS = ("print", "deliver")


def create_app(settings: Settings | None = None) -> Flask:
    """The application for `settings` (default: those of the environment). Raises SettingsError."""
    settings = settings or read_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    app = Flask("app", root_path=str(ROOT), static_folder=None, template_folder=None)
    _configure(app, settings)
    _init_extensions(app)
    init_headers(app, is_production=settings.is_production)
    init_access(app)
    init_problems(app)
    init_pwa(app, ROOT / "static")
    for make_blueprint in (make_start, make_signin, make_field, make_desk, make_hq, make_linked):
        app.register_blueprint(make_blueprint())
    api = make_api()
    csrf.exempt(api)
    app.register_blueprint(api)
    for command in (forms_commands, reports_commands, demo_command, worker_command, users_commands):
        app.cli.add_command(command)
    for event, handler in EVENTS:
        event.connect(handler)
    app.extensions["jobs"] = JOBS
    app.extensions["bulk_jobs"] = BULK_JOBS
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = settings
    app.secret_key = settings.secret_key
    host = urlsplit(settings.base_url).hostname or "localhost"
    app.config.update(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        TRUSTED_HOSTS=[host] if settings.is_production else None,
        SESSION_COOKIE_NAME="form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_production,
        # The form token lasts as long as the form's session: an hour's pause must not cost what was typed.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=25_000_000,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        MAX_FORM_PARTS=3000,
        BABEL_DEFAULT_LOCALE="en",
        BABEL_DEFAULT_TIMEZONE="Europe/Helsinki",
        BABEL_TRANSLATION_DIRECTORIES=";".join(
            str(ROOT / floor / "translations") for floor in ("forms", "shopper", "reports")
        ),
    )
    logging.getLogger("werkzeug").setLevel(logging.WARNING)


def _init_extensions(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    init_copies(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=choose_locale)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        current_person=current_person, current_language=current_language, language_names=NAMES
    )
