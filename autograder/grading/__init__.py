"""How a class is graded: each submission is read once, judged once, and written once."""
