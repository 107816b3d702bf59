package org.recurve.engine.augment;

import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;

/** Examples that have nothing of others, where training mixes some: the share of a partner is 0. */
record UnmixedExamples(Examples own) implements Examples {
    @Override
    public int size() {
        return own.size();
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        if (field.equals(Field.PARTNER_TARGET)) {
            own.read(index, Field.TARGET, into, offset);
        } else if (!field.equals(Field.PARTNER_SHARE)) { // what is left out is 0
            own.read(index, field, into, offset);
        }
    }

    @Override
    public long id(int index) {
        return own.id(index);
    }
}
