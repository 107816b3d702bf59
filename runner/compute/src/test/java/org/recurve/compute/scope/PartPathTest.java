package org.recurve.compute.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.Nets;
import org.recurve.compute.program.Program;

/**
 * What fails while a model is traced says which part it was by the exception's own field, at any depth. What a plugin's
 * author writes into a message, paths and punctuation included, is text and nothing else.
 */
class PartPathTest {
    enum Way {
        INVALID_SETTING,
        ILLEGAL_ARGUMENT,
        SHAPES_THAT_DO_NOT_FIT,
        BUG
    }

    record Failing(Way way, String message) {}

    @Plugin(id = "failing", summary = "throws")
    static final class FailingLayer implements Layer<Failing> {
        @Override
        public Value forward(Failing failing, Scope scope, Value x) {
            return switch (failing.way) {
                case INVALID_SETTING -> throw new InvalidSetting(failing.message);
                case ILLEGAL_ARGUMENT -> throw new IllegalArgumentException(failing.message);
                case SHAPES_THAT_DO_NOT_FIT -> x.reshape(1000, 7);
                case BUG -> throw new IllegalStateException(failing.message);
            };
        }
    }

    record Around(List<Part> parts) {}

    @Plugin(id = "around", summary = "applies layers")
    static final class AroundLayer implements Layer<Around> {
        @Override
        public Value forward(Around around, Scope scope, Value x) {
            return scope.apply(new Layers(around.parts), x);
        }
    }

    @Plugin(id = "same", summary = "gives what it gets")
    static final class SameLayer implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return x;
        }
    }

    private static Part part(String name, Layer<NoConfig> layer) {
        return new Part(name, new Spec<>(layer, new NoConfig()));
    }

    private static Part around(String name, Part... parts) {
        return new Part(name, new Spec<>(new AroundLayer(), new Around(List.of(parts))));
    }

    /** A failing part called {@code bad}, below two others, with neighbours that are all right. */
    private static void trace(Way way, String message) {
        Part bad = new Part("bad", new Spec<>(new FailingLayer(), new Failing(way, message)));
        Nets.Net net = Nets.regression();
        Program.trace(
                new Layers(List.of(
                        part("before", new SameLayer()),
                        around("outer", part("beside", new SameLayer()), around("inner", bad)),
                        part("after", new SameLayer()))),
                net.loss(),
                net.fields());
    }

    @ParameterizedTest
    @EnumSource
    void theExceptionCarriesThePathOfTheInnermostPart(Way way) {
        if (way == Way.BUG) {
            assertEquals(
                    "outer.inner.bad",
                    assertThrows(PluginFailure.class, () -> trace(way, "broken"))
                            .part());
            return;
        }
        InvalidSetting objection = assertThrows(InvalidSetting.class, () -> trace(way, "broken"));
        assertEquals("outer.inner.bad", objection.part());
        assertTrue(objection.where().startsWith("outer.inner.bad (failing, input of shape "), objection.where());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense9 (dense, input of shape 4): units are missing",
                "before: no",
                "outer.other (conv): no",
                "a: b: c",
                "",
                "(x): \n before (same): y"
            })
    void messagesAreNeverTakenForPaths(String message) {
        for (Way way : List.of(Way.INVALID_SETTING, Way.ILLEGAL_ARGUMENT)) {
            InvalidSetting objection = assertThrows(InvalidSetting.class, () -> trace(way, message));
            assertEquals("outer.inner.bad", objection.part());
            assertEquals(message, objection.what(), "said once, as its author wrote it");
        }
    }

    @Test
    void aPartWhoseNameBeginsLikeAnotherIsNotThatOne() {
        Part bad = new Part("ab", new Spec<>(new FailingLayer(), new Failing(Way.ILLEGAL_ARGUMENT, "no")));
        Nets.Net net = Nets.regression();
        InvalidSetting objection = assertThrows(
                InvalidSetting.class,
                () -> Program.trace(new Layers(List.of(around("a", bad))), net.loss(), net.fields()));
        assertEquals("a.ab", objection.part());
        assertEquals("no", objection.what());
    }
}
