"""The grading engine: what runs a submission, confined, and judges it from outside."""
