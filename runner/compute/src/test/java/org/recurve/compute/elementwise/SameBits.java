package org.recurve.compute.elementwise;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Prints digests of many chains and reductions: the same on every machine and Java VM, whatever its options. */
final class SameBits {
    private static final int STRIDE = 65_537;

    private SameBits() {}

    static String digest() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 60; round++) {
            chain(RandomChain.drawFirst(random, 2), random, digest);
        }
        Reductions reductions = Reductions.of(Hardware.here());
        float[] a = Floats.ordinary(random, 50_000);
        digest.update(bytes(reductions.dot(a, 1, a, 0, a.length - 1)));
        digest.update(bytes(reductions.sum(a, 0, a.length)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of chains that have become one loop, where this Java VM makes loops of them. */
    static String loops() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(10);
        Way way = Hardware.here().vector() ? Way.LOOP : Way.SCALAR;
        for (int round = 0; round < 60; round++) {
            Chain chain = RandomChain.drawShort(random, 2, random.nextInt(2, 33));
            chain(way.kernel(chain), random, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of chains of functions up to log1p and expm1. */
    static String second() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 60; round++) {
            chain(RandomChain.drawSecond(random, 2), random, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of erf of many floats, and of chains of functions up to it. */
    static String all() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(erf());
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 60; round++) {
            chain(RandomChain.drawThird(random, 2), random, digest);
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
        Loops.of(Hardware.here()).apply(Function.ERF, x, 0, x, 0, x, 0, y, 0, floats);
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * floats);
        for (int bits : Floats.bits(y)) {
            bytes.putInt(bits);
        }
        return bytes.array();
    }

    private static void chain(Chain chain, SplittableRandom random, MessageDigest digest) {
        chain(ChainKernel.of(chain, Hardware.here()), random, digest);
    }

    private static void chain(ChainKernel kernel, SplittableRandom random, MessageDigest digest) {
        Chain chain = kernel.chain();
        float[][] spaces = new float[2 + chain.outputs().size()][1500];
        spaces[0] = Floats.array(random, 1500);
        spaces[1] = Floats.array(random, 1500);
        Operand[] operands = IntStream.range(0, spaces.length)
                .mapToObj(space -> Operand.shared(space, 0))
                .toArray(Operand[]::new);
        Operand[] inputs = {operands[0], operands[1]};
        Operand[] outputs =
                IntStream.range(2, spaces.length).mapToObj(o -> operands[o]).toArray(Operand[]::new);
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
    }
}
