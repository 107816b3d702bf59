package org.recurve.compute.kernel.elementwise;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.stream.IntStream;

/**
 * Writes the class of a form's loop.
 *
 * <p>Vectors stay in registers only within a method that is compiled as a whole, so no loop that is written by hand can
 * serve chains that are not known before: each form has a method of its own. The class calls the methods of vectors
 * alone, which compilers take in whatever the size of the loop; of other methods they would leave some outside.
 */
final class FusedLoopCompiler {
    private static final ClassDesc LOOPS =
            VectorChunkKernel.class.describeConstable().orElseThrow();
    private static final ClassDesc INTERFACE =
            FusedLoop.class.describeConstable().orElseThrow();
    private static final ClassDesc NAME = ClassDesc.of(LOOPS.packageName(), "WrittenLoop");
    private static final ClassDesc FLOATS = CD_float.arrayType();
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(CD_void, FLOATS.arrayType(), CD_int.arrayType(), CD_int);
    private static final int ARRAYS = 1;
    private static final int OFFSETS = 2;
    private static final int N = 3;

    private final ExpressionShape shape;
    private final CodeBuilder code;
    private final int[] arrays;
    private final int[] offsets;
    private final int[] vectors;
    private final int i;

    private FusedLoopCompiler(ExpressionShape shape, CodeBuilder code) {
        this.shape = shape;
        this.code = code;
        this.arrays =
                locals(TypeKind.REFERENCE, shape.registers() + shape.outputs().size());
        this.offsets = locals(TypeKind.INT, arrays.length);
        this.vectors = locals(TypeKind.REFERENCE, shape.registers());
        this.i = code.allocateLocal(TypeKind.INT);
    }

    /** Returns the form's loop; for a VM with the vector module only. */
    static FusedLoop loop(ExpressionShape shape) {
        byte[] bytes = ClassFile.of()
                .build(
                        NAME,
                        type -> type.withFlags(ClassFile.ACC_FINAL)
                                .withInterfaceSymbols(INTERFACE)
                                .withMethodBody(INIT_NAME, MTD_void, 0, FusedLoopCompiler::writeConstructor)
                                .withMethodBody(
                                        "run",
                                        RUN,
                                        ClassFile.ACC_PUBLIC,
                                        code -> new FusedLoopCompiler(shape, code).write()));
        try {
            MethodHandles.Lookup type = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (FusedLoop) type.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the loop of " + shape + " could not be loaded", impossible);
        }
    }

    private static void writeConstructor(CodeBuilder code) {
        code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_();
    }

    private int[] locals(TypeKind kind, int count) {
        return IntStream.range(0, count).map(each -> code.allocateLocal(kind)).toArray();
    }

    private void write() {
        bind(0, shape.firstStep());
        bind(shape.registers(), arrays.length);
        for (int constant = shape.streams(); constant < shape.firstStep(); constant++) {
            load(constant, () -> {});
        }
        Label body = code.newLabel();
        Label test = code.newLabel();
        code.iconst_0().istore(i).goto_(test).labelBinding(body);
        body();
        code.iinc(i, VectorChunkKernel.SPECIES.length()).labelBinding(test);
        code.iload(i).iload(N).if_icmplt(body).return_();
    }

    private void bind(int from, int to) {
        for (int k = from; k < to; k++) {
            code.aload(ARRAYS).loadConstant(k).aaload().astore(arrays[k]);
            code.aload(OFFSETS).loadConstant(k).iaload().istore(offsets[k]);
        }
    }

    private void body() {
        for (int input = 0; input < shape.streams(); input++) {
            load(input, () -> code.iload(i).iadd());
        }
        FunctionEmitter functions = new FunctionEmitter(code);
        int result = shape.firstStep();
        for (FusedExpression.ExpressionStep step : shape.steps()) {
            functions.write(step, vectors);
            code.astore(vectors[result++]);
        }
        int output = shape.registers();
        for (int register : shape.outputs()) {
            code.aload(vectors[register]);
            place(output++).iload(i).iadd();
            code.invokevirtual(FunctionEmitter.VECTOR, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int));
        }
    }

    /** @param advance adds what has been done to the offset */
    private void load(int register, Runnable advance) {
        code.getstatic(LOOPS, "SPECIES", FunctionEmitter.SPECIES);
        place(register);
        advance.run();
        MethodTypeDesc type = MethodTypeDesc.of(FunctionEmitter.VECTOR, FunctionEmitter.SPECIES, FLOATS, CD_int);
        code.invokestatic(FunctionEmitter.VECTOR, "fromArray", type).astore(vectors[register]);
    }

    private CodeBuilder place(int k) {
        return code.aload(arrays[k]).iload(offsets[k]);
    }
}
