package io.keshu.channels.web.outbound;

import java.util.function.Consumer;

/** A visitor's end of a connection. */
public interface Outlet {

    /**
     * Begins to send one text frame. Called again only after the frame before has ended.
     *
     * @param ended told once whether the frame was handed over, on this thread or another
     */
    void send(String frame, Consumer<Boolean> ended);

    /** Ends the connection; may take a while, and does nothing if it has ended. */
    void close(int code, String reason);
}
