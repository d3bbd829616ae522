//! `/squads join`: by name, by a button, by a menu; asked where it costs something.

use twilight_model::channel::message::component::ButtonStyle;

use super::shared;
use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub},
    base::{
        error::{Error, Result},
        lang::Lang,
        money::Amount,
    },
    discord::{
        build::{button, row, select},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        bytes, roles, settings,
        squads::{
            act::{self, Agreed, Joined, Known},
            logic::{self, Step},
            model::{NAME, Squad, SquadSettings},
            text,
        },
    },
};

/// Two rounds with the day's bytes, the fee, both squads, two roles and an announcement.
const BUDGET: Budget = Budget::new(38, 6, 34);

pub const JOIN: Sub = Sub {
    group: None,
    name: "join",
    about: text::specs::join,
    action: Action {
        options: &[Opt::text("squad", text::specs::join_squad, NAME).autocomplete()],
        answer: Answer::Ephemeral,
        budget: BUDGET,
        run: |ctx| Box::pin(join(ctx)),
        complete: Some(shared::squads),
    },
};

/// Arguments: asker, squad, price, squad that is left or 0.
pub const STEP: Press = Press {
    action: "join",
    audience: Audience::Everyone,
    answer: Answer::Update,
    budget: BUDGET,
    run: |ctx| Box::pin(step(ctx)),
};

/// A menu of squads; argument: asker. Its values are `squad-price-left`.
pub const PICK: Press = Press {
    action: "pick",
    audience: Audience::Everyone,
    answer: Answer::Update,
    budget: BUDGET,
    run: |ctx| Box::pin(pick(ctx)),
};

/// Argument: asker.
pub const CANCEL: Press = Press {
    action: "cancel",
    audience: Audience::Everyone,
    answer: Answer::Update,
    budget: Budget::new(2, 0, 0),
    run: |ctx| Box::pin(cancel(ctx)),
};

async fn join(ctx: Ctx) -> Result<Done> {
    let Some(wanted) = ctx.args.text("squad") else { return offer(&ctx).await };
    // By id, as suggestions send it; a name that was typed out needs a look first.
    let id = match wanted.trim().parse() {
        Ok(id) => id,
        Err(_) => {
            let known = act::read(&ctx).await?;
            match shared::named(&known.squads, wanted) {
                Some(squad) => squad.id,
                None => {
                    let sentence = text::no_such_squad(ctx.lang).to_owned();
                    return Err(act::refused(&ctx, &known, sentence).await?);
                }
            }
        }
    };
    said(&ctx, act::join(&ctx, id, None, Reply::Ephemeral).await?, Reply::Ephemeral)
}

fn said(ctx: &Ctx, joined: Joined, reply: fn(Message) -> Reply) -> Result<Done> {
    match joined {
        Joined::Done(done) => Ok(done),
        Joined::Ask { step, changed, known } => Ok(reply(question(ctx, &known, &step, changed)).into()),
    }
}

fn question(ctx: &Ctx, known: &Known, step: &Step, changed: bool) -> Message {
    let Some(squad) = known.squad(step.to) else { return Message::text(text::no_such_squad(ctx.lang)) };
    let no = custom_id::encode("squads", "cancel", &[&ctx.actor.id.to_string()]);
    Message::text(text::question(ctx.lang, known, squad, step, changed)).with(row(vec![
        button(ButtonStyle::Success, text::yes(ctx.lang, step), control(ctx, step)),
        button(ButtonStyle::Secondary, text::no(ctx.lang), no),
    ]))
}

fn control(ctx: &Ctx, step: &Step) -> String {
    let (asker, to, price) = (ctx.actor.id.to_string(), step.to.to_string(), step.price.get().to_string());
    custom_id::encode("squads", "join", &[&asker, &to, &price, &step.from.unwrap_or(0).to_string()])
}

