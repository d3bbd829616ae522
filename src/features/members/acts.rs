//! What a moderator does to a member from their page: the very commands, for whom they are for.

use maud::{Markup, Render, html};
use serde_json::Value;

use super::profile::{self, Known};
use crate::{
    app::{Acted, Level, Visit},
    base::{
        error::{Error, Result},
        money,
    },
    features::{moderation::model::Kind, people, settings},
    ui::{self, Button, Card, Choice, Confirm, Field, Undo},
};

/// A command: its name, its label, the kind whose permission it needs, what it takes besides a reason.
struct Act(&'static str, &'static str, Kind, Takes);

#[derive(Clone, Copy, Eq, PartialEq)]
enum Takes {
    Nothing,
    Words,
    Reason,
    Span,
}

const ACTS: [Act; 7] = [
    Act("warn", "Warn", Kind::Warn, Takes::Reason),
    Act("note", "Note", Kind::Note, Takes::Words),
    Act("timeout", "Timeout", Kind::Timeout, Takes::Span),
    Act("restrict", "Restrict", Kind::Restrict, Takes::Span),
    Act("verify", "Verify, or lift a restriction", Kind::Lift, Takes::Nothing),
    Act("kick", "Kick", Kind::Kick, Takes::Reason),
    Act("ban", "Ban", Kind::Ban, Takes::Span),
];

const BYTES: [(&str, &str); 2] = [("bytes-admin grant", "Give"), ("bytes-admin revoke", "Take")];

/// The forms; `refused` is which was refused, and why.
pub fn forms(visit: &Visit, known: &Known, refused: Option<(&str, &str)>) -> Markup {
    let form = |name: &str| {
        let why = refused.filter(|(which, _)| *which == name).map(|(_, why)| why);
        visit.form(&format!("/members/{}/{name}", known.user)).refused(why)
    };
    let may = |act: &&Act| settings::require_moderator(&visit.ctx, &visit.settings, act.2.permission()).is_ok();
    let acts: Vec<Choice> =
        ACTS.iter().filter(may).map(|act| Choice::new(act.0, act.1, act.0 == visit.field("act"))).collect();
    let act = html! {
        (Field::select("act", "What", &acts))
        (Field::area("reason", "Why, or the note", 2).value(visit.field("reason")).longest(1_000)
            .help("They read why, but not a note. 400 characters, a note 1,000."))
        (Field::text("duration", "How long").value(visit.field("duration")).hint("30m, 12h, 3d").longest(40)
            .help("For a timeout; for a ban or a restriction where it is to end by itself."))
    };
    let act = Card::new("Act", form("act").body(act).button(Button::new("Go on")).render());
    if visit.level < Level::Admin {
        return act.note("Kick and ban ask once more.").render();
    }
    let which = BYTES.map(|(name, label)| Choice::new(name, label, name == visit.field("which")));
    let bytes = html! {
        (Field::select("which", "What", &which))
        (Field::number("amount", "Bytes").value(visit.field("amount")).range(1, money::MAX).required())
        (Field::text("why", "Why").value(visit.field("why")).longest(300))
    };
    let bytes = Card::new("Bytes", form("bytes").body(bytes).button(Button::new("Write it")).render());
    ui::columns([act.note("Kick and ban ask once more."), bytes])
}

async fn ran(visit: &Visit, form: &str, command: &str, options: &[(&str, Value)]) -> Result<Acted> {
    let user = visit.user("user")?;
    match visit.runs(command, user, options).await {
        Ok(said) => {
            let known = profile::read(visit, user).await?;
            let said = people::spelled(&said, user, &known.name());
            Ok(Acted::Done { to: format!("/members/{user}"), said })
        }
        Err(Error::Refused(why)) => {
            let known = profile::read(visit, user).await?;
            Ok(Acted::Again(profile::shown(visit, &known, Some((form, &why)))))
        }
        Err(other) => Err(other),
    }
}

pub async fn act(visit: Visit) -> Result<Acted> {
    let act = ACTS.iter().find(|act| act.0 == visit.field("act"));
    let Act(command, label, kind, takes) =
        act.ok_or_else(|| Error::Refused("Choose what is to be done.".to_owned()))?;
    let user = visit.user("user")?;
    if matches!(kind, Kind::Kick | Kind::Ban) && visit.field("sure") != "yes" {
        let name = profile::read(&visit, user).await?.name();
        let (what, undo) = match kind {
            Kind::Ban => (
                "They are told by direct message and cannot come back.",
                Undo::Possible("Take the case back: they may join again then."),
            ),
            _ => ("They are told by direct message, and may come back by an invite.", Undo::Never),
        };
        let asks = Confirm {
            question: &format!("{label} {name}?"),
            what,
            undo,
            form: ["act", "reason", "duration"]
                .iter()
                .fold(visit.form(&format!("/members/{user}/act")).keeps("sure", "yes"), |form, name| {
                    form.keeps(name, visit.field(name))
                }),
            act: label,
            back: &visit.path(&format!("/members/{user}")),
            typed: None,
        };
        return Ok(Acted::Shown(asks.render().into()));
    }
    let reason = if *takes == Takes::Words { "text" } else { "reason" };
    let given = [(reason, visit.field("reason"), Takes::Words), ("duration", visit.field("duration"), Takes::Span)];
    let options: Vec<(&str, Value)> = given
        .into_iter()
        .filter(|(_, typed, of)| {
            !typed.trim().is_empty() && *takes != Takes::Nothing && (*of != Takes::Span || *takes == Takes::Span)
        })
        .map(|(name, typed, _)| (name, Value::from(typed.trim())))
        .collect();
    ran(&visit, "act", command, &options).await
}

pub async fn bytes(visit: Visit) -> Result<Acted> {
    let which = BYTES.iter().find(|(name, _)| *name == visit.field("which"));
    let (command, _) = which.ok_or_else(|| Error::Refused("Choose what is to be done.".to_owned()))?;
    let amount: Option<i64> = visit.field("amount").trim().parse().ok();
    let mut options = vec![("amount", amount.map_or(Value::Null, Value::from))];
    let why = visit.field("why").trim();
    if !why.is_empty() {
        options.push(("reason", Value::from(why)));
    }
    ran(&visit, "bytes", command, &options).await
}
