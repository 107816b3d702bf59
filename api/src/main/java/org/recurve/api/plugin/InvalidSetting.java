package org.recurve.api.plugin;

/**
 * Thrown by a plugin when its settings, or the shapes it was given, make no sense together. The message is for the
 * user: what is wrong, why, and what would be right. The framework adds file, line, path and part.
 */
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InvalidSetting(String message) {
        super(message);
    }
}
