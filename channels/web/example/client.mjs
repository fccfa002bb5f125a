/**
 * A client of the visitors' protocol in plain Node (20 or later), without any dependency: what a company's own app does, over HTTP.
 * ../PROTOCOL.md says what crosses. An app with WebSocket uses the same frames and needs no long polling.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

const LONGEST_PAUSE = 30_000;

/** What the hub says when it refuses: `status`, `code`, and `message` in the visitor's language. */
export class Refusal extends Error {
  constructor(status, { code = "", detail = "", retryAfter } = {}) {
    super(detail || code || `HTTP ${status}`);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export class KeshuClient {
  #base;
  #member;
  #language;
  #session;
  #cursor;
  /** What the hub has not accepted yet, by the client's own id. An app keeps it on the device. */
  #outbox = new Map();
  #sending = Promise.resolve();
  #ended = new AbortController();

  /**
   * @param hub the hub's public address
   * @param deployment the key of an account of the type `web` that takes apps
   * @param member a JWT that the company's own login signed; without one the visitor is a guest
   * @param session what `session` said before, to go on as the same visitor
   */
  constructor({ hub, deployment, member, session, language = "zh" }) {
    this.#base = `${hub.replace(/\/$/, "")}/visitors/${encodeURIComponent(deployment)}`;
    this.#member = member;
    this.#session = session;
    this.#language = language;
  }

  /** Who the visitor is to the hub, and the token; an app keeps it. */
  get session() {
    return this.#session;
  }

  settings() {
    return this.#call("GET", `settings?language=${this.#language}`);
  }

  /** Begins, or goes on as the same visitor. */
  async begin() {
    const page = { url: "app://example/chat", title: "Example", referrer: "" };
    this.#session = await this.#call("POST", "session", {
      token: this.#session?.token,
      member: this.#member,
      language: this.#language,
      page,
    });
    return this.#session;
  }

  /** Sends words; resolves when the hub has stored them. However often it is tried, it is one message. */
  send(text) {
    return this.#enqueue({ id: randomUUID(), content: { kind: "text", text } });
  }

  /** Answers a question with options. */
  choose(option) {
    return this.#enqueue({
      id: randomUUID(),
      content: { kind: "choice", option: option.id, text: option.text },
    });
  }

  /** Uploads a file and sends it. The hub looks at what is inside. */
  async sendFile(bytes, name, type) {
    const file = await this.#call(
      "POST",
      `uploads?name=${encodeURIComponent(name)}`,
      bytes,
      type,
    );
    const { upload, kind } = file;
    return this.#enqueue({
      id: randomUUID(),
      content: { kind, upload, name, type: file.type, bytes: file.bytes },
    });
  }

  /** Tells what stands in the box, for the agent's preview; at most once in 800 ms. */
  typing(text) {
    return this.#call("POST", "signals", { type: "typing", text });
  }

  /** Has seen everything up to an entry. */
  read(entry) {
    return this.#call("POST", "signals", {
      type: "read",
      cursor: entry.cursor,
    });
  }

  /** Takes back a message of one's own, within two minutes. */
  recall(id) {
    return this.#call("POST", "signals", { type: "recall", id });
  }

  /** The page of entries before one. */
  async before(entry) {
    return (
      await this.#call(
        "GET",
        `timeline?before=${encodeURIComponent(entry.cursor)}`,
      )
    ).items;
  }

  /**
   * Every entry once, in order, from the newest page on, until `end`. Goes on by its cursor after the network was gone.
   * Yields `{ entry }`, `{ changed }` (recalled, read) and `{ typing }`.
   */
  async *listen() {
    let failures = 0;
    while (!this.#ended.signal.aborted) {
      const after =
        this.#cursor === undefined
          ? ""
          : `?after=${encodeURIComponent(this.#cursor)}&wait=25`;
      let page;
      try {
        page = await this.#call("GET", "timeline" + after);
        failures = 0;
      } catch (error) {
        if (this.#ended.signal.aborted) return;
        if (
          error instanceof Refusal &&
          error.status !== 401 &&
          error.status < 500 &&
          error.status !== 429
        )
          throw error;
        if (error.status === 401) this.#session = undefined;
        await this.#wait(failures++, error);
        continue;
      }
      this.#cursor = page.cursor ?? this.#cursor;
      for (const entry of page.items ?? []) yield { entry };
      for (const changed of page.changed ?? []) yield { changed };
      if (page.typing) yield { typing: page.typing };
    }
  }

  end() {
    this.#ended.abort();
  }

  /** One after the other, so that the hub has them in the order in which they were written. */
  #enqueue(message) {
    this.#outbox.set(message.id, message);
    const sent = this.#sending.then(() => this.#deliver(message));
    this.#sending = sent.catch(() => undefined);
    return sent;
  }

  async #deliver(message) {
    for (let failures = 0; ; failures++) {
      try {
        await this.#call("POST", "messages", message);
        this.#outbox.delete(message.id);
        return message.id;
      } catch (error) {
        const passes =
          !(error instanceof Refusal) ||
          error.status === 429 ||
          error.status >= 500;
        if (!passes || this.#ended.signal.aborted) throw error;
        await this.#wait(failures, error);
      }
    }
  }

  /** As long as the hub says, or with growing pauses and some chance in them. */
  #wait(failures, error) {
    const grown =
      Math.min(LONGEST_PAUSE, 1000 * 2 ** failures) * (0.5 + Math.random() / 2);
    return pause(
      error.retryAfter ? error.retryAfter * 1000 : grown,
      undefined,
      { signal: this.#ended.signal },
    );
  }

  async #call(method, path, body, type = "application/json") {
    const open = path === "session" || path.startsWith("settings");
    if (!open && !this.#session) await this.begin();
    const headers = { "Accept-Language": this.#language };
    if (!open) headers.Authorization = `Bearer ${this.#session.token}`;
    if (body !== undefined) headers["Content-Type"] = type;
    const answer = await fetch(`${this.#base}/${path}`, {
      method,
      headers,
      body:
        body === undefined
          ? undefined
          : type === "application/json"
            ? JSON.stringify(body)
            : body,
      signal: this.#ended.signal,
    });
    if (answer.ok) return answer.status === 204 ? undefined : answer.json();
    throw new Refusal(answer.status, await answer.json().catch(() => ({})));
  }
}
