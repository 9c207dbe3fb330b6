"""Looks a data folder over: what is there, whether it is whole, and what to do where it is not.

Nothing is written, so a doctor may look while another process works.
"""

from __future__ import annotations

from search_app.doctor.examining import examine
from search_app.doctor.symptom import Level, Symptom

__all__ = ["Level", "Symptom", "examine"]
