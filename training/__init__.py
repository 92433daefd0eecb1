"""How the embedded name model is made: corpus, network, training, export. Not part of the package; see README.md here."""
