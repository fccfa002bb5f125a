package io.keshu.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.console.FakeCore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "keshu.public-url=https://desk.example.com/",
            "keshu.channels.accounts[0].type=paper",
            "keshu.channels.accounts[0].key=declared",
            "keshu.channels.accounts[0].settings.appId=wx00ff",
            "keshu.channels.accounts[0].secrets.appSecret=very secret"
        })
class AccountsTest extends ConsoleTest {

    private static Map<String, Object> form(String key) {
        Map<String, Object> form = new HashMap<>();
        form.put("type", "paper");
        form.put("key", key);
        form.put("name", "纸条");
        form.put("enabled", true);
        form.put("settings", Map.of("appId", "wx0a1b"));
        form.put("secrets", Map.of("appSecret", "s3cret"));
        form.put("version", 0);
        return form;
    }

    private static String fresh() {
        return "k" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void anAccountIsCreatedWithDefaultsAndShownWithoutItsSecrets() {
        String key = fresh();
        Browser.Answer created = agent().post("/api/channel-accounts", form(key));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().at("/settings/mode").asString()).isEqualTo("plain");
        assertThat(created.json().path("webhookUrl").asString())
                .isEqualTo("https://desk.example.com/webhooks/paper/" + key);
        assertThat(created.json().at("/secretsSet/0").asString()).isEqualTo("appSecret");
        assertThat(created.text()).doesNotContain("s3cret");
    }

    @Test
    void aSecretLeftOutStaysAndAnOldVersionIsRefused() {
        Browser mei = agent();
        String key = fresh();
        var created = mei.post("/api/channel-accounts", form(key)).json();
        Map<String, Object> change = form(key);
        change.put("name", "新名字");
        change.put("secrets", Map.of());
        change.put("version", created.path("version").asLong());
        String path = "/api/channel-accounts/" + created.path("id").asString();

        Browser.Answer changed = mei.put(path, change);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("name").asString()).isEqualTo("新名字");
        assertThat(changed.json().path("secretsSet").size()).isEqualTo(1);

        Browser.Answer stale = mei.put(path, change);
        assertThat(stale.status()).as(stale.text()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo("account.changed");
    }

    @Test
    void aKeyIsTakenOnce() {
        Browser mei = agent();
        String key = fresh();
        mei.post("/api/channel-accounts", form(key));

        Browser.Answer again = mei.post("/api/channel-accounts", form(key));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("account.key_taken");
    }

    @Test
    void eachWrongFieldIsNamed() {
        Map<String, Object> form = form("with space");
        form.put("name", " ");
        form.put("settings", Map.of("appId", "wrong", "mode", "other", "extra", "x"));
        form.put("secrets", Map.of());

        Browser.Answer answer = agent().speaking("en").post("/api/channel-accounts", form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("fields").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "key", "name", "settings.appId", "settings.mode", "settings.extra", "secrets.appSecret");
        assertThat(answer.json().path("fields").findValuesAsString("message")).contains("This is required.");
    }

    @Test
    void aFieldMayBeRequiredByAnother() {
        Map<String, Object> form = form(fresh());
        form.put("settings", Map.of("appId", "wx0a1b", "mode", "secure"));

        Browser.Answer refused = agent().post("/api/channel-accounts", form);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/fields/0/field").asString()).isEqualTo("secrets.aesKey");

        form.put("secrets", Map.of("appSecret", "s3cret", "aesKey", "k"));
        assertThat(agent().post("/api/channel-accounts", form).status()).isEqualTo(201);
    }

