package org.recurve.app.code;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConstantInstruction.ArgumentConstantInstruction;
import java.lang.classfile.instruction.ConstantInstruction.IntrinsicConstantInstruction;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.engine.identity.Sha256Digest;

/**
 * Writes the instructions of a method by what they do: places are counted in instructions, constants are given by value, and
 * the long forms that a large constant pool or method needs are those of the short ones.
 */
final class MethodCodeReader {
    private final ClassReferences references;
    private final Sha256Digest digest;
    private final ConstantArguments arguments = new ConstantArguments();
    private final Map<Label, Integer> places = new HashMap<>();

    MethodCodeReader(ClassReferences references, Sha256Digest digest) {
        this.references = references;
        this.digest = digest;
    }

    void read(CodeModel code) {
        List<CodeElement> elements = code.elementList();
        int place = 0;
        for (CodeElement element : elements) {
            if (element instanceof LabelTarget target) {
                places.put(target.label(), place);
            } else if (element instanceof Instruction) {
                place++;
            }
        }
        Set<Label> targets =
                elements.stream().flatMap(MethodCodeReader::targets).collect(Collectors.toSet());
        for (CodeElement element : elements) {
            if (element instanceof ExceptionCatch caught) {
                handler(caught);
            } else if (element instanceof LabelTarget target && targets.contains(target.label())) {
                arguments.clear();
            } else if (element instanceof Instruction instruction) {
                write(instruction);
                arguments.add(instruction);
            }
        }
    }

    /** Returns where the method goes on from an element other than the next one. */
    private static Stream<Label> targets(CodeElement element) {
        return switch (element) {
            case BranchInstruction it -> Stream.of(it.target());
            case TableSwitchInstruction it -> Stream.concat(Stream.of(it.defaultTarget()), labels(it.cases()));
            case LookupSwitchInstruction it -> Stream.concat(Stream.of(it.defaultTarget()), labels(it.cases()));
            case DiscontinuedInstruction.JsrInstruction it -> Stream.of(it.target());
            case ExceptionCatch it -> Stream.of(it.handler());
            default -> Stream.empty(); // goes on with the next, or nowhere
        };
    }

    private static Stream<Label> labels(List<SwitchCase> cases) {
        return cases.stream().map(SwitchCase::target);
    }

    private int place(Label label) {
        return places.getOrDefault(label, -1);
    }

    private void handler(ExceptionCatch caught) {
        digest.add("catch")
                .add(place(caught.tryStart()))
                .add(place(caught.tryEnd()))
                .add(place(caught.handler()));
        caught.catchType().ifPresent(type -> references.type(type, digest));
    }

    private void write(Instruction instruction) {
        switch (instruction) {
            case ConstantInstruction it -> constant(it);
            case LoadInstruction it ->
                digest.add("load").add(it.typeKind().name()).add(it.slot());
            case StoreInstruction it ->
                digest.add("store").add(it.typeKind().name()).add(it.slot());
            case IncrementInstruction it ->
                digest.add("increment").add(it.slot()).add(it.constant());
            case BranchInstruction it ->
                digest.add(
                                it.opcode() == Opcode.GOTO_W
                                        ? Opcode.GOTO.name()
                                        : it.opcode().name())
                        .add(place(it.target()));
            case TableSwitchInstruction it -> cases(it.defaultTarget(), it.cases());
            case LookupSwitchInstruction it -> cases(it.defaultTarget(), it.cases());
            case FieldInstruction it -> references.member(it.field(), named(it));
            case InvokeInstruction it -> call(it);
            case InvokeDynamicInstruction it -> {
                named(it).add(it.name().stringValue());
                references.types(it.type().stringValue(), digest);
                references.handle(it.invokedynamic().bootstrap().bootstrapMethod(), digest);
                digest.add(it.invokedynamic().bootstrap().arguments().size());
                it.invokedynamic().bootstrap().arguments().forEach(each -> references.constant(each, digest));
            }
            case NewObjectInstruction it -> references.type(it.className(), named(it));
            case NewReferenceArrayInstruction it -> references.type(it.componentType(), named(it));
            case NewMultiArrayInstruction it ->
                references.type(it.arrayType(), named(it).add(it.dimensions()));
            case NewPrimitiveArrayInstruction it -> named(it).add(it.typeKind().name());
            case TypeCheckInstruction it -> references.type(it.type(), named(it));
            case DiscontinuedInstruction.JsrInstruction it -> digest.add("jsr").add(place(it.target()));
            case DiscontinuedInstruction.RetInstruction it -> digest.add("ret").add(it.slot());
            case ArrayLoadInstruction it -> named(it);
            case ArrayStoreInstruction it -> named(it);
            case ConvertInstruction it -> named(it);
            case MonitorInstruction it -> named(it);
            case NopInstruction it -> named(it);
            case OperatorInstruction it -> named(it);
            case ReturnInstruction it -> named(it);
            case StackInstruction it -> named(it);
            case ThrowInstruction it -> named(it);
        }
    }

    private Sha256Digest named(Instruction instruction) {
        return digest.add(instruction.opcode().name());
    }

    private void cases(Label otherwise, List<SwitchCase> cases) {
        digest.add("switch").add(place(otherwise)).add(cases.size());
        cases.forEach(each -> digest.add(each.caseValue()).add(place(each.target())));
    }

    private void constant(ConstantInstruction instruction) {
        switch (instruction) {
            case IntrinsicConstantInstruction it -> named(it);
            case ArgumentConstantInstruction it -> named(it).add(it.constantValue());
            case LoadConstantInstruction it -> references.constant(it.constantEntry(), digest.add("constant"));
        }
    }

    private void call(InvokeInstruction call) {
        references.member(call.method(), named(call));
        String owner = call.owner().asInternalName();
        String method = call.name().stringValue();
        String descriptor = call.type().stringValue();
        if (UnboundedCalls.isResource(owner, method)) {
            if (!arguments.isText(0)) {
                references.unbounded("computes the name of a resource for " + UnboundedCalls.named(owner, method));
            }
        } else if (UnboundedCalls.isService(owner, method, descriptor)) {
            arguments
                    .type(descriptor.contains("Ljava/lang/ClassLoader;") ? 1 : 0)
                    .ifPresentOrElse(
                            references::service,
                            () -> references.unbounded("computes the type that it gives to ServiceLoader.load"));
        } else {
            ClassReferences.called(owner, method).ifPresent(references::unbounded);
        }
    }
}
