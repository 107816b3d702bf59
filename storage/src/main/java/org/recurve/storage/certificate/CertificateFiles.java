package org.recurve.storage.certificate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.file.WholeFile;
import org.recurve.storage.record.ByteEncoder;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.record.RecordFrames;

/**
 * The certificates of a store: {@code certificates/DIGEST.certificate}, each one record with a checksum.
 *
 * @param store the folder of the store
 */
public record CertificateFiles(Path store) {
    private static final String FOLDER = "certificates";
    private static final String ENDING = ".certificate";
    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");
    private static final int RECORD = 1;
    private static final int MOST_BYTES = 1 << 20;

    /** Writes a certificate in place of an older one of the same jar, and returns its file. */
    public Path write(JarCertificate certificate) {
        var digest = DIGEST.matcher(certificate.jar());
        if (!digest.matches()) {
            throw new IllegalArgumentException("no digest of a jar: " + certificate.jar());
        }
        Path file = store.resolve(FOLDER).resolve(digest.group(1) + ENDING);
        ByteEncoder out = new ByteEncoder();
        RecordFrames.append(RECORD, new RecordCodec().encode(JarCertificate.class, certificate), out);
        byte[] bytes = out.toArray();
        try {
            WholeFile.write(file, target -> target.write(bytes));
        } catch (IOException e) {
            throw new StoreException(file + ": cannot be written: " + DiskFailure.reason(e), e);
        }
        return file;
    }

    /** Returns all certificates that can be read, in the order of their files; a damaged one certifies nothing. */
    public List<JarCertificate> all() {
        List<JarCertificate> certificates = new ArrayList<>();
        for (Path file : files()) {
            read(file).ifPresent(certificates::add);
        }
        return certificates;
    }

    private List<Path> files() {
        Path folder = store.resolve(FOLDER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // not readable, so nothing is certified
        }
    }

    private static Optional<JarCertificate> read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            int length = RecordFrames.at(bytes, 0);
            if (length < 0) {
                return Optional.empty();
            }
            byte[] payload = new byte[length];
            bytes.get(RecordFrames.OVERHEAD - Integer.BYTES, payload);
            return Optional.of(new RecordCodec().decode(JarCertificate.class, payload));
        } catch (IOException | RuntimeException e) { // whatever a forged record makes of the reader
            return Optional.empty();
        }
    }
}
