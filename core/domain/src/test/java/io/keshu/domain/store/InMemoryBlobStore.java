package io.keshu.domain.store;

import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.domain.media.BlobRef;
import io.keshu.domain.media.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class InMemoryBlobStore implements BlobStore {

    private final InMemoryDatabase database;
    private final Clock clock;

    InMemoryBlobStore(InMemoryDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void put(BlobRef blob, InputStream content) throws IOException {
        byte[] bytes = content.readAllBytes();
        database.tell(() -> {
            database.blobs.put(blob.sha256(), bytes);
            database.blobsUsed.put(blob.sha256(), clock.instant());
        });
    }

    @Override
    public List<BlobRef> unusedSince(Instant time, int limit) {
        return database.ask(() -> database.blobsUsed.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(time))
                .sorted(Map.Entry.comparingByValue())
                .limit(limit)
                .map(entry -> new BlobRef(entry.getKey(), database.blobs.get(entry.getKey()).length))
                .toList());
    }

    @Override
    public void use(BlobRef blob) {
        database.tell(() -> {
            if (database.blobsUsed.replace(blob.sha256(), clock.instant()) == null) {
                throw new MediaUnavailableException("No blob " + blob.sha256(), true);
            }
        });
    }

    @Override
    public boolean delete(BlobRef blob, Instant unusedSince) {
        return database.ask(() -> {
            Instant used = database.blobsUsed.get(blob.sha256());
            if (used == null || !used.isBefore(unusedSince)) {
                return false;
            }
            database.blobsUsed.remove(blob.sha256());
            database.blobs.remove(blob.sha256());
            return true;
        });
    }

    @Override
    public boolean contains(BlobRef blob) {
        return database.ask(() -> database.blobs.containsKey(blob.sha256()));
    }

    @Override
    public InputStream open(BlobRef blob, long from) {
        byte[] bytes;
        try {
            bytes = database.ask(() -> database.blobs.get(blob.sha256()));
        } catch (StoreUnavailableException e) {
            throw new MediaUnavailableException("The store is away", e);
        }
        if (bytes == null) {
            throw new MediaUnavailableException("No blob " + blob.sha256(), true);
        }
        return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
    }
}
