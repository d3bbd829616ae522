//! `/squads-admin sale`.

use twilight_model::channel::message::component::ButtonStyle;

use super::shared;
use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub},
    base::{
        duration,
        error::{Error, Result},
        words,
    },
    discord::{
        build::{EmbedExt, button, embed, row},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        settings,
        squads::{logic, manage, model::Sale, sql, text},
    },
    platform::db,
};

pub const SALE: Sub = Sub {
    group: None,
    name: "sale",
    about: text::specs::sale,
    action: Action {
        options: &[
            Opt::text("name", text::specs::sale_name, 40),
            Opt::text("duration", text::specs::sale_duration, 40),
            Opt::integer("join", text::specs::sale_join, 0, 100),
            Opt::integer("switch", text::specs::sale_switch, 0, 100),
            Opt::text("starts_in", text::specs::sale_starts, 40),
        ],
        answer: Answer::Ephemeral,
        budget: Budget::new(8, 0, 6),
        run: |ctx| Box::pin(sale(ctx)),
        complete: None,
    },
};

/// Argument: sale.
pub const END: Press = Press {
    action: "end-sale",
    audience: Audience::Admins,
    answer: Answer::Update,
    budget: Budget::new(8, 0, 6),
    run: |ctx| Box::pin(end(ctx)),
};

async fn sale(ctx: Ctx) -> Result<Done> {
    let name = ctx.args.text("name").map(words::plain).filter(|name| !name.is_empty());
    if let Some(name) = name {
        start(&ctx, &name).await?;
    }
    Ok(Reply::Ephemeral(shown(&ctx).await?).into())
}

async fn start(ctx: &Ctx, name: &str) -> Result<()> {
    let span = |option: &str| {
        let parsed = ctx.args.text(option).map(duration::parse);
        parsed.map(|span| span.ok_or_else(|| Error::Refused(text::unreadable_span(ctx.lang).to_owned()))).transpose()
    };
    let discount = |option: &str| ctx.args.integer(option).unwrap_or(0);
    let (length, wait) = (span("duration")?, span("starts_in")?.unwrap_or(0));
    let Some(length) = length.filter(|_| discount("join") + discount("switch") > 0) else {
        return Err(Error::Refused(text::sale_needs(ctx.lang).to_owned()));
    };
    let starts = ctx.now.plus(wait);
    let sale = Sale {
        id: ctx.cause.to_string(),
        name: name.to_owned(),
        starts_at: starts.millis(),
        ends_at: starts.plus(length).millis(),
        join_discount: discount("join"),
        switch_discount: discount("switch"),
    };
    settings::read(ctx, Vec::new()).await?;
    manage::start_sale(ctx, Origin::Command, &sale).await
}

async fn shown(ctx: &Ctx) -> Result<Message> {
    let (_, rows) = settings::read(ctx, vec![sql::list_sales(ctx.guild, ctx.now)]).await?;
    let sales: Vec<Sale> = db::all(&rows, 0)?;
    if sales.is_empty() {
        return Ok(Message::text(text::no_sales(ctx.lang)));
    }
    let running = logic::running(&sales, ctx.now).map(|sale| sale.id.clone());
    let lines: Vec<String> =
        sales.iter().map(|sale| text::sale(ctx.lang, sale, running.as_ref() == Some(&sale.id))).collect();
    let buttons = sales.iter().take(5).map(|sale| {
        let id = custom_id::encode("squads", "end-sale", &[&sale.id]);
        button(ButtonStyle::Danger, text::end_sale(ctx.lang, &sale.name), id)
    });
    let shown = embed(text::title(ctx.lang)).text(lines.join("\n"));
    Ok(Message::embed(shown).with(row(buttons.collect())))
}

async fn end(ctx: Ctx) -> Result<Done> {
    let id = ctx.args.control.first().ok_or_else(|| shared::expired(&ctx))?;
    let said = match manage::end_sale(&ctx, Origin::Button, id).await? {
        true => text::sale_ended(ctx.lang),
        false => text::sale_over(ctx.lang),
    };
    Ok(Reply::Update(Message::text(said)).into())
}
