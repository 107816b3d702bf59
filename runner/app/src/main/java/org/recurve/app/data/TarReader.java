package org.recurve.app.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Reads the plain files of a tar archive, one after another, and no header that is too long to be honest. */
final class TarReader {
    private static final long LONGEST_HEADER = 1 << 20;

    private final Limited bytes;
    private final TarArchiveInputStream entries;

    TarReader(InputStream in) {
        this.bytes = new Limited(in);
        this.entries = new TarArchiveInputStream(bytes, StandardCharsets.UTF_8.name());
    }

    /**
     * A plain file; everything else (folders, links, devices) is passed over.
     *
     * @param name its path in the archive
     * @param bytes its size
     */
    record TarEntry(String name, long bytes) {}

    /** Returns the next plain file; what is left of the current one is skipped. */
    Optional<TarEntry> next() throws IOException {
        while (true) {
            if (entries.getCurrentEntry() != null) {
                entries.transferTo(OutputStream.nullOutputStream());
            }
            // The library holds a name or a header in memory, however long the archive says that it is.
            bytes.limit(LONGEST_HEADER);
            TarArchiveEntry entry = entries.getNextEntry();
            bytes.limit(Long.MAX_VALUE);
            if (entry == null) {
                return Optional.empty();
            }
            if (entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM) {
                return Optional.of(new TarEntry(entry.getName(), entry.getSize()));
            }
        }
    }

    /** Returns the current file's content. */
    InputStream content() {
        return new FilterInputStream(entries) {
            @Override
            public void close() {
                // The archive goes on behind it.
            }
        };
    }

    /** Gives at most so many bytes until it is given another limit. */
    private static final class Limited extends FilterInputStream {
        private long left = Long.MAX_VALUE;

        Limited(InputStream in) {
            super(in);
        }

        void limit(long bytes) {
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            taken(read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = in.skip(bytes);
            taken(skipped);
            return skipped;
        }

        private void taken(long bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("the archive has a header of more than " + LONGEST_HEADER + " bytes");
            }
        }
    }
}
