//! The readable page of the API, `/api/docs`, made of the routes. Native only: it is a file of the deployment.

use maud::{DOCTYPE, Markup, html};

use super::{
    Answer, FOR_MODERATORS, Kind, LARGEST_PAGE, Member, PAGE, PROBLEMS, Route, Shape,
    document::{area, areas, body_of, rank, statuses},
    sample,
};
use crate::app::Feature;

/// The whole page.
pub fn page(features: &[&Feature]) -> String {
    let mut routes: Vec<&Route> = features.iter().flat_map(|feature| feature.routes).collect();
    routes.sort_by_key(|route| (route.path, rank(route.method)));
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Guildhall · REST API" }
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/static/dashboard.css";
                link rel="stylesheet" href="/static/api.css";
            }
            body {
                a .skip href="#main" { "Go to the content" }
                header .top {
                    a .brand href="/" { span .brand-words { strong { "Guildhall" } span { "REST API" } } }
                    a href="/api/v1/openapi.json" { "openapi.json" }
                }
                div .hall {
                nav .contents aria-label="Contents" { ul {
                    li { a href="#keys" { "Keys and tokens" } }
                    li { a href="#rules" { "Limits, pages, tags, repeats" } }
                    li { a href="#problems" { "Problems" } }
                    @for name in areas(features) { li { a href={ "#" (name) } { (title(name)) } } }
                } }
                main #main tabindex="-1" {
                    h1 { "Guildhall's REST API" }
                    p { "Everything below " code { "/api/v1" } ", JSON in and out. As a document for programs: " a href="/api/v1/openapi.json" { "openapi.json" } " (OpenAPI 3.1)." }
                    (keys())
                    (rules())
                    (problems())
                    @for name in areas(features) {
                        section id=(name) {
                            h2 { (title(name)) }
                            @for route in routes.iter().filter(|route| area(route) == name) { (one(features, route)) }
                        }
                    }
                }
                }
            }
        }
    }
    .into_string()
}

fn title(area: &str) -> String {
    match area {
        "key" => "The key and its guilds".to_owned(),
        area => area[..1].to_uppercase() + &area[1..],
    }
}

fn keys() -> Markup {
    html! {
        section id="keys" {
            h2 { "Keys and tokens" }
            p { "An administrator makes a key on the dashboard's page " strong { "API keys" } ". It is shown once, begins with " code { "gh_" } ", and is sent with every call:" }
            pre { code { "export API=https://your-guildhall.example/api/v1 KEY=gh_… GUILD=<id of your server>" } }
            p { "A key has scopes: " code { "bytes:read" } ", " code { "bytes:write" } ", " code { "bytes:*" } " for both, or " code { "admin" } " for everything. It is good for its servers only; everything else answers 404." }
            p { "A key looks and acts in the name of who made it. For every write their permissions are asked of Discord anew: what they could not do, the key cannot. To look they must be an administrator, as on the dashboard; for " (FOR_MODERATORS.join(", ")) " a moderator will do. What Discord said of them is believed for five minutes, and for an hour while Discord does not answer; after that 403 says why." }
            p { "Who runs the deployment can make a key for several servers. It looks in each of them as long as they run it, and acts where they are a member and may do so themselves: elsewhere a write answers 403." }
            p { "For 15 minutes a token stands for the key, so that the key itself need not travel (" code { "POST /token" } ", for the key alone: a token cannot be exchanged for another). Revoking a key ends its tokens at once." }
            p { "After 10 failures within 10 minutes an address is shut out (429), each time twice as long." }
        }
    }
}

fn rules() -> Markup {
    html! {
        section id="rules" {
            h2 { "Limits, pages, tags, repeats" }
            dl {
                dt { "Limits" }
                dd { "60 calls a minute a key, or what " code { "GET /key" } " says; " code { "RateLimit-Policy" } " tells it too. Over it 429 with " code { "Retry-After" } " in seconds. Cloudflare counts in each of its places by itself, so a few more may pass." }
                dt { "Values" }
                dd { "Ids are texts of digits, amounts whole numbers, times RFC 3339 in UTC. What is unknown is refused, so that no mistyped member is lost." }
                dt { "Pages" }
                dd { code { "limit" } " is 1 to " (LARGEST_PAGE) ", " (PAGE) " by itself. " code { "next" } " of a page is the " code { "cursor" } " of the next; it is null on the last." }
                dt { "Tags" }
                dd { "A single resource has a strong " code { "ETag" } "; with it in " code { "If-None-Match" } " what is unchanged answers 304. A change of settings asks for the tag of the settings in " code { "If-Match" } ": 428 without, 412 where they have been changed meanwhile." }
                dt { "Repeats" }
                dd { "A write with an " code { "Idempotency-Key" } " is carried out once. For 24 hours the same request gets the same answer (with " code { "Idempotent-Replayed: true" } "), another one under the same name 422, and one that still runs 409. " code { "POST /token" } " takes no part in it: a token is kept nowhere." }
                dt { "Bodies" }
                dd { code { "application/json" } ", at most 256 KiB, not compressed. There is no access from other sites' scripts (CORS)." }
            }
        }
    }
}

