package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.convolution.connectivity.Depthwise;
import org.recurve.convolution.connectivity.GroupedConnectivity;
import org.recurve.convolution.connectivity.LenetTable;
import org.recurve.convolution.connectivity.RandomTable;
import org.recurve.convolution.connectivity.TableConnectivity;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** Any connectivity under any sharing, against a full convolution whose unconnected weights are zeros. */
class ChannelConnectionsTest {
    private static final Shape IMAGE = Shape.of(6, 7, 5);

    /** Whole numbers that depend on nothing but the weight's place, so that sums are exact in any order. */
    @Plugin(id = "counted", summary = "small whole numbers")
    static final class Counted implements Initializer<NoConfig> {
        @Override
        public float[] draw(NoConfig config, Weights of, org.recurve.api.random.Stream random) {
            float[] values = new float[of.shape().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.below(i, 9) - 4;
            }
            return values;
        }
    }

    record Case(Spec<Connectivity<?>> connectivity, int filters, Spec<Sharing<?>> sharing, int contractions) {}

    static Stream<Case> cases() {
        TableConnectivity.ConnectionRows rows = TableConnectivity.ConnectionRows.of(
                List.of(List.of(5, 0), List.of(1, 2, 3), List.of(0, 5), List.of(4)));
        return Stream.<Spec<Sharing<?>>>of(
                        new Spec<>(new Shared(), new NoConfig()),
                        Settings.tiled(2),
                        Settings.unshared(),
                        new Spec<>(new RowShared(), new NoConfig()))
                .flatMap(sharing -> Stream.of(
                        new Case(Settings.connected(new LenetTable(), new NoConfig()), 16, sharing, 3),
                        new Case(
                                Settings.connected(new GroupedConnectivity(), new GroupedConnectivity.Config(3)),
                                9,
                                sharing,
                                1),
                        new Case(Settings.connected(new Depthwise(), new NoConfig()), 12, sharing, 1),
                        new Case(Settings.connected(new RandomTable(), new RandomTable.Config(4, 1)), 8, sharing, 1),
                        new Case(
                                Settings.connected(new TableConnectivity(), new TableConnectivity.Config(rows)),
                                4,
                                sharing,
                                3)));
    }

    private static Settings settings(Case given) {
        return Settings.of(given.filters(), Settings.extents(3), new Spec<>(new Counted(), new NoConfig()))
                .sharing(given.sharing())
                .connectivity(given.connectivity());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void unconnectedPairsAreAsIfTheirWeightsWereZero(Case given) {
        Forward partly = Forward.of(new Conv(), settings(given).config(), IMAGE);
        float[] x = new float[IMAGE.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = org.recurve.api.random.Stream.of(1).below(i, 15) - 7;
        }
        Settings full = Settings.of(given.filters(), Settings.extents(3), Forward.given(filled(given, partly)))
                .sharing(given.sharing());
        assertArrayEquals(Forward.of(new Conv(), full.config(), IMAGE).run(x), partly.run(x));
    }

    /** The weights of all pairs: those drawn for the bundles, and zeros. */
    private static float[] filled(Case given, Forward partly) {
        ChannelConnections connections = ChannelConnections.of(given.connectivity(), new Channels(6, given.filters()));
        assertEquals(given.contractions(), connections.bundles().size());
        int banks = new Convolution(1, settings(given).config().windowing(), 1, Optional.of(given.sharing()))
                .banks(Shape.of(7, 5));
        float[] all = new float[banks * given.filters() * 6 * 9];
        for (GroupedFilters groupedFilters : connections.bundles()) {
            int filters = groupedFilters.filters().size();
            int seen = groupedFilters.channels().size() / groupedFilters.groups();
            float[] w = partly.parameter(connections.bundles().size() == 1 ? "w" : "w" + seen);
            for (int i = 0; i < w.length; i++) {
                int bank = i / (filters * seen * 9);
                int filter = i / (seen * 9) % filters;
                int group = filter / (filters / groupedFilters.groups());
                int channel = groupedFilters.channels().elements().get(group * seen + i / 9 % seen);
                int row = bank * given.filters()
                        + groupedFilters.filters().elements().get(filter);
                all[(row * 6 + channel) * 9 + i % 9] = w[i];
            }
        }
        return all;
    }

    /** LeNet-5's C3: 1516 parameters; 151,600 connections, of which 1600 are the biases'. */
    @Test
    void whatIsNotConnectedCostsNothing() {
        Settings c3 = Settings.of(16, Settings.extents(5), new Spec<>(new Counted(), new NoConfig()))
                .connectivity(Settings.connected(new LenetTable(), new NoConfig()));
        LayerSummary layer = ModelSummary.of(
                        Forward.of(new Conv(), c3.config(), Shape.of(6, 14, 14)).program())
                .getFirst();
        assertEquals(1516, layer.parameters());
        assertEquals(151_600, layer.links());
        assertEquals(300_000, layer.flops());
        LayerSummary grouped = ModelSummary.of(
                        Forward.of(new Conv(), c3.groups(2).config(), Shape.of(6, 14, 14))
                                .program())
                .getFirst();
        assertEquals(16 * 3 * 25 + 16, grouped.parameters());
        assertEquals((16 * 3 * 25 + 16) * 100, grouped.links());
    }

    @Test
    void initialisersHearOfTheFans() {
        ChannelConnections c3 =
                ChannelConnections.of(Settings.connected(new LenetTable(), new NoConfig()), new Channels(6, 16));
        assertEquals(10, c3.filtersPerChannel());
        assertEquals(
                List.of(3, 4, 6),
                c3.bundles().stream()
                        .map(groupedFilters -> groupedFilters.channels().size() / groupedFilters.groups())
                        .toList());
    }

    @Test
    void aFilterThatSeesNothingIsAMistake() {
        TableConnectivity.ConnectionRows rows = TableConnectivity.ConnectionRows.of(List.of(List.of(0), List.of()));
        String message = assertThrows(
                        InvalidSetting.class,
                        () -> ChannelConnections.of(
                                Settings.connected(new TableConnectivity(), new TableConnectivity.Config(rows)),
                                new Channels(1, 2)))
                .getMessage();
        assertTrue(message.contains("leaves filter 1 (counted from 0) without any input channel"), message);
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return cases().filter(c -> c.filters() < 9)
                .limit(3)
                .map(c -> Contract.layer(
                        new Conv(), settings(c).bias(Conv.Bias.UNIT).config(), 6, 5, 4))
                .flatMap(Contract::tests);
    }
}
