package org.recurve.app.predict;

/**
 * Says where an example that a model is asked about comes from, and is printed as {@code seven.png} or {@code new.csv:2}.
 *
 * @param file a path as it was given, or {@code -}
 * @param number its place in the file, from 1; 0 of the only one
 */
record AskedSource(String file, int number) {
    /** Returns the source of one of so many examples of a file. */
    static AskedSource of(String file, int number, int examples) {
        return new AskedSource(file, examples == 1 ? 0 : number);
    }

    @Override
    public String toString() {
        return number == 0 ? file : file + ":" + number;
    }
}
