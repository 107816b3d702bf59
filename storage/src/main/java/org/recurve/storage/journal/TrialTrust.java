package org.recurve.storage.journal;

import java.util.Locale;

/** Says where a trial's numbers come from, the most trusted first. */
public enum TrialTrust {
    /** This store's own runs made them, or its user imported them as such. */
    OWN,
    /** They were imported, and then reproduced here, bit for bit. */
    VERIFIED,
    /** They were imported, and nobody here has reproduced them. */
    IMPORTED;

    /** {@code imported}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether what is trusted so may be used where at least {@code least} is asked for. */
    public boolean isAtLeast(TrialTrust least) {
        return compareTo(least) <= 0;
    }
}