    @Test
    void secretsThatNobodyCanReadAreNotSavedOverUnlessTheyAreEnteredAgain() {
        Browser mei = agent();
        Map<String, Object> form = form(FakeCore.LOST + fresh());
        String id = mei.post("/api/channel-accounts", form).json().path("id").asString();
        var shown = mei.get("/api/channel-accounts")
                .json()
                .valueStream()
                .filter(account -> account.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(shown.path("secretsUnreadable").asBoolean()).isTrue();
        assertThat(shown.path("enabled").asBoolean()).isFalse();

        form.put("secrets", Map.of());
        form.put("version", shown.path("version").asLong());
        Browser.Answer refused = mei.speaking("en").put("/api/channel-accounts/" + id, form);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/fields/0/code").asString()).isEqualTo("unreadable");
        assertThat(refused.json().at("/fields/0/message").asString()).contains("former key");

        form.put("secrets", Map.of("appSecret", "again"));
        assertThat(mei.put("/api/channel-accounts/" + id, form).status()).isEqualTo(200);
    }

    @Test
    void aConnectionIsTriedWithoutSavingAndTheAnswerIsInWords() {
        Browser mei = agent().speaking("en");
        Map<String, Object> trial = new HashMap<>();
        trial.put("id", "");
        trial.put("type", "paper");
        trial.put("settings", Map.of("appId", "wx0a1b"));
        trial.put("secrets", Map.of());
        assertThat(mei.post("/api/channel-accounts/test", trial).status()).isEqualTo(422);

        trial.put("secrets", Map.of("appSecret", "s3cret"));
        channel.connection = new ProviderAnswer.Failed<>(
                new ProviderProblem(ProviderProblem.Reason.ADDRESS_NOT_ALLOWED, "40164", "203.0.113.7"));
        var failed = mei.post("/api/channel-accounts/test", trial).json();
        assertThat(failed.path("works").asBoolean()).isFalse();
        assertThat(failed.path("text").asString()).contains("203.0.113.7", "whitelist", "40164");
        channel.connection = new ProviderAnswer.Given<>(new ConnectionCheck.Connected(""));
        assertThat(mei.post("/api/channel-accounts/test", trial)
                        .json()
                        .path("works")
                        .asBoolean())
                .isTrue();

        String id = mei.post("/api/channel-accounts", form(fresh()))
                .json()
                .path("id")
                .asString();
        trial.put("id", id);
        trial.put("secrets", Map.of());
        assertThat(mei.post("/api/channel-accounts/test", trial)
                        .json()
                        .path("works")
                        .asBoolean())
                .isTrue();
        assertThat(channel.tried.secret("appSecret")).contains("s3cret");
        assertThat(mei.get("/api/channel-accounts/" + id + "/health").status()).isEqualTo(200);
    }

    @Test
    void storedSecretsAreNotToldToAnotherAddressUnlessTheyAreEnteredAgain() {
        Browser mei = agent();
        Map<String, Object> change = form(fresh());
        var created = mei.post("/api/channel-accounts", change).json();
        String id = created.path("id").asString();
        Map<String, String> elsewhere = Map.of("appId", "wx0a1b", "host", "https://elsewhere.example");
        change.put("settings", elsewhere);
        change.put("secrets", Map.of());
        change.put("version", created.path("version").asLong());
        Map<String, Object> trial =
                new HashMap<>(Map.of("id", id, "type", "paper", "settings", elsewhere, "secrets", Map.of()));
        channel.tried = null;

        for (Browser.Answer refused : List.of(
                mei.post("/api/channel-accounts/test", trial),
                mei.put("/api/channel-accounts/" + id, change),
                mei.speaking("en").put("/api/channel-accounts/" + id, change))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.json().path("fields").findValuesAsString("field"))
                    .containsExactly("secrets.appSecret");
            assertThat(refused.json().at("/fields/0/code").asString()).isEqualTo("enter_again");
        }
        assertThat(channel.tried).isNull();

        trial.put("secrets", Map.of("appSecret", "another"));
        assertThat(mei.post("/api/channel-accounts/test", trial).status()).isEqualTo(200);
        assertThat(channel.tried.secrets()).containsExactly(Map.entry("appSecret", "another"));
        change.put("secrets", Map.of("appSecret", "another"));
        assertThat(mei.put("/api/channel-accounts/" + id, change).status()).isEqualTo(200);
    }

