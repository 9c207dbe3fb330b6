"""Error pages made without the application: for requests that never reach it, and for crashes."""

from __future__ import annotations

import json
from html import escape
from typing import Literal

from search_app.api.problems import CONTENT_TYPE, is_api, problem_body

Format = Literal["json", "csv", "html"]
HEALTH = ("/healthz", "/readyz")

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · demandside</title>
<link rel="stylesheet" href="/static/site.css">
</head>
<body>
<main id="main" class="wrap">
<p class="kicker">{code}</p>
<h1>{title}</h1>
<p class="lead">{sentence}</p>
<p><a href="/">demandside</a></p>
</main>
</body>
</html>
"""


def wanted_format(path: str) -> Format:
    """Return the format that an address asks for; what goes wrong with XLSX is told as for CSV."""
    if path.endswith(".json") or path in HEALTH:
        return "json"
    return "csv" if path.endswith((".csv", ".xlsx")) else "html"


def bare(code: int, title: str, sentence: str, path: str) -> tuple[str, bytes]:
    """Return the content type and body of an error, in the format of an address."""
    if is_api(path):
        return CONTENT_TYPE, problem_body(code, title, sentence)
    form = wanted_format(path)
    if form == "json":
        text = json.dumps({"error": sentence}, ensure_ascii=False) + "\n"
        return "application/json; charset=utf-8", text.encode()
    if form == "csv":
        return "text/plain; charset=utf-8", f"{sentence}\n".encode()
    page = _PAGE.format(code=code, title=escape(title), sentence=escape(sentence))
    return "text/html; charset=utf-8", page.encode()
