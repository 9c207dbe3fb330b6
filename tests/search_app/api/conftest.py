"""The interface is asked of the same small site as the pages, and of the whole coded law."""

from tests.search_app.web.conftest import app, client

__all__ = ["app", "client"]
