package io.keshu.console.letters;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What letters need besides their controller. */
@Configuration(proxyBeanMethods = false)
class LetterConfiguration {

    @Bean
    RemotePictures remotePictures() {
        return new RemotePictures();
    }
}
