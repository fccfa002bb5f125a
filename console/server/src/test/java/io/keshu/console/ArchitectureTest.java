package io.keshu.console;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Who may see whom, as far as Maven's dependencies leave it open, and the habits that a machine can check. */
@AnalyzeClasses(
        packages = "io.keshu",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

    /** In a whole build the domain's tests come as a jar of their own, which does not look like tests. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String API = "io.keshu.channels.api..";
    private static final String CHANNELS = "io.keshu.channels..";
    /** What the channels of WeChat's platforms share; no channel itself. */
    private static final String WEIXIN = "io.keshu.channels.weixin..";

    private static final String DOMAIN = "io.keshu.domain..";
    private static final String INFRA = "io.keshu.infra..";
    private static final String EMBEDDED = "io.keshu.embedded..";
    private static final String BOT = "io.keshu.bot..";
    private static final String STATS = "io.keshu.stats..";
    private static final String CONSOLE = "io.keshu.console..";
    private static final String SANDBOX = "io.keshu.channels.sandbox..";

    /** Everything of ours outside these packages. */
    private static DescribedPredicate<JavaClass> oursBeside(String... packages) {
        return resideInAPackage("io.keshu..")
                .and(not(resideInAnyPackage(packages)))
                .as("reside in Keshu outside " + List.of(packages));
    }

    @ArchTest
    static final ArchRule the_channel_interface_knows_nothing_but_java = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", API);

    @ArchTest
    static final ArchRule the_domain_is_plain_java = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", "org.slf4j..", API, DOMAIN);

    @ArchTest
    static final ArchRule channels_see_nothing_of_the_hub =
            noClasses().that().resideInAPackage(CHANNELS).should().dependOnClassesThat(oursBeside(CHANNELS));

    @ArchTest
    static final ArchRule no_channel_sees_another = slices().matching("io.keshu.channels.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAnyPackage(API, WEIXIN));

    @ArchTest
    static final ArchRule the_sandbox_shares_nothing_with_the_channels_it_stands_opposite = noClasses()
            .that()
            .resideInAPackage(SANDBOX)
            .should()
            .dependOnClassesThat(oursBeside(SANDBOX))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("me.chanjar..", "cn.binarywang..", "com.github.binarywang..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_the_client_rooms_know_the_providers_kits = noClasses()
            .that()
            // The sandbox is the provider's side.
            .resideOutsideOfPackages("io.keshu.channels.*.client..", "io.keshu.channels.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "me.chanjar..",
                    "cn.binarywang..",
                    "com.github.binarywang..",
                    "org.jsmpp..",
                    "com.aliyun..",
                    "com.tencentcloudapi..",
                    "com.twilio..",
                    "jakarta.mail..",
                    "org.eclipse.angus..");

    @ArchTest
    static final ArchRule infra_sees_the_domain_only =
            noClasses().that().resideInAPackage(INFRA).should().dependOnClassesThat(oursBeside(INFRA, DOMAIN, API));

    @ArchTest
    static final ArchRule the_embedded_servers_know_nothing_of_the_hub =
            noClasses().that().resideInAPackage(EMBEDDED).should().dependOnClassesThat(oursBeside(EMBEDDED));

    @ArchTest
    static final ArchRule the_bot_sees_the_domain_only =
            noClasses().that().resideInAPackage(BOT).should().dependOnClassesThat(oursBeside(BOT, DOMAIN, API));

    @ArchTest
    static final ArchRule statistics_see_the_domain_only =
            noClasses().that().resideInAPackage(STATS).should().dependOnClassesThat(oursBeside(STATS, DOMAIN, API));

    @ArchTest
    static final ArchRule the_console_sees_ports_and_no_adapter = noClasses()
            .that()
            .resideInAPackage(CONSOLE)
            .should()
            .dependOnClassesThat(oursBeside(CONSOLE, DOMAIN, BOT, STATS, API));

    @ArchTest
    static final ArchRule packages_are_named_after_the_business = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..manager..", "..impl..", "..helper..", "..helpers..");

    @ArchTest
    static final ArchRule every_package_says_what_may_be_null = classes()
            .should(new ArchCondition<JavaClass>("reside in a package that is @NullMarked") {
                @Override
                public void check(JavaClass checked, ConditionEvents events) {
                    boolean marked = checked.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(
                            checked, marked, checked.getName() + (marked ? " is" : " is not") + " in one"));
                }
            });

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule no_circle_is_hidden = noClasses().should().beAnnotatedWith(Lazy.class);

    @ArchTest
    static final ArchRule no_parameter_hides_a_circle = methods()
            .should(new ArchCondition<>("have no @Lazy parameters") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean lazy = method.getParameters().stream().anyMatch(found -> found.isAnnotatedWith(Lazy.class));
                    events.add(new SimpleConditionEvent(method, !lazy, method.getFullName()));
                }
            });

    @ArchTest
    static final ArchRule the_log_is_written_through_slf4j = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** But for the addresses of a first run, which are for the person at the terminal. */
    @ArchTest
    static final ArchRule nobody_writes_past_the_log = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.keshu.console.ops.StartMessage")
            .and()
            // It also runs as a program of its own, without log and beans.
            .resideOutsideOfPackage(SANDBOX)
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    /** The one place that makes the clock is the method of the bean. */
    @ArchTest
    static final ArchRule the_time_comes_from_an_injected_clock = noClasses()
            .should()
            .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(nameMatching("now"))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class);

    @ArchTest
    static final ArchRule clocks_are_made_where_beans_are = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(SANDBOX)
            .and(callsClockSystem())
            .should()
            .beAnnotatedWith(Bean.class);

    private static DescribedPredicate<JavaMethod> callsClockSystem() {
        return are(DescribedPredicate.describe(
                "making a clock",
                method -> method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Clock.class)
                                && call.getName().startsWith("system"))));
    }

    private static final Pattern TABLE =
            Pattern.compile("(?<!KEY )\\b(?:FROM|INTO|UPDATE|JOIN) +([a-z][a-z_]*)", Pattern.CASE_INSENSITIVE);

    /** Statements stand in the class files as they are written. */
    @ArchTest
    static void bot_and_statistics_touch_their_own_tables_only(JavaClasses all) throws IOException {
        List<String> foreign = new ArrayList<>();
        int statements = 0;
        for (JavaClass owner : all.that(resideInAnyPackage(BOT, STATS))) {
            String prefix = owner.getPackageName().startsWith("io.keshu.bot") ? "bot_" : "stats_";
            Matcher matcher = TABLE.matcher(constantsOf(owner));
            while (matcher.find()) {
                statements++;
                if (!matcher.group(1).startsWith(prefix)) {
                    foreign.add(owner.getName() + ": " + matcher.group());
                }
            }
        }
        assertThat(statements).isGreaterThanOrEqualTo(5);
        assertThat(foreign).isEmpty();
    }

    private static String constantsOf(JavaClass owner) throws IOException {
        try (InputStream file = owner.getSource().orElseThrow().getUri().toURL().openStream()) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
