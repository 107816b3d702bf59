package org.recurve.app.change;

/** A path that leads nowhere, or a change that cannot be made where it leads; the message says why, {@code help} what is there. */
final class UnmatchedPath extends Exception {
    private static final long serialVersionUID = 1;

    private final String help;

    UnmatchedPath(String message, String help) {
        super(message);
        this.help = help;
    }

    String help() {
        return help;
    }
}
