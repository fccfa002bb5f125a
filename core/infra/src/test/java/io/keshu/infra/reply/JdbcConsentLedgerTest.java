package io.keshu.infra.reply;

import io.keshu.domain.reply.ConsentLedger;
import io.keshu.domain.reply.ConsentLedgerContract;
import io.keshu.infra.RealStores;

class JdbcConsentLedgerTest extends ConsentLedgerContract {

    @Override
    protected ConsentLedger emptyLedger() {
        return new JdbcConsentLedger(RealStores.empty().statements());
    }
}
