"""Commands of this floor under `flask`."""

from shopper.cli.forms import forms_commands
from shopper.cli.users import users_commands
from shopper.cli.worker import worker_command

__all__ = ["forms_commands", "users_commands", "worker_command"]
