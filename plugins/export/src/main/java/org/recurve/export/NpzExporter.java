package org.recurve.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.TrainedWeights;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * NumPy's archive, as {@code numpy.load} reads it: an uncompressed ZIP of a {@code .npy} file for each tensor, which begins
 * with a header that tells type, order and shape (NumPy Enhancement Proposal 1).
 */
@Plugin(id = "npz", version = 1, summary = "weights as NumPy's .npz, with a .npy file for each tensor")
public final class NpzExporter implements Exporter.OfWeights<NoConfig> {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** The numbers begin at a multiple of this. */
    private static final int ALIGNMENT = 64;

    @Override
    public String ending() {
        return "npz";
    }

    @Override
    public void write(NoConfig config, TrainedWeights weights, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Tensor tensor : weights.tensors()) {
            byte[] npy = npy(tensor);
            CRC32 crc = new CRC32();
            crc.update(npy);
            ZipEntry entry = new ZipEntry(tensor.name() + ".npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(npy.length);
            entry.setCrc(crc.getValue());
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(npy);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static byte[] npy(Tensor tensor) throws IOException {
        String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape(tensor) + ", }";
        int head = MAGIC.length + Short.BYTES;
        int padding = Math.floorMod(-(head + dictionary.length() + 1), ALIGNMENT);
        String header = dictionary + " ".repeat(padding) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(MAGIC);
        out.write(LittleEndian.of((short) header.length()));
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(LittleEndian.of(tensor.values()));
        return out.toByteArray();
    }

    /** Returns a tuple in Python: {@code ()}, {@code (3,)}, {@code (3, 4)}. */
    private static String shape(Tensor tensor) {
        return tensor.shape().dims().stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ""))
                + (tensor.shape().rank() == 1 ? ",)" : ")");
    }
}
