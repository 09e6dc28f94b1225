import click
from flask.cli import AppGroup, with_appcontext

reports_commands = AppGroup("reports", help="")


@click.command("demo")
@with_appcontext
def demo_command() -> None:
    """Fill an empty installation."""
