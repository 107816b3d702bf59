package org.recurve.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

class IdxFileTest {
    @TempDir
    Path folder;

    /** An IDX file of any header and as many elements as asked for: 0, 1, 2, … */
    static Path write(Path file, int magic, int elements, int... dims) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * dims.length + elements);
        out.putInt(magic);
        for (int dim : dims) {
            out.putInt(dim);
        }
        for (int i = 0; i < elements; i++) {
            out.put((byte) i);
        }
        return Files.write(file, out.array());
    }

    private String refusal(Path file, int rank) {
        String message = assertThrows(InvalidSetting.class, () -> IdxFile.read(file, rank))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message.substring(file.toString().length());
    }

    @Test
    void readsItemsRowByRow() throws IOException {
        IdxFile idxFile = IdxFile.read(write(folder.resolve("images"), 0x803, 24, 4, 2, 3), 3);
        assertEquals(Shape.of(4, 2, 3), idxFile.shape());
        assertEquals(6, idxFile.itemSize());
        assertEquals(13, idxFile.get(2, 1));
    }

    @Test
    void bytesAreUnsigned() throws IOException {
        assertEquals(
                255,
                IdxFile.read(write(folder.resolve("labels"), 0x801, 256, 256), 1)
                        .get(255, 0));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        String again = "; delete it and fetch the data set again";
        Path file = folder.resolve("images");
        assertEquals(" does not exist; fetch the data set again", refusal(file, 3));
        assertEquals(
                " holds 23 elements, but its header promises 24: it was cut off" + again,
                refusal(write(file, 0x803, 23, 4, 2, 3), 3));
        assertEquals(
                " holds 25 elements, but its header promises 24" + again, refusal(write(file, 0x803, 25, 4, 2, 3), 3));
        assertEquals(
                " does not begin with the IDX header of 3-dimensional bytes (0x00000803)" + again,
                refusal(write(file, 0x801, 24, 24), 3));
        assertEquals(" claims an extent of -1 along axis 1" + again, refusal(write(file, 0x803, 24, 4, -1, 3), 3));
        assertEquals(" claims an extent of 0 along axis 0" + again, refusal(write(file, 0x801, 0, 0), 1));
    }

    @Test
    void refusesEveryPrefixOfAFile() throws IOException {
        byte[] whole = Files.readAllBytes(write(folder.resolve("whole"), 0x803, 24, 4, 2, 3));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length));
            assertThrows(InvalidSetting.class, () -> IdxFile.read(cut, 3));
        }
    }

    @Test
    void refusesExtentsBeyondAllMemory() throws IOException {
        int huge = Integer.MAX_VALUE;
        String message = refusal(write(folder.resolve("huge"), 0x803, 4, huge, huge, huge), 3);
        assertTrue(message.startsWith(" holds 4 elements, but its header promises "), message);
    }
}
