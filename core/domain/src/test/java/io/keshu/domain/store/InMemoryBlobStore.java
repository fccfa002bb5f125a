package io.keshu.domain.store;

import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.domain.media.BlobRef;
import io.keshu.domain.media.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

final class InMemoryBlobStore implements BlobStore {

    private final InMemoryDatabase database;

    InMemoryBlobStore(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void put(BlobRef blob, InputStream content) throws IOException {
        byte[] bytes = content.readAllBytes();
        database.tell(() -> database.blobs.put(blob.sha256(), bytes));
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
