"""Procedural traffic scenes with exact ground truth.

``Scene(kind, seed, width, height, duration).frame(time)`` gives a picture and
the boxes of the visible objects. Everything follows from the seed.
"""

from .objects import CLASSES
from .scenes import KINDS, Scene, TruthBox

__all__ = ["CLASSES", "KINDS", "Scene", "TruthBox"]
