package org.recurve.reports.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Describes what a server is entered with: a token of 128 random bits in the printed address, and a cookie with 128 others that it is exchanged for. */
final class AccessToken {
    private static final int BYTES = 16;

    private final String token = random();
    private final String session = random();
    private final String cookie;

    /** Makes those of a server on this port; cookies do not tell ports apart, so the name does. */
    AccessToken(int port) {
        this.cookie = "recurve-" + port;
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String token() {
        return token;
    }

    /** Returns whether this is the token, in a time that does not tell how much of it is right. */
    boolean isToken(String given) {
        return same(given, token);
    }

    /** Returns the header that gives the browser its cookie. */
    String setCookie() {
        return cookie + "=" + session + "; HttpOnly; SameSite=Strict; Path=/";
    }

    /** Returns whether some of these {@code Cookie} headers has the cookie. */
    boolean isIn(List<String> headers) {
        boolean found = false;
        for (String header : headers) {
            for (String pair : header.split(";", -1)) {
                int sign = pair.indexOf('=');
                if (sign > 0 && pair.substring(0, sign).strip().equals(cookie)) {
                    found |= same(pair.substring(sign + 1).strip(), session);
                }
            }
        }
        return found;
    }

    private static boolean same(String given, String right) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
