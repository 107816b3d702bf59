package org.recurve.app.command;

/** A study that trains in a moment. */
public final class SmallStudy {
    /** Its file. */
    public static final String FILE = """
        study: sums
        data: {adding: {steps: 6, train: 32, validation: 16, test: 16}}
        model: [{recurrent: {cell: {elman: 4}}}, {dense: 1}]
        loss: squared-error
        train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 16}
        measure: [test.mean-squared-error]
        """;

    private SmallStudy() {}
}
