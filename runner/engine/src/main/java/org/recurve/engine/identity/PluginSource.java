package org.recurve.engine.identity;

import org.recurve.api.event.PluginCode;

/** Says where a plugin's code is from, and so what decides its numbers. */
public sealed interface PluginSource {
    /** Returns what stands for the plugin in a trial's identity. */
    String identity();

    /** Returns what stood for it before identities followed the code that plugins reach. */
    String earlierIdentity();

    /**
     * Delivered with the framework.
     *
     * @param identity {@code id@version}
     */
    record BuiltIn(String identity) implements PluginSource {
        @Override
        public String earlierIdentity() {
            return identity;
        }
    }

    /** A stranger's jar. */
    record Jar(PluginCode code) implements PluginSource {
        @Override
        public String identity() {
            return code.identity();
        }

        @Override
        public String earlierIdentity() {
            return code.jar();
        }
    }
}
