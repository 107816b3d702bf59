package org.recurve.storage.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.weights.KeptTensor.TensorRole;

class WeightStoreTest {
    private static final String TRIAL = "sha256:" + "a".repeat(64);
    private static final String RESULT = "sha256:" + "b".repeat(64);

    @TempDir
    Path store;

    private WeightStore weights;
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        weights = WeightStore.of(store);
        folder = trial("a");
    }

    private Path trial(String digit) throws IOException {
        Path trial = store.resolve("trials").resolve(digit.repeat(64));
        Files.createDirectories(trial);
        return trial;
    }

    private static LearntTensor tensor(String name, float first, int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.size()];
        Arrays.fill(values, 0.1f);
        values[0] = first;
        return new LearntTensor(TensorRole.PARAMETER, new Tensor(name, shape, values));
    }

    private static LearntModel model(LearntTensor... tensors) {
        return new LearntModel(
                TRIAL,
                RESULT,
                3,
                List.of(tensors),
                List.of(new Field(Field.INPUT, Shape.of(2), List.of("ä", "b"))),
                Optional.of(new InputForm.Columns(List.of("x", "y"))));
    }

    private void keepLarge() {
        weights.write(folder, model(tensor("conv1.w", 2, 40, 50), tensor("conv1.b", 7, 40)));
    }

    private Path large() {
        return weights.shared(folder).getFirst();
    }

    private String damage() {
        return assertThrows(DamagedWeights.class, () -> weights.read(folder)).sentence();
    }

    @Test
    void everyBitComesBack() {
        float[] awkward = {-0.0f, Float.NaN, Float.intBitsToFloat(0x7fc00123), Float.MIN_VALUE, Float.NEGATIVE_INFINITY
        };
        LearntTensor odd = new LearntTensor(TensorRole.BUFFER, new Tensor("norm1.mean", Shape.of(5), awkward));
        weights.write(folder, model(tensor("conv1.w", 2, 40, 50), odd));
        LearntModel back = weights.read(folder).orElseThrow();
        assertEquals(2000, back.tensors().getFirst().tensor().values().length);
        assertEquals(2f, back.tensors().getFirst().tensor().values()[0]);
        float[] bits = back.tensors().getLast().tensor().values();
        for (int i = 0; i < awkward.length; i++) {
            assertEquals(Float.floatToRawIntBits(awkward[i]), Float.floatToRawIntBits(bits[i]));
        }
        assertEquals(TensorRole.BUFFER, back.tensors().getLast().role());
        assertEquals(List.of("ä", "b"), back.fields().getFirst().classes());
        assertEquals(Optional.of(new InputForm.Columns(List.of("x", "y"))), back.form());
        assertEquals(3, back.epoch());
    }

    @Test
    void aTensorIsNamedByTheDigestOfItsLittleEndianNumbers() throws IOException, NoSuchAlgorithmException {
        keepLarge();
        byte[] bytes = Files.readAllBytes(large());
        assertEquals(8000, bytes.length);
        assertEquals(2f, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat());
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
                large().getFileName().toString());
    }

    @Test
    void equalTensorsOfTwoTrialsAreOneFile() throws IOException {
        keepLarge();
        Path other = trial("c");
        weights.write(other, model(tensor("frozen.w", 2, 2000), tensor("dense1.w", 3, 2000)));
        assertEquals(2, Files.list(store.resolve("tensors")).count());
        assertEquals(
                8000L * 3 + 160,
                weights.list(folder).orElseThrow().bytes()
                        + weights.list(other).orElseThrow().bytes());
    }

    @Test
    void equalWeightsHaveOneDigestWhateverTheTrial() {
        String digest = model(tensor("w", 1, 3)).list().digest();
        LearntModel other = new LearntModel(
                "sha256:" + "c".repeat(64), RESULT, 9, List.of(tensor("w", 1, 3)), List.of(), Optional.empty());
        assertEquals(digest, other.list().digest());
        assertFalse(digest.equals(model(tensor("w", 1, 3, 1)).list().digest()), "another shape");
        assertFalse(digest.equals(model(tensor("v", 1, 3)).list().digest()), "another name");
        assertFalse(digest.equals(model(tensor("w", 2, 3)).list().digest()), "another number");
    }

    @Test
    void aMissingTensorIsNamed() throws IOException {
        keepLarge();
        Files.delete(large());
        assertTrue(damage().endsWith("the numbers of conv1.w are missing"), damage());
    }

    @Test
    void aTensorThatIsALinkIsNotRead() throws IOException {
        keepLarge();
        Path elsewhere = Files.move(large(), store.resolve("elsewhere"));
        Files.createSymbolicLink(large(), elsewhere);
        assertTrue(damage().endsWith("the numbers of conv1.w are missing"), damage());
    }

    @Test
    void aTruncatedTensorSaysBothSizes() throws IOException {
        keepLarge();
        Files.write(large(), Arrays.copyOf(Files.readAllBytes(large()), 4000));
        assertTrue(damage().endsWith("it has 4000 bytes, but conv1.w of shape 40×50 has 8000"), damage());
    }

    @Test
    void aChangedNumberIsNoticedAndMendedByTheNextTrialThatHasIt() throws IOException {
        keepLarge();
        byte[] bytes = Files.readAllBytes(large());
        bytes[5] ^= 1;
        Files.write(large(), bytes);
        assertTrue(damage().endsWith("its bytes have another SHA-256 than its name says"), damage());
        keepLarge();
        assertEquals(2, weights.read(folder).orElseThrow().tensors().size());
    }

    @Test
    void anyDamageOfTheListIsNoticed() throws IOException {
        keepLarge();
        Path list = StoreLayout.weights(folder);
        byte[] whole = Files.readAllBytes(list);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(list, damaged);
            assertThrows(DamagedWeights.class, () -> weights.list(folder), "byte " + at);
        }
        for (int length = 0; length < whole.length; length++) {
            Files.write(list, Arrays.copyOf(whole, length));
            assertThrows(DamagedWeights.class, () -> weights.list(folder), length + " bytes");
        }
    }

    @Test
    void aListOfAnotherTrialOrCourseIsRefused() {
        keepLarge();
        assertEquals(
                2, weights.list(folder, TRIAL, RESULT).orElseThrow().tensors().size());
        assertThrows(DamagedWeights.class, () -> weights.list(folder, TRIAL, "sha256:" + "d".repeat(64)));
        assertThrows(DamagedWeights.class, () -> weights.list(folder, "sha256:" + "d".repeat(64), RESULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../w", "a/../../w", "/etc/w", "a\\w", "a\nw", "a//w", ".", "a/.", "w\u202e"})
    void namesThatLeadElsewhereAreRefused(String name) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new KeptTensor(name, TensorRole.PARAMETER, Shape.of(1), "a".repeat(64)));
    }

    @Test
    void aListThatNamesATensorTwiceIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> model(tensor("w", 1, 2), tensor("w", 2, 2)).list());
    }

    @Test
    void aListIsWrittenOnlyBehindItsTensors() {
        AppendChannel.ChannelOpener full = file -> {
            if (file.getFileName().toString().startsWith("weights")) {
                throw new IOException("No space left on device");
            }
            return AppendChannel.ChannelOpener.FILES.open(file);
        };
        assertThrows(
                RuntimeException.class,
                () -> new WeightStore(store, full).write(folder, model(tensor("conv1.w", 2, 2000))));
        assertEquals(Optional.empty(), weights.list(folder));
        assertEquals(1, weights.unused(Set.of()).files().size(), "the tensor is there, and nobody's");
    }

    @Test
    void tensorsOfNoTrialAreFoundAndDeleted() throws IOException {
        keepLarge();
        weights.write(trial("c"), model(tensor("conv1.w", 2, 40, 50), tensor("dense1.w", 3, 2000)));
        assertEquals(List.of(), weights.unused(Set.of()).files());
        assertEquals(1, weights.unused(Set.of(trial("c"))).files().size(), "conv1.w is also the other trial's");
        Files.delete(StoreLayout.weights(trial("c")));
        weights.deleteUnused();
        assertEquals(List.of(large()), Files.list(store.resolve("tensors")).toList());
        assertTrue(weights.read(folder).isPresent());
    }

    @Test
    void nothingIsUnusedAsLongAsAListCannotBeRead() throws IOException {
        keepLarge();
        Path list = StoreLayout.weights(folder);
        Files.write(list, new byte[100]);
        assertEquals(List.of(), weights.unused(Set.of()).files());
        assertEquals(1, weights.unused(Set.of()).damaged().size());
        weights.deleteUnused();
        assertEquals(1, Files.list(store.resolve("tensors")).count());
        assertEquals(1, weights.unused(Set.of(folder)).files().size(), "unless that trial goes");
    }

    @Test
    void whatIsBroughtIsCheckedNumberByNumber(@TempDir Path there) throws IOException {
        keepLarge();
        Path staged = Files.createDirectories(there.resolve("staged"));
        WeightStore other = WeightStore.of(there);
        other.bring(folder, store, staged, TRIAL, RESULT);
        assertArrayEquals(
                weights.read(folder).orElseThrow().tensors().getFirst().tensor().values(),
                other.read(staged).orElseThrow().tensors().getFirst().tensor().values());
        byte[] bytes = Files.readAllBytes(large());
        bytes[9] ^= 1;
        Files.write(large(), bytes);
        Path again = Files.createDirectories(there.resolve("again"));
        assertThrows(DamagedWeights.class, () -> other.bring(folder, store, again, TRIAL, RESULT));
        assertThrows(DamagedWeights.class, () -> other.bring(folder, store, again, RESULT, RESULT));
    }

    @Test
    void aHugeListIsNotRead() throws IOException {
        try (var file = new java.io.RandomAccessFile(StoreLayout.weights(folder).toFile(), "rw")) {
            file.setLength((1L << 28) + 1);
        }
        assertTrue(damage().contains("more than any list of tensors"), damage());
    }

    @Test
    void aListThatPromisesMoreThanTheFileHoldsIsRefused() {
        new WeightFile(
                        new WeightList(
                                TRIAL,
                                RESULT,
                                1,
                                List.of(new KeptTensor("w", TensorRole.PARAMETER, Shape.of(9), "a".repeat(64))),
                                List.of(),
                                Optional.empty()),
                        Map.of())
                .write(StoreLayout.weights(folder), AppendChannel.ChannelOpener.FILES);
        assertTrue(damage().endsWith("it ends before its tensors do"), damage());
    }
}
