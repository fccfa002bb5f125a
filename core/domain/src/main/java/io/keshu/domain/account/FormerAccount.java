package io.keshu.domain.account;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import java.time.Instant;

/** An account that was deleted, as what was said through it goes on naming it. Its key may belong to another account by now. */
public record FormerAccount(ChannelAccountId id, ChannelType type, String key, String name, Instant deletedAt) {}
