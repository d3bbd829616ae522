//! Which slugs and targets may be, and where a click came from.

use url::Url;

use crate::{
    base::{
        address::{self, Unfit},
        time::Time,
    },
    discord::interaction::timestamp,
};

/// Longest slug and target, in characters.
pub const SLUG: usize = 40;
pub const TARGET: usize = 2_000;
pub const ABOUT: usize = 100;

/// Small letters, digits and hyphens between them.
pub fn is_slug(text: &str) -> bool {
    let inner = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (1..=SLUG).contains(&text.len()) && inner && !text.starts_with('-') && !text.ends_with('-')
}

/// The scope of a link's counters.
pub fn scope(slug: &str) -> String {
    format!("link/{slug}")
}

/// What a form asks for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Wanted {
    pub slug: String,
    pub target: String,
    pub about: String,
    pub expires_at: Option<Time>,
}

/// Checks what was typed; the target becomes the address as browsers read it.
///
/// # Errors
/// The field that does not fit, and why.
pub fn wanted(
    slug: &str,
    target: &str,
    about: &str,
    expires: &str,
    (own_host, allowed): (&str, &[String]),
    now: Time,
) -> Result<Wanted, (&'static str, &'static str)> {
    if !is_slug(slug) {
        return Err(("slug", "Small letters, digits and hyphens between them, 40 at most."));
    }
    let address = address::public(target, own_host, allowed).map_err(|unfit| ("target", refusal(unfit)))?;
    if address.as_str().len() > TARGET {
        return Err(("target", "This is longer than 2,000 characters."));
    }
    if about.chars().count() > ABOUT {
        return Err(("about", "100 characters at most."));
    }
    let expires_at = match expires.trim() {
        "" => None,
        text => {
            let at = timestamp(&format!("{}:00Z", text.get(..16).unwrap_or_default()));
            let at = at.ok_or(("expires", "Date and time as 2026-11-21T02:19."))?;
            Some(at).filter(|at| *at > now).ok_or(("expires", "This moment is over."))?.into()
        }
    };
    Ok(Wanted { slug: slug.to_owned(), target: address.into(), about: about.trim().to_owned(), expires_at })
}

fn refusal(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Unreadable => "This is no address; it begins with https:// and names a host.",
        Unfit::Scheme => "Only https and http.",
        Unfit::Credentials => "No user name or password in it.",
        Unfit::Host => "A public host by its name: no IP address, no internal name, and not this deployment's own.",
        Unfit::Port => "No port other than the scheme's own.",
    }
}

/// The host that a click came from, or nothing. Other parts of a `Referer` may tell what somebody reads.
pub fn referrer(header: &str) -> String {
    let url = Url::parse(header).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host.len() <= 100 { host.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_millis(1_795_227_540_000);

    #[test]
    fn slugs_are_words() {
        for good in ["rules", "a", "spring-2026", "7"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-a", "a-", "A", "a b", "a/b", "ä", "..", "%2e", &"a".repeat(41)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn only_public_web_addresses_that_last_are_wanted() {
        let own = ("hall.example", &[][..]);
        let ask = |target, expires| wanted("a", target, "", expires, own, NOW);
        assert_eq!(ask("https://EXAMPLE.com", "").map(|link| link.target), Ok("https://example.com/".to_owned()));
        for bad in
            ["javascript:alert(1)", "//evil.example", "https://10.0.0.1/", "https://hall.example/go/a", "ftp://a.b"]
        {
            assert_eq!(ask(bad, "").map_err(|fault| fault.0), Err("target"), "{bad}");
        }
        assert_eq!(
            ask("https://a.example", "2027-01-02T03:04").map(|link| link.expires_at.map(Time::iso8601)),
            Ok(Some("2027-01-02T03:04:00Z".to_owned()))
        );
        for bad in ["2020-01-02T03:04", "tomorrow", "2027-13-02T03:04"] {
            assert_eq!(ask("https://a.example", bad).map_err(|fault| fault.0), Err("expires"), "{bad}");
        }
    }

    #[test]
    fn only_the_host_of_a_referrer_is_kept() {
        assert_eq!(referrer("https://www.example.com/private?q=1"), "example.com");
        for none in ["", "nonsense", "javascript:1", "android-app://x"] {
            assert_eq!(referrer(none), "", "{none}");
        }
    }
}
