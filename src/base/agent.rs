//! What asks for a page, by what it calls itself: told apart as far as counting needs it.

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Agent {
    Browser,
    Phone,
    Bot,
    Other,
}

impl Agent {
    pub fn word(self) -> &'static str {
        match self {
            Agent::Browser => "browser",
            Agent::Phone => "phone",
            Agent::Bot => "bot",
            Agent::Other => "other",
        }
    }
}

/// Programs that fetch without anybody reading, by words of their names; what previews a link in a chat is one too.
const BOTS: [&str; 17] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "facebookexternalhit",
    "whatsapp",
    "embedly",
    "monitor",
    "headless",
    "curl/",
    "wget/",
    "python",
    "go-http",
    "java/",
    "okhttp",
    "axios",
];

/// The class of a `User-Agent`. Browsers on phones say *Mobi*, as MDN's guide to user agents recommends to tell them.
pub fn class(agent: &str) -> Agent {
    let agent = agent.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| agent.contains(word));
    if says(&BOTS) {
        Agent::Bot
    } else if says(&["mobi", "android", "iphone", "ipad"]) {
        Agent::Phone
    } else if agent.starts_with("mozilla/") {
        Agent::Browser
    } else {
        Agent::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_are_told_apart() {
        for (agent, wanted) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", Agent::Browser),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 Safari/604",
                Agent::Phone,
            ),
            ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140 Mobile Safari/537", Agent::Phone),
            ("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", Agent::Bot),
            ("Mozilla/5.0 (compatible; Googlebot/2.1) Mobile", Agent::Bot),
            ("curl/8.5.0", Agent::Bot),
            ("", Agent::Other),
            ("Emacs", Agent::Other),
        ] {
            assert_eq!(class(agent), wanted, "{agent}");
        }
    }
}
