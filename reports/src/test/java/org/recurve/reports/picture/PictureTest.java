package org.recurve.reports.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;

class PictureTest {
    @Test
    void anImageGoesFromBlackToWhiteAndMarksWhatIsNoNumber() throws IOException {
        Artifact.ImageGrid grid =
                new Artifact.ImageGrid("g", 1, 2, 2, List.of(new float[] {-3, 1, -1, Float.NaN}), List.of("first"));
        GridPicture gridPicture = GridPicture.of(grid);
        BufferedImage read = read(gridPicture.images().getFirst().uri());

        assertEquals("first", gridPicture.images().getFirst().caption());
        assertEquals(0x000000, read.getRGB(0, 0) & 0xffffff);
        assertEquals(0xffffff, read.getRGB(1, 0) & 0xffffff);
        assertEquals(0x808080, read.getRGB(0, 1) & 0xffffff);
        assertEquals(ColourScale.NOT_FINITE, read.getRGB(1, 1) & 0xffffff);
    }

    @Test
    void coloursAreChannelFirst() throws IOException {
        Artifact.ImageGrid grid =
                new Artifact.ImageGrid("g", 3, 1, 2, List.of(new float[] {1, 0, 0, 1, 0, 0}), List.of());
        BufferedImage read = read(GridPicture.of(grid).images().getFirst().uri());

        assertEquals(0xff0000, read.getRGB(0, 0) & 0xffffff);
        assertEquals(0x00ff00, read.getRGB(1, 0) & 0xffffff);
    }

    @Test
    void aLargePictureNeedsSeveralBlocks() throws IOException {
        byte[] rgb = new byte[3 * 300 * 200];
        rgb[rgb.length - 1] = (byte) 0xff;

        assertEquals(0x0000ff, read(PngImage.dataUri(300, 200, rgb)).getRGB(299, 199) & 0xffffff);
    }

    @Test
    void aMatrixWithBothSignsIsWhiteAtZeroAndRaggedRowsAreFilled() throws IOException {
        HeatMap map =
                HeatMap.of(new Artifact.Matrix("m", List.of("a", "b"), List.of(), new double[][] {{-1, 0, 2}, {2}}));
        BufferedImage read = read(map.uri());

        assertEquals(3, map.columns());
        assertEquals(0xf5f4f2, read.getRGB(1, 0) & 0xffffff);
        assertEquals(0x96420b, read.getRGB(2, 0) & 0xffffff);
        assertEquals(ColourScale.NOT_FINITE, read.getRGB(2, 1) & 0xffffff);
        assertEquals("Colours from −2 to 2. Magenta: no finite number.", map.range());
        assertEquals(6, map.texts().size());
        assertEquals(
                1,
                HeatMap.of(new Artifact.Matrix("m", List.of(), List.of(), new double[0][]))
                        .rows());
    }

    @Test
    void numbersHaveRoomInTheirCells() {
        HeatMap correlations = HeatMap.of(new Artifact.Matrix(
                "r", List.of(), List.of(), new double[][] {{1, -0.0312}, {0.00174, -0.777}}));
        assertEquals(
                List.of("1.00", "−0.03", "0.00", "−0.78"),
                correlations.texts().stream().map(HeatMap.HeatCell::text).toList());
        HeatMap counts = HeatMap.of(List.of("a", "b"), new long[][] {{1_234_567, 1}, {1, 1}});
        assertEquals(7 * 8, counts.cell(), "seven characters of 8 units");
    }

    @Test
    void aConfusionIsColouredByTheSharesOfItsRows() throws IOException {
        HeatMap map = HeatMap.of(List.of("seven", "one"), new long[][] {{0, 4}, {30, 10}});
        BufferedImage read = read(map.uri());

        assertEquals(0xf5f4f2, read.getRGB(0, 0) & 0xffffff, "never");
        assertEquals(0x0b4f8a, read.getRGB(1, 0) & 0xffffff, "always");
        assertEquals(0x6fa8d6, read.getRGB(1, 1) & 0xffffff, "a quarter, whose root is a half");
        assertEquals(
                List.of("4", "30", "10"),
                map.texts().stream().map(HeatMap.HeatCell::text).toList());
        assertTrue(!map.upright(), "a label of 40 units fits into a cell of 40");
        assertTrue(HeatMap.of(List.of("trousers", "b"), new long[2][2]).upright());
    }

