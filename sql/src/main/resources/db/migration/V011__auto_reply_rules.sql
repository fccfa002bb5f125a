-- Auto-reply rules. position is the priority: smaller is asked first. definition is JSON, read and written by the hub only;
-- search_text is what people look for in it: name, words, answers.
CREATE TABLE bot_rule (
    id          BIGINT     NOT NULL,
    position    INT        NOT NULL,
    search_text MEDIUMTEXT NOT NULL,
    definition  MEDIUMTEXT NOT NULL,
    version     BIGINT     NOT NULL,
    PRIMARY KEY (id),
    KEY bot_rule_order (position, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- One row. revision grows with every change of rules or hours: nodes read anew when it does, and writing it keeps writers apart.
CREATE TABLE bot_rule_book (
    id            TINYINT    NOT NULL,
    revision      BIGINT     NOT NULL,
    hours         MEDIUMTEXT NOT NULL,
    hours_version BIGINT     NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who changed what when; rows are only ever added. rule_id is NULL for the business hours, agent_id where the hub itself did it.
CREATE TABLE bot_rule_change (
    id         BIGINT       NOT NULL,
    rule_id    BIGINT,
    rule_name  VARCHAR(191) NOT NULL,
    action     VARCHAR(16)  NOT NULL,
    agent_id   BIGINT,
    changed_at DATETIME(6)  NOT NULL,
    before_it  MEDIUMTEXT,
    after_it   MEDIUMTEXT,
    PRIMARY KEY (id),
    KEY bot_rule_change_rule (rule_id, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- How often each rule answered, by UTC day.
CREATE TABLE bot_rule_hit (
    rule_id BIGINT NOT NULL,
    day     DATE   NOT NULL,
    hits    BIGINT NOT NULL,
    PRIMARY KEY (rule_id, day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO bot_rule_book (id, revision, hours, hours_version)
VALUES (1, 1, '{"zone":"Asia/Shanghai","days":[1,2,3,4,5],"from":"09:00","to":"18:00","holidays":[],"workdays":[]}', 1);

-- The greeting becomes the first rule.
INSERT INTO bot_rule (id, position, search_text, definition, version)
SELECT 1, 0, CONCAT('问候语\n', text),
       CONCAT('{"name":"问候语","enabled":', IF(enabled, 'true', 'false'),
              ',"trigger":{"kind":"FIRST_MESSAGE"},"choice":"ALL","stop":false,"handOver":true,"answers":[{"text":',
              JSON_QUOTE(text), '}]}'),
       1
FROM bot_auto_reply
WHERE occasion = 'greeting' AND account_id = 0 AND text <> '';

INSERT INTO bot_rule_change (id, rule_id, rule_name, action, agent_id, changed_at, before_it, after_it)
SELECT 1, id, '问候语', 'CREATED', NULL, UTC_TIMESTAMP(6), NULL, definition
FROM bot_rule;

DROP TABLE bot_auto_reply;
