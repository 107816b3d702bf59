package org.recurve.api.search;

/**
 * A setting that is searched, seen as an interval [0, 1): the framework maps it to values.
 *
 * @param path of the setting
 * @param choices into how many equal parts the interval falls, each one value; 0 for a continuum
 */
public record Axis(String path, int choices) {
    /** Returns which of the choices a coordinate in [0, 1) means. */
    public int choice(double coordinate) {
        return Math.min(choices - 1, (int) (coordinate * choices));
    }

    /** Returns the middle of a choice. */
    public double coordinate(int choice) {
        return (choice + 0.5) / choices;
    }
}
