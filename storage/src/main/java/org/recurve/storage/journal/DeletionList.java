package org.recurve.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.DurableFiles;

/**
 * Describes what is being deleted from a store: {@code deleted/NAME/list}, written at once before the first of it is moved away. From then
 * on nothing of it is in the store any more, whatever is killed; without the list, all of it still is.
 *
 * @param folder {@code deleted/NAME}, where what is deleted is moved
 * @param entries files and folders, relative to the store and with slashes
 */
public record DeletionList(Path folder, List<String> entries) {
    private static final String DELETED = "deleted";
    private static final String NAME = "list";

    /** Two names: what lists say is a name in one of these folders, and leads nowhere else. */
    private static final Pattern ENTRY =
            Pattern.compile("(trials|studies|reports|listeners|jars)/(?!\\.\\.?$)[^/\\\\\\p{Cc}]+");

    public DeletionList {
        entries = List.copyOf(entries);
        entries.stream()
                .filter(entry -> !ENTRY.matcher(entry).matches())
                .findFirst()
                .ifPresent(entry -> {
                    throw new IllegalArgumentException("\"" + entry + "\" is nothing that is deleted from a store");
                });
    }

    /** Returns a list with these entries and a folder of its own, not yet written. */
    public static DeletionList of(Path store, List<String> entries) {
        return new DeletionList(parent(store).resolve(UUID.randomUUID().toString()), entries);
    }

    /** Returns the folder that holds what is deleted from a store; it need not exist. */
    public static Path parent(Path store) {
        return store.resolve(DELETED);
    }

    /** Returns the lists of deletions that have not come to their end. */
    public static List<DeletionList> pending(Path store) {
        Path parent = parent(store);
        if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(folder -> Files.isRegularFile(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS))
                    .map(DeletionList::read)
                    .toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (IOException e) {
            throw DiskFailure.of("list", parent, e);
        }
    }

    /** Returns what is being deleted from a store, relative to it and with slashes. */
    public static Set<String> pendingEntries(Path store) {
        Set<String> entries = new HashSet<>();
        pending(store).forEach(list -> entries.addAll(list.entries()));
        return entries;
    }

    /** Returns whether a line is an entry; any other was written by somebody else. */
    private static DeletionList read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            return new DeletionList(
                    folder,
                    Files.readString(file, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> ENTRY.matcher(line).matches())
                            .toList());
        } catch (NoSuchFileException finished) {
            return new DeletionList(folder, List.of());
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        }
    }

    /** Begins the deletion, or goes on with fewer entries; when this returns, it survives a loss of power. */
    public void write() {
        DurableFiles.write(
                folder.resolve(NAME),
                AppendChannel.ChannelOpener.FILES,
                ByteBuffer.wrap(String.join("\n", entries).getBytes(StandardCharsets.UTF_8)));
    }

    /** Ends the deletion: all entries were moved away, and what is left are files that nobody needs. */
    public void end() {
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (IOException e) {
            throw DiskFailure.of("delete", folder.resolve(NAME), e);
        }
    }
}
