package org.recurve.compute.kernel.elementwise;

import static java.lang.constant.ConstantDescs.CD_float;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes a function of vectors, in the operations of {@link VectorChunkKernel}; the result stays on the stack. */
record FunctionEmitter(CodeBuilder code) {
    static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");
    static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc ANY_VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    private static final ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
    private static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");
    private static final ClassDesc TEST = OPERATORS.nested("Test");
    private static final ClassDesc LOOPS =
            VectorChunkKernel.class.describeConstable().orElseThrow();

    /** @param vectors the local variable of each register */
    void write(FusedExpression.ExpressionStep step, int[] vectors) {
        int arity = step.function().arity();
        int a = vectors[step.a()];
        int b = arity > 1 ? vectors[step.b()] : a;
        int c = arity > 2 ? vectors[step.c()] : a;
        switch (step.function()) {
            case NEGATE -> of("neg", a);
            case ABS -> of("abs", a);
            case SQRT -> of("sqrt", a);
            case SQUARE -> of("mul", a, a);
            case ADD -> of("add", a, b);
            case SUBTRACT -> of("sub", a, b);
            case MULTIPLY -> of("mul", a, b);
            case DIVIDE -> of("div", a, b);
            case SIGN -> {
                code.aload(a);
                blend(-1, () -> compareWithZero(a, "LT"));
                blend(1, () -> compareWithZero(a, "GT"));
            }
            case RELU -> {
                code.aload(a);
                blend(0, () -> compareWithZero(a, "LE"));
            }
            case STEP -> oneWhere(() -> compareWithZero(a, "GT"));
            case GREATER -> oneWhere(() -> compare(a, "GT", b));
            case EQUAL -> oneWhere(() -> compare(a, "EQ", b));
            case MAX -> extreme(a, "GE", b);
            case MIN -> extreme(a, "LE", b);
            case CHOOSE -> {
                code.aload(b).aload(c);
                compareWithZero(a, "EQ");
                blend();
            }
            case PRODUCT_PLUS -> {
                of("mul", a, b);
                code.aload(c);
                with("add");
            }
            case MINUS_PRODUCT -> {
                code.aload(c);
                of("mul", a, b);
                with("sub");
            }
            case EXP, LOG, LOG1P, EXPM1, TANH, SIGMOID, ERF ->
                throw new IllegalArgumentException(step + " has a loop of its own");
        }
    }

    /** A vector's method of one or two operands. */
    private void of(String method, int a, int... b) {
        code.aload(a);
        for (int operand : b) {
            code.aload(operand);
        }
        if (b.length == 0) {
            code.invokevirtual(VECTOR, method, MethodTypeDesc.of(VECTOR));
        } else {
            with(method);
        }
    }

    /** A method of the vector below with the one on top. */
    private void with(String method) {
        code.invokevirtual(VECTOR, method, MethodTypeDesc.of(VECTOR, ANY_VECTOR));
    }

    private void oneWhere(Runnable mask) {
        code.getstatic(LOOPS, "SPECIES", SPECIES).invokestatic(VECTOR, "zero", MethodTypeDesc.of(VECTOR, SPECIES));
        blend(1, mask);
    }

    /** The first of equals, and NaN before everything. */
    private void extreme(int a, String comparison, int b) {
        code.aload(b).aload(a);
        compare(a, comparison, b);
        blend();
        code.aload(a).aload(a).getstatic(OPERATORS, "IS_NAN", TEST);
        code.invokevirtual(VECTOR, "test", MethodTypeDesc.of(MASK, TEST));
        blend();
    }

    /** The number where the mask is set, elsewhere the vector below. */
    private void blend(float number, Runnable mask) {
        code.loadConstant(number);
        mask.run();
        code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, CD_float, MASK));
    }

    /** The vector below the mask where it is set, elsewhere the one below that. */
    private void blend() {
        code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY_VECTOR, MASK));
    }

    private void compare(int a, String comparison, int b) {
        code.aload(a).getstatic(OPERATORS, comparison, COMPARISON).aload(b);
        code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY_VECTOR));
    }

    private void compareWithZero(int a, String comparison) {
        code.aload(a).getstatic(OPERATORS, comparison, COMPARISON).fconst_0();
        code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, CD_float));
    }
}
