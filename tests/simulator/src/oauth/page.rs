//! The page on which people decide. It needs no script; who is signed in there is said by `as`.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

use crate::Id;
use crate::oauth::{Asked, PATH, Refusal, SCOPES, encoded};
use crate::rest::body::query;
use crate::simulator::Simulator;
use crate::state::State;

/// The parameter that says who looks at the page.
const WHO: &str = "as";

/// More than any form of this page has.
const FORM_LIMIT: usize = 64 * 1024;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}\
    button{font:inherit;padding:.5rem 1rem;margin:0 .5rem 0 0}";

pub(crate) async fn serve(simulator: &Simulator, request: Request) -> Response<Body> {
    let pairs = query(request.uri().query().unwrap_or_default());
    match *request.method() {
        Method::GET => simulator.state(|state| shown(state, &pairs)),
        Method::POST if !is_own(request.headers()) => {
            page(403, "Not from here", "<p>Only this page's own buttons decide.</p>")
        }
        Method::POST => {
            let bytes = to_bytes(request.into_body(), FORM_LIMIT).await.unwrap_or_default();
            let form = query(&String::from_utf8_lossy(&bytes));
            simulator.state(|state| decided(state, &pairs, &form))
        }
        _ => page(405, "Method not allowed", ""),
    }
}

fn shown(state: &mut State, pairs: &[(String, String)]) -> Response<Body> {
    let asked = match Asked::read(state, pairs) {
        Ok(asked) => asked,
        Err(refusal) => return refused(&refusal),
    };
    let Some(user) = who(pairs).and_then(|id| state.users.get(&id)).filter(|user| !user.bot) else {
        return page(200, "Who are you?", &format!("<p>Sign in as:</p>{}{}", people(state, pairs), form(pairs, false)));
    };
    let (id, name) = (user.id, escaped(user.display_name()));
    if let Some(back) = asked.allowed_before(state, id) {
        return redirect(&back);
    }
    let scopes: String = SCOPES
        .iter()
        .filter(|(scope, _)| asked.scopes.contains(*scope))
        .map(|(_, says)| format!("<li>{}</li>", escaped(says)))
        .collect();
    let application = escaped(state.user_json(state.bot_id)["username"].as_str().unwrap_or_default());
    let others = link(&without_who(pairs), "Not you?");
    let text = format!(
        "<p>Signed in as {name}. {others}</p><p>This will allow {application} to:</p><ul>{scopes}</ul>{}",
        form(pairs, true)
    );
    page(200, &format!("{application} wants to access your account"), &text)
}

fn decided(state: &mut State, pairs: &[(String, String)], form: &[(String, String)]) -> Response<Body> {
    let asked = match Asked::read(state, pairs) {
        Ok(asked) => asked,
        Err(refusal) => return refused(&refusal),
    };
    let decision = form.iter().find(|(name, _)| name == "decision").map(|(_, value)| value.as_str());
    let outcome = match (decision, who(pairs)) {
        (Some("authorize"), Some(user)) => asked.allowed(state, user),
        (Some("cancel"), _) => Err(asked.denied()),
        _ => Err(Refusal { reason: "Nothing was decided.".into(), redirect: None }),
    };
    match outcome {
        Ok(back) => redirect(&back),
        Err(refusal) => refused(&refusal),
    }
}

fn who(pairs: &[(String, String)]) -> Option<Id> {
    pairs.iter().find(|(name, _)| name == WHO).and_then(|(_, value)| value.parse().ok())
}

fn without_who(pairs: &[(String, String)]) -> Vec<(String, String)> {
    pairs.iter().filter(|(name, _)| name != WHO).cloned().collect()
}

fn people(state: &State, pairs: &[(String, String)]) -> String {
    let entry = |id: Id, name: &str| {
        let mut pairs = without_who(pairs);
        pairs.push((WHO.to_owned(), id.to_string()));
        format!("<li>{}</li>", link(&pairs, name))
    };
    let people = state.users.values().filter(|user| !user.bot);
    format!("<ul>{}</ul>", people.map(|user| entry(user.id, user.display_name())).collect::<String>())
}

fn link(pairs: &[(String, String)], text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(&address(pairs)), escaped(text))
}

fn form(pairs: &[(String, String)], signed_in: bool) -> String {
    let authorize = match signed_in {
        true => "<button name=\"decision\" value=\"authorize\">Authorize</button>",
        false => "",
    };
    let action = escaped(&address(pairs));
    let cancel = "<button name=\"decision\" value=\"cancel\">Cancel</button>";
    format!("<form method=\"post\" action=\"{action}\">{authorize}{cancel}</form>")
}

fn address(pairs: &[(String, String)]) -> String {
    let query: Vec<_> = pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    format!("{PATH}?{}", query.join("&"))
}

/// Whether a form was sent by this server's own page, as far as the browser says.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    match text(header::ORIGIN) {
        Some(origin) => origin.split_once("://").map(|(_, host)| host) == text(header::HOST),
        None => true,
    }
}

fn refused(refusal: &Refusal) -> Response<Body> {
    match &refusal.redirect {
        Some(back) => redirect(back),
        None => page(400, "Something is wrong", &format!("<p role=\"alert\">{}</p>", escaped(&refusal.reason))),
    }
}

fn redirect(to: &str) -> Response<Body> {
    let mut response = page(302, "Going on", "");
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn page(status: u16, title: &str, text: &str) -> Response<Body> {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} – simulated Discord</title>\
        <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head>\
        <body><main><h1>{title}</h1>{text}</main></body></html>"
    );
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        // With `no-referrer` browsers would send the forms with `Origin: null`.
        (header::REFERRER_POLICY, "same-origin"),
        // Nobody frames the page to have its buttons clicked unseen.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A text as HTML shows it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
