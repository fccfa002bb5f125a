package io.keshu.domain.lock;

class InMemorySessionLocksTest extends SessionLocksContract {

    private final InMemorySessionLocks.Service service = new InMemorySessionLocks.Service();

    @Override
    protected SessionLocks node() {
        return new InMemorySessionLocks(service);
    }

    @Override
    protected void forgetLeases() {
        service.away(false);
    }

    @Override
    protected void away(boolean isAway) {
        service.away(isAway);
    }
}