    @Test
    void whatConfigurationDeclaresIsThere() {
        var all = agent().get("/api/channel-accounts").json();

        assertThat(all.valueStream().filter(account -> account.path("declared").asBoolean()))
                .singleElement()
                .satisfies(account -> {
                    assertThat(account.path("key").asString()).isEqualTo("declared");
                    assertThat(account.path("name").asString()).isEqualTo("declared");
                });
        assertThat(all.toString()).doesNotContain("very secret");
    }

    @Test
    void formsAreDrawnFromTheDescriptor() {
        var type = agent().get("/api/channel-types").json().path(0);

        assertThat(type.path("type").asString()).isEqualTo("paper");
        assertThat(type.path("fields").findValuesAsString("kind"))
                .containsExactly("TEXT", "CHOICE", "SECRET", "SECRET", "TEXT");
        assertThat(type.path("testable").asBoolean()).isTrue();
        assertThat(type.at("/fields/3/requiredWhen/field").asString()).isEqualTo("mode");
        assertThat(type.at("/fields/2/defaultValue").isNull()).isTrue();
    }

    @Test
    void formsSpeakTheReadersLanguageInTheChannelsOwnWords() {
        var chinese = agent().get("/api/channel-types").json().path(0);
        var english = agent().speaking("en").get("/api/channel-types").json().path(0);

        assertThat(chinese.path("label").asString()).isEqualTo("纸条");
        assertThat(english.path("label").asString()).isEqualTo("Paper slip");
        assertThat(english.at("/fields/0/label").asString()).isEqualTo("Number");
        assertThat(english.at("/fields/0/help").asString()).isEqualTo("On the back of the slip.");
        assertThat(chinese.at("/fields/1/options/0/label").asString()).isEqualTo("明文");
        assertThat(chinese.at("/fields/1/options/1/label").asString())
                .as("without words, the value itself")
                .isEqualTo("secure");
    }

    @Test
    void behindHttpsTheCookiesAreSecure() {
        assertThat(stranger()
                        .signIn("mei", "correct horse")
                        .response()
                        .headers()
                        .allValues("Set-Cookie"))
                .allSatisfy(cookie -> assertThat(cookie).contains("Secure"));
    }

    @Test
    void aSecretIsClearedWhereItMayBeLeftOut() {
        Browser mei = agent();
        Map<String, Object> form = form(fresh());
        form.put("secrets", Map.of("appSecret", "s3cret", "aesKey", "k"));
        var created = mei.post("/api/channel-accounts", form).json();
        String path = "/api/channel-accounts/" + created.path("id").asString();
        form.put("version", 1);

        form.put("secrets", Map.of("appSecret", ""));
        assertThat(mei.put(path, form).json().at("/fields/0/field").asString()).isEqualTo("secrets.appSecret");
        form.put("secrets", Map.of("aesKey", "", "other", ""));
        assertThat(mei.put(path, form).json().at("/fields/0/field").asString()).isEqualTo("secrets.other");
        form.put("secrets", Map.of("aesKey", ""));
        var cleared = mei.put(path, form);

        assertThat(cleared.status()).as(cleared.text()).isEqualTo(200);
        assertThat(cleared.json().path("secretsSet").toString()).isEqualTo("[\"appSecret\"]");
    }

