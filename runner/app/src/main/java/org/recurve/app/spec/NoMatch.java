package org.recurve.app.spec;

/** A path that leads nowhere, or a change that cannot be made where it leads; the message says why, {@code help} what is there. */
final class NoMatch extends Exception {
    private static final long serialVersionUID = 1;

    private final String help;

    NoMatch(String message, String help) {
        super(message);
        this.help = help;
    }

    String help() {
        return help;
    }
}
