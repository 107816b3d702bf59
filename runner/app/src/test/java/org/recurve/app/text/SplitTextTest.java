package org.recurve.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** What {@code check} says of the splits of a table. */
class SplitTextTest {
    @TempDir
    Path folder;

    private List<String> check(String rows) throws IOException {
        return check(rows, ", split: part");
    }

    private List<String> check(String rows, String settings) throws IOException {
        Files.writeString(folder.resolve("a.csv"), rows);
        Path file = Files.writeString(folder.resolve("study.yaml"), """
                study: classes
                data: {csv: {file: a.csv, target: y%s}}
                model: [{dense: 9}]
                loss: cross-entropy
                train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 2}
                """.formatted(settings));
        Answer answer = recurve("check", file, "--store", folder.resolve("store"), "--data", folder);
        assertEquals(0, answer.code(), answer.err());
        return answer.out().lines().toList();
    }

    @Test
    void classesAreCountedSplitBySplit() throws IOException {
        List<String> lines =
                check("x,part,y\n1,train,a\n2,train,a\n3,train,b\n4,train,c\n5,test,a\n6,test,b\n7,test,c\n");
        assertTrue(lines.contains("class  train  test"), lines.toString());
        assertTrue(lines.contains("a          2     1"), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("warning")), lines.toString());
    }

    @Test
    void howExamplesAreDividedIsSaid() throws IOException {
        String rows = "x,y\n" + "1,a\n2,a\n3,a\n4,a\n5,b\n6,b\n7,b\n8,b\n";
        List<String> lines = check(rows, ", test: 0.25, validation: 0");
        assertTrue(lines.contains("a          3     1"), lines.toString());
        assertTrue(
                lines.contains("each split has its share of every class; stratify: false divides by chance alone"),
                lines.toString());
        assertTrue(
                check(rows, ", test: 0.25, validation: 0, stratify: false").stream()
                        .noneMatch(line -> line.startsWith("each split")),
                "by chance");
    }

    /** As where numbers are taken for classes. */
    @Test
    void classesTooSmallToBeDividedAreNotRefused() throws IOException {
        List<String> lines = check("x,y\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n7,g\n8,h\n", ", test: 0.25, validation: 0.25");
        assertTrue(lines.contains("examples: train 4, validation 2, test 2"), lines.toString());
        assertTrue(
                lines.contains(
                        "warning: classes have too few examples for each split to have its share of them: 4 examples were"
                                + " chosen by chance, some of classes of which none is left to train on; add examples, join small"
                                + " classes, or say answers: numbers if they are numbers"),
                lines.toString());
    }

    @Test
    void whatMakesAMeasureWorthLittleIsSaid() throws IOException {
        List<String> lines = check(
                "x,part,y\n1,train,a\n2,train,a\n3,train,b\n4,train,c\n1,test,a\n2,test,b\n3,validation,a\n8,train,b\n");
        String learnt = ", so it is either trained on or measured, never both; add examples, or leave it out";
        assertEquals(
                List.of(
                        "warning: the class c has one example alone" + learnt,
                        "warning: the class b has no example in the validation split; keep more examples for it",
                        "warning: 1 example of the validation split has the same input as one of another split (the first is"
                                + " number N, which is number N of train, counted from 0), so its results look"
                                + " better than they are; remove duplicates, or keep them in one split",
                        "warning: 2 examples of the test split have the same input as one of another split (the first is"
                                + " number N, which is number N of train, counted from 0), so its results look"
                                + " better than they are; remove duplicates, or keep them in one split"),
                lines.stream()
                        .filter(line -> line.startsWith("warning"))
                        .map(line -> line.replaceAll("number \\d", "number N"))
                        .toList());
    }

    /** One class in one fold of three, then two classes of one example each. */
    @Test
    void severalAreSpokenOfAsSeveral() throws IOException {
        String folds = ", validation: 0}}\nseeds: {count: 1, folds: 3}\n#";
        List<String> one = check("x,g,y\n1,p,a\n2,p,b\n3,q,a\n4,q,b\n5,r,a\n6,p,b\n7,p,b\n", ", group: g" + folds);
        assertTrue(one.stream().anyMatch(line -> line.matches(".* in the test of fold \\d, so .*")), one.toString());
        List<String> two = check("x,g,y\n1,p,a\n2,q,a\n3,r,a\n4,p,b\n5,q,c\n", ", group: g" + folds);
        assertTrue(
                two.stream().anyMatch(line -> line.matches(".* in the test of folds \\d, \\d, so .*")), two.toString());
        assertTrue(
                two.contains(
                        "warning: 2 classes (b, c) have one example each, so each is either trained on or measured,"
                                + " never both; add examples, or leave them out"),
                two.toString());
    }

    /** Twice in the test, once in each other split: both are counted, and the first place of the first split is named. */
    @Test
    void theFirstOfSeveralPlacesOfAnInputIsNamed() throws IOException {
        List<String> lines =
                check("x,part,y\n5,validation,a\n5,test,b\n7,train,b\n5,train,a\n5,test,a\n5,train,b\n9,test,b\n"
                        + "8,validation,b\n");
        assertEquals(
                List.of("1 example of the validation split has", "2 examples of the test split have"),
                lines.stream()
                        .filter(line -> line.contains("the same input"))
                        .map(line -> line.substring("warning: ".length(), line.indexOf(" the same input")))
                        .toList());
        assertEquals(
                2,
                lines.stream()
                        .filter(line -> line.matches(".*, which is number \\d of train, .*"))
                        .count());
    }

    @Test
    void whatClassesLookLikeMistakesIsSaid() throws IOException {
        List<String> one = check("x,y\n1,a\n2,a\n3,a\n", ", test: 1, validation: 0");
        assertTrue(one.contains("warning: there is one class, a, so there is nothing to tell apart"), one.toString());
        List<String> two = check("x,y\n1,yes\n2,Yes\n3,no\n4,no\n5,yes\n6,Yes\n", ", test: 0, validation: 0");
        assertTrue(
                two.contains(
                        "warning: the classes Yes and yes differ only in capital letters; if they are the same, write them alike"),
                two.toString());
    }

    /** Of two groups that hold class b, each is in one fold of three. */
    @Test
    void classesThatAFoldDoesNotTestAreWarnedOf() throws IOException {
        String folds = "}}\nseeds: {count: 1, folds: 3}\n#";
        List<String> each =
                check("x,g,y\n1,p,a\n2,p,b\n3,q,a\n4,q,b\n5,r,a\n6,r,a\n", ", group: g, validation: 0" + folds);
        assertEquals(
                1,
                each.stream()
                        .filter(
                                line -> line.matches(
                                        "warning: the class b has no example in the test of fold [123], so that"
                                                + " what is measured there says nothing of it; ask for fewer folds, or add examples"))
                        .count(),
                each.toString());
    }

    @Test
    void columnsWithoutAValueAreWarnedOf() throws IOException {
        String warning =
                "warning: the column without a name has no value in any row, and is an input like others; leave it"
                        + " out with leave-out: ['']";
        String rows = "x,y,\n1,a,\n2,b,\n3,a,\n4,b,\n";
        String settings = ", test: 0, validation: 0, missing: mean";
        assertTrue(check(rows, settings).contains(warning));
        assertFalse(check(rows, settings + ", leave-out: ['']").contains(warning));
        assertFalse(check("x,y,z\n1,a,\n2,b,\n3,a,5\n4,b,\n", settings).stream()
                .anyMatch(line -> line.contains("no value in any row")));
    }

    /** As pandas writes an index in front. */
    @Test
    void columnsThatCountTheRowsAreWarnedOf() throws IOException {
        String rows = IntStream.range(0, 12)
                .mapToObj(i -> i + "," + i * i + "," + "ab".charAt(i % 2) + "\n")
                .collect(Collectors.joining());
        String warning =
                "warning: the column without a name counts the rows, and is an input like others; if it says nothing,"
                        + " leave it out with leave-out: ['']";
        assertTrue(check(",x,y\n" + rows, "").contains(warning));
        assertFalse(check(",x,y\n" + rows, ", leave-out: ['']").contains(warning));
    }
}
