"""The report: one page that shows how a class did on a sheet."""