    @Test
    void whoComesTooLateIsToldWhoWasFasterAndWhatTheyDid() {
        Browser mei = agent().speaking("en");
        String key = fresh();
        var created = mei.post("/api/channel-accounts", form(key)).json();
        String path = "/api/channel-accounts/" + created.path("id").asString();
        Map<String, Object> change = form(key);
        change.put("version", 1);
        change.put("name", "Desk");
        change.put("enabled", false);
        change.put("settings", Map.of("appId", "wx0a1b", "mode", "secure"));
        change.put("secrets", Map.of("appSecret", "an0ther", "aesKey", "k3y"));
        assertThat(mei.put(path, change).status()).isEqualTo(200);

        Browser.Answer late = mei.put(path, form(key, 1));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("detail").asString()).contains("小梅");
        assertThat(late.json().path("fields").findValuesAsString("message"))
                .contains("In use: on → off", "Name: 纸条 → Desk", "appSecret: replaced", "aesKey: set");
        assertThat(late.text()).doesNotContain("an0ther", "k3y", "s3cret");
    }

    private static Map<String, Object> form(String key, long version) {
        Map<String, Object> form = form(key);
        form.put("version", version);
        return form;
    }

    @Test
    void savingWhatIsThereAlreadyChangesNothing() {
        Browser mei = agent();
        String key = fresh();
        String id =
                mei.post("/api/channel-accounts", form(key)).json().path("id").asString();
        Map<String, Object> same = form(key, 1);
        same.put("settings", Map.of("appId", "wx0a1b"));

        assertThat(mei.put("/api/channel-accounts/" + id, same)
                        .json()
                        .path("version")
                        .asLong())
                .isEqualTo(1);
        assertThat(changes(mei, id).size()).isEqualTo(1);
    }

    private static tools.jackson.databind.JsonNode changes(Browser browser, String id) {
        return browser.get("/api/channel-accounts/changes?account=" + id).json().path("items");
    }

    @Test
    void everyChangeIsShownWithWhoMadeItAndWithoutSecrets() {
        Browser mei = agent().speaking("en");
        String key = fresh();
        String id =
                mei.post("/api/channel-accounts", form(key)).json().path("id").asString();
        Map<String, Object> off = form(key, 1);
        off.put("enabled", false);
        mei.put("/api/channel-accounts/" + id, off);
        Map<String, Object> changed = form(key, 2);
        changed.put("enabled", false);
        changed.put("settings", Map.of("appId", "wx9999"));
        mei.put("/api/channel-accounts/" + id, changed);

        var items = changes(mei, id);

        assertThat(items.findValuesAsString("action")).containsExactly("CHANGED", "DISABLED", "CREATED");
        assertThat(items.findValuesAsString("by")).containsOnly("小梅");
        assertThat(items.at("/0/fields/0/label").asString()).isEqualTo("Number");
        assertThat(items.at("/0/fields/0/before").asString()).isEqualTo("wx0a1b");
        assertThat(items.at("/0/fields/0/after").asString()).isEqualTo("wx9999");
        assertThat(items.toString()).doesNotContain("s3cret");
        assertThat(mei.get("/api/channel-accounts/changes").json().path("items").size())
                .isGreaterThanOrEqualTo(3);
        assertThat(mei.get("/api/channel-accounts/changes?cursor=x").code()).isEqualTo("cursor.invalid");
        assertThat(mei.get("/api/channel-accounts/changes?cursor=x-y-z").code()).isEqualTo("cursor.invalid");
        assertThat(mei.get("/api/channel-accounts/changes?account=x").code()).isEqualTo("account.unknown");
    }

    @Test
    void anAccountIsDeletedByItsNameAtTheVersionThatWasReadAndItsKeyIsFreeThen() {
        Browser mei = agent();
        String key = fresh();
        String id =
                mei.post("/api/channel-accounts", form(key)).json().path("id").asString();
        String path = "/api/channel-accounts/" + id;
        assertThat(mei.get(path + "/loss").json().path("openConversations").asInt())
                .isZero();

        assertThat(mei.delete(path + "?version=1&name=x")
                        .json()
                        .at("/fields/0/code")
                        .asString())
                .isEqualTo("other_name");
        assertThat(mei.delete(path + "?version=7&name=" + name()).status()).isIn(404, 409);
        assertThat(mei.get(path).status()).isEqualTo(200);
        assertThat(mei.delete(path + "?version=1&name=" + name()).status()).isEqualTo(204);

        assertThat(mei.get(path).code()).isEqualTo("account.unknown");
        assertThat(mei.get(path + "/health").code()).isEqualTo("account.unknown");
        Browser.Answer late = mei.put(path, form(key, 1));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("account.deleted");
        assertThat(late.json().path("detail").asString()).contains("小梅");
        assertThat(mei.delete(path + "?version=1&name=" + name()).code()).isEqualTo("account.deleted");
        var gone = changes(mei, id).path(0);
        assertThat(gone.path("action").asString()).isEqualTo("DELETED");
        assertThat(gone.path("gone").asBoolean()).isTrue();
        assertThat(mei.post("/api/channel-accounts", form(key)).status()).isEqualTo(201);
    }

    private static String name() {
        return java.net.URLEncoder.encode("纸条", java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void whatConfigurationDeclaresIsNotDeletedHere() {
        Browser mei = agent();
        var declared = mei.get("/api/channel-accounts")
                .json()
                .valueStream()
                .filter(account -> account.path("declared").asBoolean())
                .findFirst()
                .orElseThrow();

        Browser.Answer answer = mei.delete("/api/channel-accounts/"
                + declared.path("id").asString() + "?name=declared&version="
                + declared.path("version").asLong());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("account.declared");
    }

    @Test
    void addressesOfTheOwnNetworkAreNotTaken() {
        Browser mei = agent().speaking("en");
        for (String host : List.of(
                "http://127.0.0.1:8080",
                "https://[::1]/",
                "http://169.254.169.254/latest",
                "10.1.2.3",
                "192.168.1.1:993")) {
            Map<String, Object> form = form(fresh());
            form.put("settings", Map.of("appId", "wx0a1b", "host", host));

            Browser.Answer refused = mei.post("/api/channel-accounts", form);
            assertThat(refused.status()).as(host).isEqualTo(422);
            assertThat(refused.json().at("/fields/0/code").asString()).as(host).isEqualTo("private_address");
            Map<String, Object> trial = new HashMap<>(Map.of(
                    "id", "", "type", "paper", "settings", form.get("settings"), "secrets", form.get("secrets")));
            assertThat(mei.post("/api/channel-accounts/test", trial).status())
                    .as(host)
                    .isEqualTo(422);
        }
    }

    @Test
    void whatIsNoFormIsRefused() {
        Browser mei = agent();
        Map<String, Object> form = form(fresh());
        form.put("type", "pigeon");
        assertThat(mei.post("/api/channel-accounts", form)
                        .json()
                        .at("/fields/0/field")
                        .asString())
                .isEqualTo("type");
        form = form(fresh());
        form.put("settings", "appId");
        assertThat(mei.post("/api/channel-accounts", form).code()).isEqualTo("request.malformed");
        form.put("settings", Map.of("appId", Map.of("a", "b")));
        assertThat(mei.post("/api/channel-accounts", form).code()).isEqualTo("request.malformed");
        assertThat(mei.put("/api/channel-accounts/404", form(fresh())).code()).isEqualTo("account.unknown");
        assertThat(mei.delete("/api/channel-accounts/404?version=1&name=x").code())
                .isEqualTo("account.unknown");
        assertThat(stranger().get("/api/channel-accounts/changes").status()).isEqualTo(401);
    }

    @Test
    void theListIsSearchedSortedAndReadPageByPage() {
        Browser mei = agent();
        String mark = fresh();
        for (String name : List.of("b", "a", "c")) {
            Map<String, Object> form = form(mark + name);
            form.put("name", name + " " + mark.toUpperCase(java.util.Locale.ROOT));
            form.put("enabled", !name.equals("a"));
            assertThat(mei.post("/api/channel-accounts", form).status()).isEqualTo(201);
        }
        String path = "/api/channel-accounts/page?limit=2&q=" + mark;

        var first = mei.get(path).json();
        assertThat(first.path("total").asInt()).isEqualTo(3);
        assertThat(first.at("/items/0/account/name").asString()).startsWith("a");
        assertThat(first.at("/items/1/account/name").asString()).startsWith("b");
        var second = mei.get(path + "&cursor=" + first.path("next").asString()).json();
        assertThat(second.at("/items/0/account/name").asString()).startsWith("c");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(mei.get(path + "&sort=state")
                        .json()
                        .at("/items/0/account/name")
                        .asString())
                .startsWith("b");
        assertThat(mei.get(path + "&cursor=%25").code()).isEqualTo("cursor.invalid");
    }
}
