package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the mistakes that people make with files of their own, one after another, on those of OWN-DATA.md. */
class OwnDataMistakesTest {
    @TempDir
    Path folder;

    private OwnDataFiles files() throws IOException {
        OwnDataFiles files = new OwnDataFiles(folder);
        files.pages();
        return files;
    }

    /** Each in one message that says what, where, why, and what to do; the files are as they were before the next. */
    @Test
    void ofTables() throws IOException {
        files().table();
        setting(
                "flats",
                "file: flats.csv",
                "file: flat.csv",
                "flat.csv does not exist: it was looked for in the folder " + folder,
                "; the nearest name there is flats.csv",
                "name another folder to look in with --data");
        setting(
                "flats",
                "target: rent",
                "target: rents",
                "flats.csv has no column \"rents\"; its columns are house, city, ");
        setting("flats", "target: rent", "target: heating", "target and more-targets name a column of ", "twice");
        setting(
                "flats",
                "decimal: comma",
                "decimal: point",
                "if the comma stands before its decimal places, write decimal: comma");
        setting("flats", "missing: indicator", "missing: refuse", "flats.csv:2 column rooms: ", "missing: mean");
        setting(
                "flats",
                "one-hot: [city]",
                "one-hot: []",
                "flats.csv:2 column city: \"Bergen\" is not a finite number");
        setting("flats", "dates: [built]", "dates: [area]", "column built: \"1950-05-01\" is not a finite number");
        setting("flats", "group: house", "separator: bar", "flats.csv has no column ");
        setting("flats", "test: 0.2", "split: city", "split and group cannot be had together; remove one of them");
        setting("flats", "test: 0.2", "test: 0.95", "validation 0.1 and test 0.95 leave nothing to train on");
        setting("flats", "test.r2", "test.auc", "auc compares classes, but the target is numbers of shape 2");
        setting("flats", "batch: 16", "batch: 16, augment: [flip: both]", "flip", "train.augment");
        setting(
                "folds",
                "folds: 5",
                "folds: 90",
                "90 folds need at least as many groups, and there are 67; ask for fewer folds");
        said(
                "flats",
                "scale: standard",
                "scale: none",
                "warning: the input is far from mean 0 and standard deviation 1: column built");
        file(
                "flats.csv",
                text -> text + "17;Oslo;1962-05-01;3\n",
                "flats",
                "flats.csv:202 has 4 values, but the first line names 7");
        file(
                "flats.csv",
                text -> text + "\"17;Oslo\n",
                "flats",
                "flats.csv:202 opens a double quote that is never closed");
        file("flats.csv", _ -> "", "flats", "flats.csv is empty; the first line names the columns");
    }

    @Test
    void ofPictures() throws IOException {
        files().pictures();
        file(
                "labels.csv",
                text -> text + "40.png;across\n",
                "scans",
                "labels.csv:42 column scan: ",
                "40.png does not exist",
                "--data");
        file(
                "labels.csv",
                text -> text + "0.png;across\n",
                "scans",
                "labels.csv:42 column scan: line 2 names 0.png already");
        file("shown.csv", text -> "scan;label\n0.png;\n", "shown", "shown.csv column label: no row has a label");
        setting(
                "scans",
                "label-column: stripes",
                "label-column: kind",
                "labels.csv has no column \"kind\"; its columns are scan, stripes");
        setting(
                "scans",
                "size: [16, 16]",
                "size: [16]",
                "size [16] is no size of an image; write its height and width in pixels");
        setting(
                "scans",
                "colour: grey",
                "colour: as-found",
                "1.jpg has 3 channels (red, green, blue), but ",
                "colour: grey");
        setting(
                "scans",
                "colour: grey",
                "colour: grey\n    label-sign: bar",
                "label-columns and label-sign are about files with several");
        setting(
                "scans",
                "folder: scans",
                "folder: scan",
                "scan/0.png does not exist: it was looked for in the folder ",
                "does not exist either");
        setting(
                "shown",
                "loss: sigmoid-cross-entropy",
                "loss: squared-error",
                "takes a label to hold where its output is above 0");
        picture(
                "scans/0.png",
                whole -> Arrays.copyOf(whole, whole.length / 2),
                "0.png ends before its image does: it was cut off");
        picture(
                "scans/1.jpg",
                whole -> Arrays.copyOf(whole, whole.length / 2),
                "1.jpg ends before its image does: it was cut off");
        picture(
                "scans/0.png",
                _ -> "no picture".getBytes(StandardCharsets.UTF_8),
                "0.png is neither PNG nor JPEG nor TIFF nor WebP");
        byte[] first = Files.readAllBytes(folder.resolve("scans/0.png"));
        for (int i : new int[] {4, 6, 10, 12, 16, 18, 22}) { // some of them fall into other splits
            Files.write(folder.resolve("scans/" + i + ".png"), first);
        }
        said("scans", "", "", "the same input as one of another split");
    }

