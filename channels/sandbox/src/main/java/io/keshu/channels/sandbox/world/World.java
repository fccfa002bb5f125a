package io.keshu.channels.sandbox.world;

import io.keshu.channels.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All accounts, and the numbers of messages. Thread-safe. */
public final class World {

    private record Saved(List<SavedAccount> accounts) {}

    private final Map<String, Account> accounts = new ConcurrentSkipListMap<>();
    private final AtomicLong messages;
    private final Clock clock;
    private final @Nullable Path mediaFolder;
    private byte[] saved = new byte[0];

    public World(Clock clock) {
        this(clock, null);
    }

    /** @param mediaFolder where media lie that outlive a restart; null to have them in memory alone */
    public World(Clock clock, @Nullable Path mediaFolder) {
        this.mediaFolder = mediaFolder;
        this.clock = clock;
        // Greater than any number of an earlier start, and of WeChat's size.
        this.messages = new AtomicLong(clock.millis() << 20);
    }

    public Clock clock() {
        return clock;
    }

    /** A number that no message had before. */
    public String nextMessageId() {
        return Long.toString(messages.incrementAndGet());
    }

    public Optional<Account> account(String appId) {
        return Optional.ofNullable(accounts.get(appId));
    }

    /** In the order of their appids. */
    public Collection<Account> accounts() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    /** @return empty if the appid is taken */
    public Optional<Account> add(AccountSettings settings) {
        Account account = new Account(settings, shelf(settings.appId()));
        return accounts.putIfAbsent(settings.appId(), account) == null ? Optional.of(account) : Optional.empty();
    }

    private MediaShelf shelf(String appId) {
        return mediaFolder == null
                ? new MediaShelf()
                : new MediaShelf(mediaFolder.resolve(appId.replaceAll("[^A-Za-z0-9_-]", "_")), clock.instant());
    }

    /** Takes up what {@link #save} wrote; nothing if there is no such file. */
    void load(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Saved saved = Json.read(Files.readAllBytes(file), Saved.class);
            for (SavedAccount account : saved.accounts()) {
                String appId = account.settings().appId();
                accounts.put(appId, Account.restore(account, shelf(appId)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }

    /**
     * Writes everything that is worth keeping over a restart, secrets included, readable by its owner only; nothing if nothing changed
     * since.
     */
    synchronized void save(Path file) {
        byte[] content = Json.bytes(
                new Saved(accounts.values().stream().map(Account::save).toList()));
        if (Arrays.equals(content, saved)) {
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            saved = content;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + file, e);
        }
    }
}
