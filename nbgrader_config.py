"""The course as nbgrader sees it: ``nbgrader autograde`` and ``nbgrader generate_feedback`` work here, too.

Classes are named as text, so that reading this file imports nothing.
"""

from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "deep-learning"
# nbgrader copies what lies beside a notebook; the text of a sheet, with its solutions, must stay here.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.py"]
c.NbGrader.logfile = str(Path(__file__).with_name("grading.log"))

c.ClearSolutions.text_stub = "*Your answer here.*"
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "autograder.authoring.stubs.ClearSolutionsNamingTheTask",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.authoring.stubs.StripPairing",
]

# Submissions: the exporter reads and repairs them, then every graded cell starts as "not run".
c.Autograde.exporter_class = "autograder.grading.plugins.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "autograder.grading.plugins.MarkNotRun",
]
c.Autograde.autograde_preprocessors = [
    "autograder.grading.plugins.Execute",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "autograder.course.late.RecordDeadline",
    "nbgrader.preprocessors.AssignLatePenalties",
    "autograder.grading.plugins.MarkGraded",
]
c.Execute.timeout = 60  # seconds for a cell; a whole sheet takes less than five
c.Execute.total_timeout = 600  # seconds for a notebook
c.Execute.memory = 2048  # megabytes for a notebook, beside what imports take
# Pages show the figures that were handed in. "drawn" also runs what no test needs, and draws figures anew.
# c.Execute.figures = "drawn"
# c.Execute.sheets = {"06_torch_cnn": {"memory": 4096}}  # other limits for single sheets

# Deadlines, and what lateness costs. The time of a submission is the learning platform's: docs/collect.md.
c.AssignLatePenalties.plugin_class = "autograder.course.late.LatePolicy"
c.LatePolicy.timezone = "Europe/Berlin"  # the clock that the times below are read off
# c.LatePolicy.due = {"01_theory": "2026-05-04 23:59", "02_backprop": "2026-05-11 23:59"}
# c.LatePolicy.extensions = {"02_backprop": {"ada": "2026-05-15 23:59"}}  # by nbgrader's id of the student
c.LatePolicy.grace = 15  # minutes
c.LatePolicy.per_day = 0.1  # share of the points earned that each started day costs
c.LatePolicy.closed_after = 5  # days; what comes later earns nothing
# c.LatePolicy.sheets = {"06_torch_cnn": {"per_day": 0, "closed_after": None}}  # other rules

# Where the public reads release/; then `workbook site` offers to open sheets in Colab: docs/site.md.
# c.CourseSite.notebooks = "https://github.com/OWNER/REPOSITORY/blob/main/release"

c.GenerateFeedback.exporter_class = "autograder.handback.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "nbgrader.preprocessors.ClearHiddenTests",
    "autograder.handback.feedback.Summarize",
]

# The formgrader: what was handed in, model answers and rubrics stand beside the graded copy.
c.HTMLExporter.preprocessors = ["autograder.handback.formgrader.ShowToGrader"]