    @Test
    void ofMasks() throws IOException {
        files().cells();
        setting(
                "cells",
                "masks: cell-masks",
                "masks: cell-mask",
                "cell-mask does not exist: it was looked for in the folder ",
                "the nearest name there is cell-masks");
        setting(
                "cells",
                "[background, cell, fibre]",
                "[background, cell]",
                "has the value 2 in row ",
                "which stands for no class: the values of classes are 0 (background), 1 (cell); correct the mask");
        setting("cells", "mask-none: 255", "stratify: true", "has the value 255 in row ", "with mask-none");
        setting(
                "cells",
                "mask-none: 255",
                "mask-none: 255\n    stratify: true",
                "stratify gives each split its share of every class, but an example has several");
        setting(
                "cells",
                "{cross-entropy: {ignore: -1}}",
                "cross-entropy",
                "has the target -1.0 at place ",
                "or leave it out of loss and metrics with {cross-entropy: {ignore: -1}}");
        setting(
                "cells",
                "filters: 3, kernel: 1",
                "filters: 2, kernel: 1",
                "the data has 3 classes, but the last layer gives cross-entropy outputs for 2 only; give it 3 filters");
        setting(
                "cells",
                "filters: 3, kernel: 1",
                "filters: 3, kernel: 3",
                "[classes, height, width] with one a pixel; the output is 3×14×14, the target 16×16");
        Path mask = folder.resolve("cell-masks/7.png");
        Path other = folder.resolve("cell-masks/7-mask.png");
        Files.move(mask, other);
        refused(
                "cells",
                Files.readString(folder.resolve("cells.yaml")),
                "the picture 7.png has no mask: ",
                "cell-masks/7.png does not exist",
                "the nearest name there is");
        Files.move(other, mask);
        Files.copy(folder.resolve("other-cell.png"), mask, StandardCopyOption.REPLACE_EXISTING);
        refused("cells", Files.readString(folder.resolve("cells.yaml")), "7.png has the value ");
    }

    @Test
    void ofSounds() throws IOException {
        files().sounds();
        wav(
                "calls/low/0.wav",
                OwnDataFiles.wav(1, 12, (short) 1, (short) 2),
                "0.wav has whole numbers of 12 bits, and whole numbers of 8, 16, 24 or 32 bits and floats are read; convert");
        wav(
                "calls/low/0.wav",
                OwnDataFiles.wav(1, 16, (short) 1, (short) 2),
                "0.wav has 2 samples, fewer than a frame of 64; lower window, let seconds fill it");
        wav("calls/low/0.wav", Arrays.copyOf(OwnDataFiles.wav(1, 16, new short[200]), 100), "0.wav");
        wav(
                "calls/low/notes.txt",
                new byte[] {'x'},
                "notes.txt is not a file that ends in .wav; take it out of the class's folder");
        setting(
                "calls",
                "folder: calls",
                "folder: call",
                "call does not exist: it was looked for in the folder ",
                "the nearest name there is calls");
        setting("calls", "window: 64", "window: 60", "window 60 is no power of 2; write 32 or 64");
        setting("calls", "window: 64", "window: 64, seconds: -1", "seconds -1.0 is no length of a sound");
        Files.createDirectory(folder.resolve("calls/owl"));
        refused(
                "calls",
                Files.readString(folder.resolve("calls.yaml")),
                "the class folder ",
                "calls/owl is empty; fill it with examples, or delete it");
        Files.copy(folder.resolve("calls/low/1.wav"), folder.resolve("calls/owl/one.wav"));
        said(
                "calls",
                "dense: 3",
                "dense: 4",
                "the class owl has one example alone, so it is either trained on or measured, never both");
    }

