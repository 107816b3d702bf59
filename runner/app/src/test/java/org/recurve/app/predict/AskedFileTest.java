package org.recurve.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.recurve.app.problem.UserError;

class AskedFileTest {
    /** Never ends. */
    private static final InputStream ENDLESS = new InputStream() {
        @Override
        public int read() {
            return 'x';
        }
    };

    @Test
    void standardInputEndsAtABound() throws IOException {
        byte[] text = "1 2 3\n".getBytes(StandardCharsets.UTF_8);
        InputStream asked = new AskedFile.BoundedInput(new ByteArrayInputStream(text), text.length);
        assertEquals("1 2 3\n", AskedFile.standard(asked).text());
        UserError refused = assertThrows(
                UserError.class,
                () -> AskedFile.standard(new AskedFile.BoundedInput(ENDLESS, 100_000))
                        .text());
        assertTrue(refused.getMessage().startsWith("standard input is larger than 1 GiB"), refused.getMessage());
        InputStream copied = new AskedFile.BoundedInput(ENDLESS, 100_000);
        assertThrows(UserError.class, () -> copied.transferTo(OutputStream.nullOutputStream()));
        assertThrows(UserError.class, copied::read);
    }
}
