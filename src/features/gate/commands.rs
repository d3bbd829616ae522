//! `/setupverification`: a plan, then what is missing.

use serde_json::json;
use twilight_model::channel::message::component::{ButtonStyle, Component};

use super::{
    logic::{self, Act, Plan},
    look::{self, Guild},
    model::{Design, GateSettings},
    sql, text,
};
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Press, Settings, Shape, Work, text as shared_text},
    base::{
        error::{Error, Result},
        ids::{ChannelId, RoleId},
        json::FromJson,
        lang::Lang,
    },
    discord::{
        build::{ComponentExt, button, row},
        custom_id,
        reply::{Message, Reply},
        rest::{self, RestError},
    },
    features::{
        audit::{self, Origin},
        settings,
    },
    platform::db::{self, DbError, Stmt},
};

/// Five looks before, as many after, and the steps between.
const BUDGET: Budget = Budget::new(20, 36, 16);
/// Steps of one press; what is left is shown and done by the next.
const STEPS: usize = 20;

pub const COMMANDS: &[Command] = &[Command {
    name: "setupverification",
    about: text::command,
    audience: Audience::Admins,
    shape: Shape::One(Action {
        options: &[],
        answer: Answer::Slow,
        budget: BUDGET,
        run: |ctx| Box::pin(async move { Ok(Reply::Ephemeral(page(&ctx, None).await?).into()) }),
        complete: None,
    }),
}];

pub const PRESSES: &[Press] = &[
    // Argument: design.
    press("design", |ctx| Box::pin(choose(ctx))),
    press("do", |ctx| Box::pin(carry_out(ctx))),
    press("close", |ctx| Box::pin(close(ctx))),
    press("look", |ctx| Box::pin(async move { Ok(Reply::Update(page(&ctx, None).await?).into()) })),
];

const fn press(action: &'static str, run: fn(Ctx) -> Work<Done>) -> Press {
    Press { action, audience: Audience::Admins, answer: Answer::SlowUpdate, budget: BUDGET, run }
}

fn control(action: &str, args: &[&str]) -> String {
    custom_id::encode("gate", action, args)
}

#[derive(FromJson)]
struct Rollout {
    role: RoleId,
    given: i64,
    seen: i64,
    failure: Option<String>,
    finished_at: Option<i64>,
}

/// What is known before anything is done.
struct Known {
    gate: GateSettings,
    guild: Guild,
    plan: Plan,
    rollout: Option<Rollout>,
    /// Whether newcomers would get in through what another feature offers them.
    lets_in: bool,
    may_list: bool,
}

impl Known {
    /// Closing @everyone would lock newcomers out for good.
    fn shuts_out(&self) -> bool {
        self.gate.design == Design::Verified && !self.lets_in
    }
}

fn unseen(lang: Lang, error: RestError) -> Error {
    if error.is_passing() { Error::Refused(text::discord_silent(lang).to_owned()) } else { error.into() }
}

async fn known(ctx: &Ctx) -> Result<Known> {
    let (settings, rows) = settings::read(ctx, vec![sql::find_rollout(ctx.guild)]).await?;
    let gate = GateSettings::of(&settings, &ctx.config);
    let guild = look::guild(&ctx.discord, ctx.guild, true).await.map_err(|error| unseen(ctx.lang, error))?;
    let rollout: Option<Rollout> = db::first(&rows, 0)?;
    let rollout = rollout.filter(|rollout| Some(rollout.role) == gate.verified_role);
    let rollout = rollout.filter(|rollout| !logic::is_stale(rollout.finished_at, ctx.now));
    let finished = rollout.as_ref().is_some_and(|rollout| rollout.finished_at.is_some());
    let lets_in = ctx.features.iter().filter_map(|feature| feature.lets_in).any(|lets_in| lets_in(&settings));
    let may_list = look::may_list_members(&ctx.discord).await.map_err(|error| unseen(ctx.lang, error))?;
    Ok(Known { plan: logic::plan(&gate, &guild, finished), gate, guild, rollout, lets_in, may_list })
}

