// Looks for what must never be committed: keys, tokens, and paths of somebody's machine.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const MOST_BYTES = 5_000_000;

// Written so that this file does not find itself.
const PATTERNS = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a Discord bot token", /\b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}/],
  ["a Discord webhook", /discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d{17,20}\/[\w-]{60,}/],
  ["a Cloudflare token", /\b(?:cfut|cfat|cfk)_[\w-]{40,}/],
  ["a GitHub token", /\bgh[pousr]_[A-Za-z0-9]{36,}/],
  ["an AWS key", /\bAKIA[0-9A-Z]{16}\b/],
  ["a path of a machine", /(?:^|[\s"'`=(:,])[/](?:root|work|home[/][\w.-]+|Users[/][\w.-]+)[/]/],
];

// What is committed, and what would be with the next `git add`.
const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\0")
  .filter(Boolean);

let found = 0;
for (const file of files) {
  let content;
  try {
    content = readFileSync(file);
  } catch {
    continue; // Deleted in the working tree, or a link to nothing.
  }
  if (content.length > MOST_BYTES || content.includes(0)) continue;
  content
    .toString("utf8")
    .split("\n")
    .forEach((line, index) => {
      for (const [what, pattern] of PATTERNS) {
        if (!pattern.test(line)) continue;
        found += 1;
        console.error(`${file}:${index + 1}: ${what}`);
      }
    });
}
console.log(`${files.length} files looked at, ${found} findings`);
process.exit(found > 0 ? 1 : 0);
