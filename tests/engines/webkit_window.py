"""One window of WebKitGTK that WebKitWebDriver steers. Run by the system's Python, which has the bindings of GTK.

`webkit_window.py FOLDER` keeps its storage in FOLDER, as an app on a home screen does; without it nothing outlives the
window, as in a private one.
"""

from __future__ import annotations

import sys
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402  the versions are named before


def context(folder: str | None) -> Any:
    if folder is None:
        return WebKit2.WebContext.new_ephemeral()
    kept = WebKit2.WebsiteDataManager(base_data_directory=f"{folder}/data", base_cache_directory=f"{folder}/cache")
    return WebKit2.WebContext(website_data_manager=kept)


def main(folder: str | None = None) -> None:
    Gtk.init(None)
    where = context(folder)
    where.set_preferred_languages(["en-GB", "en"])
    where.set_automation_allowed(True)

    def open_window(_session: Any) -> Any:
        view = WebKit2.WebView(web_context=where, is_controlled_by_automation=True)
        window = Gtk.Window(default_width=390, default_height=844)
        window.add(view)
        window.show_all()
        return view

    where.connect("automation-started", lambda _context, session: session.connect("create-web-view", open_window))
    Gtk.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
