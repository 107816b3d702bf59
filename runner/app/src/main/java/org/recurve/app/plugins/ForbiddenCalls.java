package org.recurve.app.plugins;

import java.lang.StackWalker.StackFrame;
import java.util.Properties;

/** Describes what a plugin's call meets that would end the process, or change it for everything else that runs in it. */
public final class ForbiddenCalls {
    private ForbiddenCalls() {}

    /**
     * Refuses a call. Called by the plugin itself, right before it would make it.
     *
     * @param what the method, as in {@code System.exit}
     */
    public static void refuse(String what) {
        String caller = StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst())
                .map(StackFrame::toStackTraceElement)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .orElse("nobody");
        throw new SecurityException(what + " was called by " + caller
                + "; a plugin must not end the process, nor change what all of it shares");
    }

    /** Returns a copy of the system's properties, which a plugin may read and write. Called in place of the real method. */
    public static Properties properties() {
        return (Properties) System.getProperties().clone();
    }
}
