package org.recurve.storage.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.DiskFailure;

/** The folders beside a trial's own in which further runs of the trial are kept, each named by what its journal holds. */
public final class FurtherRuns {
    private static final int DIGITS = 8;
    private static final int BUFFER = 1 << 16;

    private FurtherRuns() {}

    /** Returns the first digits of the SHA-256 of the first {@code bytes} of a journal. */
    public static String digits(Path journal, long bytes) {
        try (InputStream in = Files.newInputStream(journal)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            long left = bytes;
            for (int read = 0; left > 0 && read >= 0; left -= read) {
                read = in.read(buffer, 0, (int) Math.min(left, BUFFER));
                digest.update(buffer, 0, Math.max(0, read));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw DiskFailure.of("read", journal, e);
        }
    }

    /** Returns the folder beside {@code place} for a run whose journal begins with these bytes. */
    public static Path of(Path place, Path journal, long bytes) {
        return place.resolveSibling(place.getFileName() + "-" + digits(journal, bytes));
    }

    /** Keeps another run of a trial, which this process made, beside the trial's own folder. */
    public static void add(Path folder, List<Event> events, AppendChannel.ChannelOpener disk) {
        Path written = folder.resolve("again.next");
        try (JournalWriter journal = JournalWriter.open(written, 0, disk)) {
            events.forEach(journal::append);
            journal.sync();
        }
        move(written, StoreLayout.journal(of(folder, written, new JournalReader(written).whole())));
    }

    /** Moves an imported run out of the trial's own folder, which this store is about to run the trial in. */
    public static void makeRoom(Path folder) {
        Path journal = StoreLayout.journal(folder);
        TrialTrust trust = FolderMarks.trust(folder);
        if (trust != TrialTrust.OWN && Files.exists(journal)) {
            Path aside = of(folder, journal, new JournalReader(journal).whole());
            FolderMarks.trust(aside, trust); // first: it is never without
            move(StoreLayout.checkpoints(folder), StoreLayout.checkpoints(aside));
            move(StoreLayout.weights(folder), StoreLayout.weights(aside));
            StoreLayout.starts(folder).forEach(start -> move(start, aside.resolve(start.getFileName())));
            move(journal, StoreLayout.journal(aside));
        }
        FolderMarks.trust(folder, TrialTrust.OWN);
    }

    private static void move(Path from, Path to) {
        try {
            if (Files.exists(from) && !(Files.isDirectory(from) && Files.exists(to))) {
                Files.createDirectories(to.resolveSibling(""));
                Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw DiskFailure.of("move", from, e);
        }
    }
}
