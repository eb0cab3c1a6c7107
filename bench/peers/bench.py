"""What is there to run: the peers, installed and trained once, and the material.

In: the program, the folder with the material, and a folder to keep things in. Out: [`Bench`], which knows the command of each program and learns
models where none is kept. What cannot be had is said, and left out by whoever asks.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import measure
import names
import words

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# The day that the lock file of the weights learnt here tells; nothing depends on it.
DAY = "2026-11-26"
# Parts of the treebank and of the corpus with names; a model is learnt from all but one.
N_PARTS = 5
# Processor time that spaCy gets for a model.
SPACY_SECONDS = 1200


def say(line: str) -> None:
    """Tells how far it is, beside the tables."""
    print(line, file=sys.stderr, flush=True)


class Bench:
    """Where things lie, and what can be run."""

    def __init__(self, program: Path, shared: Path, cache: Path, n_parts: int, kept: bool) -> None:
        self.program, self.shared, self.cache, self.n_parts = str(program.resolve()), shared, cache, n_parts
        self.kept = kept
        self.python = str(cache / "venv/bin/python")
        self.missing: list[str] = []
        cache.mkdir(parents=True, exist_ok=True)

    def install(self) -> None:
        """The peers, each by itself, so that one which cannot be installed costs no other."""
        if not Path(self.python).exists():
            base = os.environ.get("MARSAD_PEERS_PYTHON") or shutil.which("python3.13") or sys.executable
            say(f"installing the peers with {base}")
            subprocess.run([base, "-m", "venv", str(self.cache / "venv")], check=True)
        wanted = [line for line in (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        for requirement in wanted:
            name = requirement.split("==")[0]
            have = subprocess.run([self.python, "-m", "pip", "show", name], capture_output=True, check=False).returncode == 0
            command = [self.python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", requirement]
            if not have and subprocess.run(command, capture_output=True, check=False).returncode != 0:
                self.missing.append(name)
                say(f"{requirement} cannot be installed here: it is left out")

    def adapter(self, name: str, *arguments: str) -> list[str]:
        """The command of a peer."""
        return [self.python, str(HERE / f"adapters/{name}.py"), *arguments]

    def learn(self, what: str, result: Path, command: list[str]) -> float | None:
        """Processor seconds that a model took to be learnt, now or when it was; `None` where it cannot be."""
        record = result.with_suffix(".seconds")
        if not record.exists():
            if self.kept:
                say(f"{what} is not kept: it is left out")
                return None
            say(f"learning {what}")
            before = os.times()
            done = subprocess.run(["nice", "-n", "19", *command], env={**os.environ, **measure.THREADS}, stdout=sys.stderr, check=False)
            after = os.times()
            if done.returncode != 0 or not result.exists():
                say(f"{what} could not be learnt: it is left out")
                return None
            seconds = after.children_user + after.children_system - before.children_user - before.children_system
            record.write_text(f"{seconds:.0f}\n", encoding="utf-8")
        return float(record.read_text(encoding="utf-8"))

    def material(self, *path: str) -> Path | None:
        """A file of the folder with the material, or `None`, said aloud."""
        found = self.shared.joinpath(*path)
        if found.exists():
            return found
        say(f"{found} is not here: what needs it is left out")
        return None

    def others(self, name: str, parts: list[list[str]], part: int) -> Path:
        """A file with the sentences of all parts but one, to learn from."""
        path = self.cache / name
        blocks = [block for n, of in enumerate(parts) if n != part for block in of]
        path.write_text("\n\n".join(blocks) + "\n\n", encoding="utf-8")
        return path

    def marsad(self, treebank: Path, corpus: Path, part: int) -> tuple[Path, float | None]:
        """A pack whose models have not seen a part of the treebank and of the corpus with names, and how long they took."""
        folder = self.cache / f"marsad{part}"
        pack = self.cache / f"marsad{part}.pack"
        read = [self.program, "analyze", "-", "--pack", str(pack)]
        if subprocess.run(read, input=b"", capture_output=True, check=False).returncode == 2:
            # Not there, or of another version of the program.
            pack.with_suffix(".seconds").unlink(missing_ok=True)
            for name in ("lang", "knowledge", "ontology"):
                shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("weights", "weights.lock"))
        rest = self.others(f"treebank{part}.conllu", words.parts(treebank, N_PARTS), part)
        marked = self.others(f"names{part}.txt", names.parts(corpus, N_PARTS), part)
        learn = [self.program, "data", "train", "--treebank", f"ud-arabic-pud={rest}", "--names", f"anercorp={marked}", "--folds", "2", "--on", DAY]
        # It learns from two halves first, to score them: about half of the time is for the models that are kept.
        script = '"$@" && "$1" data build -o "$PACK" "$FOLDER"'
        command = ["env", f"PACK={pack}", f"FOLDER={folder}", "sh", "-c", script, "sh", *learn, str(folder)]
        return pack, self.learn(f"Marsad's models without part {part}", pack, command)

    def vectors(self) -> Path | None:
        """Vectors of the words of SaudiNewsNet, for spaCy."""
        folder = self.cache / "vectors"
        if folder.exists():
            return folder
        if (zips := self.material("corpus/saudinewsnet")) is None or "floret" in self.missing:
            return None
        text = self.cache / "newspapers.txt"
        listed = subprocess.run([sys.executable, str(ROOT / "bench/saudinewsnet.py"), str(zips)], capture_output=True, text=True, check=True).stdout
        with open(text, "w", encoding="utf-8") as file:
            file.writelines(" ".join(tokens) + "\n" for line in listed.split("\n") if line for tokens in names.rough(json.loads(line)["body"]))
        took = self.learn("vectors", folder, self.adapter("names_spacy", "vectors", str(text), str(folder)))
        text.unlink()
        return None if took is None else folder
