"""Make the outputs of an executed submission fit to be scored by nbgrader and looked at by people."""

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.submission import clean_text, image_data


class KeepHarmlessOutputs(NbGraderPreprocessor):
    """Keep plain text, PNG and JPEG images, and errors; drop what a browser could run or fetch."""

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "code":
            cell.outputs = [kept for output in cell.outputs if (kept := harmless(output))]
            cell.metadata.pop("execution", None)
        return cell, resources

    def preprocess(self, nb, resources):
        nb.metadata.pop("widgets", None)
        return super().preprocess(nb, resources)


class MarkGraded(NbGraderPreprocessor):
    """Note in the notebook that its grades are in the gradebook, so that it need not be graded again.

    What was interrupted has no such note, nor has a notebook for which Python could not be started.
    """

    def preprocess(self, nb, resources):
        nb.metadata.workbook["graded"] = nb.metadata.workbook.get("started", True)
        return nb, resources


def harmless(output: NotebookNode) -> NotebookNode | None:
    """Return an output rebuilt from its harmless parts, or None if there are none."""
    match output.output_type:
        case "stream":
            name = "stderr" if output.name == "stderr" else "stdout"
            return new_output("stream", name=name, text=clean_text(output.text))
        case "error":
            traceback = [clean_text(line) for line in output.traceback]
            ename, evalue = clean_text(output.ename), clean_text(output.evalue)
            return new_output("error", ename=ename, evalue=evalue, traceback=traceback)
        case "execute_result" | "display_data":
            images = {mime: image for mime, raw in output.data.items() if (image := image_data(mime, raw))}
            text = (
                {"text/plain": clean_text(output.data["text/plain"])} if "text/plain" in output.data else {}
            )
            if not images and not text:
                return None
            number = {"execution_count": None} if output.output_type == "execute_result" else {}
            return new_output(output.output_type, {**images, **text}, **number)
    return None
