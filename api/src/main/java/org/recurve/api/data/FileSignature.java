package org.recurve.api.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Kinds of files that begin with bytes of their own, and are no text whatever their names say. A table may well have a column ID3 or
 * PAR1: a few letters count only if a byte follows that no text has.
 */
enum FileSignature {
    ZIP("504b0304", 0, "a ZIP archive, as workbooks of Excel and LibreOffice are", "save a table as CSV in UTF-8"),
    OLD_OFFICE("d0cf11e0a1b11ae1", 0, "a file of an older Excel or Word", "save a table as CSV in UTF-8"),
    GZIP("1f8b08", 0, "compressed by gzip", "unpack it"),
    BZIP2("425a6839314159", 0, "compressed by bzip2", "unpack it"),
    XZ("fd377a585a00", 0, "compressed by xz", "unpack it"),
    ZSTANDARD("28b52ffd", 0, "compressed by zstd", "unpack it"),
    PNG("89504e470d0a1a0a", 0, "a PNG image", "let its name end in .png"),
    JPEG("ffd8ff", 0, "a JPEG image", "let its name end in .jpg"),
    GIF("61", 5, "47494638", "a GIF image", "save it as PNG"),
    BMP("00000000", 6, "424d", "a BMP image", "save it as PNG"),
    TIFF_LITTLE("49492a00", 0, "a TIFF image", "let its name end in .tif"),
    TIFF_BIG("4d4d002a", 0, "a TIFF image", "let its name end in .tif"),
    WEBP("57454250", 8, "52494646", "a WebP image", "let its name end in .webp"),
    WAV("57415645", 8, "52494646", "a WAV sound", "let its name end in .wav"),
    FLAC("664c6143", 0, "a FLAC sound", "convert it to WAV of 16-bit whole numbers (PCM)"),
    OGG("4f676753", 0, "an Ogg sound", "convert it to WAV of 16-bit whole numbers (PCM)"),
    MP3("494433", 0, "an MP3 sound", "convert it to WAV of 16-bit whole numbers (PCM)"),
    MP4("66747970", 4, "000000", "an MP4 or HEIC file", "save an image as PNG, a sound as WAV"),
    PDF("255044462d", 0, "a PDF", "save its text, or its table as CSV"),
    NUMPY("934e554d5059", 0, "a NumPy array", "let its name end in .npy"),
    PARQUET("50415231", 0, "a Parquet file", "write it as CSV"),
    HDF5("894844460d0a1a0a", 0, "an HDF5 file", "save its arrays with numpy.save"),
    SQLITE("53514c69746520666f726d6174203300", 0, "an SQLite database", "write a table of it as CSV");

    /** Letters with which a text may begin by chance, at most. */
    private static final int LETTERS = 4;

    private final byte[] bytes;
    private final int place;
    private final byte[] front;
    private final String what;
    private final String help;

    FileSignature(String bytes, int place, String what, String help) {
        this(bytes, place, "", what, help);
    }

    /**
     * Describes a kind.
     *
     * @param bytes that stand at the place
     * @param front that stand at the beginning, too
     */
    FileSignature(String bytes, int place, String front, String what, String help) {
        this.bytes = HexFormat.of().parseHex(bytes);
        this.place = place;
        this.front = HexFormat.of().parseHex(front);
        this.what = what;
        this.help = help;
    }

    /** Returns the kind that begins like this; empty of all others, texts among them. */
    static Optional<FileSignature> of(ByteBuffer beginning) {
        return Arrays.stream(values()).filter(kind -> kind.begins(beginning)).findFirst();
    }

    private boolean begins(ByteBuffer beginning) {
        int behind = place + bytes.length;
        return isAt(beginning, 0, front)
                && isAt(beginning, place, bytes)
                && (!isWord()
                        || beginning.remaining() > behind && isControl(beginning.get(beginning.position() + behind)));
    }

    private boolean isWord() {
        boolean letters = front.length == 0 && bytes.length <= LETTERS;
        for (byte one : bytes) {
            letters &= one > ' ';
        }
        return letters;
    }

    private static boolean isControl(byte one) {
        return one >= 0 && one < ' ' && one != '\t' && one != '\n' && one != '\r';
    }

    private static boolean isAt(ByteBuffer beginning, int place, byte[] bytes) {
        int from = beginning.position() + place;
        return beginning.remaining() >= place + bytes.length
                && beginning.slice(from, bytes.length).equals(ByteBuffer.wrap(bytes));
    }

    /** Says what a file is and what to do, to be put behind its name. */
    String told() {
        return "is " + what + ", not text; " + help;
    }
}