/// The plan as it stands now; `said` stands above it.
async fn page(ctx: &Ctx, said: Option<String>) -> Result<Message> {
    let known = known(ctx).await?;
    let leaks = match known.gate.design {
        Design::Off => Vec::new(),
        _ => logic::leaks(&known.gate, &known.guild),
    };
    let rollout = known.rollout.as_ref().filter(|_| known.gate.design == Design::Verified).map(|rollout| {
        match (&rollout.failure, rollout.finished_at) {
            (Some(failure), _) => text::roll_out_failed(ctx.lang, failure),
            (None, Some(_)) => text::rolled_out(ctx.lang, rollout.seen),
            (None, None) => text::rolling_out(ctx.lang, rollout.given, rollout.seen),
        }
    });
    let mut warnings = Vec::new();
    let lists = known.gate.design == Design::Off || known.plan.acts.contains(&Act::GiveToAll);
    if lists && !known.may_list {
        warnings.push(text::no_intent(ctx.lang));
    }
    if known.shuts_out() {
        warnings.push(text::nobody_gets_in(ctx.lang));
    }
    let rollout = rollout.filter(|_| known.may_list);
    let embed = text::plan(ctx.lang, &known.gate, &known.plan, &known.guild, &leaks, rollout.as_deref(), &warnings);
    let message = Message { content: said.unwrap_or_default(), ..Message::embed(embed) };
    Ok(Message { components: controls(ctx, &known), ..message })
}

fn controls(ctx: &Ctx, known: &Known) -> Vec<Component> {
    let design = |design: Design, value: &str, label: &str| {
        let style = if known.gate.design == design { ButtonStyle::Primary } else { ButtonStyle::Secondary };
        button(style, label, control("design", &[value]))
    };
    let work = known.plan.acts.iter().any(|act| !matches!(act, Act::CloseEveryone { .. }));
    let closes = known.plan.acts.iter().any(|act| matches!(act, Act::CloseEveryone { .. }));
    let blocked = !known.plan.lacking.is_empty() || known.plan.role_above;
    let mut last =
        vec![button(ButtonStyle::Success, text::do_it(ctx.lang), control("do", &[])).disabled(!work || blocked)];
    if closes {
        let close = button(ButtonStyle::Danger, text::close_now(ctx.lang), control("close", &[]));
        last.push(close.disabled(blocked || known.shuts_out()));
    }
    last.push(button(ButtonStyle::Secondary, text::look_again(ctx.lang), control("look", &[])));
    vec![
        row(vec![
            design(Design::Verified, "verified", text::design_verified(ctx.lang)).disabled(!known.may_list),
            design(Design::Restricted, "restricted", text::design_restricted(ctx.lang)),
            design(Design::Off, "off", text::design_off(ctx.lang)),
        ]),
        row(last),
    ]
}

async fn choose(ctx: Ctx) -> Result<Done> {
    let design = match ctx.args.control.first().map(String::as_str) {
        Some("verified") => Design::Verified,
        Some("restricted") => Design::Restricted,
        Some("off") => Design::Off,
        _ => return Err(Error::Refused(shared_text::unknown_control(ctx.lang).to_owned())),
    };
    keep(&ctx, |gate| gate.design = design).await?;
    Ok(Reply::Update(page(&ctx, None).await?).into())
}

/// Changes the gate's settings, and says nothing when they are so already. Roles are only those that were made here.
async fn keep(ctx: &Ctx, change: impl Fn(&mut GateSettings)) -> Result<()> {
    let apply = |before: &Settings| {
        let mut gate: GateSettings = before.section();
        change(&mut gate);
        Ok(if gate == before.section() && before.has::<GateSettings>() { before.clone() } else { before.with(&gate) })
    };
    settings::update_made(ctx, Origin::Button, "gate", apply).await.map(drop)
}

async fn carry_out(ctx: Ctx) -> Result<Done> {
    // Two presses at once would make everything twice, also where the second has only looked before.
    match ctx.db.batch(vec![sql::take_claim(ctx.guild, ctx.now)]).await {
        Err(DbError::Violated(_)) => return Err(Error::Refused(text::underway(ctx.lang).to_owned())),
        taken => drop(taken?),
    }
    let done = claimed(&ctx).await;
    ctx.db.batch(vec![sql::delete_claim(ctx.guild)]).await?;
    done
}

async fn claimed(ctx: &Ctx) -> Result<Done> {
    let known = known(ctx).await?;
    if !known.plan.lacking.is_empty() || known.plan.role_above {
        return Ok(Reply::Update(page(ctx, None).await?).into());
    }
    let (mut done, mut failed) = (0, None);
    let mut statements = Vec::new();
    let mut made: (Option<RoleId>, Option<ChannelId>) = (None, None);
    for act in known.plan.acts.iter().filter(|act| !matches!(act, Act::CloseEveryone { .. })).take(STEPS) {
        match step(ctx, &known, act, &mut made).await {
            Ok(()) => {
                done += 1;
                statements.extend(audited(ctx, act, made));
            }
            Err(error) => failed = Some(error),
        }
    }
    if made.0.is_some() || made.1.is_some() {
        let design = known.gate.design;
        keep(ctx, |gate| {
            let role = if design == Design::Verified { &mut gate.verified_role } else { &mut gate.restricted_role };
            *role = made.0.or(*role);
            gate.channel = made.1.or(gate.channel);
        })
        .await?;
    }
    let rolls_out = known.plan.acts.contains(&Act::GiveToAll);
    if let Some(role) = known.gate.verified_role.filter(|_| rolls_out) {
        statements.push(sql::start_rollout(ctx.guild, role, ctx.now));
    }
    if !statements.is_empty() {
        match ctx.db.batch(statements).await {
            // The same press came twice.
            Err(DbError::Violated(_)) => {}
            written => drop(written?),
        }
    }
    let said = text::carried_out(ctx.lang, done, failed.as_ref());
    Ok(Reply::Update(page(ctx, Some(said)).await?).into())
}

