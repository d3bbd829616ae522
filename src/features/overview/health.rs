//! What needs somebody, each with its cure; and what the deployment takes.

use maud::{Markup, html};

use super::guild::Figures;
use crate::{
    app::{Finding, Level, Visit},
    base::{
        lang::Lang,
        time::{HOUR, Time},
        words,
    },
    features::{counters, jobs, pause, settings},
    ui::{self, Badge, Card, Facts, Link, Meter, Notice, Tone, When},
};

/// Rows that D1's free plan lets a deployment write a day. Source: Cloudflare, "D1 › Pricing".
const ROWS_A_DAY: i64 = 100_000;

/// Everything that features look at, when it is asked for: that takes five calls of Discord.
pub async fn check_up(visit: &Visit) -> Option<Vec<Finding>> {
    visit.asked("check")?;
    Some(settings::check_up_by_name(&visit.ctx, Lang::En, &visit.settings).await)
}

pub fn attention(visit: &Visit, figures: &Figures, checked: Option<&[Finding]>) -> Markup {
    let administers = visit.level >= Level::Admin;
    let failed = figures.jobs.iter().filter(|job| job.last_error.is_some()).count();
    let tick = figures.jobs.iter().find(|job| job.name == jobs::TICK);
    let ticks = tick.is_some_and(|tick| visit.now.millis() - tick.last_at < 2 * HOUR);
    let variables =
        if administers && checked.is_none() { settings::of_variables(&visit.config, Lang::En) } else { Vec::new() };
    html! {
        @if pause::is_on(&visit.settings, visit.now) {
            (Notice::warning("Automatic acts are paused: they only tell moderators. /pause minutes:0 ends it."))
        }
        @if figures.open > 0 {
            @let words = if figures.open == 1 { "One entry of the inbox waits for a decision.".to_owned() } else { format!("{} entries of the inbox wait for a decision.", figures.open) };
            (Notice::info(words).cure("Open the inbox", visit.path("/inbox")))
        }
        @if administers && visit.settings.version == 0 {
            (Notice::info("Nothing is set up yet: /setup in the server begins with recommended settings."))
        }
        @if administers && !ticks {
            (Notice::danger("No minute tick has come for two hours, so roles, reminders and expiring bans wait. The operator looks at the Worker's cron trigger; scripts/deploy sets it.").cure("Jobs", visit.path("/jobs")))
        }
        @if administers && failed > 0 {
            @let words = if failed == 1 { "A job failed in its last run.".to_owned() } else { format!("{failed} jobs failed in their last run.") };
            (Notice::warning(words).cure("Look at the jobs", visit.path("/jobs")))
        }
        @for finding in &variables { (Notice::danger(plain(&finding.text))) }
        @if let Some(findings) = checked { (found(findings)) }
    }
}

fn found(findings: &[Finding]) -> Markup {
    let wrong = findings.iter().filter(|finding| !finding.good);
    let (bad, good): (Vec<&Finding>, Vec<&Finding>) = (wrong.collect(), findings.iter().filter(|f| f.good).collect());
    let note = match bad.len() {
        0 => "Everything is as it should be.".to_owned(),
        1 => "One thing needs somebody; /setup in the server is where it is chosen.".to_owned(),
        many => format!("{many} things need somebody; /setup in the server is where most is chosen."),
    };
    let body = html! {
        @for finding in &bad { (Notice::warning(plain(&finding.text))) }
        @for finding in &good { (Notice::good(plain(&finding.text))) }
    };
    html! { (Card::new("Checked just now", body).note(note)) }
}

/// A sentence that was written for Discord, without its marks.
fn plain(text: &str) -> String {
    text.replace("](", " (").replace(['`', '*', '['], "")
}

/// What commands take, how the parts of the deployment stand, and what is left of the day's rows.
pub fn costs(visit: &Visit, figures: &Figures) -> Markup {
    let usage = Card::new("What commands take", counters::usage_table(&figures.usage))
        .note("The most used of the last seven days. Milliseconds of half of the uses (p50) and of 99 of 100 (p99), give or take 26 %.")
        .tools(html! { (Link::new("All commands", visit.path("/usage"))) });
    html! { (usage) (ui::columns([state(visit, figures), budget(figures)])) }
}

fn state(visit: &Visit, figures: &Figures) -> Card {
    let tick = figures.jobs.iter().find(|job| job.name == jobs::TICK);
    let failed = figures.jobs.iter().filter(|job| job.last_error.is_some()).count();
    let unused = || Badge { words: "not in use", tone: Tone::Neutral };
    let failing = format!("{failed} failing");
    let jobs = match failed {
        0 => Badge { words: "fine", tone: Tone::Good },
        _ => Badge { words: &failing, tone: Tone::Danger },
    };
    let ticked = html! {
        @match tick {
            Some(tick) => { "told " (When { at: Time::from_millis(tick.last_at), now: visit.now }) },
            None => { (Badge { words: "never came", tone: Tone::Danger }) },
        }
    };
    let facts = Facts::new()
        .with("Jobs", jobs)
        .with("Minute tick", ticked)
        .with("Gateway", unused())
        .with("Queue", unused())
        .with("Notification channels", unused());
    Card::new("Health", html! { (facts) }).tools(html! { (Link::new("Jobs", visit.path("/jobs"))) })
}

fn budget(figures: &Figures) -> Card {
    let rows: i64 = figures.runs.iter().map(|run| run.total).sum();
    let number = |value| words::number(Lang::En, value);
    let used = format!("{} of {}", number(rows), number(ROWS_A_DAY));
    let name = |kind: &str| match kind {
        "interaction" => "Commands and buttons",
        "cron" => "Jobs",
        "page" => "Dashboard",
        "counters" => "Counting itself",
        "event" => "Events",
        _ => "Others",
    };
    let facts = figures.runs.iter().filter(|run| run.total > 0);
    let facts = facts.fold(Facts::new(), |facts, run| facts.with(name(&run.key), number(run.total)));
    Card::new("Rows written today", html! { (Meter::new("Free plan", rows, ROWS_A_DAY, used)) (facts) }).note(
        "The whole deployment since midnight UTC, as D1 told it after each batch; the last seconds may be missing.",
    )
}
