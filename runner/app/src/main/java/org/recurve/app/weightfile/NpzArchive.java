package org.recurve.app.weightfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;

/** The format npz: a ZIP archive of arrays as {@code numpy.save} writes them, each under its name and {@code .npy}. */
final class NpzArchive {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCR = Pattern.compile("'descr':\\s*'([<>|=]?)([a-z]\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");
    private static final int LONGEST_HEADER = 1 << 16;
    private static final String ENDING = ".npy";

    /** Limits all arrays, unpacked: a small archive may unfold into any size. */
    private static final long MOST_BYTES = 1L << 33;

    private NpzArchive() {}

    static List<Tensor> read(Path file) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        long left = MOST_BYTES;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.getName().endsWith(ENDING)) {
                    throw BadWeightFile.of(
                            file, "it holds \"" + entry.getName() + "\", which is no array", "save arrays alone");
                }
                String name = WeightFileReader.name(
                        file, entry.getName().substring(0, entry.getName().length() - ENDING.length()));
                if (tensors.stream().anyMatch(other -> other.name().equals(name))) {
                    throw BadWeightFile.of(file, "it holds " + name + " twice", "save it again");
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    tensors.add(tensor(file, name, in, left));
                    left -= 8L * tensors.getLast().values().length;
                }
            }
        }
        return tensors;
    }

    private static Tensor tensor(Path file, String name, InputStream in, long most) throws IOException {
        String header = header(file, name, in);
        Matcher descr = found(DESCR, file, name, header, "its type");
        Optional<NumberType> type = Optional.ofNullable(
                switch (descr.group(2)) {
                    case "f2" -> NumberType.F16;
                    case "f4" -> NumberType.F32;
                    case "f8" -> NumberType.F64;
                    default -> null;
                });
        if (type.isEmpty() || descr.group(1).equals(">")) {
            throw BadWeightFile.of(
                    file,
                    name + " has the dtype " + descr.group(1) + descr.group(2),
                    "save it as float32, float64 or float16");
        }
        if (found(ORDER, file, name, header, "its order").group(1).equals("True")) {
            throw BadWeightFile.of(file, name + " is in Fortran's order", "save numpy.ascontiguousarray of it");
        }
        List<Long> extents = Arrays.stream(
                        found(SHAPE, file, name, header, "its shape").group(1).split(","))
                .filter(text -> !text.isBlank())
                .map(text -> text.strip().length() > 18 ? Long.MAX_VALUE : Long.parseLong(text.strip()))
                .toList();
        Shape shape = WeightFileReader.shape(file, name, extents);
        long bytes = (long) shape.size() * type.get().bytes();
        if (bytes > Math.min(most, Integer.MAX_VALUE - 15)) {
            throw BadWeightFile.of(file, name + " has " + bytes + " bytes, more than weights take", "save it again");
        }
        byte[] content = in.readNBytes((int) bytes);
        if (content.length < bytes || in.read() >= 0) {
            throw BadWeightFile.of(
                    file,
                    name + " of shape " + shape + " does not have the " + bytes + " bytes that this takes",
                    "copy or save it again");
        }
        return new Tensor(name, shape, type.get().floats(content));
    }

    private static String header(Path file, String name, InputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length + 2);
        if (magic.length < MAGIC.length + 2 || Arrays.mismatch(magic, MAGIC) < MAGIC.length) {
            throw BadWeightFile.of(file, name + " does not begin with a NumPy header", "save it with numpy.savez");
        }
        int width = magic[MAGIC.length] == 1 ? 2 : 4;
        byte[] count = Arrays.copyOf(in.readNBytes(width), 4);
        long length = ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffffffL;
        if (length > LONGEST_HEADER) {
            throw BadWeightFile.of(file, name + " has a header of " + length + " bytes", "save it again");
        }
        return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    }

    private static Matcher found(Pattern pattern, Path file, String name, String header, String what) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw BadWeightFile.of(file, name + " does not say " + what, "save it with numpy.savez");
        }
        return matcher;
    }
}
