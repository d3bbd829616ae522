//! `/digest configure`, `/digest preview` and `/digest now`.

use super::{
    logic::Calendar,
    model::{DigestSettings, Frequency},
    now::{rolling, send_now},
    text,
};
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Press, Settings, Shape, Sub, text as shared_text},
    base::{
        error::{Error, Result},
        time::{Zone, zone_choices},
    },
    discord::{
        build::{row, select_many},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{audit::Origin, posts::Outcome, settings},
};

/// Settings and every section of two periods; a change, or a digest with its outcome.
const BUDGET: Budget = Budget::new(30, 3, 8);

pub const COMMANDS: &[Command] = &[Command {
    name: "digest",
    about: text::specs::digest,
    audience: Audience::Admins,
    shape: Shape::Many(&[
        Sub {
            group: None,
            name: "configure",
            about: text::specs::configure,
            action: Action {
                options: &[
                    Opt::channel("channel", text::specs::channel),
                    Opt::choice("frequency", text::specs::frequency, text::specs::FREQUENCIES),
                    Opt::choice("weekday", text::specs::weekday, text::specs::WEEKDAYS),
                    Opt::integer("hour", text::specs::hour, 0, 23),
                    Opt::text("zone", text::specs::zone, 64).autocomplete(),
                    Opt::boolean("empty", text::specs::empty),
                ],
                answer: Answer::Ephemeral,
                budget: Budget::new(12, 0, 8),
                run: |ctx| Box::pin(configure(ctx)),
                complete: Some(|ctx| Box::pin(async move { Ok(zone_choices(ctx.typed())) })),
            },
        },
        Sub {
            group: None,
            name: "preview",
            about: text::specs::preview,
            action: Action {
                options: &[],
                answer: Answer::Ephemeral,
                budget: BUDGET,
                run: |ctx| Box::pin(preview(ctx)),
                complete: None,
            },
        },
        Sub {
            group: None,
            name: "now",
            about: text::specs::now,
            action: Action {
                options: &[],
                answer: Answer::Slow,
                budget: BUDGET,
                run: |ctx| Box::pin(now(ctx)),
                complete: None,
            },
        },
    ]),
}];

pub const PRESSES: &[Press] = &[Press {
    action: "sections",
    audience: Audience::Admins,
    answer: Answer::Update,
    budget: Budget::new(12, 0, 8),
    run: |ctx| Box::pin(choose(ctx)),
}];

async fn configure(ctx: Ctx) -> Result<Done> {
    let changed = settings::update(&ctx, Origin::Command, "digest", |before| apply(&ctx, before)).await?;
    Ok(Reply::Ephemeral(shown(&ctx, &changed.after.section())).into())
}

fn apply(ctx: &Ctx, before: &Settings) -> Result<Settings> {
    let args = &ctx.args;
    let mut digest: DigestSettings = before.section();
    digest.channel = args.channel("channel").or(digest.channel);
    digest.frequency = match args.text("frequency") {
        Some("daily") => Frequency::Daily,
        Some("weekly") => Frequency::Weekly,
        Some("off") => Frequency::Off,
        _ => digest.frequency,
    };
    digest.weekday = args.text("weekday").and_then(|day| day.parse().ok()).unwrap_or(digest.weekday);
    digest.hour = args.integer("hour").unwrap_or(digest.hour);
    if let Some(zone) = args.text("zone") {
        let unknown = || Error::Refused(shared_text::unknown_zone(ctx.lang, zone));
        digest.zone = Zone::parse(zone).ok_or_else(unknown)?;
    }
    digest.empty = args.boolean("empty").unwrap_or(digest.empty);
    let unchanged = digest == before.section::<DigestSettings>();
    Ok(if unchanged { before.clone() } else { before.with(&digest) })
}

async fn choose(ctx: Ctx) -> Result<Done> {
    let chosen = ctx.args.chosen();
    let changed = settings::update(&ctx, Origin::Button, "digest", |before| {
        let mut digest: DigestSettings = before.section();
        let all = ctx.features.iter().flat_map(|feature| feature.digest);
        digest.hidden = all.map(|section| section.name.to_owned()).filter(|name| !chosen.contains(name)).collect();
        Ok(before.with(&digest))
    })
    .await?;
    Ok(Reply::Update(shown(&ctx, &changed.after.section())).into())
}

fn shown(ctx: &Ctx, digest: &DigestSettings) -> Message {
    let all: Vec<_> = ctx.features.iter().flat_map(|feature| feature.digest).collect();
    let next =
        digest.plan().map(|(_, rhythm)| Calendar { zone: &digest.zone, rhythm, hour: digest.hour }.next_due(ctx.now));
    let options = all.iter().map(|section| {
        let is_in = !digest.hidden.iter().any(|hidden| hidden == section.name);
        (section.name.to_owned(), (section.title)(ctx.lang).to_owned(), is_in)
    });
    let menu =
        select_many(custom_id::encode("digest", "sections", &[]), text::choose_sections(ctx.lang), options.collect());
    Message::embed(text::config(ctx.lang, digest, next, &all)).with(row(vec![menu]))
}

async fn preview(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    Ok(Reply::Ephemeral(rolling(&ctx, &settings).await?.message).into())
}

async fn now(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    let (channel, sent) = send_now(&ctx, &settings).await?;
    let said = match sent {
        Outcome::Done => text::sent(ctx.lang, channel),
        Outcome::Later(_) => text::sent_later(ctx.lang, channel),
        Outcome::Failed(why) => return Err(Error::Refused(text::could_not_send(ctx.lang, channel, why))),
    };
    Ok(Reply::Ephemeral(Message::text(said)).into())
}
