package org.recurve.reports.serve;

/**
 * Bounds what one can make the JDK's server wait for and keep: who sends his request byte by byte, or holds connections without
 * asking anything, is let go. The JDK reads these once, before its first server of the process.
 */
final class ConnectionLimits {
    private ConnectionLimits() {}

    /** Sets them, where the user did not. */
    static void set() {
        set("sun.net.httpserver.maxReqTime", "10"); // seconds
        set("sun.net.httpserver.maxIdleConnections", "32");
        set("sun.net.httpserver.idleInterval", "20"); // seconds
        set("sun.net.httpserver.maxReqHeaders", "64");
        set("sun.net.httpserver.maxReqHeaderSize", "16384");
        set("jdk.httpserver.maxConnections", "128");
    }

    private static void set(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
