//! `/warn`, `/timeout`, `/untimeout`, `/kick`, `/ban`, `/unban` and `/note`.

use twilight_model::{channel::message::component::ButtonStyle, guild::Permissions};

use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Shape, Work, args::Target, silently},
    base::{
        duration,
        error::{Error, Result},
        time::Time,
        words,
    },
    discord::{
        build::{button, row},
        command::{Choice, Opt, Text},
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        gate::model::GateSettings,
        moderation::{
            act,
            model::{Kind, LONGEST_TIMEOUT, NOTE as LONGEST_NOTE, Order, REASON},
            text,
        },
        settings,
    },
};

/// What one act may cost: settings, the case, the message, the outcome and what followers add.
pub const BUDGET: Budget = Budget::new(26, 9, 32);

/// As [`BUDGET`], and the roles that the gate takes.
pub const RESTRICTS: Budget = Budget::new(30, 14, 36);

const fn command(
    name: &'static str,
    about: Text,
    kind: Kind,
    options: &'static [Opt],
    run: fn(Ctx) -> Work<Done>,
) -> Command {
    let permission: Permissions = kind.permission();
    Command {
        name,
        about,
        audience: Audience::Moderators(permission),
        shape: Shape::One(Action { options, answer: Answer::Slow, budget: BUDGET, run, complete: Some(spans) }),
    }
}

const DELETE: &[Choice] = &[
    Choice { value: "0", label: text::specs::delete_none },
    Choice { value: "3600", label: text::specs::delete_hour },
    Choice { value: "86400", label: text::specs::delete_day },
    Choice { value: "259200", label: text::specs::delete_three },
    Choice { value: "604800", label: text::specs::delete_week },
];

const MEMBER: Opt = Opt::user("user", text::specs::user).required();
const PERSON: Opt = Opt::user("user", text::specs::person).required();
const WHY: Opt = Opt::text("reason", text::specs::reason, REASON);
const KEPT: Opt = Opt::text("reason", text::specs::reason_kept, REASON);

pub const WARN: Command = command(
    "warn",
    text::specs::warn,
    Kind::Warn,
    &[MEMBER, Opt::text("reason", text::specs::reason, REASON).required()],
    |ctx| Box::pin(run(ctx, Kind::Warn)),
);
pub const TIMEOUT: Command = command(
    "timeout",
    text::specs::timeout,
    Kind::Timeout,
    &[MEMBER, Opt::text("duration", text::specs::duration, 40).required().autocomplete(), WHY],
    |ctx| Box::pin(run(ctx, Kind::Timeout)),
);
pub const UNTIMEOUT: Command = command("untimeout", text::specs::untimeout, Kind::Untimeout, &[MEMBER, KEPT], |ctx| {
    Box::pin(run(ctx, Kind::Untimeout))
});
pub const KICK: Command =
    command("kick", text::specs::kick, Kind::Kick, &[MEMBER, WHY], |ctx| Box::pin(run(ctx, Kind::Kick)));
pub const BAN: Command = command(
    "ban",
    text::specs::ban,
    Kind::Ban,
    &[
        PERSON,
        WHY,
        Opt::text("duration", text::specs::ban_duration, 40).autocomplete(),
        Opt::choice("delete_messages", text::specs::delete_messages, DELETE),
    ],
    |ctx| Box::pin(run(ctx, Kind::Ban)),
);
pub const UNBAN: Command =
    command("unban", text::specs::unban, Kind::Unban, &[PERSON, KEPT], |ctx| Box::pin(run(ctx, Kind::Unban)));
pub const RESTRICT: Command = Command {
    name: "restrict",
    about: text::specs::restrict,
    audience: Audience::Moderators(Kind::Restrict.permission()),
    shape: Shape::One(Action {
        options: &[MEMBER, WHY, Opt::text("duration", text::specs::restrict_duration, 40).autocomplete()],
        answer: Answer::Slow,
        budget: RESTRICTS,
        run: |ctx| Box::pin(run(ctx, Kind::Restrict)),
        complete: Some(spans),
    }),
};
pub const NOTE: Command = command(
    "note",
    text::specs::note,
    Kind::Note,
    &[PERSON, Opt::text("text", text::specs::note_text, LONGEST_NOTE).required()],
    |ctx| Box::pin(run(ctx, Kind::Note)),
);

