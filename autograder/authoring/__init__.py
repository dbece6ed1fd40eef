"""What authors write: sheets, answers, and what is generated from them."""
