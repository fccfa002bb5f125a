package io.keshu.channels.sandbox;

import io.keshu.channels.sandbox.push.PushSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox is run.
 *
 * @param host to bind to
 * @param port to bind to; another free one is taken if it is taken, or if it is 0
 * @param push how accounts are pushed to
 * @param logBound how many entries of each kind the log keeps in memory
 * @param logFile where the log is appended to as lines of JSON, or null
 * @param worldFile where accounts, followers and chats are kept over a restart, or null
 */
public record SandboxOptions(
        String host,
        int port,
        PushSettings push,
        int logBound,
        @Nullable Path logFile,
        @Nullable Path worldFile) {

    /** On a free port of this machine, pushing as WeChat does, keeping nothing. */
    public static SandboxOptions defaults() {
        return new SandboxOptions("127.0.0.1", 0, PushSettings.WECHAT, 100_000, null, null);
    }

    public SandboxOptions pushing(PushSettings settings) {
        return new SandboxOptions(host, port, settings, logBound, logFile, worldFile);
    }
}
