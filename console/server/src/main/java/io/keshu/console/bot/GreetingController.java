package io.keshu.console.bot;

import io.keshu.bot.Greeting;
import io.keshu.bot.Greetings;
import io.keshu.bot.SaveResult;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.store.StaleVersionException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the bot says first. */
@RestController
@RequestMapping("/api/bot/greeting")
@Tag(name = "bot")
class GreetingController {

    private final Greetings greetings;
    private final Words words;

    GreetingController(Greetings greetings, Words words) {
        this.greetings = greetings;
        this.words = words;
    }

    /** @param version as it was read; 0 if none was stored */
    @Schema(name = "BotGreeting")
    record BotGreeting(boolean enabled, String text, long version) {

        static BotGreeting of(Greeting greeting) {
            return new BotGreeting(greeting.enabled(), greeting.text(), greeting.version());
        }
    }

    @GetMapping
    @Operation(operationId = "botGreeting")
    BotGreeting get() {
        return BotGreeting.of(greetings.get());
    }

    @PutMapping
    @Operation(operationId = "saveBotGreeting")
    @Fails(status = 409, codes = "setting.changed")
    @Fails(status = 422, codes = "request.invalid")
    BotGreeting save(@RequestBody BotGreeting request) {
        // A body without a text leaves null here, whatever the type says.
        String text = Objects.requireNonNullElse(request.text(), "");
        try {
            SaveResult result = greetings.save(new Greeting(request.enabled(), text.strip(), request.version()));
            if (result instanceof SaveResult.Refused refused) {
                throw refused(refused.problem());
            }
            return BotGreeting.of(((SaveResult.Saved) result).greeting());
        } catch (StaleVersionException e) {
            throw ProblemException.of(HttpStatus.CONFLICT, "setting.changed");
        }
    }

    private ProblemException refused(Greeting.Problem problem) {
        String code = problem.name().toLowerCase(Locale.ROOT);
        return ProblemException.fields(List.of(new FieldProblem(
                "text", code, words.say("greeting." + code, Greeting.MAX_CHARACTERS, Greeting.MAX_BYTES))));
    }
}
