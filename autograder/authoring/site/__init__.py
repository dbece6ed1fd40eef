"""The course as static pages: released sheets, glossary, search; later, worked solutions."""
