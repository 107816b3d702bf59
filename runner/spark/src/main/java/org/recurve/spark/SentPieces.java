package org.recurve.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.spark.api.plugin.PluginContext;
import org.recurve.spark.TrialPiece.Reply;

/** Sends in pieces what a process says of a trial, and keeps what is not taken yet. Safe for two threads. */
final class SentPieces {
    private static final int MOST = 1 << 26;
    private static final long PAUSE_MILLIS = 500;

    private final PluginContext driver;
    private final String trial;
    private final long attempt;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean taken;

    SentPieces(PluginContext driver, String trial, long attempt) {
        this.driver = driver;
        this.trial = trial;
        this.attempt = attempt;
    }

    /** Adds bytes; waits while too many are not taken. */
    synchronized void add(byte[] bytes) throws IOException {
        while (kept.size() > MOST) {
            pause();
        }
        kept.writeBytes(bytes);
    }

    /** Offers what there is; returns whether the trial is to stop. */
    synchronized boolean send() throws IOException {
        return offer(false, "") == Reply.STOP;
    }

    /** Has all of it taken. */
    synchronized void end() throws IOException {
        while (offer(!taken, "") == Reply.HOLD) {
            pause();
        }
    }

    /** Says why nothing more comes, if anybody wants to know. */
    synchronized void fail(String why) {
        try {
            offer(false, why);
        } catch (IOException gone) {
            return;
        }
    }

    private Reply offer(boolean whole, String failure) throws IOException {
        Reply reply;
        try {
            reply = (Reply) driver.ask(new TrialPiece(trial, attempt, kept.toByteArray(), whole, failure));
        } catch (Exception e) { // whatever the cluster makes of it
            throw new IOException("what it said could not be sent: " + e.getMessage(), e);
        }
        switch (reply) {
            case GO_ON, STOP -> {
                kept.reset();
                taken = true;
                notifyAll();
            }
            case HOLD -> {}
            case GONE -> throw new IOException("nobody wants it any more");
        }
        return reply;
    }

    private void pause() throws IOException {
        try {
            wait(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("cancelled", e);
        }
    }
}
