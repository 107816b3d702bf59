package org.recurve.api.model;

/** Tells those who ask a trained model what the outputs are that its loss is computed of. */
public enum OutputMeaning {
    /** The quantities themselves that targets hold. */
    NUMBERS,
    /** A number for each class, the largest for the likeliest; no probabilities. */
    SCORES,
    /** A number for each class, whose softmax are the probabilities. */
    LOGITS,
    /** A number for each label, whose logistic function is the label's probability. */
    LABEL_LOGITS
}
