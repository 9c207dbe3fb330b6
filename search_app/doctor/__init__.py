"""Examines a data folder: what is there, whether it is sound, and what to do if it is not.

Nothing is written, so the doctor can run while another process works.
"""

from __future__ import annotations

from search_app.doctor.examining import examine
from search_app.doctor.symptom import Level, Symptom

__all__ = ["Level", "Symptom", "examine"]
