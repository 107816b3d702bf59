package org.recurve.compute.autodiff;

import static org.recurve.compute.ir.ElementwiseFunction.ADD;
import static org.recurve.compute.ir.ElementwiseFunction.CHOOSE;
import static org.recurve.compute.ir.ElementwiseFunction.DIVIDE;
import static org.recurve.compute.ir.ElementwiseFunction.EQUAL;
import static org.recurve.compute.ir.ElementwiseFunction.MULTIPLY;
import static org.recurve.compute.ir.ElementwiseFunction.NEGATE;
import static org.recurve.compute.ir.ElementwiseFunction.SIGN;
import static org.recurve.compute.ir.ElementwiseFunction.STEP;
import static org.recurve.compute.ir.ElementwiseFunction.SUBTRACT;

import java.util.Optional;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;

/**
 * The derivatives of the elementwise functions, on one page. An elementwise Jacobian is diagonal and so its own
 * transpose: the same product serves tangents (forward) and adjoints (reverse).
 */
final class ElementwiseDerivatives {
    private ElementwiseDerivatives() {}

    /** {@code d · ∂self/∂input}; empty where the derivative is zero everywhere. */
    static Optional<Node> along(GraphBuilder b, ElementwiseFunction function, Node self, int input, Node d) {
        Node x = self.input(0);
        Node zero = b.fill(0, self.rows());
        return switch (function) {
            case NEGATE -> Optional.of(b.apply(NEGATE, d));
            case ABS -> Optional.of(b.apply(MULTIPLY, d, b.apply(SIGN, x)));
            case SQUARE -> Optional.of(b.apply(MULTIPLY, d, b.apply(ADD, x, x)));
            case SQRT -> Optional.of(b.apply(DIVIDE, d, b.apply(ADD, self, self)));
            case EXP -> Optional.of(b.apply(MULTIPLY, d, self));
            case LOG -> Optional.of(b.apply(DIVIDE, d, x));
            case LOG1P -> Optional.of(b.apply(DIVIDE, d, b.apply(ADD, x, b.fill(1, self.rows()))));
            // Not self + 1, which is 0 where e^x is below half a unit of 1's last place.
            case EXPM1 -> Optional.of(b.apply(MULTIPLY, d, b.apply(ElementwiseFunction.EXP, x)));
            case TANH ->
                Optional.of(b.apply(
                        MULTIPLY,
                        d,
                        b.apply(SUBTRACT, b.fill(1, self.rows()), b.apply(ElementwiseFunction.SQUARE, self))));
            case SIGMOID ->
                Optional.of(b.apply(
                        MULTIPLY, d, b.apply(MULTIPLY, self, b.apply(SUBTRACT, b.fill(1, self.rows()), self))));
            case ERF -> {
                Node scale = b.fill((float) (2 / StrictMath.sqrt(StrictMath.PI)), self.rows());
                Node bell = b.apply(ElementwiseFunction.EXP, b.apply(NEGATE, b.apply(ElementwiseFunction.SQUARE, x)));
                yield Optional.of(b.apply(MULTIPLY, d, b.apply(MULTIPLY, bell, scale)));
            }
            case RELU -> Optional.of(b.apply(CHOOSE, b.apply(STEP, self), d, zero));
            case ADD -> Optional.of(d);
            case SUBTRACT -> Optional.of(input == 0 ? d : b.apply(NEGATE, d));
            case MULTIPLY -> Optional.of(b.apply(MULTIPLY, d, self.input(1 - input)));
            case DIVIDE ->
                Optional.of(
                        input == 0
                                ? b.apply(DIVIDE, d, self.input(1))
                                : b.apply(NEGATE, b.apply(DIVIDE, b.apply(MULTIPLY, d, self), self.input(1))));
            case MAX, MIN -> {
                Node first = b.apply(EQUAL, self, x);
                yield Optional.of(input == 0 ? b.apply(CHOOSE, first, d, zero) : b.apply(CHOOSE, first, zero, d));
            }
            case SIGN, STEP, GREATER, EQUAL -> Optional.empty();
            case CHOOSE ->
                switch (input) {
                    case 0 -> Optional.empty();
                    case 1 -> Optional.of(b.apply(CHOOSE, x, d, zero));
                    default -> Optional.of(b.apply(CHOOSE, x, zero, d));
                };
            case PRODUCT_PLUS, MINUS_PRODUCT -> {
                Node signed = function == ElementwiseFunction.PRODUCT_PLUS ? d : b.apply(NEGATE, d);
                yield Optional.of(input == 2 ? d : b.apply(MULTIPLY, signed, self.input(1 - input)));
            }
        };
    }
}
