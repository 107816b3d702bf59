package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTokensTest {
    @Test
    void wordsAreLettersAndDigitsAndEveryOtherCharacterStandsAlone() {
        assertEquals(
                List.of("don't", "pay", "$", "99", "!", "!", "naïve", "—", "o'clock", "'", "tis"),
                PlainTokens.WORDS.tokens("Don't pay $99!!\n\tNaïve\u0000 — O'Clock 'tis"));
        assertEquals(List.of("größe", "数", "𝔸"), PlainTokens.WORDS.tokens("GRÖßE\u00a0数 𝔸"));
    }

    @Test
    void blanksCutAtBlanksAlone() {
        assertEquals(List.of("Don't/md*", "pay/vb", "./."), PlainTokens.BLANKS.tokens(" Don't/md*\tpay/vb\n./. "));
    }

    @Test
    void charactersAreCodePointsAndBlanksCount() {
        assertEquals(List.of("a", " ", "😀", "\n"), PlainTokens.CHARACTERS.tokens("a 😀\n"));
        assertEquals(List.of(), PlainTokens.WORDS.tokens(" \n "));
    }
}
