//! The economy as a form, and what it will pay.

use maud::{Markup, Render, html};
use serde_json::Value;

use super::tabs;
use crate::{
    app::{
        Acted, Item, Known, Settings, SettingsForm, View, Visit,
        form::{Kind, Typed, Wrong, changed},
    },
    base::{
        error::Result,
        json::{FromJson, Object},
        lang::Lang,
        list, money,
        time::{Time, Zone},
        words::number,
    },
    features::{
        bytes::{
            logic,
            model::{BytesSettings, Step},
            text,
        },
        settings,
    },
    ui::{
        self, Button, Card, Column, Notice, Row, Stat, Table,
        chart::{Line, Lines, Spaced},
    },
};

pub const FORM: SettingsForm = SettingsForm {
    page: Some("/bytes"),
    whole,
    kept,
    ..SettingsForm::of::<BytesSettings>("Bytes", "What members earn, give and hold.", ITEMS)
};

const fn item(name: &'static str, label: &'static str, kind: Kind, help: &'static str) -> Item {
    Item { name, label, help, kind }
}

const ITEMS: &[Item] = &[
    item("starting", "Starting balance", Kind::Number(0, 1_000_000), "What an account is opened with."),
    item("daily", "Daily amount", Kind::Number(0, 1_000_000), "For the first activity of a day, before the ladder."),
    item(
        "ladder",
        "Streak ladder",
        Kind::Text(300),
        "Days, a name and a factor, set apart by commas: 8 CHAR x2, 16 SHORT x4. Empty for none.",
    ),
    item("cap", "One day's cap", Kind::NumberOrNone(1, money::MAX), "The most that one day pays. Empty for none."),
    item("zone", "Day starts at midnight in", Kind::Zone, "A moved day counts from its next start, and keeps streaks."),
    item("grace", "Grace days", Kind::Number(0, 30), "Missed days that do not break a streak."),
    item("transfer_maximum", "Largest transfer", Kind::Number(1, money::MAX), ""),
    item("cooldown_hours", "Hours between transfers", Kind::Number(0, 8_760), "Of one sender; 0 for none."),
    item(
        "membership_days",
        "Days of membership to give",
        Kind::Number(0, 365),
        "So that accounts made for it give nothing away.",
    ),
    item(
        "measure",
        "Rewards are earned by",
        Kind::One(&[
            ("received", "bytes received from others"),
            ("received_net", "bytes received that did not go back"),
            ("highest", "highest balance"),
        ]),
        "",
    ),
    item(
        "stacking",
        "Rewards kept",
        Kind::One(&[("all", "every one that was reached"), ("highest_only", "only the highest")]),
        "",
    ),
];

/// The ladder and the day's zone as they are typed.
fn whole(settings: &Settings) -> Object {
    let bytes: BytesSettings = settings.section();
    let mut members = crate::app::form::whole::<BytesSettings>(settings);
    members.insert("ladder".to_owned(), logic::ladder_text(&bytes.ladder).into());
    members.insert("zone".to_owned(), bytes.boundary.zone.name().into());
    members
}

fn kept(settings: &Settings, mut members: Object, now: Time) -> Result<Settings, Wrong> {
    let typed = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let ladder = logic::ladder_of_text(&typed("ladder"))
        .map_err(|unfit| ("ladder".to_owned(), text::unfit_ladder(Lang::En, &unfit)))?;
    let zone = Zone::parse(&typed("zone")).unwrap_or_else(Zone::utc);
    members.insert("ladder".to_owned(), Value::Array(Vec::new()));
    let read = BytesSettings::from_json(&Value::Object(members));
    let bytes = read.map_err(|fault| (fault.path().to_owned(), "This does not fit.".to_owned()))?;
    let boundary = logic::boundary_moved(&bytes.boundary, zone, now);
    Ok(changed(settings, &BytesSettings { ladder, boundary, ..bytes }))
}

pub async fn show(visit: Visit) -> Result<View> {
    Ok(page(&visit, None, &visit.settings, false))
}

/// The form with what was typed, and what the given settings would pay.
fn page(visit: &Visit, typed: Option<Typed<'_>>, settings: &Settings, is_preview: bool) -> View {
    let bytes: BytesSettings = settings.section();
    let preview = Button::new("Preview").quiet().goes(visit.path("/bytes/preview"));
    let form = settings::form(visit, &FORM, "/bytes/save", &Known::default(), typed);
    html! {
        (tabs(visit, "Settings"))
        @if is_preview {
            (Notice::info("This is a preview of what was typed. Nothing is saved yet."))
            (payouts(&bytes, visit.now))
        }
        (Card::new("The economy", form.button(Button::new("Save")).button(preview).render())
            .note("Changes count with the next command."))
        @if !is_preview { (payouts(&bytes, visit.now)) }
    }
    .into()
}

