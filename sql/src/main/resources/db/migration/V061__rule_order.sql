-- order_version grows each time somebody moves a rule, so that two people don't put the rules in order at once.
ALTER TABLE bot_rule_book
    ADD COLUMN order_version BIGINT NOT NULL DEFAULT 1;

ALTER TABLE bot_rule_change
    ADD KEY bot_rule_change_action (action, id);
