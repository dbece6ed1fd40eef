"""How a submission's process is confined, by what Linux offers."""
