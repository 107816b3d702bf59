package org.recurve.compute.params;

import java.util.List;
import org.recurve.compute.ir.ElementwiseFunction;

/** Describes what a vector is made of. */
sealed interface VectorExpression {
    /** Returns how many operations are waiting in it. */
    int waiting();

    /** Numbers in memory, until that memory is given to others. */
    final class StoredNumbers implements VectorExpression {
        private final float[] values;
        private boolean spent;

        StoredNumbers(float[] values) {
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

    /** A number for all elements. */
    record ConstantNumber(float value) implements VectorExpression {
        @Override
        public int waiting() {
            return 0;
        }
    }

    /** A function of others, element by element. */
    record AppliedFunction(ElementwiseFunction function, List<VectorExpression> operands, int waiting)
            implements VectorExpression {
        static AppliedFunction of(ElementwiseFunction function, VectorExpression... operands) {
            int waiting = 1;
            for (VectorExpression operand : operands) {
                waiting += operand.waiting();
            }
            return new AppliedFunction(function, List.of(operands), waiting);
        }
    }
}
