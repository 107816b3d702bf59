package org.recurve.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.DurableFiles;

/**
 * Describes what this store notes about a folder with a journal: whether the journal was imported, and as which of this store's runs
 * it came. It stands beside the journal, which may be a stranger's, and is written before the journal takes its place.
 */
public final class FolderMarks {
    private static final String IMPORTED = "imported";
    private static final String SEQUENCE = "sequence";
    private static final int LONGEST = 64;

    private FolderMarks() {}

    /** Returns where the journal in this folder comes from. A mark that cannot be understood leaves it imported. */
    public static TrialTrust trust(Path folder) {
        Path mark = folder.resolve(IMPORTED);
        if (!Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
            return TrialTrust.OWN;
        }
        return read(mark).equals(TrialTrust.VERIFIED.word()) ? TrialTrust.VERIFIED : TrialTrust.IMPORTED;
    }

    /** Notes where the journal in this folder comes from. */
    public static void trust(Path folder, TrialTrust trust) {
        Path mark = folder.resolve(IMPORTED);
        switch (trust) {
            case OWN -> delete(mark);
            case VERIFIED, IMPORTED -> write(mark, trust.word());
        }
    }

    /** Returns the place of a run in the order of this store; 0 of one that was recorded before there was an order. */
    public static long sequence(Path folder) {
        Path mark = folder.resolve(SEQUENCE);
        try {
            return Files.exists(mark) ? Math.max(0, Long.parseLong(read(mark))) : 0;
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    /** Notes the place of a run in the order of this store. */
    public static void sequence(Path folder, long number) {
        write(folder.resolve(SEQUENCE), Long.toString(number));
    }

    private static String read(Path mark) {
        try (var in = Files.newInputStream(mark, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException e) {
            throw DiskFailure.of("read", mark, e);
        }
    }

    private static void write(Path mark, String text) {
        DurableFiles.write(
                mark,
                AppendChannel.ChannelOpener.FILES,
                ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private static void delete(Path mark) {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            throw DiskFailure.of("delete", mark, e);
        }
    }
}
