//! One raid as its card shows it, and what the card's buttons do; and how far picked alerts are.

use maud::{Markup, Render, html};

use crate::{
    app::{Acted, View, Visit},
    base::{
        error::{Error, Result},
        ids::UserId,
        lang::Lang,
    },
    features::{
        pause,
        people::Names,
        verification::{
            raid::model::{Action, Counts, Failed, Member, Raid, Run},
            sql, text,
        },
    },
    platform::db,
    ui::{Button, Card, Confirm, Facts, Meter, Tone, Undo, chat},
};

/// Members that are named.
const NAMES: i64 = 100;

fn below(visit: &Visit) -> String {
    format!("/inbox/raids/{}", visit.param("raid"))
}

/// What is asked before, and what was asked for.
struct Known {
    raid: Option<Raid>,
    counts: Counts,
    members: Vec<Member>,
    runs: Vec<Run>,
    failed: Vec<Failed>,
    names: Names,
}

async fn read(visit: &Visit) -> Result<Known> {
    let (guild, id) = (visit.guild, visit.param("raid"));
    let rows = visit
        .read(vec![
            sql::find_raid(guild, id),
            sql::count_members(guild, id),
            sql::list_members(guild, id, NAMES),
            sql::list_runs(guild, id),
            sql::list_failed_tasks(guild, id),
            sql::list_names_of_runs(guild, id),
        ])
        .await?;
    let known = Known {
        raid: db::first(&rows, 0)?,
        counts: db::first(&rows, 1)?.unwrap_or_default(),
        members: db::all(&rows, 2)?,
        runs: db::all(&rows, 3)?,
        failed: db::all(&rows, 4)?,
        names: Names::of(&rows, 5)?,
    };
    if known.raid.is_none() && known.runs.is_empty() {
        return Err(Error::Refused(text::no_raid(Lang::En).to_owned()));
    }
    Ok(known)
}

impl Known {
    /// A text of the card, with names in place of mentions.
    fn spelled(&self, text: &str) -> Markup {
        let members = self.members.iter().map(|member| (member.user, &member.user_name));
        let failed = self.failed.iter().map(|one| (one.user, &one.user_name));
        let mut text = self.names.spelled(text);
        for (user, name) in members.chain(failed).filter(|(_, name)| !name.is_empty()) {
            let named = text::person_of(user, name);
            let alone = named.trim_start_matches(&mention(user)).trim_matches([' ', '(', ')']);
            text = text.replace(&named, alone).replace(&mention(user), alone);
        }
        chat(&text)
    }
}

fn mention(user: UserId) -> String {
    format!("<@{user}>")
}

pub async fn show(visit: Visit) -> Result<View> {
    let known = read(&visit).await?;
    Ok(shown(&visit, &known))
}

fn shown(visit: &Visit, known: &Known) -> View {
    let is_paused = pause::is_on(&visit.settings, visit.now);
    let mut title = "Decided together".to_owned();
    let mut facts = Facts::new();
    let latest = known.runs.first();
    match &known.raid {
        Some(raid) => {
            let card =
                text::raid_card(Lang::En, raid, &known.counts, &known.members, &known.runs, &known.failed, is_paused);
            for embed in card.embeds {
                title = embed.title.unwrap_or(title);
                facts = facts.with("When", known.spelled(&embed.description.unwrap_or_default()));
                for field in embed.fields {
                    facts = facts.with(field.name, known.spelled(&field.value));
                }
            }
        }
        None => {
            if let Some(run) = latest {
                let progress = text::progress(Lang::En, run, &known.failed, is_paused);
                facts = facts.with(text::run_name(Lang::En, run.action, run.is_undo()), known.spelled(&progress));
            }
        }
    }
    let running = latest.filter(|run| run.is_running());
    let form = |name: &str| visit.form(&format!("{}/{name}", below(visit))).inline();
    let ask = |action: Action| {
        let button = Button::new(text::run_name(Lang::En, action, false)).sends("act", action.word());
        if action == Action::Ban { button.danger() } else { button.quiet() }
    };
    let acts = Action::ALL.into_iter().fold(form("ask"), |form, action| form.button(ask(action)));
    let undone = known.runs.iter().find(|run| run.can_be_undone());
    let body = html! {
        (facts)
        @if let Some(run) = running {
            @let settled = run.done + run.skipped + run.failed;
            (Meter::new("How far it is", settled, run.total, format!("{settled} of {}", run.total)).tone(Tone::Info))
            p { (Button::new("Look again").quiet().to(visit.path(&below(visit)))) }
        } @else {
            @if known.counts.pending > 0 {
                (Card::new("All at once", acts.render()).note("You are asked once more, with whom it touches and whom it leaves out."))
            }
            @if let Some(run) = undone {
                (Card::new("Take it back", form("undo").keeps("run", &*run.id)
                    .button(Button::new(text::undo_name(Lang::En, run.action)).quiet()).render()))
            }
        }
    };
    View { title: Some(title), ..body.into() }
}

fn acts(visit: &Visit) -> Result<Action> {
    Action::of(visit.field("act")).ok_or_else(|| Error::Refused("Choose what is to be done.".to_owned()))
}

fn asked(
    visit: &Visit,
    known: &Known,
    question: &str,
    what: &str,
    undo: Undo<'_>,
    form: &[(&'static str, &str)],
) -> View {
    let (name, form) = form.split_first().map_or(("", form), |((name, _), rest)| (*name, rest));
    let sent = visit.form(&format!("{}/{name}", below(visit)));
    let confirm = Confirm {
        question,
        what: "",
        undo,
        form: form.iter().fold(sent, |sent, (name, value)| sent.keeps(name, *value)),
        act: question,
        back: &visit.path(&below(visit)),
        typed: None,
    };
    html! { p { (known.spelled(what)) } (confirm) }.into()
}

/// The question of the card's button.
pub async fn ask(visit: Visit) -> Result<Acted> {
    let action = acts(&visit)?;
    let what = visit.presses("verification", "raid-ask", &[visit.param("raid"), action.word()]).await?;
    let known = read(&visit).await?;
    let undo = match action {
        Action::Restrict => "Undo all gives back the roles that were taken.",
        Action::Ban => "Undo all lifts the bans; they have to join again themselves.",
        Action::Verify => "Undo all opens the alerts again; what they read meanwhile they have read.",
    };
    let seen = visit.now.millis().to_string();
    let form = [("go", ""), ("act", action.word()), ("seen", &*seen)];
    let question = text::run_name(Lang::En, action, false);
    Ok(Acted::Shown(asked(&visit, &known, question, &what, Undo::Possible(undo), &form)))
}

async fn done(visit: &Visit, press: &str, args: &[&str]) -> Result<Acted> {
    let said = visit.presses("verification", press, args).await?;
    Ok(Acted::Done { to: below(visit), said })
}

pub async fn go(visit: Visit) -> Result<Acted> {
    done(&visit, "raid-go", &[visit.param("raid"), acts(&visit)?.word(), visit.field("seen")]).await
}

/// Asks once whether the last act on all is taken back, and takes it back.
pub async fn undo(visit: Visit) -> Result<Acted> {
    let run = visit.field("run");
    if visit.field("sure") == "yes" {
        return done(&visit, "raid-undo", &[run]).await;
    }
    let what = visit.presses("verification", "raid-undo-ask", &[run]).await?;
    let known = read(&visit).await?;
    let form = [("undo", ""), ("run", run), ("sure", "yes")];
    let undo = Undo::Possible("Act on them again from here.");
    Ok(Acted::Shown(asked(&visit, &known, "Undo all", &what, undo, &form)))
}
