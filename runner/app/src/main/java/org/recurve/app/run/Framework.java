package org.recurve.app.run;

import java.util.Map;
import org.recurve.app.plugins.Registry;
import org.recurve.engine.identity.Platform;

/** What all runs of this version have in common. */
public final class Framework {
    public static final String VERSION = "0.1.0";

    /** Raised with every change of the arithmetic contract that changes any bit. */
    private static final int ARITHMETIC = 2;

    private Framework() {}

    /** The platform of runs on this machine, with these plugins. */
    static Platform on(Map<String, String> machine, Registry registry) {
        return new Platform(VERSION, ARITHMETIC, machine, registry::identity);
    }
}
