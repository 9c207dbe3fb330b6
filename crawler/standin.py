"""Sends every request to a local server instead of the publisher: how crawls are tried offline.

The server gets the official address as `/ask?url=…` and plays the publisher; the answer carries the
official address again, so that everything above the network works as it does in earnest.
"""

from __future__ import annotations

from urllib.parse import quote

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Request, Response


class StandInHandler(HTTP11DownloadHandler):
    """Downloads from the address in the setting `STAND_IN`."""

    async def download_request(self, request: Request) -> Response:
        """Ask the local server for what was to be asked of the publisher."""
        address = self._crawler.settings["STAND_IN"].rstrip("/")
        sent = request.replace(url=f"{address}/ask?url={quote(request.url, safe='')}")
        response = await super().download_request(sent)
        return response.replace(url=request.url)
