//! The program's arguments.

use std::path::PathBuf;

/// What the playground is started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args {
    /// The runtime program and its arguments.
    pub runtime: Vec<String>,
    /// The repository.
    pub root: PathBuf,
    /// 0 takes a free one.
    pub port: u16,
    /// Discord's OpenAPI document.
    pub openapi: Option<PathBuf>,
    /// The command list as a JSON array.
    pub commands: PathBuf,
    /// The page's files.
    pub assets: PathBuf,
}

/// How the program is called.
pub const USAGE: &str = "playground --runtime \"node scripts/lib/runtime.mjs\" --root DIR --commands FILE \
                         [--port N] [--openapi FILE] [--assets DIR]";

impl Args {
    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// Names what is missing or not understood.
    pub fn parse(given: impl IntoIterator<Item = String>) -> Result<Args, String> {
        let mut given = given.into_iter();
        let (mut runtime, mut root, mut commands) = (None, None, None);
        let (mut port, mut openapi, mut assets) = (0, None, None);
        while let Some(name) = given.next() {
            let value = given.next().ok_or_else(|| format!("{name} wants a value\n{USAGE}"))?;
            match name.as_str() {
                "--runtime" => runtime = Some(words(&value)),
                "--root" => root = Some(PathBuf::from(value)),
                "--commands" => commands = Some(PathBuf::from(value)),
                "--port" => port = value.parse().map_err(|_| format!("--port {value} is no port"))?,
                "--openapi" => openapi = Some(PathBuf::from(value)),
                "--assets" => assets = Some(PathBuf::from(value)),
                _ => return Err(format!("{name} is not known\n{USAGE}")),
            }
        }
        let missing = |name: &str| format!("{name} is missing\n{USAGE}");
        let root = root.ok_or_else(|| missing("--root"))?;
        Ok(Args {
            runtime: runtime.filter(|words| !words.is_empty()).ok_or_else(|| missing("--runtime"))?,
            port,
            openapi,
            commands: commands.ok_or_else(|| missing("--commands"))?,
            assets: assets.unwrap_or_else(|| root.join("tests/simulator/playground")),
            root,
        })
    }
}

/// Words of a command line; double quotes hold one together.
fn words(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => out.push(String::new()),
            c => {
                if let Some(last) = out.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    out.retain(|word| !word.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &[&str]) -> Result<Args, String> {
        Args::parse(line.iter().map(|word| (*word).to_owned()))
    }

    #[test]
    fn arguments_are_read() {
        let line = ["--runtime", "\"/a b/node\" run.mjs", "--root", "/r", "--commands", "c.json", "--port", "8000"];
        let args = parse(&line).unwrap();
        assert_eq!(args.runtime, ["/a b/node", "run.mjs"]);
        assert_eq!((args.port, args.assets), (8000, PathBuf::from("/r/tests/simulator/playground")));
        assert!(parse(&line[..4]).unwrap_err().contains("--commands is missing"));
        assert!(parse(&["--what", "x"]).is_err());
        assert!(parse(&["--port"]).is_err());
    }
}
