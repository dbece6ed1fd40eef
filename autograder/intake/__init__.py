"""What comes in: downloads, rosters, and submissions that are repaired before anything runs."""
