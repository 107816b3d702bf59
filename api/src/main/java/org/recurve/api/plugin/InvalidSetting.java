package org.recurve.api.plugin;

/**
 * Thrown by a plugin when its settings, or the shapes it was given, make no sense together. The message is for the
 * user: what is wrong, why, and what would be right. The framework adds file, line, path and part.
 */
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 2;

    private final String part;
    private final String about;
    private final String what;

    /** Returns an objection to the settings of the plugin that throws it. */
    public InvalidSetting(String message) {
        this("", "", message);
    }

    /**
     * Returns an objection to a part of the model or a section of the file; the framework's own.
     *
     * @param part its path, as in {@code conv1} or {@code train.groups}; empty if unknown
     * @param about what more is to be said of it, as in {@code conv, input of shape 4}; or empty
     * @param what is wrong with it
     */
    public InvalidSetting(String part, String about, String what) {
        super((part.isEmpty() ? "" : where(part, about) + ": ") + what);
        this.part = part;
        this.about = about;
        this.what = what;
    }

    private static String where(String part, String about) {
        return about.isEmpty() ? part : part + " (" + about + ")";
    }

    /** Returns the path of the part or section that it objects to; empty if unknown. */
    public String part() {
        return part;
    }

    /** Returns the part, with what more is known of it. */
    public String where() {
        return where(part, about);
    }

    /** Returns what is wrong, without where. */
    public String what() {
        return what;
    }

    /** Returns the same objection to the same part, with more to say. */
    public InvalidSetting adding(String more) {
        return new InvalidSetting(part, about, what + more);
    }
}
