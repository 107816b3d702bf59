package org.recurve.storage.weights;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.DurableFiles;
import org.recurve.storage.record.RecordCodec;

/**
 * The file {@code weights} beside a trial's journal: {@code RECURVEW}, the length of the list, the list, the numbers of small
 * tensors one after another in its order, and a CRC-32C over all of that. Tensors that are not small lie elsewhere.
 *
 * @param small the numbers of small tensors by SHA-256
 */
record WeightFile(WeightList list, Map<String, byte[]> small) {
    /** A file takes a block of the disk, however small: below that, sharing saves nothing. */
    private static final int SMALL = 4096;

    private static final byte[] MAGIC = "RECURVEW".getBytes(StandardCharsets.US_ASCII);

    /** A longer file is no list of tensors that a model could have. */
    private static final long LONGEST = 1 << 28;

    static boolean isSmall(KeptTensor tensor) {
        return tensor.bytes() <= SMALL;
    }

    void write(Path file, AppendChannel.ChannelOpener disk) {
        byte[] described = new RecordCodec().encode(WeightList.class, list);
        int length = list.tensors().stream()
                .filter(WeightFile::isSmall)
                .mapToInt(tensor -> (int) tensor.bytes())
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length + 4 + described.length + length + 4);
        bytes.put(MAGIC).putInt(described.length).put(described);
        list.tensors().stream()
                .filter(WeightFile::isSmall)
                .forEach(tensor -> bytes.put(small.getOrDefault(tensor.sha256(), new byte[0])));
        bytes.putInt(crc(bytes.duplicate().flip())).flip();
        DurableFiles.write(file, disk, bytes);
    }

    /** Returns what a file holds; empty if there is none; whatever is wrong with it ends in {@link DamagedWeights}. */
    static Optional<WeightFile> read(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DamagedWeights(file, "it is a link or a folder, and no file");
        }
        try {
            long size = Files.size(file);
            if (size > LONGEST) {
                throw new DamagedWeights(file, "it has " + size + " bytes, more than any list of tensors");
            }
            return Optional.of(parse(file, ByteBuffer.wrap(Files.readAllBytes(file))));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        }
    }

    private static WeightFile parse(Path file, ByteBuffer bytes) {
        int end = bytes.limit() - 4;
        if (end < MAGIC.length + 4 || bytes.mismatch(ByteBuffer.wrap(MAGIC)) < MAGIC.length) {
            throw new DamagedWeights(file, "it does not begin as a list of weights does");
        }
        if (crc(bytes.slice(0, end)) != bytes.getInt(end)) {
            throw new DamagedWeights(file, "its checksum is wrong: it was cut off or changed");
        }
        bytes.position(MAGIC.length).limit(end);
        try {
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw new DamagedWeights(file, "its list is longer than the file");
            }
            byte[] described = new byte[length];
            bytes.get(described);
            WeightList list = new RecordCodec().decode(WeightList.class, described);
            return new WeightFile(list, small(file, list.tensors(), bytes));
        } catch (BufferUnderflowException cut) {
            throw new DamagedWeights(file, "it ends before its tensors do");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedWeights(file, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, byte[]> small(Path file, List<KeptTensor> tensors, ByteBuffer bytes) {
        Map<String, byte[]> small = new LinkedHashMap<>();
        for (KeptTensor tensor : tensors) {
            if (isSmall(tensor)) {
                byte[] numbers = new byte[(int) tensor.bytes()];
                bytes.get(numbers);
                if (!TensorBytes.sha256(numbers).equals(tensor.sha256())) {
                    throw new DamagedWeights(file, "the numbers of " + tensor.name() + " have another SHA-256");
                }
                small.put(tensor.sha256(), numbers);
            }
        }
        if (bytes.hasRemaining()) {
            throw new DamagedWeights(file, bytes.remaining() + " bytes follow its tensors");
        }
        return small;
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
