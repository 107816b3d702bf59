package org.recurve.storage.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.recurve.storage.index.JournalScan.FileStamp;
import org.recurve.storage.label.LabelJournal;

/**
 * Keeps the runs of studies that were renamed under their new names: the tables of runs and plans have these, the events in
 * journals the old ones. Only ever used by the thread that writes the index.
 */
final class RenamedRuns {
    private final LabelJournal labels;
    private FileStamp seen = FileStamp.NEVER;

    RenamedRuns(Path store) {
        this.labels = LabelJournal.of(store);
    }

    /** Has the names looked at again, since the index is another than before. */
    void forget() {
        seen = FileStamp.NEVER;
    }

    /** Follows the file of labels, if it changed; returns whether the index did. */
    boolean follow(Handle handle) {
        FileStamp now = stamp();
        if (now.equals(seen)) {
            return false;
        }
        Map<String, String> names = labels.read().names();
        Map<String, String> before = new HashMap<>();
        handle.select("select folder, study from renamed")
                .map((row, context) -> before.put(row.getString(1), row.getString(2)))
                .list();
        if (!names.equals(before)) {
            handle.useTransaction(transaction -> {
                transaction.execute("delete from renamed");
                names.forEach((folder, study) -> rename(transaction, folder, study));
            });
        }
        seen = now;
        return !names.equals(before);
    }

    private static void rename(Handle handle, String folder, String study) {
        handle.execute("insert into renamed values (?, ?)", folder, study);
        handle.execute("update run set study = ? where folder = ? and study <> ?", study, folder, study);
        handle.execute(
                "update plan set study = ? where study <> ? and journal in (select journal from run where folder = ?)",
                study,
                study,
                folder);
    }

    /** Returns the name that a run's journal goes by, which says another one itself. */
    static String name(Handle handle, int journal, String own) {
        return handle.select(
                        "select r.study from renamed r join journal j on j.folder = r.folder where j.id = ?", journal)
                .mapTo(String.class)
                .findOne()
                .orElse(own);
    }

    private FileStamp stamp() {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(labels.file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new FileStamp(
                    attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        } catch (IOException none) {
            return new FileStamp(0, 0);
        }
    }
}
