package org.recurve.api.model;

/** What the outputs are that a loss is computed of, for those who ask a trained model. */
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
