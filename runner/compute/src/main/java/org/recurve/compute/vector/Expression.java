package org.recurve.compute.vector;

import java.util.List;
import org.recurve.compute.elementwise.Function;

/** What a vector is made of. */
sealed interface Expression {
    /** How many operations are waiting in it. */
    int waiting();

    /** Numbers in memory, until that memory is given to others. */
    final class Numbers implements Expression {
        private final float[] values;
        private boolean spent;

        Numbers(float[] values) {
            this.values = values;
        }

        float[] values() {
            if (spent) {
                throw new IllegalStateException("this vector belongs to a step that is over, and its memory to a later"
                        + " one; what the next step needs is part of the optimizer's state");
            }
            return values;
        }

        /** From now on others write here. */
        void spend() {
            spent = true;
        }

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
