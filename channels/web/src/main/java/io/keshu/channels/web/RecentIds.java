package io.keshu.channels.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** The latest ids of messages, so that one that comes twice counts once. Thread-safe. */
final class RecentIds {

    private static final int MOST = 10_000;

    private final Map<Long, Boolean> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /** @return whether it is new */
    synchronized boolean add(long id) {
        return ids.put(id, true) == null;
    }
}