fn problems() -> Markup {
    html! {
        section id="problems" {
            h2 { "Problems" }
            p { "As RFC 9457 has them: " code { "application/problem+json" } " with type, title, status, detail, instance, and " code { "correlation" } ", which finds the call in the log. Where several members do not fit, " code { "errors" } " points at each." }
            table {
                caption { "Statuses" }
                thead { tr { th scope="col" { "Status" } th scope="col" { "Title" } th scope="col" { "When" } } }
                tbody { @for (status, title) in PROBLEMS {
                    tr id={ "status-" (status) } { th scope="row" { (status) } td { (title) } td { (when(*status)) } }
                } }
            }
        }
    }
}

fn when(status: u16) -> &'static str {
    match status {
        400 => "The body is not JSON, or a header cannot be read.",
        401 => "No key, or one that is wrong, over or revoked.",
        403 => "The key lacks a scope, or who made it may not do this.",
        404 => "It is not there, or not this key's.",
        405 => "The path has no such method; Allow names those it has.",
        406 => "Accept takes no JSON.",
        409 => "A write of this name is still being carried out.",
        412 => "What If-Match names is not so any more.",
        413 => "The body is larger than 256 KiB.",
        415 => "The body is no JSON by its Content-Type.",
        422 => "A member does not fit, or the act was refused; the detail says why.",
        428 => "If-Match is missing.",
        429 => "Too many calls, or too many failures from this address.",
        500 => "A fault of ours; tell us the correlation.",
        _ => "The database, Discord or a variable is missing; the detail says which.",
    }
}

fn one(features: &[&Feature], route: &Route) -> Markup {
    let body = body_of(features, route);
    html! {
        article {
            h3 { code { span .method { (route.method.word()) } " " (route.path) } }
            p { (route.about) }
            @if let Some(scope) = route.scope() { p class="scope" { "Scope " code { (scope) } @if route.is_for_operators() { ", and only for keys of who runs the deployment" } } }
            @if !route.query.is_empty() { (members("Query", route.query, true)) }
            @if !body.is_empty() { (members("Body", &body, true)) }
            @if !route.answer.shape().members.is_empty() { (members(answered(&route.answer), route.answer.shape().members, false)) }
            p class="statuses" { "Answers " (statuses(route).iter().map(u16::to_string).collect::<Vec<_>>().join(", ")) }
            pre { code class="curl" { (sample::curl(features, route)) } }
        }
    }
}

fn answered(answer: &Answer) -> &'static str {
    match answer {
        Answer::Page(..) => "Each of its data",
        _ => "Answer",
    }
}

fn members(caption: &str, members: &[Member], asked: bool) -> Markup {
    html! {
        table {
            caption { (caption) }
            tbody { @for member in members {
                tr {
                    th scope="row" { code { (member.name) } }
                    td { (kind(member.kind)) @if member.optional { @if asked { ", may be left out" } @else { " or null" } } }
                    td { (member.about) }
                }
            } }
        }
    }
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Id => "id".to_owned(),
        Kind::Text(most) => format!("text, at most {most}"),
        Kind::Word(words) => words.join(" | "),
        Kind::Choice(choices) => choices.iter().map(|choice| choice.value).collect::<Vec<_>>().join(" | "),
        Kind::Labelled(words) => words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" | "),
        Kind::Integer(0, super::MAX) => "whole number".to_owned(),
        Kind::Integer(from, to) => format!("whole number, {from} to {to}"),
        Kind::Boolean => "true or false".to_owned(),
        Kind::Time => "time".to_owned(),
        Kind::Json => "object".to_owned(),
        Kind::Texts => "list of texts".to_owned(),
        Kind::List(Shape { members, .. }) | Kind::Batch(Shape { members, .. }) => {
            format!("list of objects with {}", members.iter().map(|member| member.name).collect::<Vec<_>>().join(", "))
        }
    }
}
