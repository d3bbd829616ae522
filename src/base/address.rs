//! Which web addresses that people give may be fetched: public hosts by name, and nothing else.

use url::{Host, Url};

/// Why an address is not fetched.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unfit {
    /// No address at all.
    Unreadable,
    /// Neither https nor http.
    Scheme,
    /// A user name or password in it.
    Credentials,
    /// An IP address, a single-label or internal name, or our own host.
    Host,
    /// Another port than the scheme's own.
    Port,
}

/// Reads an address as browsers do (WHATWG), so that `0x7f.1` and the like are seen as what they
/// are, and refuses what could reach something that is not public. `own_host` is the Worker's;
/// `allowed` are loopback hosts with port (`127.0.0.1:8000`) that a local run lets through.
///
/// # Errors
/// Why it may not be fetched.
pub fn public(text: &str, own_host: &str, allowed: &[String]) -> Result<Url, Unfit> {
    if !is_plain(text) {
        return Err(Unfit::Unreadable);
    }
    let url = Url::parse(text.trim()).map_err(|_| Unfit::Unreadable)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(Unfit::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Unfit::Credentials);
    }
    let host = url.host().ok_or(Unfit::Unreadable)?;
    let with_port = format!("{host}:{}", url.port_or_known_default().unwrap_or(0));
    if allowed.contains(&with_port) {
        return Ok(url);
    }
    let Host::Domain(name) = host else {
        return Err(Unfit::Host);
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let internal = [".local", ".internal", ".localhost", ".localdomain", ".home.arpa", ".onion", ".test", ".invalid"];
    if !name.contains('.') || internal.iter().any(|end| name.ends_with(end)) || name == own_host.to_ascii_lowercase() {
        return Err(Unfit::Host);
    }
    if url.port().is_some() {
        return Err(Unfit::Port);
    }
    Ok(url)
}

/// Whether the host is written in ASCII and without percent signs, which may stand for what is not: the tables for
/// other names are left out (`idna_adapter` in Cargo.toml), and what stands in for them expects none.
fn is_plain(text: &str) -> bool {
    let rest = text.trim().split_once(':').map_or("", |(_, rest)| rest).trim_start_matches(['/', '\\']);
    let host = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    host.is_ascii() && !host.contains('%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_names_pass() {
        for text in [
            "https://example.com/a?b=c",
            "http://EXAMPLE.com",
            " https://xn--bcher-kva.example/ ",
            "https://example.com:443/",
        ] {
            assert!(public(text, "me.example", &[]).is_ok(), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let cases = [
            ("", Unfit::Unreadable),
            // Only in its ASCII form; see `idna_adapter` in Cargo.toml.
            ("https://bücher.example/", Unfit::Unreadable),
            ("https://１２７.0.0.1/", Unfit::Unreadable),
            ("example.com", Unfit::Unreadable),
            ("file:///etc/passwd", Unfit::Scheme),
            ("https://user@example.com", Unfit::Credentials),
            ("https://127.0.0.1/", Unfit::Host),
            ("https://0x7f.1/", Unfit::Host),
            ("https://2130706433/", Unfit::Host),
            ("https://[::1]/", Unfit::Host),
            ("https://[::ffff:10.0.0.1]/", Unfit::Host),
            ("https://8.8.8.8/", Unfit::Host),
            ("https://localhost/", Unfit::Host),
            ("https://localhost./", Unfit::Host),
            ("https://a.internal./", Unfit::Host),
            ("https://printer.local", Unfit::Host),
            ("https://ME.example/x", Unfit::Host),
            ("https://example.com:8443/", Unfit::Port),
        ];
        for (text, why) in cases {
            assert_eq!(public(text, "me.example", &[]), Err(why), "{text}");
        }
    }

    #[test]
    fn test_hosts_are_allowed_with_their_port_only() {
        let allowed = ["127.0.0.1:8000".to_owned()];
        assert!(public("http://127.0.0.1:8000/x", "me.example", &allowed).is_ok());
        assert_eq!(public("http://127.0.0.1:8001/x", "me.example", &allowed), Err(Unfit::Host));
    }
}
