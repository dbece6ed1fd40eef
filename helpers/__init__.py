"""What the exercise sheets import: data, figures, checks, and how much to compute.

Students get this package; it never imports the grading engine.
"""

from helpers.budget import budget

__all__ = ["budget"]
