"""From any outputs to harmless ones."""

from nbformat.v4 import new_code_cell, new_output

from autograder.score import KeepHarmlessOutputs


def test_only_harmless_outputs_stay():
    pixel = "iVBORw0KGgo="
    outputs = [
        new_output("stream", name="stderr", text="\ud800 text\0"),
        new_output("error", ename="E", evalue="\udfff", traceback=["\x1b[31mred\x1b[0m"]),
        new_output("display_data", {"text/html": "<b>", "image/png": pixel, "text/plain": "figure"}),
        new_output("display_data", {"image/png": "<script>", "image/jpeg": pixel, "image/svg+xml": "<svg/>"}),
        new_output("display_data", {"application/javascript": "x", "text/latex": "x", "text/markdown": "x"}),
        new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "0%"}),
    ]
    cell, _ = KeepHarmlessOutputs().preprocess_cell(new_code_cell("", outputs=outputs), {}, 0)
    assert cell.outputs == [
        new_output("stream", name="stderr", text="? text\ufffd"),
        new_output("error", ename="E", evalue="?", traceback=["\x1b[31mred\x1b[0m"]),
        new_output("display_data", {"image/png": pixel, "text/plain": "figure"}),
        new_output("display_data", {"text/plain": "0%"}),
    ]
