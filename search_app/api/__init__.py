"""The interface for programs, `/api/v1`: collections and items made from the page families.

Every collection comes in pages with an opaque cursor, every item says how it is cited, every error
is `application/problem+json` (RFC 9457), and one document describes all of it (OpenAPI 3.1).
"""
