"""What is not ours, in processes that can be killed: operators' recognizers, spaCy and transformers engines."""
