"""What goes back: feedback pages, what the formgrader shows, reports, and grades for export."""
