package org.recurve.app.location;

import java.util.Locale;

/** Says why a command uses the store that it uses; the first that applies. */
public enum StoreReason {
    OPTION("--store names it"),
    VARIABLE(StoreSearch.VARIABLE + " names it"),
    HERE("it is in the working folder"),
    PARENT("it is in the nearest parent folder that has one"),
    NEW("neither the working folder nor a parent folder has one");

    private final String text;

    StoreReason(String text) {
        this.text = text;
    }

    /** {@code RECURVE_STORE names it}. */
    public String text() {
        return text;
    }

    /** {@code variable}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
