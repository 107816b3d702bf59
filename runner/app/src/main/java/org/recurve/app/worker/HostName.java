package org.recurve.app.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, as it calls itself. */
public final class HostName {
    private HostName() {}

    public static String here() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
