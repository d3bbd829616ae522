//! Digests in the dashboard: when and where they come, what they would say now, and those that were made.

use maud::{Markup, Render, html};

use super::{
    logic::Calendar,
    model::DigestSettings,
    now::{rolling, send_now},
    sql, text,
};
use crate::{
    app::{
        Acted, Form, Item, Known, Level, NavGroup, Page, Settings, SettingsForm, View, Visit,
        form::{Kind, Typed},
    },
    base::{
        error::{Error, Result},
        json::FromJson,
        lang::Lang,
        time::Time,
    },
    discord::reply::Message,
    features::{posts::Outcome, settings},
    platform::db,
    ui::{self, Badge, Button, Card, Column, Empty, Facts, Icon, Notice, Row, Table, Tone, When},
};

const PATH: &str = "/digests";

/// Digests that are listed.
const LISTED: i64 = 10;

pub const PAGES: &[Page] = &[Page {
    path: PATH,
    title: "Digests",
    level: Level::Admin,
    nav: Some(NavGroup::Community),
    icon: Icon::Digest,
    show: |visit| Box::pin(show(visit)),
    forms: &[
        Form { name: "save", level: Level::Admin, act: |visit| Box::pin(save(visit)) },
        Form { name: "preview", level: Level::Admin, act: |visit| Box::pin(preview(visit)) },
        Form { name: "now", level: Level::Admin, act: |visit| Box::pin(now(visit)) },
    ],
}];

pub const FORM: SettingsForm = SettingsForm {
    page: Some(PATH),
    ..SettingsForm::of::<DigestSettings>("Digests", "What happened, told once a day or a week in a channel.", ITEMS)
};

const fn item(name: &'static str, label: &'static str, kind: Kind, help: &'static str) -> Item {
    Item { name, label, help, kind }
}

const ITEMS: &[Item] = &[
    item("channel", "Channel", Kind::Channel("none: no digests"), ""),
    item(
        "frequency",
        "How often",
        Kind::One(&[("off", "never"), ("daily", "every day"), ("weekly", "every week")]),
        "",
    ),
    item(
        "weekday",
        "On",
        Kind::One(&[
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ]),
        "Of a weekly one.",
    ),
    item("hour", "At, by the clock of 24 hours", Kind::Number(0, 23), ""),
    item("zone", "Time zone", Kind::Zone, ""),
    item("empty", "Also when nothing happened", Kind::Switch, ""),
    item("hidden", "Left out", Kind::Several, ""),
];

#[derive(FromJson)]
struct Made {
    digest: String,
    made_at: i64,
    empty: i64,
}

async fn known(visit: &Visit) -> Known {
    let sections = visit.features.iter().flat_map(|feature| feature.digest);
    let own = sections.map(|section| (section.name.to_owned(), (section.title)(Lang::En).to_owned())).collect();
    Known { own, ..Known::of(&visit.ctx, &[&FORM]).await }
}

/// The page, perhaps with what was typed, and with a message above the rest.
async fn page(visit: &Visit, known: &Known, typed: Option<Typed<'_>>, preview: Option<Markup>) -> Result<View> {
    let rows = visit.read(vec![sql::list_made(visit.guild, LISTED)]).await?;
    let made: Vec<Made> = db::all(&rows, 0)?;
    let at = |at: Time| When { at, now: visit.now };
    let digest: DigestSettings = visit.settings.section();
    let next =
        digest.plan().map(|(_, rhythm)| Calendar { zone: &digest.zone, rhythm, hour: digest.hour }.next_due(visit.now));
    let (words, tone) = if next.is_some() { ("on", Tone::Good) } else { ("off", Tone::Neutral) };
    let facts = Facts::new().with("Digests", Badge { words, tone });
    let facts = match next {
        Some(next) => facts.with("The next one", at(next)),
        None => facts.with("To switch them on", "choose a channel and how often"),
    };
    let ask = Button::new("Preview").quiet().goes(visit.path("/digests/preview"));
    let form = settings::form(visit, &FORM, "/digests/save", known, typed).button(Button::new("Save")).button(ask);
    let send = visit.form("/digests/now").inline().button(Button::new("Send now").quiet().icon(Icon::Digest));
    let table = Table::new("Digests, the newest first", ["Made", "Kind", "Came"].map(Column::new))
        .rows(made.iter().map(|made| {
            let came = if made.empty == 1 { "left out: nothing happened" } else { "yes" };
            Row::new([at(Time::from_millis(made.made_at)).render(), html! { (made.digest) }, html! { (came) }])
        }))
        .empty(Empty::new("None yet", "Those that come by the schedule are listed here.").icon(Icon::Digest));
    Ok(html! {
        @if let Some(preview) = preview { (preview) }
        (Card::new("Schedule", html! { (facts) (form) }).note(FORM.note))
        (Card::new("Those that were made", table.render()).tools(html! { @if digest.channel.is_some() { (send) } }))
    }
    .into())
}

async fn show(visit: Visit) -> Result<View> {
    let known = known(&visit).await;
    page(&visit, &known, None, None).await
}

async fn save(visit: Visit) -> Result<Acted> {
    let known = known(&visit).await;
    match settings::save(&visit, &FORM, &known).await? {
        Ok(_) => Ok(Acted::Done { to: PATH.to_owned(), said: "Saved.".to_owned() }),
        Err(wrong) => Ok(Acted::Again(page(&visit, &known, Some((&visit.fields, &wrong)), None).await?)),
    }
}

/// What would be written now, by the settings as they are typed.
async fn preview(visit: Visit) -> Result<Acted> {
    let known = known(&visit).await;
    let asked: Settings = match FORM.read(&visit.settings, &visit.fields, &known, visit.now) {
        Ok(asked) => asked,
        Err(wrong) => return Ok(Acted::Again(page(&visit, &known, Some((&visit.fields, &wrong)), None).await?)),
    };
    let composed = rolling(&visit.ctx, &asked).await?;
    let shown = html! {
        (Notice::info("This is what would be written now. Nothing is saved, and nothing was sent."))
        (message(&composed.message))
    };
    Ok(Acted::Shown(page(&visit, &known, Some((&visit.fields, &[])), Some(shown)).await?))
}

/// A message as Discord would show it, without its colours.
fn message(message: &Message) -> Markup {
    html! {
        @for embed in &message.embeds {
            @let footer = embed.footer.as_ref().map(|footer| footer.text.as_str()).unwrap_or_default();
            (Card::new(embed.title.as_deref().unwrap_or_default(), html! {
                p { (ui::chat(embed.description.as_deref().unwrap_or_default())) }
                @for field in &embed.fields { h3 { (field.name) } p { (ui::chat(&field.value)) } }
                @if !footer.is_empty() { p .soft { (footer) } }
            }))
        }
    }
}

async fn now(visit: Visit) -> Result<Acted> {
    let (channel, sent) = send_now(&visit.ctx, &visit.settings).await?;
    let said = match sent {
        Outcome::Done => "The digest is in its channel.".to_owned(),
        Outcome::Later(_) => "Discord did not answer; the digest follows by itself.".to_owned(),
        Outcome::Failed(why) => return Err(Error::Refused(text::could_not_send(Lang::En, channel, why))),
    };
    Ok(Acted::Done { to: PATH.to_owned(), said })
}
