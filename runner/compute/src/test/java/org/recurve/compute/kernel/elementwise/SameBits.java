package org.recurve.compute.kernel.elementwise;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.HardwareFeatures;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.runtime.KernelSet;

/** Prints digests of many chains and reductions: the same on every machine and Java VM, whatever its options. */
final class SameBits {
    private static final int STRIDE = 65_537;

    private SameBits() {}

    static String digest() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 60; round++) {
            chain(RandomExpression.drawFirst(random, 2), random, digest);
        }
        SumKernel sumKernel = SumKernel.of(HardwareFeatures.here());
        float[] a = Floats.ordinary(random, 50_000);
        digest.update(bytes(sumKernel.dot(a, 1, a, 0, a.length - 1)));
        digest.update(bytes(sumKernel.sum(a, 0, a.length)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of chains that have become one loop, where this Java VM makes loops of them. */
    static String loops() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(10);
        Way way = HardwareFeatures.here().vector() ? Way.LOOP : Way.SCALAR;
        for (int round = 0; round < 60; round++) {
            FusedExpression expression = RandomExpression.drawShort(random, 2, random.nextInt(2, 33));
            chain(way.kernel(expression), random, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of chains of functions up to log1p and expm1. */
    static String second() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 60; round++) {
            chain(RandomExpression.drawSecond(random, 2), random, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of erf of many floats, and of chains of functions up to it. */
    static String all() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(erf());
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 60; round++) {
            chain(RandomExpression.drawThird(random, 2), random, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of matrix products of sizes that fit no tile. */
    static String products() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(13);
        for (int round = 0; round < 60; round++) {
            MatrixProductSpec spec = MatrixProductSpec.of(
                    random.nextInt(1, 4), random.nextInt(1, 10), random.nextInt(1, 40), random.nextInt(1, 10));
            float[] x = Floats.array(random, spec.leftSize() * BlockLayout.LANES);
            float[] y = Floats.array(random, spec.rightSize() * BlockLayout.LANES);
            float[] z = new float[spec.resultSize() * BlockLayout.LANES];
            KernelSet.here().product().multiply(spec, x, 0, y, 0, z, 0, WorkShare.ALL, BlockLayout.LANES);
            for (int bits : Floats.bits(z)) {
                digest.update(ByteBuffer.allocate(4).putInt(bits).array());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of every 65,537th float. */
    private static byte[] erf() {
        int floats = (int) ((1L << 32) / STRIDE);
        float[] x = new float[floats];
        for (int i = 0; i < floats; i++) {
            x[i] = Float.intBitsToFloat(i * STRIDE);
        }
        float[] y = new float[floats];
        ChunkKernel.of(HardwareFeatures.here()).apply(ElementwiseFunction.ERF, x, 0, x, 0, x, 0, y, 0, floats);
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * floats);
        for (int bits : Floats.bits(y)) {
            bytes.putInt(bits);
        }
        return bytes.array();
    }

    private static void chain(FusedExpression expression, SplittableRandom random, MessageDigest digest) {
        chain(FusedKernel.of(expression, HardwareFeatures.here()), random, digest);
    }

    private static void chain(FusedKernel kernel, SplittableRandom random, MessageDigest digest) {
        FusedExpression expression = kernel.chain();
        float[][] spaces = new float[2 + expression.outputs().size()][1500];
        spaces[0] = Floats.array(random, 1500);
        spaces[1] = Floats.array(random, 1500);
        RowOperand[] operands = IntStream.range(0, spaces.length)
                .mapToObj(space -> RowOperand.shared(space, 0))
                .toArray(RowOperand[]::new);
        RowOperand[] inputs = {operands[0], operands[1]};
        RowOperand[] outputs =
                IntStream.range(2, spaces.length).mapToObj(o -> operands[o]).toArray(RowOperand[]::new);
        kernel.flat(inputs, outputs, spaces, kernel.scratch(), 0, 1500);
        for (float[] space : spaces) {
            for (int bits : Floats.bits(space)) {
                digest.update(ByteBuffer.allocate(4).putInt(bits).array());
            }
        }
    }

    private static byte[] bytes(double number) {
        return ByteBuffer.allocate(8).putDouble(number).array();
    }

    public static void main(String[] none) throws NoSuchAlgorithmException {
        System.out.println(digest());
        System.out.println(loops());
        System.out.println(second());
        System.out.println(all());
        System.out.println(products());
    }
}
