#!/usr/bin/env node
/** A chat in a terminal: what is typed is sent, what comes is shown. `node chat.mjs http://localhost:8080 shop [member token]` */
import { createInterface } from "node:readline";
import { KeshuClient } from "./client.mjs";

const [hub, deployment, member] = process.argv.slice(2);
if (!hub || !deployment) {
  console.error("usage: node chat.mjs HUB DEPLOYMENT [MEMBER TOKEN]");
  process.exit(2);
}
const client = new KeshuClient({ hub, deployment, member });
const session = await client.begin();
console.log(
  `You are ${session.name ?? session.visitor}${session.member ? ", a member" : ""}. Type and press Enter; Ctrl+D ends.`,
);

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  if (!line.trim()) return;
  client
    .send(line.trim())
    .catch((error) => console.log(`  ! ${error.message}`));
});
lines.on("close", () => client.end());

for await (const { entry, changed, typing } of client.listen()) {
  if (entry) show(entry);
  if (changed?.recalled)
    console.log(`  (${changed.name ?? changed.from} took back a message)`);
  if (typing?.typing) console.log(`  … ${typing.name ?? "agent"} is typing`);
}

function show({ from, name, content, recalled }) {
  const who = from === "visitor" ? "you" : (name ?? from);
  const said = recalled
    ? "(taken back)"
    : (content.text ??
      content.question ??
      `[${content.kind}] ${content.name ?? ""} ${content.url ?? ""}`);
  console.log(`${who}: ${said}`);
  for (const { id, text } of content.options ?? [])
    console.log(`   ${id}) ${text}`);
}
