package org.recurve.datasets.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** NumPy files of signed bytes. */
public final class NpyBytes {
    private NpyBytes() {}

    /** Writes elements as {@code numpy.save} does; {@code shape} as Python prints it. */
    public static void write(Path file, String shape, int... elements) throws IOException {
        String header = "{'descr': '|i1', 'fortran_order': False, 'shape': " + shape + ", }          \n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        for (int each : elements) {
            out.write(each);
        }
        Files.write(file, out.toByteArray());
    }
}
