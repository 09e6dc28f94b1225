from flask.cli import AppGroup

forms_commands = AppGroup("forms", help="")
