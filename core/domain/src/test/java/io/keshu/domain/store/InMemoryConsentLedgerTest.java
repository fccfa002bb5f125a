package io.keshu.domain.store;

import io.keshu.domain.reply.ConsentLedger;
import io.keshu.domain.reply.ConsentLedgerContract;

class InMemoryConsentLedgerTest extends ConsentLedgerContract {

    @Override
    protected ConsentLedger emptyLedger() {
        return new InMemoryConsentLedger();
    }
}
