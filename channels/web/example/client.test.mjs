/**
 * The example against a hub: the small one of the widget's tests, or with KESHU_HUB, KESHU_DEPLOYMENT and KESHU_MEMBER a real one that
 * takes apps. `node --test channels/web/example`.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fakeHub } from "../widget/browser/hub.mjs";
import { KeshuClient, Refusal } from "./client.mjs";

const { KESHU_HUB, KESHU_DEPLOYMENT = "shop", KESHU_MEMBER } = process.env;
let hub;
const clients = [];

before(async () => {
  if (!KESHU_HUB) hub = await fakeHub();
});

after(() => {
  for (const client of clients) client.end();
  hub?.close();
});

function client(more) {
  const made = new KeshuClient({
    hub: KESHU_HUB ?? hub.url,
    deployment: KESHU_DEPLOYMENT,
    member: KESHU_MEMBER,
    ...more,
  });
  clients.push(made);
  return made;
}

/** Listens until something holds. */
async function until(listening, holds) {
  for (;;) {
    const { value, done } = await listening.next();
    if (done) throw new Error("The hub has nothing more to say");
    if (holds(value)) return value;
  }
}

test("what is sent comes back as an entry with the client’s own id, in order", async () => {
  const visitor = client();
  const session = await visitor.begin();
  assert.ok(session.token);
  const listening = visitor.listen();
  const ids = await Promise.all([visitor.send("一"), visitor.send("二")]);
  for (const id of ids) await until(listening, ({ entry }) => entry?.id === id);
});

test("with its session the same visitor goes on, and finds what was said", async () => {
  const first = client();
  await first.begin();
  const id = await first.send("记得我吗");
  const second = client({ session: first.session });
  const { visitor } = await second.begin();
  assert.equal(visitor, first.session.visitor);
  const { entry } = await until(
    second.listen(),
    (value) => value.entry?.id === id,
  );
  assert.equal(entry.content.text, "记得我吗");
});

test("a picture is uploaded and sent", async () => {
  const visitor = client();
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  );
  const id = await visitor.sendFile(png, "dot.png", "image/png");
  const { entry } = await until(
    visitor.listen(),
    (value) => value.entry?.id === id,
  );
  assert.equal(entry.content.kind, "image");
  assert.ok(entry.content.url);
});

test("a message is taken back", async () => {
  const visitor = client();
  const listening = visitor.listen();
  const id = await visitor.send("写错了");
  await until(listening, ({ entry }) => entry?.id === id);
  await visitor.recall(id);
  await until(
    listening,
    ({ changed }) => changed?.id === id && changed.recalled,
  );
});

test("an agent’s answer and typing arrive", { skip: !!KESHU_HUB }, async () => {
  const visitor = client();
  const listening = visitor.listen();
  await visitor.send("在吗");
  hub.typing(true);
  await until(listening, ({ typing }) => typing?.typing);
  hub.answer({ kind: "text", text: "在的" });
  const { entry } = await until(
    listening,
    (value) => value.entry?.from === "agent",
  );
  assert.equal(entry.content.text, "在的");
});

test(
  "a refusal says why, and is not tried again",
  { skip: !!KESHU_HUB },
  async () => {
    hub.refuse = () => ({ code: "content.invalid", detail: "内容不对" });
    const visitor = client();
    await assert.rejects(
      visitor.send("不行"),
      (error) => error instanceof Refusal && error.message === "内容不对",
    );
    hub.refuse = () => undefined;
  },
);
