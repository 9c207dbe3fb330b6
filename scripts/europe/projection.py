"""ETRS89-LAEA Europe (EPSG:3035): the equal-area projection of European statistics."""

from __future__ import annotations

import math

_A = 6_378_137.0
_E2 = 0.00669438002290
"""GRS 1980: half the longer axis in metres, and the square of the eccentricity."""
_E = math.sqrt(_E2)
_LATITUDE, _LONGITUDE = math.radians(52), math.radians(10)
_EASTING, _NORTHING = 4_321_000.0, 3_210_000.0


def _q(latitude: float) -> float:
    sine = math.sin(latitude)
    half = math.log((1 - _E * sine) / (1 + _E * sine)) / (2 * _E)
    return (1 - _E2) * (sine / (1 - _E2 * sine * sine) - half)


_QP = _q(math.pi / 2)
_RQ = _A * math.sqrt(_QP / 2)
_BETA = math.asin(_q(_LATITUDE) / _QP)
_D = (
    _A
    * math.cos(_LATITUDE)
    / (math.sqrt(1 - _E2 * math.sin(_LATITUDE) ** 2) * _RQ * math.cos(_BETA))
)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return easting and northing in metres of a place given in degrees.

    After the IOGP Guidance Note 373-7-2, "Lambert Azimuthal Equal Area" (method 9820).
    """
    beta = math.asin(_q(math.radians(latitude)) / _QP)
    turn = math.radians(longitude) - _LONGITUDE
    sine, cosine = math.sin(_BETA), math.cos(_BETA)
    near = 1 + sine * math.sin(beta) + cosine * math.cos(beta) * math.cos(turn)
    b = _RQ * math.sqrt(2 / near)
    east = b * _D * math.cos(beta) * math.sin(turn)
    north = b / _D * (cosine * math.sin(beta) - sine * math.cos(beta) * math.cos(turn))
    return _EASTING + east, _NORTHING + north
