package org.recurve.engine.replay;

/**
 * Says where a trial that ran again first left its course.
 *
 * @param where the step, the epoch, or the end
 * @param quantity its name, as in the report
 * @param before all digits of what it was
 * @param now all digits of what it is
 */
public record ReplayDifference(String where, String quantity, String before, String now) {
    @Override
    public String toString() {
        return "at " + where + ": " + quantity + " was " + before + ", is " + now;
    }
}
