"""Visits that arrived as they really do: delivered by a phone, their photos prepared by the worker."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Flask

from extensions import db
from shopper.models import Visit
from shopper.worker import EmbeddedEngine
from tests.conftest import browser_of
from tests.deposits import deliver, jpeg, manifest
from tests.world import World

COLOURS = ("#336699", "#993366", "#669933")


def arrive(
    app: Flask, world: World, *, photos: int = 0, shopper: str = "anna", is_worked: bool = True, **changes: Any
) -> UUID:
    """A submitted visit of Anna's to Lahti; gives its id. `changes` go into what her phone froze."""
    pictures = [jpeg(colour) for colour in COLOURS[:photos]]
    made = manifest(world, pictures, **changes)
    deliver(browser_of(app, world.people[shopper]), made, pictures)
    if is_worked:
        work(app)
    return UUID(made["visit"])


def work(app: Flask) -> None:
    """Let the worker do all that is ready."""
    EmbeddedEngine(app).run_until_empty()
    db.session.rollback()


def visit_of(visit_id: UUID) -> Visit:
    """The visit as it stands now."""
    db.session.rollback()
    return db.session.get_one(Visit, visit_id)