pub async fn save(visit: Visit) -> Result<Acted> {
    match settings::save(&visit, &FORM, &Known::default()).await? {
        Ok(_) => Ok(Acted::Done { to: "/bytes".to_owned(), said: "Saved.".to_owned() }),
        Err(wrong) => Ok(Acted::Again(page(&visit, Some((&visit.fields, &wrong)), &visit.settings, false))),
    }
}

/// Shows what was typed without saving it.
pub async fn preview(visit: Visit) -> Result<Acted> {
    match FORM.read(&visit.settings, &visit.fields, &Known::default(), visit.now) {
        Ok(asked) => Ok(Acted::Shown(page(&visit, Some((&visit.fields, &[])), &asked, true))),
        Err(wrong) => Ok(Acted::Again(page(&visit, Some((&visit.fields, &wrong)), &visit.settings, false))),
    }
}

/// Days of a year, and between two points of its chart.
const YEAR: i64 = 365;
const EVERY: i64 = 5;

/// What a year pays that follows so many days in a row, summed up to each of its days.
fn year(bytes: &BytesSettings, streak: i64) -> Vec<i64> {
    let sums = (1..=YEAR).scan(0_i64, |sum, day| {
        *sum = sum.saturating_add(logic::payout(bytes, streak + day).get()).min(money::MAX);
        Some(*sum)
    });
    sums.collect()
}

fn payouts(bytes: &BytesSettings, now: Time) -> Markup {
    let pays = |streak: i64| logic::payout(bytes, streak).get();
    let (newcomer, veteran) = (year(bytes, 0), year(bytes, YEAR));
    let casual: Vec<i64> = (1..=YEAR).map(|day| pays(1).saturating_mul(day).min(money::MAX)).collect();
    let all = [&newcomer, &veteran, &casual].map(|sums| number(Lang::En, sums.last().copied().unwrap_or_default()));
    let [of_newcomer, of_veteran, of_casual] = all;
    let points =
        |sums: &[i64]| -> Vec<i64> { sums.iter().copied().skip(EVERY as usize - 1).step_by(EVERY as usize).collect() };
    let drawn = [points(&newcomer), points(&veteran), points(&casual)];
    let names = ["a newcomer who never misses a day", "after a year's streak", "without a streak"];
    let lines: Vec<Line<'_>> = names.iter().zip(&drawn).map(|(name, values)| Line { name, values }).collect();
    let today = bytes.boundary.zone.day(now);
    let chart = Spaced {
        every: EVERY,
        lines: Lines { title: "A year of daily bytes", unit: "bytes, summed up", first: today + EVERY, lines: &lines },
    };
    let tiles = [
        Stat::new("a newcomer in a year", of_newcomer),
        Stat::new("after a year's streak", of_veteran),
        Stat::new("without a streak", of_casual),
    ];
    let mut days: Vec<i64> =
        [1, 2, 3, 7].into_iter().chain(bytes.ladder.iter().map(|Step { days, .. }| *days)).collect();
    list::sort(&mut days);
    days.dedup();
    let mut sum = 0_i64;
    let mut upto = 0;
    let rows: Vec<Row> = days
        .into_iter()
        .map(|day| {
            sum = (upto + 1..=day).fold(sum, |sum, day| sum.saturating_add(pays(day)).min(money::MAX));
            upto = day;
            let name = logic::step(&bytes.ladder, day).map_or("–", |step| step.name.as_str());
            let start = bytes.starting.get();
            Row::new([
                html! { "Day " (day) },
                html! { (name) },
                html! { (number(Lang::En, pays(day))) },
                html! { (number(Lang::En, pays(1))) },
                html! { (number(Lang::En, start.saturating_add(sum))) },
            ])
        })
        .collect();
    let columns = [Column::new("Day in a row"), Column::new("Step")]
        .into_iter()
        .chain(["With the streak", "Without one", "Balance by then"].map(Column::number));
    let table = Table::new("What the first days and each step of the ladder pay", columns).rows(rows);
    html! {
        (Card::new("A year of payouts", html! { (ui::tiles(tiles)) (chart) })
            .note("What the daily amount alone gives to somebody who comes every day."))
        (Card::new("The first days", table.render())
            .note("With the starting balance, for a newcomer who gives nothing away."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_sums_up_what_each_day_pays() {
        let bytes = BytesSettings::default();
        let sums = year(&bytes, 0);
        assert_eq!((sums[0], sums[6], sums[7]), (10, 70, 90));
        assert_eq!(year(&bytes, YEAR)[0], 2_560);
        assert_eq!(sums.len(), 365);
    }
}
