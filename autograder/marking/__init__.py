"""Marking: people mark the written answers of a class, question by question, on a local page."""