    @Test
    void ofTexts() throws IOException {
        files().mails();
        setting(
                "mails",
                "folder: mails.csv",
                "folder: mail.csv",
                "mail.csv does not exist: it was looked for in the folder ",
                "the nearest name there is mails.csv");
        setting("mails", "steps: 20", "steps: 20, tokens: blanks", "tokens and tokenizer both say how texts are cut");
        setting("mails", "byte-pairs", "{byte-pairs: characters}", "characters have no parts; write words or blanks");
        setting(
                "mails",
                "steps: 20",
                "steps: 20, text-column: body",
                "mails.csv has no column \"body\"; its columns are text, label");
        file("mails.csv", text -> text + "nothing;\n", "mails", "mails.csv:82 column label: there is no value");
        file("mails.csv", text -> text + "  ;spam\n", "mails", "mails.csv:82 column text: there is no value");
        setting(
                "mails",
                "steps: 20",
                "steps: 20, fold: {number: 6, of: 5}",
                "there is no fold 6 of 5; they are counted from 1");
    }

    /** Tries a study with another setting, which is refused. */
    private void setting(String study, String from, String to, String... why) throws IOException {
        refused(study, changed(study, from, to), why);
    }

    private String changed(String study, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(study + ".yaml"));
        assertTrue(text.contains(from), text);
        return text.replace(from, to);
    }

    /** Tries a study with another setting, of which something is said. */
    private void said(String study, String from, String to, String what) throws IOException {
        Files.writeString(folder.resolve("tried.yaml"), changed(study, from, to));
        OwnDataFiles.Said answer = new OwnDataFiles(folder).recurve("recurve check tried.yaml");
        assertEquals(0, answer.code(), answer.err());
        assertTrue((answer.out() + answer.err()).contains(what), answer.out() + answer.err());
    }

    /** Tries a study where a file has another text. */
    private void file(String name, UnaryOperator<String> text, String study, String... why) throws IOException {
        Path file = folder.resolve(name);
        String whole = Files.readString(file);
        Files.writeString(file, text.apply(whole));
        refused(study, Files.readString(folder.resolve(study + ".yaml")), why);
        Files.writeString(file, whole);
    }

    private void picture(String name, UnaryOperator<byte[]> bytes, String why) throws IOException {
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, bytes.apply(whole));
        refused("scans", Files.readString(folder.resolve("scans.yaml")), why);
        Files.write(file, whole);
    }

    private void wav(String name, byte[] bytes, String why) throws IOException {
        Path file = folder.resolve(name);
        Optional<byte[]> before = Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        Files.write(file, bytes);
        refused("calls", Files.readString(folder.resolve("calls.yaml")), why);
        Files.delete(file);
        if (before.isPresent()) {
            Files.write(file, before.get());
        }
    }

    private void refused(String study, String text, String... why) throws IOException {
        Files.writeString(folder.resolve("tried.yaml"), text);
        OwnDataFiles.Said answer = new OwnDataFiles(folder).recurve("recurve check tried.yaml");
        assertEquals(2, answer.code(), study + "\n" + answer.out());
        for (String part : why) {
            assertTrue(answer.err().contains(part), part + "\n" + answer.err());
        }
    }
}
