#!/usr/bin/env python3
"""Whether every line of a JSONL file is valid by a JSON Schema; needs the package `jsonschema`, and says so where it is missing.

    bench/valid.py docs/schema/coded-article.schema.json coded.jsonl [EVERY]

Every 10th line is checked unless told otherwise: Python's validator is slow.
"""

import json
import sys


def main() -> int:
    """Prints the result in one line; 1 when a line is not valid."""
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        print("not measured: pip install jsonschema")
        return 0
    with open(sys.argv[1], encoding="utf-8") as file:
        validator = Draft202012Validator(json.load(file))
    every = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    count, wrong = 0, []
    with open(sys.argv[2], encoding="utf-8") as file:
        for n, line in enumerate(file):
            if n % every == 0:
                count += 1
                wrong.extend(f"line {n + 1}: {error.json_path}: {error.message[:80]}" for error in validator.iter_errors(json.loads(line)))
    print(f"yes ({count} articles, every {every}th)" if not wrong else f"NO: {len(wrong)} errors, such as {wrong[0]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
