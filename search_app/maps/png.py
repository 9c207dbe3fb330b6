"""Turns a picture into PNG by resvg; text is set in Source Sans Pro, whatever fonts a machine has.

Both come as wheels, with the extra `pictures`. The same picture gives the same bytes.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.util import find_spec

FAMILY = "Source Sans Pro"
_RENDERER, _FONTS = "resvg_py", "font_source_sans_pro"
_CUTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")


def can_be_made() -> bool:
    """Whether the packages of the extra `pictures` are installed."""
    return all(find_spec(name) is not None for name in (_RENDERER, _FONTS))


def font_folders() -> list[str]:
    """Return the folder of the font of pictures; none where the extra is not installed."""
    return [str(files(_FONTS).joinpath("files"))] if find_spec(_FONTS) else []


def png(svg: str, scale: int = 1) -> bytes:
    """Return a picture as PNG.

    Args:
        svg: the picture.
        scale: pixels per unit of the picture.

    Raises:
        ImportError: the extra `pictures` is not installed.
        ValueError: the picture is not SVG.
    """
    from resvg_py import svg_to_bytes

    fonts = [str(files(_FONTS).joinpath("files", cut)) for cut in _CUTS]
    return svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        skip_system_fonts=True,
        font_files=fonts,
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
