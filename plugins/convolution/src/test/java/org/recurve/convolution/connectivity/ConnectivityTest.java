package org.recurve.convolution.connectivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.plugin.NoConfig;
import org.recurve.testkit.Contract;

class ConnectivityTest {
    private static <C extends Record> List<List<Integer>> table(Connectivity<C> connectivity, C config, Channels of) {
        return IntStream.range(0, of.filters())
                .mapToObj(filter -> IntStream.range(0, of.inputs())
                        .filter(channel -> connectivity.connected(config, of, channel, filter))
                        .boxed()
                        .toList())
                .toList();
    }

    /** <i>Deep Learning</i>, figure 9.15: the first two outputs see the first two inputs, the last two the last two. */
    @Test
    void groupsSeeTheirOwn() {
        List<Integer> first = List.of(0, 1);
        List<Integer> last = List.of(2, 3);
        assertEquals(
                List.of(first, first, last, last),
                table(new GroupedConnectivity(), new GroupedConnectivity.Config(2), new Channels(4, 4)));
        assertEquals(
                table(new FullConnectivity(), new NoConfig(), new Channels(5, 3)),
                table(new GroupedConnectivity(), new GroupedConnectivity.Config(1), new Channels(5, 3)));
    }

    @Test
    void depthwiseIsAGroupForEachChannel() {
        assertEquals(
                table(new GroupedConnectivity(), new GroupedConnectivity.Config(3), new Channels(3, 6)),
                table(new Depthwise(), new NoConfig(), new Channels(3, 6)));
    }

    @Test
    void lenetsTableIsThePublishedOne() {
        List<List<Integer>> table = table(new LenetTable(), new NoConfig(), new Channels(6, 16));
        assertEquals(60, table.stream().mapToInt(List::size).sum());
        for (int filter = 0; filter < 6; filter++) {
            assertEquals(Set.of(filter, (filter + 1) % 6, (filter + 2) % 6), Set.copyOf(table.get(filter)));
            Set<Integer> four = Set.of(filter, (filter + 1) % 6, (filter + 2) % 6, (filter + 3) % 6);
            assertEquals(four, Set.copyOf(table.get(6 + filter)));
        }
        for (int filter = 0; filter < 3; filter++) {
            Set<Integer> pairs = Set.of(filter, filter + 1, filter + 3, (filter + 4) % 6);
            assertEquals(pairs, Set.copyOf(table.get(12 + filter)));
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5), table.get(15));
    }

    @Test
    void randomTablesAreEvenAndKnownByTheirSeed() {
        Channels of = new Channels(10, 400);
        List<List<Integer>> table = table(new RandomTable(), new RandomTable.Config(4, 0), of);
        assertTrue(table.stream().allMatch(seen -> seen.size() == 4));
        assertEquals(table, table(new RandomTable(), new RandomTable.Config(4, 0), of));
        assertNotEquals(table, table(new RandomTable(), new RandomTable.Config(4, 1), of));
        for (int channel = 0; channel < 10; channel++) {
            int c = channel;
            long seeing = table.stream().filter(seen -> seen.contains(c)).count();
            assertTrue(Math.abs(seeing - 160) < 4 * StrictMath.sqrt(400 * 0.4 * 0.6), () -> seeing + " filters");
        }
        assertTrue(new TreeSet<>(table.stream().map(List::toString).toList()).size() > 150);
    }

    @Test
    void aTableIsAsItIsWritten() {
        TableConnectivity.ConnectionRows rows =
                TableConnectivity.ConnectionRows.of(List.of(List.of(2, 0), List.of(1L)));
        assertEquals(
                List.of(List.of(0, 2), List.of(1)),
                table(new TableConnectivity(), new TableConnectivity.Config(rows), new Channels(3, 2)));
        assertEquals(rows, TableConnectivity.ConnectionRows.of(rows.plain()));
    }

    private static <C extends Record> void refused(String why, Connectivity<C> connectivity, C config, Channels of) {
        String message = assertThrows(IllegalArgumentException.class, () -> table(connectivity, config, of))
                .getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void whatDoesNotFitIsSaid() {
        TableConnectivity.Config table =
                new TableConnectivity.Config(TableConnectivity.ConnectionRows.of(List.of(List.of(0, 7))));
        refused(
                "4 groups do not divide 6 input channels",
                new GroupedConnectivity(),
                new GroupedConnectivity.Config(4),
                new Channels(6, 8));
        refused("take 18", new Depthwise(), new NoConfig(), new Channels(6, 16));
        refused("6 input channels to 16 filters, not 3 to 16", new LenetTable(), new NoConfig(), new Channels(3, 16));
        refused("take 3 at most", new RandomTable(), new RandomTable.Config(4, 0), new Channels(3, 2));
        refused("filter 0 see channel 7", new TableConnectivity(), table, new Channels(6, 1));
        refused("1 rows, but there are 2 filters", new TableConnectivity(), table, new Channels(8, 2));
    }

    @Test
    void aTableThatIsNoneIsSaid() {
        for (Object wrong : List.of(3, List.of(1, 2), List.of(List.of(-1)), List.of(List.of(0, 0)))) {
            assertThrows(IllegalArgumentException.class, () -> TableConnectivity.ConnectionRows.of(wrong));
        }
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        TableConnectivity.ConnectionRows rows = TableConnectivity.ConnectionRows.of(List.of(List.of(0, 5), List.of(3)));
        return Stream.of(
                        Contract.connectivity(new FullConnectivity(), new NoConfig()),
                        Contract.connectivity(new GroupedConnectivity(), new GroupedConnectivity.Config(2)),
                        Contract.connectivity(new Depthwise(), new NoConfig(), new Channels(6, 12)),
                        Contract.connectivity(new RandomTable(), new RandomTable.Config(3, 0)),
                        Contract.connectivity(new LenetTable(), new NoConfig()),
                        Contract.connectivity(
                                new TableConnectivity(), new TableConnectivity.Config(rows), new Channels(6, 2)))
                .flatMap(Contract::tests);
    }
}