/// What people notice of the plan stands in the audit.
fn audited(ctx: &Ctx, act: &Act, made: (Option<RoleId>, Option<ChannelId>)) -> Option<Stmt> {
    let (action, after) = match act {
        Act::MakeRole => ("gate.role", made.0.map(|role| role.to_string())),
        Act::MakeChannel => ("gate.channel", made.1.map(|channel| channel.to_string())),
        Act::GiveToAll => ("gate.rollout", None),
        Act::CloseEveryone { .. } => ("gate.close", None),
        Act::MendRole { .. } | Act::Overwrite { .. } => return None,
    };
    Some(audit::record(ctx, audit::Entry { action, origin: Origin::Button, subject: None, before: None, after }))
}

#[derive(FromJson)]
struct Made<T> {
    id: T,
}

async fn step(
    ctx: &Ctx,
    known: &Known,
    act: &Act,
    made: &mut (Option<RoleId>, Option<ChannelId>),
) -> std::result::Result<(), RestError> {
    let reason = "Guildhall: /setupverification";
    let lang = ctx.lang;
    match act {
        Act::MakeRole => {
            let view = known.gate.design == Design::Verified;
            let permissions = if view { "1024" } else { "0" };
            let role = json!({ "name": text::role_name(lang, known.gate.design), "permissions": permissions });
            let role: Made<RoleId> = ctx.discord.read(rest::create_role(ctx.guild, role).because(reason)).await?;
            made.0 = Some(role.id);
            Ok(())
        }
        Act::MakeChannel => {
            let role = made.0.or(match known.gate.design {
                Design::Verified => known.gate.verified_role,
                _ => known.gate.restricted_role,
            });
            let overwrites = logic::verification_overwrites(&known.guild, &known.gate, role);
            let overwrites: Vec<_> = overwrites
                .into_iter()
                .map(|(id, member, allow, deny)| {
                    json!({ "id": id.to_string(), "type": u8::from(member), "allow": allow.bits().to_string(), "deny": deny.bits().to_string() })
                })
                .collect();
            let channel = json!({ "name": text::channel_name(lang), "type": 0, "permission_overwrites": overwrites });
            let channel: Made<ChannelId> =
                ctx.discord.read(rest::create_channel(ctx.guild, channel).because(reason)).await?;
            made.1 = Some(channel.id);
            Ok(())
        }
        Act::MendRole { role, permissions } => {
            let change = json!({ "permissions": permissions.bits().to_string() });
            ctx.discord.send(rest::modify_role(ctx.guild, *role, change).because(reason)).await
        }
        Act::Overwrite { channel, id, member, allow, deny } => {
            let call = rest::set_overwrite(*channel, *id, u8::from(*member), allow.bits(), deny.bits());
            ctx.discord.send(call.because(reason)).await
        }
        // Planned in the database; the minute tick works it off.
        Act::GiveToAll | Act::CloseEveryone { .. } => Ok(()),
    }
}

/// The one step that people notice at once, confirmed on its own.
async fn close(ctx: Ctx) -> Result<Done> {
    let known = known(&ctx).await?;
    let act = known.plan.acts.iter().find(|act| matches!(act, Act::CloseEveryone { .. }));
    let Some(act @ Act::CloseEveryone { permissions }) = act.filter(|_| !known.shuts_out()) else {
        return Ok(Reply::Update(page(&ctx, None).await?).into());
    };
    let change = json!({ "permissions": permissions.bits().to_string() });
    let sent = ctx
        .discord
        .send(rest::modify_role(ctx.guild, known.guild.everyone(), change).because("Guildhall: /setupverification"))
        .await;
    let failed = sent.err();
    if failed.is_none() {
        ctx.db.batch(audited(&ctx, act, (None, None)).into_iter().collect()).await?;
    }
    let said = text::carried_out(ctx.lang, usize::from(failed.is_none()), failed.as_ref());
    Ok(Reply::Update(page(&ctx, Some(said)).await?).into())
}
