// What can be known about the crates without downloading anything: licences against deny.toml, sources,
// and dependencies that nothing names. (`cargo deny check` knows more, known vulnerabilities above all.)
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index";

const metadata = JSON.parse(
  execFileSync("cargo", ["metadata", "--locked", "--format-version", "1"], { encoding: "utf8", maxBuffer: 1 << 28 }),
);

/** The licences that `[licenses] allow` of deny.toml lists. */
function allowedLicences() {
  const section = /\[licenses\]([\s\S]*?)(?=\n\[|$)/.exec(readFileSync("deny.toml", "utf8"))?.[1] ?? "";
  const list = /allow\s*=\s*\[([^\]]*)\]/.exec(section)?.[1] ?? "";
  return new Set([...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name));
}

/** Whether an SPDX expression can be satisfied with the allowed licences. */
function satisfied(expression, allowed) {
  // Crates from before SPDX write "MIT/Apache-2.0".
  const tokens = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  function term() {
    if (tokens[at] === "(") {
      at += 1;
      const value = either();
      at += 1;
      return value;
    }
    let name = tokens[at++];
    if (tokens[at] === "WITH") name += ` WITH ${tokens[(at += 2) - 1]}`;
    return allowed.has(name);
  }
  function both() {
    let value = term();
    while (tokens[at] === "AND") {
      at += 1;
      value = term() && value;
    }
    return value;
  }
  function either() {
    let value = both();
    while (tokens[at] === "OR") {
      at += 1;
      value = both() || value;
    }
    return value;
  }
  return either();
}

function* rustFiles(folder) {
  for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "target") yield* rustFiles(file);
    else if (entry.name.endsWith(".rs")) yield file;
  }
}

/** The dependencies of a workspace member that none of its files names. */
function unused(member) {
  const folder = path.dirname(member.manifest_path);
  // The root crate's folder holds the other members, whose files do not count for it.
  const others = metadata.packages
    .filter(({ id, manifest_path }) => metadata.workspace_members.includes(id) && manifest_path !== member.manifest_path)
    .map(({ manifest_path }) => path.dirname(manifest_path) + path.sep)
    .filter((other) => other.startsWith(folder + path.sep));
  const sources = ["src", "tests", "scripts", "benches", "build.rs"].flatMap((name) => [...rustFiles(path.join(folder, name))]);
  const text = sources
    .filter((file) => !others.some((other) => file.startsWith(other)))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const ignored = member.metadata?.["cargo-machete"]?.ignored ?? [];
  return member.dependencies
    .filter(({ name }) => !ignored.includes(name))
    .map(({ name, rename }) => (rename ?? name).replaceAll("-", "_"))
    .filter((name) => !new RegExp(`\\b${name}(?:::|!|\\s*;|\\s+as\\b)`).test(text));
}

const problems = [];
const allowed = allowedLicences();
for (const crate of metadata.packages) {
  const own = metadata.workspace_members.includes(crate.id);
  if (!own && crate.source !== CRATES_IO) problems.push(`${crate.name} comes from ${crate.source ?? "a folder"}, not from crates.io`);
  if (!crate.license) problems.push(`${crate.name} ${crate.version} names no licence`);
  else if (!satisfied(crate.license, allowed)) problems.push(`${crate.name} ${crate.version}: ${crate.license} is not allowed by deny.toml`);
}
for (const id of metadata.workspace_members) {
  const member = metadata.packages.find((crate) => crate.id === id);
  for (const name of unused(member)) problems.push(`${member.name} does not use ${name}`);
}
for (const problem of problems) console.error(problem);
console.log(`${metadata.packages.length} crates looked at, ${problems.length} findings`);
process.exit(problems.length > 0 ? 1 : 0);
