"""The course: its folders, its deadlines, and how its files are written."""

from autograder.course.folders import CONFIG, Course, CourseError, suggestion

__all__ = ["CONFIG", "Course", "CourseError", "suggestion"]
