"""UDPipe 1 (Straka and Straková, 2017; MPL-2.0) through `ufal.udpipe`: tokenizer, tagger and parser, learnt here.

    words_udpipe.py train TREEBANK MODEL
    words_udpipe.py raw MODEL < SENTENCES
    words_udpipe.py given MODEL < CONLLU

`raw` reads a sentence a line and writes CoNLL-U with the place of each word (`TokenRange`); `given` keeps the words and finds the rest. The settings are
those that its manual gives for Universal Dependencies: two taggers, one for lemmas and one for tags; a projective parser of 30 passes. Lemmas
are learnt without vowels, as they are compared. Its models of UD have vectors of words too; none are given here.
"""

import re
import sys
from pathlib import Path

import ufal.udpipe as udpipe

TOKENIZER = "dimension=24;epochs=100;initialization_range=0.5;batch_size=100;learning_rate=0.005;dropout=0.1"
TAGGER = (
    "models=2;templates_1=lemmatizer;guesser_suffix_rules_1=8;guesser_enrich_dictionary_1=4;guesser_prefixes_max_1=4;use_lemma_1=1;provide_lemma_1=1;"
    "use_xpostag_1=0;provide_xpostag_1=0;use_feats_1=0;provide_feats_1=0;prune_features_1=0;templates_2=tagger;guesser_suffix_rules_2=8;"
    "guesser_enrich_dictionary_2=6;guesser_prefixes_max_2=4;use_lemma_2=0;provide_lemma_2=0;use_xpostag_2=1;provide_xpostag_2=1;use_feats_2=1;"
    "provide_feats_2=1;prune_features_2=0"
)
PARSER = (
    "iterations=30;embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;embedding_lemma=0;embedding_deprel=20;"
    "learning_rate=0.01;learning_rate_final=0.001;l2=0.5;hidden_layer=200;batch_size=10;transition_system=projective;transition_oracle=dynamic;"
    "structured_interval=10"
)
VOWELS = re.compile("[\u064b-\u0652\u0670\u0640`]")


def plain(lemma: str) -> str:
    """A lemma without vowels; one that is nothing but marks stays."""
    return VOWELS.sub("", lemma).replace("\u0671", "\u0627") or lemma


def train(treebank: Path, model: Path) -> None:
    """Learns all three from a treebank."""
    reader = udpipe.InputFormat.newConlluInputFormat()
    reader.setText(treebank.read_text(encoding="utf-8"))
    error, sentences = udpipe.ProcessingError(), udpipe.Sentences()
    while True:
        sentence = udpipe.Sentence()
        if not reader.nextSentence(sentence, error):
            break
        for word in list(sentence.words)[1:]:
            word.lemma = plain(word.lemma)
        sentences.push_back(sentence)
    learnt = b"" if error.occurred() else udpipe.Trainer.train("morphodita_parsito", sentences, udpipe.Sentences(), TOKENIZER, TAGGER, PARSER, error)
    if error.occurred():
        sys.exit(error.message)
    model.write_bytes(learnt)


def analyze(shape: str, path: str) -> None:
    """Analyses standard input."""
    model = udpipe.Model.load(path)
    if model is None:
        sys.exit(f"{path} is no model")
    source = "tokenizer=presegmented;ranges" if shape == "raw" else "conllu"
    pipeline = udpipe.Pipeline(model, source, udpipe.Pipeline.DEFAULT, udpipe.Pipeline.DEFAULT, "conllu")
    error = udpipe.ProcessingError()
    written = pipeline.process(sys.stdin.read(), error)
    if error.occurred():
        sys.exit(error.message)
    sys.stdout.write(written)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "train":
        train(Path(arguments[0]), Path(arguments[1]))
    else:
        analyze(command, arguments[0])
