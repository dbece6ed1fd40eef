"""The instructors' side of the course: build sheets, grade submissions, write feedback.

Built on nbgrader: its metadata, gradebook and folders. Students do not get this package.
"""
