package io.keshu.channels.sandbox.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Temporary media of one account, of both sides: gone after three days, or when there is no room for more. In a folder, if there is one,
 * they outlive a restart. Thread-safe.
 */
public final class MediaShelf {

    private static final Duration KEPT = Duration.ofDays(3);
    private static final long ROOM = 256L << 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Between the parts of a file's name: since when, the kind, the content type, the id. No part has it. */
    private static final String SEPARATOR = "~";

    private final Map<String, KeptMedia> media = new LinkedHashMap<>();
    private final @Nullable Path folder;
    private long bytes;

    /** In memory alone. */
    public MediaShelf() {
        this(null, Instant.MIN);
    }

    /** Takes up what the folder holds and is not too old. */
    MediaShelf(@Nullable Path folder, Instant now) {
        this.folder = folder;
        if (folder != null) {
            load(folder, now);
        }
    }

    private void load(Path from, Instant now) {
        try {
            Files.createDirectories(from);
            List<Path> files;
            try (Stream<Path> found = Files.list(from)) {
                files = found.sorted(Comparator.comparing(Path::getFileName)).toList();
            }
            for (Path file : files) {
                String[] parts = file.getFileName().toString().split(SEPARATOR, -1);
                Instant since = Instant.ofEpochMilli(Long.parseLong(parts[0]));
                if (now.isBefore(since.plus(KEPT))) {
                    put(new KeptMedia(parts[3], parts[1], parts[2].replace('@', '/'), since, Files.readAllBytes(file)));
                } else {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + from, e);
        }
    }

    /**
     * @param type {@code image}, {@code voice}, {@code video} or {@code thumb}
     * @throws UncheckedIOException if they can't be written to the folder
     */
    public synchronized KeptMedia add(String type, String contentType, byte[] content, Instant now) {
        byte[] random = new byte[36];
        RANDOM.nextBytes(random);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        KeptMedia added =
                new KeptMedia(id, type, contentType, Instant.ofEpochMilli(now.toEpochMilli()), content.clone());
        try {
            if (folder != null) {
                Files.write(folder.resolve(name(added)), content);
            }
            put(added);
            Iterator<KeptMedia> oldest = media.values().iterator();
            while (bytes > ROOM && media.size() > 1) {
                KeptMedia gone = oldest.next();
                bytes -= gone.content().length;
                oldest.remove();
                if (folder != null) {
                    Files.deleteIfExists(folder.resolve(name(gone)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't keep media in " + folder, e);
        }
        return added;
    }

    private void put(KeptMedia added) {
        media.put(added.id(), added);
        bytes += added.content().length;
    }

    private static String name(KeptMedia media) {
        return String.join(
                SEPARATOR,
                Long.toString(media.since().toEpochMilli()),
                media.type(),
                media.contentType().replace('/', '@'),
                media.id());
    }

    /** Empty if it is not, or no longer, there. */
    public synchronized Optional<KeptMedia> find(String id, Instant now) {
        return Optional.ofNullable(media.get(id))
                .filter(found -> now.isBefore(found.since().plus(KEPT)));
    }
}
