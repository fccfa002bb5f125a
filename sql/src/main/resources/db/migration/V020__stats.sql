-- How many messages each hour saw. hour_start is UTC; channel is a type such as wechat, or unknown.
CREATE TABLE stats_message_hour (
    hour_start DATETIME    NOT NULL,
    channel    VARCHAR(32) NOT NULL,
    author     VARCHAR(16) NOT NULL,
    messages   BIGINT      NOT NULL,
    PRIMARY KEY (hour_start, channel, author)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