/// Every squad that is open, each with its price on its control.
async fn offer(ctx: &Ctx) -> Result<Done> {
    let known = act::visit(ctx).await?;
    let own = known.membership.as_ref().map(|membership| membership.squad);
    let open: Vec<&Squad> = known.squads.iter().filter(|squad| squad.is_active() && Some(squad.id) != own).collect();
    let message = match open.len() {
        0 if known.own().is_some() => Message::text(text::no_other_squad(ctx.lang)),
        0 => Message::text(text::no_squads(ctx.lang)),
        1..=5 => Message::text(text::which(ctx.lang, &known))
            .with(row(open.iter().map(|squad| choice(ctx, &known, squad)).collect())),
        6..=25 => Message::text(text::which(ctx.lang, &known)).with(row(vec![menu(ctx, &known, &open)])),
        _ => Message::text(text::too_many_to_show(ctx.lang)),
    };
    let message = bytes::with_claim(ctx.lang, message, known.facts.claim.as_ref());
    Ok(Done::from(Reply::Ephemeral(message)).and_then(roles::after(ctx, known.facts.wishes)))
}

fn step_to(ctx: &Ctx, known: &Known, squad: &Squad) -> Step {
    let scene = known.scene(ctx);
    let from = known.membership.as_ref().map(|membership| membership.squad);
    Step { from, to: squad.id, price: logic::price(&known.settings, scene.sale, from.is_some()) }
}

fn choice(ctx: &Ctx, known: &Known, squad: &Squad) -> twilight_model::channel::message::Component {
    use crate::discord::build::ComponentExt;
    let step = step_to(ctx, known, squad);
    let shown = button(ButtonStyle::Primary, label(ctx.lang, squad, step.price), control(ctx, &step));
    shown.disabled(squad.is_full())
}

fn label(lang: Lang, squad: &Squad, price: Amount) -> String {
    text::priced(lang, squad, price)
}

fn menu(ctx: &Ctx, known: &Known, open: &[&Squad]) -> twilight_model::channel::message::Component {
    let options = open.iter().map(|squad| {
        let step = step_to(ctx, known, squad);
        let value = format!("{}-{}-{}", step.to, step.price.get(), step.from.unwrap_or(0));
        (value, label(ctx.lang, squad, step.price), false)
    });
    let id = custom_id::encode("squads", "pick", &[&ctx.actor.id.to_string()]);
    select(id, text::choose(ctx.lang), options.collect())
}

/// The settings alone, for the life of a control.
async fn live(ctx: &Ctx) -> Result<Option<Done>> {
    let (settings, _) = settings::read(ctx, Vec::new()).await?;
    shared::blocked(ctx, &settings.section::<SquadSettings>())
}

async fn step(ctx: Ctx) -> Result<Done> {
    if let Some(blocked) = live(&ctx).await? {
        return Ok(blocked);
    }
    let numbers = [1, 2, 3].map(|place| ctx.args.control_number(place));
    let [Some(to), Some(price), Some(from)] = numbers else { return Err(shared::expired(&ctx)) };
    go(&ctx, to, price, from).await
}

async fn pick(ctx: Ctx) -> Result<Done> {
    if let Some(blocked) = live(&ctx).await? {
        return Ok(blocked);
    }
    let value = ctx.args.chosen().first().cloned().unwrap_or_default();
    let numbers: Vec<i64> = value.split('-').filter_map(|part| part.parse().ok()).collect();
    let [to, price, from] = numbers.as_slice() else { return Err(shared::expired(&ctx)) };
    go(&ctx, *to, *price, *from).await
}

async fn go(ctx: &Ctx, to: i64, price: i64, from: i64) -> Result<Done> {
    let price = Amount::new(price).ok_or_else(|| shared::expired(ctx))?;
    let agreed = Agreed { price, from: (from > 0).then_some(from) };
    // A switch chosen from all squads was not yet told what is left behind.
    let asked = ctx.command.ends_with(" join");
    let needs_a_question = !asked && agreed.from.is_some();
    let joined = act::join(ctx, to, (!needs_a_question).then_some(agreed), Reply::Update).await?;
    said(ctx, joined, Reply::Update)
}

async fn cancel(ctx: Ctx) -> Result<Done> {
    if ctx.args.control_id(0) != Some(ctx.actor.id) {
        return Err(Error::Refused(ctx.args.control_id(0).map_or_else(
            || crate::app::text::unknown_control(ctx.lang).to_owned(),
            |asker| text::not_yours(ctx.lang, asker),
        )));
    }
    Ok(Reply::Update(Message::text(text::stayed(ctx.lang))).into())
}
