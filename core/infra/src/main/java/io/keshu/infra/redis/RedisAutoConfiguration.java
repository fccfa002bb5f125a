package io.keshu.infra.redis;

import io.keshu.domain.hint.HintBus;
import io.keshu.domain.lock.SessionLocks;
import io.keshu.domain.signal.SignalBus;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The ports on Redis. The hub starts and works without Redis; calls then fail soon. */
@AutoConfiguration
@EnableConfigurationProperties(RedisProperties.class)
public class RedisAutoConfiguration {

    /** How long a command may take, in milliseconds. */
    private static final int PATIENCE = 1000;

    @Bean(destroyMethod = "shutdown")
    @ConditionalOnMissingBean
    RedissonClient redisson(RedisProperties redis) {
        return connect(redis);
    }

    /** A client that connects when first used. */
    static RedissonClient connect(RedisProperties redis) {
        Config config = new Config();
        config.setLazyInitialization(true);
        config.setUseScriptCache(true);
        String password = redis.password();
        config.useSingleServer()
                .setAddress(redis.address())
                .setDatabase(redis.database())
                .setConnectTimeout(PATIENCE)
                .setTimeout(PATIENCE)
                .setRetryAttempts(0)
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(16)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(4);
        if (password != null && !password.isEmpty()) {
            config.setPassword(password);
        }
        return Redisson.create(config);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(SessionLocks.class)
    RedisSessionLocks sessionLocks(RedissonClient redisson) {
        return new RedisSessionLocks(redisson);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(SignalBus.class)
    RedisSignalBus signalBus(RedissonClient redisson) {
        return new RedisSignalBus(redisson);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(HintBus.class)
    RedisHintBus hintBus(RedissonClient redisson) {
        return new RedisHintBus(redisson);
    }
}
