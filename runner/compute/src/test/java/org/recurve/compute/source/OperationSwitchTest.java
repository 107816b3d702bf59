package org.recurve.compute.source;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.Op;

/**
 * Adding an operation or an elementwise function is a walk with the compiler: no switch over them has a {@code default},
 * which would let an unknown one through until it runs.
 */
class OperationSwitchTest {
    private static final Set<String> OPERATIONS = Arrays.stream(Op.class.getDeclaredClasses())
            .map(Class::getSimpleName)
            .collect(toSet());
    private static final Set<String> CONSTANTS = Stream.of(
                    ElementwiseFunction.values(), ContractionOperand.values(), Op.SourceKind.values())
            .flatMap(Arrays::stream)
            .map(Enum::name)
            .collect(toSet());

    @Test
    void noSwitchOverOperationsHasADefault() throws IOException {
        List<SwitchFound> found = new ArrayList<>();
        for (String module : List.of("src/main/java", "../engine/src/main/java")) {
            found.addAll(switches(ParsedSources.below(module)));
        }
        assertTrue(found.size() >= 20, "too few switches over operations were found: " + found);
        assertEquals(
                List.of(),
                found.stream().filter(SwitchFound::hasDefault).toList(),
                "list the cases, so that the compiler names this switch when an operation is added");
    }

    @Test
    void defaultsAreNoticed() throws IOException {
        assertEquals(
                List.of(new SwitchFound("Text.java:3", true), new SwitchFound("Text.java:7", false)),
                switches(ParsedSources.of("""
                        class Text {
                            int one(Op op) {
                                return switch (op) {
                                    case Op.Linear(var spec, var operand) when operand == OUTPUT -> 1;
                                    case Op.Fill _, Op.Literal _ -> 2;
                                    default -> throw new IllegalStateException();
                                } + switch (operand) { case INPUT, OUTPUT -> 1; case WEIGHT -> 2; }
                                  + switch (text) { case "a" -> 1; default -> 2; };
                            }
                        }
                        """)));
        assertEquals(List.of(new SwitchFound("Text.java:3", true)), switches(ParsedSources.of("""
                        class Text {
                            void one(Node node) {
                                switch (node.function()) {
                                    case TANH: return;
                                    default: break;
                                }
                            }
                        }
                        """)));
        assertEquals(List.of(new SwitchFound("Text.java:3", true)), switches(ParsedSources.of("""
                        class Text {
                            void one(Node node) {
                                switch (node.op()) {
                                    case null, default -> {}
                                }
                            }
                        }
                        """)));
    }

    private static List<SwitchFound> switches(ParsedSources sources) {
        List<SwitchFound> found = new ArrayList<>();
        sources.units().forEach(unit -> scan(unit, sources, found));
        return found;
    }

    private static void scan(CompilationUnitTree unit, ParsedSources sources, List<SwitchFound> found) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitSwitch(SwitchTree tree, Void none) {
                look(tree, tree.getExpression(), tree.getCases());
                return super.visitSwitch(tree, none);
            }

            @Override
            public Void visitSwitchExpression(SwitchExpressionTree tree, Void none) {
                look(tree, tree.getExpression(), tree.getCases());
                return super.visitSwitchExpression(tree, none);
            }

            private void look(Tree tree, Tree selector, List<? extends CaseTree> cases) {
                boolean isOfOperations = selector.toString().matches("\\(.*\\.(op|function)\\(\\)\\)")
                        || cases.stream()
                                .flatMap(one -> one.getLabels().stream())
                                .anyMatch(OperationSwitchTest::namesOperation);
                if (isOfOperations) {
                    boolean hasDefault = cases.stream()
                            .flatMap(one -> one.getLabels().stream())
                            .anyMatch(DefaultCaseLabelTree.class::isInstance);
                    found.add(new SwitchFound(sources.place(unit, tree), hasDefault));
                }
            }
        }.scan(unit, null);
    }

    private static boolean namesOperation(Tree label) {
        return switch (label) {
            case PatternCaseLabelTree pattern ->
                switch (pattern.getPattern()) {
                    case BindingPatternTree binding ->
                        isOperation(binding.getVariable().getType());
                    case DeconstructionPatternTree record -> isOperation(record.getDeconstructor());
                    default -> false;
                };
            case ConstantCaseLabelTree constant ->
                CONSTANTS.contains(last(constant.getConstantExpression().toString()));
            default -> false;
        };
    }

    private static boolean isOperation(Tree type) {
        return type != null && OPERATIONS.contains(last(type.toString()));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private record SwitchFound(String place, boolean hasDefault) {}
}
