"""All tables of the floor, so that one import knows them."""

from shopper.models.assignments import Assignment
from shopper.models.chains import LANGUAGES, Brand, Chain, ReceiptGreeting, Store
from shopper.models.jobs import Job
from shopper.models.kept import KeptAnswer, KeptDraft, KeptPhoto, KeptStamp
from shopper.models.letters import Letter
from shopper.models.people import (
    ADMINISTRATOR,
    HQ,
    REVIEWER,
    ROLES,
    SCHEDULER,
    SHOPPER,
    STORE_MANAGER,
    DepositToken,
    Grant,
    Invitation,
    Passkey,
    PasswordReset,
    Person,
    Session,
    SignInAttempt,
)
from shopper.models.programmes import Programme, ReferencePhoto, Scenario, Wave
from shopper.models.readings import ReceiptReading
from shopper.models.visits import Answer, Conflict, HeldPhoto, Logged, Photo, Visit

__all__ = [
    "ADMINISTRATOR", "HQ", "LANGUAGES", "REVIEWER", "ROLES", "SCHEDULER", "SHOPPER", "STORE_MANAGER", "Answer",
    "Assignment", "Brand", "Chain", "Conflict", "DepositToken", "Grant", "HeldPhoto", "Invitation", "Job",
    "KeptAnswer", "KeptDraft", "KeptPhoto", "KeptStamp", "Letter", "Logged", "Passkey", "PasswordReset", "Person",
    "Photo", "Programme", "ReceiptGreeting", "ReceiptReading", "ReferencePhoto", "Scenario", "Session",
    "SignInAttempt", "Store", "Visit", "Wave",
]  # fmt: skip
