package org.recurve.reports.style;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.recurve.reports.StudyReport;

class ReportStyleTest {
    /** Ratios that are published with the guidelines and by those who teach them. */
    @Test
    void contrastIsThatOfTheGuidelines() {
        assertEquals(21, ColourPair.contrast("#000000", "#ffffff"), 1e-9);
        assertEquals(1, ColourPair.contrast("#123456", "#123456"), 1e-9);
        assertEquals(4.54, ColourPair.contrast("#767676", "#ffffff"), 0.005);
        assertEquals(4.48, ColourPair.contrast("#777777", "#ffffff"), 0.005);
        assertEquals(8.59, ColourPair.contrast("#0000ff", "#ffffff"), 0.005);
    }

    /** The grounds are those of the style sheet, and its own accent passes. */
    @Test
    void theGroundsAreThePages() throws Exception {
        try (InputStream in = StudyReport.class.getResourceAsStream("report.css")) {
            String css = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(css.contains(
                    "--paper: light-dark(" + ColourPair.LIGHT_GROUND + ", " + ColourPair.DARK_GROUND + ")"));
            String accent = css.replaceFirst("(?s).*--accent: light-dark\\((#\\w+), (#\\w+)\\).*", "$1 $2");
            new ColourPair(accent.split(" ")[0], accent.split(" ")[1]).demand(ColourPair.OF_TEXT);
        }
    }

    private static byte[] png(int width, int height) throws Exception {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, 0xff000000 | i * 77);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** A chunk of text behind the header, as image programs write it. */
    private static byte[] withText(byte[] png, String text) {
        byte[] name = "tEXt".getBytes(StandardCharsets.US_ASCII);
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        int header = 8 + 25;
        return ByteBuffer.allocate(png.length + 12 + content.length)
                .put(png, 0, header)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) check.getValue())
                .put(png, header, png.length - header)
                .array();
    }

    @Test
    void aLogoIsThePictureAlone() throws Exception {
        byte[] png = png(30, 10);
        LogoImage logo = LogoImage.of(withText(png, "Comment\0<script>secret</script>"));
        byte[] shown = Base64.getDecoder().decode(logo.uri().substring("data:image/png;base64,".length()));
        assertFalse(new String(shown, StandardCharsets.ISO_8859_1).contains("secret"));
        BufferedImage one = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage other = ImageIO.read(new ByteArrayInputStream(shown));
        assertEquals(30, logo.width());
        assertEquals(10, logo.height());
        assertEquals(30, other.getWidth());
        assertTrue(Arrays.equals(one.getRGB(0, 0, 30, 10, null, 0, 30), other.getRGB(0, 0, 30, 10, null, 0, 30)));
    }

    @Test
    void whatIsNoPictureIsRefused() throws Exception {
        byte[] png = png(30, 10);
        byte[] flipped = png.clone();
        flipped[60] ^= 1;
        for (byte[] damaged :
                new byte[][] {flipped, Arrays.copyOf(png, png.length - 5), Arrays.copyOf(png, 20), Arrays.copyOf(png, 8)
                }) {
            assertTrue(refused(damaged).contains("damaged"), refused(damaged));
        }
        assertTrue(refused("<svg/>".getBytes(StandardCharsets.UTF_8)).startsWith("it is no PNG"));
        assertTrue(refused(new byte[0]).startsWith("it is no PNG"));
        assertTrue(refused(new byte[LogoImage.MOST_BYTES + 1]).startsWith("a logo has at most 256 KiB"));
        assertTrue(refused(png(2_001, 1)).contains("found 2001 × 1"));
    }

    private static String refused(byte[] file) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> LogoImage.of(file))
                .getMessage());
    }
}
