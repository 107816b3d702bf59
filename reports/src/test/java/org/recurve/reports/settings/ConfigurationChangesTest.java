package org.recurve.reports.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationChangesTest {
    private static final String CONV = """
            {"name": "conv1", "conv": {"filters": 8, "kernel": [5, 5], "sharing": {"shared": {}}}}""";
    private static final String POOL = """
            {"name": "pool1", "pool": {"by": {"max": {}}, "size": 2}}""";
    private static final String DENSE = """
            {"name": "dense1", "dense": {"units": 10}}""";

    private static String model(String... parts) {
        return "{\"seed\": 3, \"model\": [" + String.join(", ", parts) + "]}";
    }

    private static List<String> changes(String before, String after) {
        return ConfigurationChanges.of(before, after).stream()
                .map(SettingChange::text)
                .toList();
    }

    @Test
    void aPluginInPlaceOfAnotherIsOneChange() {
        String tiled = CONV.replace("{\"shared\": {}}", "{\"tiled\": {\"kernels\": 2}}");

        assertEquals(
                List.of("conv1.sharing: shared → tiled 2"),
                changes(model(CONV, POOL, DENSE), model(tiled, POOL, DENSE)));
    }

    @Test
    void aPartThatGoesMovesNoOtherByItsPlace() {
        assertEquals(List.of("pool1 removed"), changes(model(CONV, POOL, DENSE), model(CONV, DENSE)));
        assertEquals(
                List.of("pool1 added (pool {by max, size 2})"), changes(model(CONV, DENSE), model(CONV, POOL, DENSE)));
        assertEquals(
                "removing pool1",
                ConfigurationChanges.of(model(CONV, POOL), model(CONV))
                        .getFirst()
                        .done());
    }

    @Test
    void anotherOrderOfTheSamePartsIsSeen() {
        assertEquals(
                List.of("model in another order: pool1, conv1, dense1"),
                changes(model(CONV, POOL, DENSE), model(POOL, CONV, DENSE)));
    }

    @Test
    void partsWithinPartsGoByTheirNames() {
        String block = "{\"name\": \"block1\", \"residual\": {\"of\": [%s]}}";
        String wide = CONV.replace("\"filters\": 8", "\"filters\": 16");

        assertEquals(
                List.of("conv1.filters: 8 → 16"),
                changes(model(block.formatted(CONV), DENSE), model(block.formatted(wide), DENSE)));
        assertEquals(
                List.of("pool1 removed"),
                changes(model(block.formatted(CONV + "," + POOL)), model(block.formatted(CONV))));
    }

    @Test
    void aPluginWithOneSettingIsToldAsAWhole() {
        String tiled = model(CONV.replace("{\"shared\": {}}", "{\"tiled\": {\"kernels\": %d}}"));
        assertEquals(List.of("conv1.sharing: tiled 2 → tiled 3"), changes(tiled.formatted(2), tiled.formatted(3)));
        assertEquals(List.of("dense1.units: 10 → 4"), changes(model(DENSE), model(DENSE.replace("10", "4"))));
        assertEquals(
                List.of("data.train: 10 → 20"),
                changes("{\"data\": {\"mnist\": {\"train\": 10}}}", "{\"data\": {\"mnist\": {\"train\": 20}}}"));

        String rate =
                "{\"train\": {\"batch\": 4, \"optimizer\": {\"sgd\": {\"learning-rate\": {\"constant\": {\"value\": %s}}, \"momentum\": 0.9}}}}";

        assertEquals(
                List.of("train.optimizer.learning-rate: 0.1 → 0.0005"),
                changes(rate.formatted("0.1"), rate.formatted("5.0E-4")));
        assertEquals(
                "changing train.optimizer.learning-rate to 0.0005",
                ConfigurationChanges.of(rate.formatted("0.1"), rate.formatted("5.0E-4"))
                        .getFirst()
                        .done());
    }

    @Test
    void clippersAndPhasesKeepTheirPaths() {
        String clip = "{\"train\": {\"clip\": [%s]}}";
        assertEquals(
                List.of("train.clip: norm {over all, threshold 5} → none"),
                changes(clip.formatted("{\"norm\": {\"over\": \"all\", \"threshold\": 5.0}}"), clip.formatted("")));
        assertEquals(
                List.of("train.clip.threshold: 5 → 1e9"),
                changes(
                        clip.formatted("{\"norm\": {\"over\": \"all\", \"threshold\": 5.0}}"),
                        clip.formatted("{\"norm\": {\"over\": \"all\", \"threshold\": 1e9}}")));
        String phases = "{\"phases\": [{\"name\": \"pretrain\", \"epochs\": %d, \"batch\": 4}]}";
        assertEquals(List.of("phases.pretrain.epochs: 5 → 6"), changes(phases.formatted(5), phases.formatted(6)));
    }

    @Test
    void seedsAndWhatIsTheSameAreNoChanges() {
        assertEquals(List.of(), changes("{\"seed\": 1, \"a\": {\"b\": 2}}", "{\"seed\": 2, \"a\": {\"b\": 2}}"));
        assertEquals(List.of("a.c: absent → 1"), changes("{\"a\": {\"b\": 2}}", "{\"a\": {\"b\": 2, \"c\": 1}}"));
        assertEquals(List.of(), changes("no json", "{"));
    }

    @Test
    void anExchangedPluginIsToldByItsNameWhereItsSettingsAreLong() {
        String cell =
                "{\"model\": [{\"name\": \"r\", \"recurrent\": {\"size\": 1, \"cell\": {\"%s\": {\"units\": 4, \"activation\": \"%s\"}}}}]}";
        String function = "t".repeat(60);
        VariantDelta exchanged = new VariantDelta(
                ConfigurationChanges.of(cell.formatted("elman", function), cell.formatted("lstm", function)),
                List.of());
        assertEquals("r.cell: elman → lstm", exchanged.summary());
        assertTrue(exchanged.shortened());
        String settings = " {units 4, activation " + function + "}";
        assertEquals(List.of("r.cell: elman" + settings + " → lstm" + settings), exchanged.texts());
        assertEquals("changing r.cell to lstm", exchanged.changes().getFirst().done());
    }

    @Test
    void longDeltasAreShortenedAndKeptWhole() {
        VariantDelta many = new VariantDelta(
                ConfigurationChanges.of("{\"a\": 1, \"b\": 2, \"c\": 3}", "{\"a\": 2, \"b\": 3, \"c\": 4}"), List.of());
        assertEquals("a: 1 → 2; b: 2 → 3 and 1 more", many.summary());
        assertTrue(many.shortened());
        assertEquals(List.of("a: 1 → 2", "b: 2 → 3", "c: 3 → 4"), many.texts());

        VariantDelta wordy = new VariantDelta(
                ConfigurationChanges.of("{\"a\": 1}", "{\"a\": \"" + "\uD83D\uDE00".repeat(200) + "\"}"), List.of());
        assertEquals(90, wordy.summary().codePointCount(0, wordy.summary().length()));
        assertTrue(wordy.shortened());
        assertFalse(new VariantDelta(ConfigurationChanges.of("{\"a\": 1}", "{\"a\": 2}"), List.of()).shortened());
    }
}
