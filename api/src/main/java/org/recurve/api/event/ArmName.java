package org.recurve.api.event;

/**
 * Names an arm of a study: a variant on a task, written {@code variant/task}; or a variant alone, on whatever tasks there
 * are.
 *
 * @param task empty if none is named, or if the study has no tasks
 */
public record ArmName(String variant, String task) {
    private static final char SEPARATOR = '/';

    /** Reads {@code variant} or {@code variant/task}; any text names something, though perhaps nothing that exists. */
    public static ArmName parse(String text) {
        int end = text.indexOf(SEPARATOR);
        return end < 0 || end == text.length() - 1
                ? new ArmName(text, "")
                : new ArmName(text.substring(0, end), text.substring(end + 1));
    }

    /** Tells whether a variant on a task is meant; a name without a task means every task. */
    public boolean matches(String otherVariant, String otherTask) {
        return variant.equals(otherVariant) && (task.isEmpty() || task.equals(otherTask));
    }

    /** Returns the name as it is written. */
    @Override
    public String toString() {
        return task.isEmpty() ? variant : variant + SEPARATOR + task;
    }
}
