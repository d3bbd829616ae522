//! `/squads-admin config`: shows and changes what holds for all squads.

use super::shared;
use crate::{
    app::{Action, Answer, Budget, Ctx, Done, Settings, Sub},
    base::{
        error::{Error, Result},
        money::{self, Amount},
    },
    discord::{
        command::Opt,
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        settings,
        squads::{
            model::{NAME, Squad, SquadSettings},
            sql, text,
        },
    },
    platform::db,
};

/// What clears the default squad, since an option cannot be chosen empty.
const NONE: &str = "none";

pub const CONFIG: Sub = Sub {
    group: None,
    name: "config",
    about: text::specs::config,
    action: Action {
        options: &[
            Opt::integer("switch_cost", text::specs::switch_cost, 0, money::MAX),
            Opt::integer("join_cost", text::specs::join_cost, 0, money::MAX),
            Opt::integer("minimum", text::specs::minimum, 0, money::MAX),
            Opt::integer("controls", text::specs::controls, 10, 840),
            Opt::text("default_squad", text::specs::default_squad, NAME).autocomplete(),
            Opt::channel("announce_in", text::specs::channel),
            Opt::boolean("quiet", text::specs::quiet),
        ],
        answer: Answer::Ephemeral,
        budget: Budget::new(10, 0, 6),
        run: |ctx| Box::pin(config(ctx)),
        complete: Some(shared::squads),
    },
};

async fn config(ctx: Ctx) -> Result<Done> {
    let rows = settings::read(&ctx, vec![sql::list_squads(ctx.guild)]).await?.1;
    let squads: Vec<Squad> = db::all(&rows, 0)?;
    let changed = settings::update(&ctx, Origin::Command, "squads", |before| apply(&ctx, before, &squads)).await?;
    let embed = text::config(ctx.lang, &changed.after.section(), &squads);
    Ok(Reply::Ephemeral(Message::embed(embed)).into())
}

fn apply(ctx: &Ctx, before: &Settings, squads: &[Squad]) -> Result<Settings> {
    let mut settings: SquadSettings = before.section();
    let amount = |name: &str| ctx.args.integer(name).and_then(Amount::new);
    settings.switch_cost = amount("switch_cost").unwrap_or(settings.switch_cost);
    settings.join_cost = amount("join_cost").unwrap_or(settings.join_cost);
    settings.minimum = amount("minimum").unwrap_or(settings.minimum);
    settings.controls = ctx.args.integer("controls").unwrap_or(settings.controls);
    if let Some(wanted) = ctx.args.text("default_squad") {
        let squad = shared::named(squads, wanted).filter(|squad| squad.is_active());
        settings.default_squad = match squad {
            Some(squad) => Some(squad.id),
            None if wanted.eq_ignore_ascii_case(NONE) => None,
            None => return Err(Error::Refused(text::no_such_squad(ctx.lang).to_owned())),
        };
    }
    settings.channel = ctx.args.channel("announce_in").or(settings.channel);
    if ctx.args.boolean("quiet") == Some(true) {
        settings.channel = None;
    }
    let unchanged = settings == before.section::<SquadSettings>();
    Ok(if unchanged { before.clone() } else { before.with(&settings) })
}
