package org.recurve.compute.vector;

import java.util.List;
import org.recurve.compute.elementwise.Function;

/** What a vector is made of. */
sealed interface Expression {
    /** How many operations are waiting in it. */
    int waiting();

    /** Numbers in memory. */
    record Numbers(float[] values) implements Expression {
        @Override
        public int waiting() {
            return 0;
        }
    }

    /** One number for all elements. */
    record Constant(float value) implements Expression {
        @Override
        public int waiting() {
            return 0;
        }
    }

    /** A function of others, element by element. */
    record Applied(Function function, List<Expression> operands, int waiting) implements Expression {
        static Applied of(Function function, Expression... operands) {
            int waiting = 1;
            for (Expression operand : operands) {
                waiting += operand.waiting();
            }
            return new Applied(function, List.of(operands), waiting);
        }
    }
}
