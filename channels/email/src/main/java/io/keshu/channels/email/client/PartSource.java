package io.keshu.channels.email.client;

import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A part's bytes for reading it as a multipart, whichever handlers are registered for its type. */
final class PartSource implements DataSource {

    private final Part part;

    PartSource(Part part) {
        this.part = part;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        try {
            return part.getInputStream();
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("Read only");
    }

    @Override
    public String getContentType() {
        try {
            return part.getContentType();
        } catch (MessagingException e) {
            return "multipart/mixed";
        }
    }

    @Override
    public String getName() {
        return "part";
    }
}
