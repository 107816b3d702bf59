package org.recurve.app.run;

import java.util.Map;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.engine.identity.RunPlatform;

/** What all runs of this version have in common. */
public final class FrameworkVersion {
    public static final String VERSION = "0.1.0";

    /** Raised with every change of the arithmetic contract that changes any bit. */
    private static final int ARITHMETIC = 2;

    private FrameworkVersion() {}

    /** The platform of runs on this machine, with these plugins. */
    static RunPlatform on(Map<String, String> machine, PluginRegistry registry) {
        return new RunPlatform(VERSION, ARITHMETIC, machine, registry::identity);
    }
}
