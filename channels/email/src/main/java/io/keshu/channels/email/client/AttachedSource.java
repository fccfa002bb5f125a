package io.keshu.channels.email.client;

import jakarta.activation.DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An attachment's bytes, read while they leave. */
final class AttachedSource implements DataSource {

    private final OutgoingMail.Attached attached;

    AttachedSource(OutgoingMail.Attached attached) {
        this.attached = attached;
    }

    @Override
    public InputStream getInputStream() {
        return attached.content().get();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("Read only");
    }

    @Override
    public String getContentType() {
        return attached.contentType();
    }

    @Override
    public String getName() {
        return attached.name();
    }
}
