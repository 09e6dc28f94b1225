from flask.cli import AppGroup

users_commands = AppGroup("users", help="")
