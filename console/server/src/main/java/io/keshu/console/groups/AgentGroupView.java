package io.keshu.console.groups;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** @param changedBy who changed it last; empty if that agent is gone */
@Schema(name = "AgentGroup")
record AgentGroupView(String id, String name, long version, String changedBy, Instant changedAt) {}
