//! `/bytes-admin config`: shows and changes the economy.

use crate::{
    app::{Action, Answer, Budget, Ctx, Done, Settings, Sub, text as shared_text},
    base::{
        error::{Error, Result},
        lang::Lang,
        money::{self, Amount},
        time::{Zone, zone_choices},
    },
    discord::{
        command::{Choice, Opt},
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        bytes::{
            logic,
            model::{BytesSettings, Measure, Stacking},
            text,
        },
        settings,
    },
};

use super::shared;

const MEASURES: &[Choice] = &[
    Choice { value: "received", label: text::specs::measure_received },
    Choice { value: "received_net", label: text::specs::measure_net },
    Choice { value: "highest", label: text::specs::measure_highest },
];

const STACKINGS: &[Choice] = &[
    Choice { value: "all", label: text::specs::stack_all },
    Choice { value: "highest_only", label: text::specs::stack_highest },
];

pub const CONFIG: Sub = Sub {
    group: None,
    name: "config",
    about: text::specs::config,
    action: Action {
        options: &[
            Opt::integer("starting", text::specs::config_starting, 0, 1_000_000),
            Opt::integer("daily", text::specs::config_daily, 0, 1_000_000),
            Opt::text("ladder", text::specs::config_ladder, 300),
            Opt::integer("cap", text::specs::config_cap, 0, money::MAX),
            Opt::text("day_starts", text::specs::config_day_starts, 64).autocomplete(),
            Opt::integer("grace", text::specs::config_grace, 0, 30),
            Opt::integer("maximum", text::specs::config_maximum, 1, money::MAX),
            Opt::integer("cooldown", text::specs::config_cooldown, 0, 8_760),
            Opt::integer("membership", text::specs::config_membership, 0, 365),
            Opt::choice("measure", text::specs::config_measure, MEASURES),
            Opt::choice("rewards", text::specs::config_rewards, STACKINGS),
        ],
        answer: Answer::Ephemeral,
        budget: Budget::new(10, 0, 6),
        run: |ctx| Box::pin(config(ctx)),
        complete: Some(|ctx| Box::pin(async move { Ok(zone_choices(ctx.typed())) })),
    },
};

async fn config(ctx: Ctx) -> Result<Done> {
    let changed = settings::update(&ctx, Origin::Command, "bytes", |before| apply(&ctx, before)).await?;
    let (before, after): (BytesSettings, BytesSettings) = (changed.before.section(), changed.after.section());
    let embed = text::config(ctx.lang, &before, &after, ctx.now);
    shared::done(Reply::Ephemeral(Message::embed(embed)))
}

fn apply(ctx: &Ctx, before: &Settings) -> Result<Settings> {
    let args = &ctx.args;
    let mut bytes: BytesSettings = before.section();
    let amount = |name: &str| args.integer(name).and_then(Amount::new);
    if let Some(starting) = amount("starting") {
        bytes.starting = starting;
    }
    if let Some(daily) = amount("daily") {
        bytes.daily = daily;
    }
    if let Some(ladder) = args.text("ladder") {
        bytes.ladder =
            logic::ladder_of_text(ladder).map_err(|unfit| Error::Refused(text::unfit_ladder(ctx.lang, &unfit)))?;
    }
    if let Some(cap) = amount("cap") {
        bytes.cap = (cap > Amount::ZERO).then_some(cap);
    }
    if let Some(zone) = args.text("day_starts") {
        bytes.boundary = logic::boundary_moved(&bytes.boundary, read_zone(ctx.lang, zone)?, ctx.now);
    }
    if let Some(grace) = args.integer("grace") {
        bytes.grace = grace;
    }
    if let Some(maximum) = amount("maximum") {
        bytes.transfer_maximum = maximum;
    }
    if let Some(hours) = args.integer("cooldown") {
        bytes.cooldown_hours = hours;
    }
    if let Some(days) = args.integer("membership") {
        bytes.membership_days = days;
    }
    bytes.measure = match args.text("measure") {
        Some("received") => Measure::Received,
        Some("received_net") => Measure::ReceivedNet,
        Some("highest") => Measure::Highest,
        _ => bytes.measure,
    };
    bytes.stacking = match args.text("rewards") {
        Some("all") => Stacking::All,
        Some("highest_only") => Stacking::HighestOnly,
        _ => bytes.stacking,
    };
    let unchanged = bytes == before.section::<BytesSettings>();
    Ok(if unchanged { before.clone() } else { before.with(&bytes) })
}

fn read_zone(lang: Lang, text: &str) -> Result<Zone> {
    Zone::parse(text).ok_or_else(|| Error::Refused(shared_text::unknown_zone(lang, text)))
}
