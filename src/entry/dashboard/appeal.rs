//! `/appeal/…`: where somebody says something against a case of theirs. The address proves that it is theirs, so
//! nobody has to sign in who may be banned; who has lost it signs in with Discord and finds it again.

use maud::{Markup, Render, html};

use super::{
    Desk, act, login,
    reply::Out,
    request::Method,
    shell::{self, Sentence},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::GuildId,
        json::FromJson,
        lang::Lang,
        time::Time,
    },
    discord::rest,
    features::{
        access,
        appeals::{
            self, Own,
            model::{Appeal, LONGEST},
            text,
        },
        moderation::{self, model::Case},
    },
    platform::db,
    ui::{self, Button, Card, Column, Empty, Facts, Field, Form, Icon, Notice, Row, Table, When},
};

#[derive(FromJson)]
struct Guild {
    name: String,
}

/// `/appeal/{token}`.
///
/// # Errors
/// When the database does not serve.
pub async fn one(desk: &Desk, token: &str) -> Result<Out> {
    let (db, now) = (&desk.means.db, desk.web.now);
    if let Some(until) = access::shut_until(db, &desk.web.address, now).await? {
        return Ok(shell::sentence(desk, 429, Sentence::ShutOut { until }));
    }
    let Some((guild, case, own)) = appeals::by_token(&desk.means, token, now).await? else {
        access::failed(db, &desk.web.address, now).await?;
        return Ok(shell::sentence(desk, 404, Sentence::NoAppeal));
    };
    let refused = match desk.web.method {
        Method::Get => None,
        Method::Post => match send(desk, token, guild, &case, own.as_ref()).await {
            Ok(out) => return Ok(out),
            Err(Error::Refused(sentence)) => Some(sentence),
            Err(other) => return Err(other),
        },
    };
    let name: Option<Guild> = desk.means.discord.read(rest::get_guild(guild)).await.ok();
    let name = name.map_or_else(|| "the server".to_owned(), |guild| guild.name);
    let shown = Shown { desk, token, case: &case, refused: refused.as_deref() };
    let body = shown.page(&name, own.as_ref());
    let status = if refused.is_some() { 422 } else { 200 };
    Ok(Out::page(status, shell::own(&format!("Case {} of {name}", case.number), &body)))
}

async fn send(desk: &Desk, token: &str, guild: GuildId, case: &Case, own: Option<&Appeal>) -> Result<Out> {
    let cause = act::cause(&login::form_secret(token), desk.web.field("mark"), desk.web.now);
    let Some(cause) = cause else { return Ok(shell::sentence(desk, 403, Sentence::OldForm)) };
    let (said, now) = (desk.web.field("text"), desk.web.now);
    match own {
        None => appeals::open(&desk.means, guild, case, said, cause, now).await?,
        Some(known) if known.is_asked() => appeals::answer(&desk.means, guild, case.number, said, now).await?,
        Some(_) => {}
    }
    Ok(Out::to(format!("/appeal/{token}")))
}

struct Shown<'a> {
    desk: &'a Desk,
    token: &'a str,
    case: &'a Case,
    refused: Option<&'a str>,
}

impl Shown<'_> {
    fn page(&self, guild: &str, own: Option<&Appeal>) -> Markup {
        let at = |millis: i64| When { at: Time::from_millis(millis), now: self.desk.web.now };
        let mut facts = Facts::new()
            .with("Server", guild)
            .with("What", moderation::text::kind(Lang::En, self.case.kind))
            .with("Why", self.case.reason.as_deref().unwrap_or("no reason was written"))
            .with("When", at(self.case.created_at));
        if let Some(until) = self.case.expires_at {
            facts = facts.with("Until", at(until));
        }
        html! {
            (facts)
            @match own {
                None => (self.begin()),
                Some(known) => (self.state(known)),
            }
        }
    }

    /// The form for an appeal, or for an answer.
    fn form(&self, label: &str, help: &str, button: &str) -> Markup {
        let mark = act::mark(&login::form_secret(self.token), self.desk.web.now);
        let field =
            Field::area("text", label, 7).value(self.desk.web.field("text")).longest(u32::from(LONGEST)).help(help);
        Form::new(format!("/appeal/{}", self.token), mark)
            .refused(self.refused)
            .body(field.required().render())
            .button(Button::new(button))
            .render()
    }

    fn begin(&self) -> Markup {
        let help = "Moderators of the server read it, and nobody else. One appeal is heard for each case.";
        html! {
            (Card::new("Appeal", self.form("What speaks against it", help, "Send the appeal")))
        }
    }

    fn state(&self, known: &Appeal) -> Markup {
        let ask = known.question.as_deref().filter(|_| known.is_asked());
        html! {
            @match known.verdict {
                Some(verdict) => (Notice::info(format!("Your appeal is {}.", text::verdict_word(Lang::En, verdict)))),
                None if ask.is_some() => (Notice::warning("The moderators ask you something. Your answer goes to them.")),
                None => (Notice::info("Your appeal is with the moderators. This page shows what they decide; keep its address.")),
            }
            @if let Some(words) = &known.words { (Card::new("What they say", ui::quote(words))) }
            @if let Some(question) = ask {
                (Card::new("Question", html! { (ui::quote(question)) (self.form("Your answer", "They read it.", "Send the answer")) }))
            }
            (Card::new("What you wrote", html! {
                (ui::quote(&known.text))
                @if let Some((question, answer)) = known.question.as_deref().zip(known.answer.as_deref()) {
                    p .soft { "Asked: " (question) }
                    (ui::quote(answer))
                }
            }))
        }
    }
}

/// `/appeal`: one's own cases, for who has no link any more.
///
/// # Errors
/// When the database does not serve.
pub async fn list(desk: &Desk) -> Result<Out> {
    let Some(session) = login::session(desk).await? else {
        if desk.means.config.client_secret.is_none() {
            let body = html! {
                p { "Here nobody can sign in with Discord. The direct message about your case leads to its appeal: open the link in it." }
                p { "Who may still write in the server types /dashboard there, follows that link, and opens this page again. Who has neither asks a moderator for the case's address, or to take it back." }
            };
            return Ok(Out::page(401, shell::own("How to appeal", &body)));
        }
        return Ok(shell::sentence(desk, 401, Sentence::SignInToAppeal));
    };
    let since = desk.web.now.plus(-moderation::APPEAL_TERM);
    let rows = desk.means.db.batch(vec![moderation::list_cases_of_person(session.user, since)]).await?;
    let own: Vec<Own> = db::all(&rows, 0)?;
    let keys = desk.means.config.keys();
    let rows = own.iter().filter(|own| moderation::can_be_appealed(own.case.kind)).filter_map(|own| {
        let token = moderation::appeal_token(&keys, own.guild, own.case.number, session.user)?;
        let kind = moderation::text::kind(Lang::En, own.case.kind);
        Some(Row::new([
            html! { a href={ "/appeal/" (token) } { (kind) " · case " (own.case.number) } },
            html! { (own.case.reason.as_deref().unwrap_or("–")) },
            When { at: Time::from_millis(own.case.created_at), now: desk.web.now }.render(),
        ]))
    });
    let nothing =
        Empty::new("Nothing to appeal", "Nothing was done to you in the last 30 days that could be appealed.");
    let table =
        Table::new("Your cases", ["What", "Why", "When"].map(Column::new)).rows(rows).empty(nothing.icon(Icon::Shield));
    Ok(Out::page(200, shell::own_of(&session, super::own::mark(desk), "Your cases", &table.render())))
}