/// Suggested spans, and what was typed when it can be read.
fn spans(ctx: Ctx) -> Work<Vec<(String, String)>> {
    Box::pin(async move {
        let typed = ctx.typed().trim().to_lowercase();
        let mut list = Vec::new();
        if let Some(span) = duration::parse(&typed) {
            list.push((duration::shown(ctx.lang, span), typed.clone()));
        }
        let fits = |value: &str, label: &str| {
            typed.is_empty() || value.starts_with(&typed) || label.to_lowercase().contains(&typed)
        };
        for (value, label) in text::specs::SPANS.iter().map(|(value, label)| (*value, label(ctx.lang))) {
            if fits(value, label) && list.iter().all(|(known, _)| known != label) {
                list.push((label.to_owned(), value.to_owned()));
            }
        }
        Ok(list)
    })
}

async fn run(ctx: Ctx, kind: Kind) -> Result<Done> {
    let target = ctx.args.user("user").ok_or_else(|| Error::Internal("no user option".to_owned()))?;
    let expires = ctx.args.text("duration").map(|span| end_of(&ctx, span)).transpose()?;
    if let Some(until) =
        expires.filter(|until| kind == Kind::Timeout && until.millis() - ctx.now.millis() > LONGEST_TIMEOUT)
    {
        let (settings, _) = settings::read(&ctx, Vec::new()).await?;
        let has_gate = GateSettings::of(&settings, &ctx.config).is_ready();
        return Ok(Reply::Ephemeral(instead(&ctx, &target, until, has_gate)).into());
    }
    let said = ctx.args.text("reason").or(ctx.args.text("text")).map(words::plain).filter(|reason| !reason.is_empty());
    let order = Order {
        expires,
        delete_seconds: ctx.args.text("delete_messages").and_then(|seconds| seconds.parse().ok()).unwrap_or(0),
        tell: tells(kind) && !target.is_bot,
        ..Order::new(kind, target.id, target.name, Origin::Command).because(said)
    };
    carried_out(&ctx, order).await
}

pub const fn tells(kind: Kind) -> bool {
    matches!(kind, Kind::Warn | Kind::Timeout | Kind::Kick | Kind::Ban | Kind::Restrict)
}

/// Carries an order out and says what came of it.
pub async fn carried_out(ctx: &Ctx, order: Order) -> Result<Done> {
    let report = act::carry_out(ctx, order.clone()).await?;
    let said = Reply::Ephemeral(Message::text(text::report(ctx.lang, &order, &report)));
    Ok(Done::from(said).and_then(act::after(ctx, &report).map(silently)))
}

fn end_of(ctx: &Ctx, span: &str) -> Result<Time> {
    let span = duration::parse(span).ok_or_else(|| Error::Refused(text::unreadable_duration(ctx.lang, span)))?;
    Ok(ctx.now.plus(span))
}

/// What is offered when a timeout would be too long.
fn instead(ctx: &Ctx, target: &Target, until: Time, has_gate: bool) -> Message {
    let seconds = ((until.millis() - ctx.now.millis()) / 1_000).to_string();
    let longest = (LONGEST_TIMEOUT / 1_000).to_string();
    let offer = |kind: Kind, seconds: &str, label: String, style| {
        button(
            style,
            label,
            custom_id::encode("moderation", "instead", &[kind.word(), &target.id.to_string(), seconds]),
        )
    };
    let timeout = offer(Kind::Timeout, &longest, text::longest_timeout(ctx.lang).to_owned(), ButtonStyle::Primary);
    let restrict =
        || offer(Kind::Restrict, &seconds, text::restrict_instead(ctx.lang, until, ctx.now), ButtonStyle::Secondary);
    let ban = offer(Kind::Ban, &seconds, text::ban_instead(ctx.lang, until, ctx.now), ButtonStyle::Danger);
    let offers = std::iter::once(timeout).chain(has_gate.then(restrict)).chain([ban]);
    Message::text(text::too_long(ctx.lang, target.id, has_gate)).with(row(offers.collect()))
}
