package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;

/** Does everything that OWN-DATA.md says, in its order. */
class OwnDataPageTest {
    @TempDir
    Path folder;

    private double metric(String study, String name) {
        try (Store store = Store.open(folder.resolve("store"))) {
            StoreReader reader = store.reader();
            return reader.study(study)
                    .orElseThrow()
                    .trials()
                    .getFirst()
                    .metrics()
                    .get(name);
        }
    }

    @Test
    void thePageIsTrue() throws IOException {
        OwnDataFiles files = new OwnDataFiles(folder);
        files.table();
        files.pictures();
        files.cells();
        files.mails();
        files.sounds();
        Map<String, String> said = files.done();
        assertTrue(metric("flats", "test.r2") > 0.8, "r2 " + metric("flats", "test.r2"));
        assertEquals(1, metric("scans", "test.accuracy"));
        assertEquals(1, metric("calls", "test.accuracy"));
        String scan = said.get("recurve predict scans other.png");
        assertTrue(scan.contains("upright"), scan);
        several(said);
        masks(files, said);
        String mail = said.get("recurve predict mails asked.txt");
        assertTrue(mail.matches("(?s).*:1 +spam .*:2 +work .*"), mail);
        String heard = said.get("recurve predict calls unheard.wav");
        assertTrue(heard.contains("high"), heard);
        String shown = said.get("recurve show scans/baseline/0");
        assertTrue(shown.matches("(?s).*test split +precision +recall +f1 +support.*across +1 +1 +1 +5.*"), shown);
        assertTrue(shown.contains("calibration error (ECE) "), shown);
        String augmented = said.get("recurve show scans/baseline/0 --picture augmentation");
        assertTrue(augmented.matches("(?s).*\\(flip, crop, brightness\\).*as it is +epoch 1\n.*"), augmented);
        embedded(files);
    }

    /** Labels of which a picture has several: counted by split, told by name, and how well each is told. */
    private void several(Map<String, String> said) {
        String check = said.get("recurve check shown.yaml");
        assertTrue(check.matches("(?s).*label +train +validation +test\nacross +\\d+ .*pale +\\d+ .*"), check);
        assertTrue(metric("shown", "test.f1") > 0.9, "f1 " + metric("shown", "test.f1"));
        String answer = said.get("recurve predict shown other.webp");
        assertTrue(answer.matches("(?s).*across 0\\.\\d+, pale 0\\.\\d+, upright 0\\.\\d+.*"), answer);
        String shown = said.get("recurve show shown/baseline/0");
        assertTrue(shown.matches("(?s).*test split +precision +recall +f1 +support\nacross .*\npale .*"), shown);
    }

    /** A class for each pixel: counted by split, measured, drawn, and written as a mask. */
    private void masks(OwnDataFiles files, Map<String, String> said) throws IOException {
        String check = said.get("recurve check cells.yaml");
        assertTrue(
                check.matches(
                        "(?s).*pixels of +train +validation +test\nbackground +[\\d,]+ .*\ncell +580 +290 +290\n.*"),
                check);
        assertTrue(metric("cells", "test.accuracy") > 0.95, "accuracy " + metric("cells", "test.accuracy"));
        double union = metric("cells", "test.intersection-over-union");
        assertTrue(union > 0.8, "intersection over union " + union);
        assertTrue(metric("cells", "test.intersection-over-union-1") > 0.8);
        String answer = said.get("recurve predict cells other-cell.png --masks answers");
        assertTrue(
                answer.matches("(?s)input +class +share of pixels +next\n.*background +0\\.[678].*cell 0\\.1.*"),
                answer);
        BufferedImage mask =
                ImageIO.read(folder.resolve("answers/other-cell.png").toFile());
        BufferedImage picture = ImageIO.read(folder.resolve("other-cell.png").toFile());
        int right = 0;
        for (int i = 0; i < 256; i++) {
            int light = picture.getRaster().getSample(i % 16, i / 16, 0);
            int kind = mask.getRaster().getSample(i % 16, i / 16, 0);
            right += light >= 200 && kind == 1 || light < 100 && kind == 0 ? 1 : 0;
        }
        assertTrue(right > 150, right + " clear pixels are told");
        assertEquals(
                List.of("value,class", "0,background", "1,cell", "2,fibre"),
                Files.readAllLines(folder.resolve("answers/classes.csv")));
        BufferedImage wide = new BufferedImage(32, 16, BufferedImage.TYPE_BYTE_GRAY);
        wide.getRaster().setRect(picture.getRaster());
        wide.getRaster().setRect(16, 0, picture.getRaster());
        ImageIO.write(wide, "png", folder.resolve("two-cells.png").toFile());
        assertEquals(
                0,
                files.recurve("recurve predict cells two-cells.png --masks answers")
                        .code());
        BufferedImage two = ImageIO.read(folder.resolve("answers/two-cells.png").toFile());
        for (int i = 0; i < 256; i++) {
            int x = i % 16;
            if (x < 14) { // the net sees two pixels far, and beyond the middle there is another cell
                int kind = mask.getRaster().getSample(x, i / 16, 0);
                assertEquals(kind, two.getRaster().getSample(x, i / 16, 0), "row " + i / 16 + ", column " + x);
            }
        }
        OwnDataFiles.Said again = files.recurve("recurve predict cells other-cell.png --masks answers");
        assertEquals(2, again.code(), again.out());
        assertTrue(again.err().contains("other-cell.png exists"), again.err());
        String shown = said.get("recurve show cells/baseline/0");
        assertTrue(
                shown.matches("(?s).*test split +precision +recall +f1 +support\nbackground .*\ncell .*290.*"), shown);
        String drawn = said.get("recurve show cells/baseline/0 --picture masks");
        assertTrue(drawn.contains("background black, cell orange, fibre sky blue"), drawn);
    }

    /** Categories by number are what an embedding reads, and a model of them is asked by their names. */
    private void embedded(OwnDataFiles files) throws IOException {
        Files.writeString(folder.resolve("cities.yaml"), """
                study: cities
                question: Is a city enough?
                data: {csv: {file: flats.csv, target: rent, answers: numbers, decimal: comma, index: [city], leave-out:
                  [house, built, rooms, area, heating]}}
                model: [{embedding: 2}, {dense: 1}]
                loss: squared-error
                train: {optimizer: {adam: 1e-1}, epochs: 20, batch: 16}
                measure: [test.mean-absolute-error]
                """);
        OwnDataFiles.Said run = files.recurve("recurve run cities.yaml");
        assertEquals(0, run.code(), run.err());
        OwnDataFiles.Said asked = files.recurve("recurve predict cities new.csv");
        assertEquals(0, asked.code(), asked.err());
        assertEquals(3, asked.out().lines().count(), asked.out());
    }
}
