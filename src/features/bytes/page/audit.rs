//! Whether every balance is the sum of its ledger: the last audit, sums, and *run now*.

use maud::{Render, html};

use super::tabs;
use crate::{
    app::{Acted, View, Visit},
    base::{error::Result, json::FromJson, lang::Lang, time::Time, words::number},
    features::{
        audit::Origin,
        bytes::{manage, model::FullAudit, sql},
    },
    platform::db,
    ui::{self, Badge, Button, Card, Empty, Facts, Icon, Notice, Stat, Tone, When},
};

#[derive(FromJson)]
struct Sums {
    accounts: i64,
    balance: i64,
    sent: i64,
    highest: i64,
}

#[derive(FromJson)]
struct Asked {
    asked_at: i64,
}

pub async fn show(visit: Visit) -> Result<View> {
    let rows = visit.read(vec![sql::find_audit(visit.guild), sql::sums(visit.guild)]).await?;
    let last: Option<FullAudit> = db::first(&rows, 0)?;
    let asked: Option<Asked> = db::first(&rows, 0)?;
    let sums: Option<Sums> = db::first(&rows, 1)?;
    let at = |millis: i64| When { at: Time::from_millis(millis), now: visit.now };
    let shown = |value: i64| number(Lang::En, value);
    let tiles = sums.map(|sums| {
        ui::tiles([
            Stat::new("accounts", shown(sums.accounts)),
            Stat::new("bytes held", shown(sums.balance)),
            Stat::new("bytes ever given by members", shown(sums.sent)),
            Stat::new("highest balance ever", shown(sums.highest)),
        ])
    });
    let runs = last.as_ref().is_some_and(|audit| audit.finished_at.is_none());
    let known = last.zip(asked).map(|(audit, asked)| {
        let (words, tone) = match (audit.finished_at, audit.wrong) {
            (None, _) => ("under way", Tone::Info),
            (Some(_), 0) => ("every balance is right", Tone::Good),
            (Some(_), _) => ("differences found", Tone::Danger),
        };
        let facts = Facts::new()
            .with("Came to", Badge { words, tone })
            .with("Asked for", at(asked.asked_at))
            .with("Accounts looked at", shown(audit.checked))
            .with("Differences", shown(audit.wrong));
        let facts = if let Some(when) = audit.finished_at { facts.with("Finished", at(when)) } else { facts };
        html! {
            @if audit.wrong > 0 {
                (Notice::danger("Nothing is mended by itself. The admin channel was told which accounts differ; please tell the operator."))
            }
            (facts)
        }
    });
    let never = Empty::new("Nobody has asked for a full audit yet", "Accounts that changed are looked at every night.");
    let run = visit.form("/bytes/audit/run").inline().button(Button::new("Run now").icon(Icon::Check).disabled(runs));
    let note = "Each balance is compared with the sum of its ledger, five hundred accounts a minute. A difference is told, never mended.";
    Ok(html! {
        (tabs(&visit, "Audit"))
        @if let Some(tiles) = tiles { (tiles) }
        (Card::new("Last full audit", known.unwrap_or_else(|| never.icon(Icon::Check).render())).note(note).tools(run.render()))
    }
    .into())
}

pub async fn run(visit: Visit) -> Result<Acted> {
    let (_, started) = manage::start_audit(&visit.ctx, Origin::Dashboard).await?;
    let said = if started { "The audit has begun." } else { "An audit is under way already." };
    Ok(Acted::Done { to: "/bytes/audit".to_owned(), said: said.to_owned() })
}
