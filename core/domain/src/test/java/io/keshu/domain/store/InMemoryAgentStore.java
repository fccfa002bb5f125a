package io.keshu.domain.store;

import io.keshu.domain.agent.Agent;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class InMemoryAgentStore implements AgentStore {

    private static final int MAX_USERNAME = 64;
    private final InMemoryDatabase database;

    InMemoryAgentStore(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Agent> find(String username) {
        return database.ask(() -> database.agents.values().stream()
                .filter(agent -> agent.username().equalsIgnoreCase(username))
                .findFirst());
    }

    @Override
    public Optional<Agent> find(AgentId id) {
        return database.ask(() -> Optional.ofNullable(database.agents.get(id.value())));
    }

    @Override
    public Map<AgentId, String> displayNames(Collection<AgentId> ids) {
        return database.ask(() -> {
            Map<AgentId, String> names = new HashMap<>();
            for (AgentId id : ids) {
                Agent agent = database.agents.get(id.value());
                if (agent != null) {
                    names.put(id, agent.displayName());
                }
            }
            return names;
        });
    }

    @Override
    public boolean any() {
        return database.ask(() -> !database.agents.isEmpty());
    }

    @Override
    public void insert(Agent agent) {
        database.tell(() -> {
            if (agent.username().length() > MAX_USERNAME) {
                throw new RefusedByStoreException("User name is too long: " + agent.username());
            }
            if (find(agent.username()).isPresent()) {
                throw new KeyTakenException("User name is taken: " + agent.username());
            }
            database.agents.put(agent.id().value(), agent);
        });
    }
}
