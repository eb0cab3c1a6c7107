#!/usr/bin/env python3
"""Executes a notebook from its first cell to its last, in its own folder; fails where a cell does.

    notebook.py FILE [--update]

With --update the outputs are written into the file.
"""

import sys
from pathlib import Path

import nbclient
import nbformat


def main() -> None:
    path, *options = sys.argv[1:]
    notebook = nbformat.read(path, as_version=4)
    folder = {"metadata": {"path": str(Path(path).resolve().parent)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=folder).execute()
    if "--update" in options:
        for cell in notebook.cells:
            cell.metadata.clear()
        notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(notebook, path)


main()
