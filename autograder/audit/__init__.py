"""The autograder is itself graded: every test is tried on right and wrong answers."""
