package org.recurve.storage.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyNameTest {
    @Test
    void changesFollowTheNameOfTheFile() {
        StudyName name = new StudyName("digits", List.of("train.batch=64", "seeds=7"));
        assertEquals("digits+train.batch=64+seeds=7", name.text());
        assertEquals(name, StudyName.of(name.text()));
        assertEquals(Optional.of("digits"), name.origin());
        assertEquals(Optional.empty(), StudyName.of("digits").origin());
        assertEquals("digits", StudyName.of("digits").text());
    }

    @Test
    void whateverIsChangedGivesANameThatMayBeStored() {
        StudyName name = new StudyName("digits", List.of("a/../b=\u202e <x> ü+1"));
        assertTrue(StudyName.isValid(name.text()), name.text());
        assertEquals(name, StudyName.of(name.text()));
    }

    @Test
    void longNamesAreShortenedAndStayApart() {
        String one = new StudyName("digits", List.of("model=" + "conv-".repeat(100) + "1")).text();
        String other = new StudyName("digits", List.of("model=" + "conv-".repeat(100) + "2")).text();
        assertEquals(160, one.length());
        assertNotEquals(one, other);
        assertTrue(StudyName.isValid(one), one);
        assertEquals(Optional.of("digits"), StudyName.of(one).origin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+a=1", "Digits", "digits+", "digits+a/b", "digits+a\\b", "digits+a=\n", "../x", "x+ü"})
    void othersAreRefused(String text) {
        assertFalse(StudyName.isValid(text));
    }
}
