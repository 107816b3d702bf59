package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class UnicodeTextTest {
    /** The composed form of each pair is that of UnicodeData.txt. */
    @Test
    void accentsAreComposed() {
        assertEquals("caf\u00e9", UnicodeText.normalized("cafe\u0301"));
        assertEquals("\ud55c", UnicodeText.normalized("\u1112\u1161\u11ab"));
        assertEquals("\u1e9b\u0323", UnicodeText.normalized("\u017f\u0323\u0307"), "UAX 15, figure 6");
    }

    /** The ranges of Default_Ignorable_Code_Point in DerivedCoreProperties.txt, Unicode 16. */
    @Test
    void whatUnicodeIgnoresIsDropped() {
        int[][] ranges = {
            {0xad, 0xad}, {0x34f, 0x34f}, {0x61c, 0x61c}, {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f},
            {0x200c, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f}, {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff},
            {0xffa0, 0xffa0}, {0xfff0, 0xfff8}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff}
        };
        for (int[] range : ranges) {
            for (int point = range[0]; point <= range[1]; point++) {
                assertEquals(
                        "ab", UnicodeText.normalized("a" + Character.toString(point) + "b"), "U+%X".formatted(point));
            }
        }
    }

    @Test
    void blanksThatAreNotSeenAreBlanks() {
        assertEquals("a b c d e", UnicodeText.normalized("a\u200bb\u00a0c\u202fd\u2007e"));
    }

    @Test
    void plainTextStaysAsItIs() {
        String plain = "Don't - pay\t$5\n";
        assertSame(plain, UnicodeText.normalized(plain));
    }
}
