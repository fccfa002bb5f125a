package io.keshu.channels.email.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.StateKey;
import io.keshu.channels.email.client.MailFailure;
import java.util.Arrays;
import java.util.Optional;

/**
 * What keeps a mailbox from being read, as all nodes are told of it.
 *
 * @param detail the server's words, for the operator
 */
public record MailboxProblem(MailFailure.Kind kind, String detail) {

    private static final int MAX_DETAIL = 500;

    static MailboxProblem of(MailFailure failure) {
        String detail = String.valueOf(failure.getMessage());
        return new MailboxProblem(
                failure.kind(), detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail);
    }

    static StateKey key(ChannelAccountId account) {
        return new StateKey(account, null, "imap-problem");
    }

    /** Empty if the mailbox is well. */
    static Optional<MailboxProblem> parse(String kept) {
        int end = kept.indexOf(' ');
        return Arrays.stream(MailFailure.Kind.values())
                .filter(kind -> end > 0 && kind.name().equals(kept.substring(0, end)))
                .map(kind -> new MailboxProblem(kind, kept.substring(end + 1)))
                .findFirst();
    }

    @Override
    public String toString() {
        return kind + " " + detail;
    }
}
