package io.keshu.domain.hint;

class InMemoryHintBusTest extends HintBusContract {

    private final InMemoryHintBus.Network network = new InMemoryHintBus.Network();

    @Override
    protected HintBus node() {
        return new InMemoryHintBus(network);
    }

    @Override
    protected void away(boolean isAway) {
        network.away(isAway);
    }
}
