//! A browser without a screen: keeps cookies, follows redirects, sends forms as they stand on a page.

use std::{cell::RefCell, collections::BTreeMap};

use reqwest::Method;

use super::{Answer, World};

/// One person's browser.
pub struct Browser {
    world: World,
    cookies: RefCell<BTreeMap<String, String>>,
    /// Where its requests come from.
    pub address: String,
}

/// A page as it came.
pub struct Shown {
    pub status: u16,
    /// Where the redirects ended.
    pub path: String,
    pub html: String,
    pub answer: Answer,
}

impl World {
    pub fn browser(&self) -> Browser {
        Browser { world: self.clone(), cookies: RefCell::default(), address: "203.0.113.7".to_owned() }
    }

    /// Somebody signed in by the link that `/dashboard` gives them.
    pub async fn signed_in(&self, name: &'static str) -> Browser {
        let browser = self.browser();
        let link = self.login_link(name).await;
        browser.opens(&link).await.is(200);
        browser.sends(&link, &[]).await.is(200);
        browser
    }

    /// Where Discord may lead people back to, as the Developer Portal knows it.
    pub fn registers_sign_in(&self) {
        let own = self.with_runtime(|runtime| runtime.worker.clone());
        self.sim.set_redirect_uris(&[&format!("{own}/login/callback")]);
    }

    /// The path of the link that `/dashboard` gives.
    pub async fn login_link(&self, name: &'static str) -> String {
        let said = self.actor(name).runs("/dashboard").await;
        let message = said.message();
        let url = message["components"][0]["components"][0]["url"].as_str().unwrap_or_default().to_owned();
        let at = url.find("/login/").unwrap_or_else(|| panic!("no link: {message}"));
        url[at..].to_owned()
    }
}

impl Browser {
    /// Another one with the same cookies, as if they had been stolen.
    pub fn copy(&self) -> Browser {
        Browser { world: self.world.clone(), cookies: self.cookies.clone(), address: self.address.clone() }
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    pub async fn opens(&self, path: &str) -> Shown {
        self.follows(Method::GET, path, Vec::new(), &[]).await
    }

    /// Sends fields to a path.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        self.sends_with(path, fields, &[]).await
    }

    /// As [`Browser::sends`], with further headers.
    pub async fn sends_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Shown {
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&").into_bytes();
        let mut all = vec![("content-type", "application/x-www-form-urlencoded")];
        all.extend(headers);
        self.follows(Method::POST, path, body, &all).await
    }

    /// Sends the form of a page that goes to a path, with what stands hidden in it and these fields.
    pub async fn fills(&self, page: &Shown, action: &str, fields: &[(&str, &str)]) -> Shown {
        let mark = page.mark(action);
        let mut all = vec![("mark", mark.as_str())];
        all.extend(fields);
        self.sends(action, &all).await
    }

    async fn follows(&self, method: Method, path: &str, body: Vec<u8>, headers: &[(&str, &str)]) -> Shown {
        let (mut method, mut path, mut body) = (method, path.to_owned(), body);
        for _ in 0..5 {
            let cookies =
                self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
            let (cookies, now) = (cookies.join("; "), self.world.sim.clock().now().to_string());
            let mut all = vec![
                ("cookie", cookies.as_str()),
                ("guildhall-now", now.as_str()),
                ("cf-connecting-ip", self.address.as_str()),
                ("user-agent", "Firefox (stories)"),
            ];
            all.extend(headers);
            let answer = self.world.fetch(method.clone(), &path, &all, body.clone()).await;
            self.keep(&answer);
            if (300..400).contains(&answer.status) {
                path = answer.header("location").to_owned();
                if path.starts_with(&self.world.sim.origin()) {
                    // Discord's site, where a person decides.
                    return Shown { status: answer.status, path, html: String::new(), answer };
                }
                assert!(path.starts_with('/') && !path.starts_with("//"), "led elsewhere: {path}");
                (method, body) = (Method::GET, Vec::new());
                continue;
            }
            return Shown { status: answer.status, path, html: answer.body.clone(), answer };
        }
        panic!("{path} leads in circles");
    }

    fn keep(&self, answer: &Answer) {
        for header in answer.headers.get_all("set-cookie") {
            let header = header.to_str().unwrap_or_default();
            let (name, value) = header.split(';').next().and_then(|pair| pair.split_once('=')).unwrap_or_default();
            assert!(header.contains("HttpOnly") && header.contains("SameSite=Lax"), "{header}");
            match header.contains("Max-Age=0") {
                true => self.cookies.borrow_mut().remove(name),
                false => self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned()),
            };
        }
    }
}

impl Shown {
    #[track_caller]
    pub fn is(&self, status: u16) -> &Shown {
        assert_eq!(self.status, status, "{}: {}", self.path, self.text());
        self
    }

    #[track_caller]
    pub fn says(&self, part: &str) -> &Shown {
        let text = self.text();
        assert!(text.contains(part), "{part:?} is not on {}: {text}", self.path);
        self
    }

    #[track_caller]
    pub fn hides(&self, part: &str) -> &Shown {
        assert!(!self.html.contains(part), "{part:?} is on {}: {}", self.path, self.html);
        self
    }

    /// What a person reads, tags left out.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut rest = self.html.as_str();
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            rest = after.split_once('>').map_or("", |(_, after)| after);
            text.push(' ');
        }
        text.push_str(rest);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The hidden field of the form that goes to a path.
    #[track_caller]
    pub fn mark(&self, action: &str) -> String {
        let form = self.html.split("<form").find(|form| form.contains(&format!("action=\"{action}\"")));
        let form = form.unwrap_or_else(|| panic!("no form to {action} on {}: {}", self.path, self.html));
        let field = form.split("<input").find(|field| field.contains("name=\"mark\"")).unwrap_or_default();
        let value = field.split("value=\"").nth(1).and_then(|rest| rest.split('"').next());
        value.unwrap_or_else(|| panic!("no mark in {form}")).to_owned()
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