    @Test
    void aGraphPutsNodesBelowWhatLeadsToThem() {
        GraphDrawing drawing = GraphDrawing.of(new Artifact.Graph(
                "g",
                List.of("a", "b", "c"),
                List.of(
                        new Artifact.Edge(0, 1, ""),
                        new Artifact.Edge(1, 2, ""),
                        new Artifact.Edge(2, 0, "back"),
                        new Artifact.Edge(0, 9, "nowhere"))));

        assertTrue(drawing.nodes().get(0).y() < drawing.nodes().get(1).y());
        assertTrue(drawing.nodes().get(1).y() < drawing.nodes().get(2).y());
        assertEquals(3, drawing.edges().size());
    }

    /** Beside x → h ⟲ stand three of each, and time goes to the right: h(t−1) → h(t) → h(t+1). */
    @Test
    void aCircuitIsDrawnOnceAndUnfoldedOverThreeSteps() {
        Artifact.Circuit circuit = new Artifact.Circuit(
                "g", List.of("x", "h"), List.of(new Artifact.Wire(0, 1, 0, "U"), new Artifact.Wire(1, 1, 1, "W")));
        GraphDrawing drawing = CircuitDrawing.of(circuit);

        assertEquals(
                List.of("x", "h", "x(t−1)", "h(t−1)", "x(t)", "h(t)", "x(t+1)", "h(t+1)"),
                drawing.nodes().stream().map(GraphDrawing.DrawnNode::label).toList());
        for (int i = 2; i < 8; i++) {
            GraphDrawing.DrawnNode before = drawing.nodes().get(i - 2);
            GraphDrawing.DrawnNode node = drawing.nodes().get(i);
            assertTrue(before.x() + before.width() < node.x() - node.width() / 2);
            assertEquals(before.y(), node.y());
        }
        assertTrue(drawing.nodes().get(1).y() < drawing.nodes().get(0).y(), "a step is computed upwards");
        assertEquals(
                List.of(4L, 3L),
                List.of("U", "W").stream()
                        .map(label -> drawing.edges().stream()
                                .filter(edge -> edge.label().equals(label))
                                .count())
                        .toList());
        assertTrue(drawing.nodes().stream().allMatch(node -> node.x() + node.width() / 2 < drawing.width()));
    }

    /** What runs backwards points to the left, over all its columns; what is there once stands in the last column alone. */
    @Test
    void aBackwardRecurrencePointsToTheLeft() {
        Artifact.Circuit circuit = new Artifact.Circuit(
                "g",
                List.of("x", "h", "L"),
                List.of(
                        new Artifact.Wire(0, 1, 0, "U"),
                        new Artifact.Wire(1, 1, -1, "W"),
                        new Artifact.Wire(1, 2, 0, ""),
                        new Artifact.Wire(0, 1, 5, "S")),
                List.of(2));
        GraphDrawing drawing = CircuitDrawing.of(circuit);

        assertEquals(
                List.of("x", "h", "L", "x(t−1)", "h(t−1)", "x(t)", "h(t)", "x(t+1)", "h(t+1)", "L"),
                drawing.nodes().stream().map(GraphDrawing.DrawnNode::label).toList());
        List<double[]> ends = drawing.edges().stream()
                .filter(edge -> edge.label().equals("W"))
                .map(edge -> java.util.Arrays.stream(edge.path().split("[MC ]"))
                        .filter(part -> !part.isEmpty())
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        assertEquals(2, ends.size());
        assertTrue(
                ends.stream().allMatch(path -> path[0] > path[path.length - 2]), "from the later to the earlier step");
        assertTrue(
                drawing.edges().stream()
                        .map(GraphDrawing.DrawnEdge::label)
                        .toList()
                        .containsAll(List.of("x(t−6)", "x(t−5)", "x(t−4)")),
                "a long wire says which step it comes from");
        assertTrue(drawing.edges().stream().anyMatch(edge -> edge.label().equals("W back")));
    }

    @Test
    void anAxisHasRoundTicksInsideIt() {
        for (List<Double> values : List.of(
                List.of(0.9512, 0.9731),
                List.of(0.99717, 0.99785),
                List.of(-0.02, 0.0, 0.004),
                List.of(3.0),
                List.<Double>of(),
                List.of(0.0),
                List.of(1e-9, 2e9))) {
            PlotAxis axis = PlotAxis.over(values);

            assertTrue(axis.ticks().size() >= 2, values + ": " + axis);
            assertTrue(
                    axis.ticks().stream().allMatch(tick -> tick.x() >= 0 && tick.x() <= PlotAxis.WIDTH),
                    values + ": " + axis);
            for (int i = 1; i < axis.ticks().size(); i++) {
                PlotAxis.AxisTick tick = axis.ticks().get(i);
                double apart = tick.x() - axis.ticks().get(i - 1).x();
                assertTrue(apart > 6 * tick.label().length(), values + ": labels run into each other: " + axis);
            }
        }
    }

    private static BufferedImage read(String uri) throws IOException {
        byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
