package io.keshu.channels.weixin.client;

import org.jspecify.annotations.Nullable;

/** Where all nodes find an account's access token; asked through {@link SharedStore} only. */
public interface StoredToken {

    /** Null if there is none, or none that is good any more. */
    @Nullable
    String read();

    void write(String token, int expiresInSeconds);
}
