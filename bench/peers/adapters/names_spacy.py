"""spaCy (MIT) for names: its own Arabic pipeline has none, so one is trained here, on one thread.

    names_spacy.py vectors TEXT FOLDER
    names_spacy.py train TRAIN FOLDER SECONDS [VECTORS]
    names_spacy.py tag FOLDER < SENTENCES

`vectors` learns floret vectors, which spaCy recommends for languages whose words have many forms, from text of a sentence a line. `train` learns from
a corpus of a token and its label a line, with the settings that `spacy init config` gives (tok2vec and the transition-based recogniser);
VECTORS are added to what it sees of a word. The last tenth of TRAIN is for stopping: the best model on it is kept when it gets no better,
or when SECONDS of processor time are over. `tag` reads a sentence a line, tokens separated by spaces, and writes its labels as a JSON list: it is
given the corpus's own tokens.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path


def vectors(text: Path, folder: Path) -> None:
    """Learns vectors of 100 numbers, made of the letters of a word, three to five at a time."""
    import floret

    model = floret.train_unsupervised(
        str(text), model="skipgram", mode="floret", dim=100, minn=3, maxn=5, bucket=50000, hashCount=2, minCount=5, epoch=5, thread=1, verbose=0
    )
    folder.parent.mkdir(parents=True, exist_ok=True)
    table = folder.with_suffix(".floret")
    model.save_floret_vectors(str(table))
    spacy("init", "vectors", "ar", str(table), str(folder), "--mode", "floret")
    table.unlink()


def spacy(*arguments: str, seconds: int | None = None) -> None:
    """Runs a command of spaCy's; one with a limit of processor time may be ended by it."""

    def limit() -> None:
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))

    done = subprocess.run([sys.executable, "-m", "spacy", *arguments], stdout=sys.stderr, check=False, preexec_fn=limit)
    if done.returncode != 0 and not (seconds and done.returncode < 0):
        sys.exit(f"spacy {' '.join(arguments)} ended with {done.returncode}")


def read(path: Path) -> list[tuple[list[str], list[str]]]:
    """Sentences as tokens and labels."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        if rows:
            sentences.append(([row[0] for row in rows], [row[-1] for row in rows]))
    return sentences


def train(path: Path, folder: Path, seconds: int, known: Path | None) -> None:
    """Learns a pipeline; `folder/model-best` is the result."""
    from spacy.tokens import Doc, DocBin
    from spacy.util import get_lang_class

    vocab = get_lang_class("ar")().vocab
    folder.mkdir(parents=True, exist_ok=True)
    sentences = read(path)
    cut = len(sentences) * 9 // 10
    for name, part in (("train", sentences[:cut]), ("dev", sentences[cut:])):
        docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
        for tokens, labels in part:
            # The corpus begins some names with `I-`.
            started = [
                "B" + label[1:] if label[0] == "I" and (at == 0 or labels[at - 1][2:] != label[2:]) else label for at, label in enumerate(labels)
            ]
            docs.add(Doc(vocab, words=tokens, ents=started))
        docs.to_disk(folder / f"{name}.spacy")
    spacy("init", "config", str(folder / "config.cfg"), "--lang", "ar", "--pipeline", "ner", "--optimize", "efficiency", "--force")
    extra = ["--paths.vectors", str(known), "--components.tok2vec.model.embed.include_static_vectors", "true"] if known else []
    paths = ["--paths.train", str(folder / "train.spacy"), "--paths.dev", str(folder / "dev.spacy")]
    spacy("train", str(folder / "config.cfg"), "--output", str(folder), *paths, *extra, seconds=seconds)


def tag(folder: Path) -> None:
    """Writes the labels of each sentence."""
    import spacy as library
    from spacy.tokens import Doc

    nlp = library.load(folder / "model-best")
    lines = (line.split() for line in sys.stdin)
    for doc in nlp.pipe((Doc(nlp.vocab, words=tokens) for tokens in lines), batch_size=256):
        print(json.dumps([f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc]))


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "vectors":
        vectors(Path(arguments[0]), Path(arguments[1]))
    elif command == "train":
        train(Path(arguments[0]), Path(arguments[1]), int(arguments[2]), Path(arguments[3]) if len(arguments) > 3 else None)
    else:
        tag(Path(arguments[0]))
