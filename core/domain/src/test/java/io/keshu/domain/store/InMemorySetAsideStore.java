package io.keshu.domain.store;

import io.keshu.domain.agent.AgentId;
import io.keshu.domain.inbound.SetAside;
import io.keshu.domain.inbound.SetAside.Act;
import io.keshu.domain.inbound.SetAside.What;
import io.keshu.domain.inbound.SetAsideStore;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.FlatContent;
import io.keshu.domain.store.InMemoryDatabase.SetAsideRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class InMemorySetAsideStore implements SetAsideStore {

    private final InMemoryDatabase database;

    InMemorySetAsideStore(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<SetAside> page(boolean discarded, @Nullable Long before, int limit) {
        return database.ask(() -> database.setAside.descendingMap().values().stream()
                .filter(row -> row.discarded() == discarded)
                .filter(row -> before == null || row.row().id() < before)
                .limit(limit)
                .map(this::view)
                .toList());
    }

    private SetAside view(SetAsideRow row) {
        FlatContent content = ContentFlattener.flatten(row.row().envelope().content());
        return new SetAside(
                row.row().id(),
                row.row().envelope().account(),
                row.row().envelope().id(),
                row.row().envelope().user(),
                row.row().receivedAt(),
                content.kind(),
                content.text(),
                row.row().envelope().raw(),
                row.row().traceId(),
                row.reason(),
                row.discarded(),
                database.setAsideActs.getOrDefault(row.row().id(), List.of()));
    }

    @Override
    public boolean tryAgain(long id, AgentId by, Instant at, long actId) {
        return database.ask(() -> {
            SetAsideRow row = database.setAside.get(id);
            if (row == null || row.discarded()) {
                return false;
            }
            database.setAside.remove(id);
            database.inbound.put(id, row.row());
            record(id, new Act(What.TRIED_AGAIN, by, at));
            return true;
        });
    }

    @Override
    public boolean discard(long id, AgentId by, Instant at, long actId) {
        return database.ask(() -> {
            SetAsideRow row = database.setAside.get(id);
            if (row == null || row.discarded()) {
                return false;
            }
            database.setAside.put(id, new SetAsideRow(row.row(), row.reason(), true));
            record(id, new Act(What.DISCARDED, by, at));
            return true;
        });
    }

    private void record(long id, Act act) {
        database.setAsideActs.computeIfAbsent(id, key -> new ArrayList<>()).add(act);
    }
}
