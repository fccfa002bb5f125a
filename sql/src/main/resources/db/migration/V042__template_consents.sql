-- What each message did to the customer's consents to templates: one row for each message and template, as the message stands. effect is
-- GIVEN, USED, NONE or EMPTIED. Counted for one identity over all of its conversations; goes with its data. Written from facts.
CREATE TABLE template_consent (
    conversation_id BIGINT       NOT NULL,
    number          INT          NOT NULL,
    template_id     VARCHAR(128) NOT NULL,
    identity_id     BIGINT       NOT NULL,
    effect          VARCHAR(8)   NOT NULL,
    at              DATETIME(6)  NOT NULL,
    PRIMARY KEY (conversation_id, number, template_id),
    KEY template_consent_identity (identity_id, at, conversation_id, number, template_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
