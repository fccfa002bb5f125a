package io.keshu.domain.store;

import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupChange;
import io.keshu.domain.agent.AgentGroupChange.Action;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryAgentGroupStore implements AgentGroupStore {

    private final InMemoryDatabase database;

    InMemoryAgentGroupStore(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<AgentGroup> all() {
        return database.ask(() -> database.groups.values().stream()
                .sorted(Comparator.comparing(AgentGroup::name))
                .toList());
    }

    @Override
    public Optional<AgentGroup> find(AgentGroupId id) {
        return database.ask(() -> Optional.ofNullable(database.groups.get(id)));
    }

    @Override
    public boolean insert(AgentGroup group, int most) {
        return database.ask(() -> {
            if (database.groups.size() >= most) {
                return false;
            }
            put(group, 1, Action.ADDED);
            return true;
        });
    }

    @Override
    public void rename(AgentGroup changed) {
        database.tell(() -> {
            expect(changed.id(), changed.version());
            put(changed, changed.version() + 1, Action.RENAMED);
        });
    }

    private void put(AgentGroup group, long version, Action action) {
        boolean taken = database.groups.values().stream()
                .anyMatch(
                        other -> !other.id().equals(group.id()) && other.name().equalsIgnoreCase(group.name()));
        if (taken) {
            throw new KeyTakenException("A group is called " + group.name());
        }
        database.groups.put(
                group.id(), new AgentGroup(group.id(), group.name(), version, group.changedBy(), group.changedAt()));
        remember(group, version, action);
    }

    private void remember(AgentGroup group, long version, Action action) {
        database.groupChanges.put(
                group.id(),
                new AgentGroupChange(group.id(), version, action, group.name(), group.changedBy(), group.changedAt()));
    }

    @Override
    public int delete(AgentGroupId id, long version, AgentId by, Instant at) {
        return database.ask(() -> {
            int waiting = (int) database.conversations.values().stream()
                    .filter(conversation -> id.equals(conversation.group()))
                    .limit(1000)
                    .count();
            if (waiting == 0) {
                AgentGroup before = expect(id, version);
                database.groups.remove(id);
                remember(new AgentGroup(id, before.name(), version, by, at), version + 1, Action.DELETED);
            }
            return waiting;
        });
    }

    private AgentGroup expect(AgentGroupId id, long version) {
        AgentGroup found = database.groups.get(id);
        if (found == null || found.version() != version) {
            throw new StaleVersionException("Group " + id + " is not at version " + version);
        }
        return found;
    }

    @Override
    public Optional<AgentGroupChange> lastChange(AgentGroupId id) {
        return database.ask(() -> Optional.ofNullable(database.groupChanges.get(id)));
    }
}
