//! The settings, reached from `/setup`: how newcomers get in, and who waits how long.

use twilight_model::channel::message::component::{ButtonStyle, SelectDefaultValue};

use super::expired;
use crate::{
    app::{Answer, Audience, Budget, Ctx, Done, Press, Settings, Work},
    base::{
        duration,
        error::{Error, Result},
        ids::{self, MessageId, RoleId},
        json::FromJson,
        words,
    },
    discord::{
        build::{button, role_select, row, select, text_field},
        custom_id,
        reply::{Message, Modal, Reply},
        rest,
    },
    features::{
        audit::Origin,
        gate::model::GateSettings,
        settings,
        verification::{
            model::{Mode, Then, VerificationSettings},
            sql, text,
        },
    },
};

const fn press(action: &'static str, answer: Answer, run: fn(Ctx) -> Work<Done>) -> Press {
    Press { action, audience: Audience::Admins, answer, budget: Budget::new(10, 2, 6), run }
}

pub const SHOW: Press = press("config", Answer::Update, |ctx| {
    Box::pin(async move {
        let (settings, _) = settings::read(&ctx, Vec::new()).await?;
        Ok(Reply::Update(page(&ctx, &settings, None)).into())
    })
});
pub const MODE: Press = press("mode", Answer::Update, |ctx| Box::pin(choose(ctx)));
pub const THEN: Press = press("then", Answer::Update, |ctx| Box::pin(choose(ctx)));
pub const PING: Press = press("ping", Answer::Update, |ctx| Box::pin(choose_ping(ctx)));
pub const DETAILS: Press = press("details", Answer::Modal, |ctx| Box::pin(ask(ctx)));
pub const DETAILS_ANSWER: Press = press("details-answer", Answer::Update, |ctx| Box::pin(details(ctx)));
pub const POST: Press = press("post", Answer::SlowUpdate, |ctx| Box::pin(post(ctx)));

fn control(action: &str) -> String {
    custom_id::encode("verification", action, &[])
}

fn page(ctx: &Ctx, settings: &Settings, said: Option<&str>) -> Message {
    let own: VerificationSettings = settings.section();
    let lang = ctx.lang;
    let mode = |value: &str, label: &str, mode: Mode| (value.to_owned(), label.to_owned(), own.mode == mode);
    let then = |value: &str, label: &str, then: Then| (value.to_owned(), label.to_owned(), own.then == then);
    let modes = vec![
        mode("off", text::specs::mode_off(lang), Mode::Off),
        mode("button", text::specs::mode_button(lang), Mode::Button),
        mode("questions", text::specs::mode_questions(lang), Mode::Questions),
    ];
    let thens = vec![
        then("nothing", text::specs::then_nothing(lang), Then::Nothing),
        then("lift", text::specs::then_lift(lang), Then::Lift),
        then("kick", text::specs::then_kick(lang), Then::Kick),
    ];
    let message =
        Message { content: said.unwrap_or_default().to_owned(), ..Message::embed(text::settings(lang, &own)) };
    message
        .with(row(vec![select(control("mode"), text::specs::mode(lang), modes)]))
        .with(row(vec![select(control("then"), text::specs::then(lang), thens)]))
        .with(row(vec![role_select(
            control("ping"),
            text::specs::ping(lang),
            own.ping.map(|role| SelectDefaultValue::Role(role.cast())),
        )]))
        .with(row(vec![
            button(ButtonStyle::Primary, text::specs::details(lang), control("details")),
            button(ButtonStyle::Secondary, text::specs::post(lang), control("post")),
            button(ButtonStyle::Secondary, "‹ /setup", custom_id::encode("settings", "steps", &[])),
        ]))
}

async fn change(ctx: &Ctx, apply: impl Fn(&mut VerificationSettings) -> Result<()>) -> Result<Done> {
    let changed = settings::update(ctx, Origin::Button, "verification", |before| {
        let mut own: VerificationSettings = before.section();
        apply(&mut own)?;
        Ok(if own == before.section() { before.clone() } else { before.with(&own) })
    })
    .await?;
    Ok(Reply::Update(page(ctx, &changed.after, None)).into())
}

async fn choose(ctx: Ctx) -> Result<Done> {
    let value = ctx.args.chosen().first().cloned().unwrap_or_default();
    change(&ctx, |own| {
        match value.as_str() {
            "off" => own.mode = Mode::Off,
            "button" => own.mode = Mode::Button,
            "questions" => own.mode = Mode::Questions,
            "nothing" => own.then = Then::Nothing,
            "lift" => own.then = Then::Lift,
            "kick" => own.then = Then::Kick,
            _ => return Err(expired(&ctx)),
        }
        Ok(())
    })
    .await
}

/// A role, or none again.
async fn choose_ping(ctx: Ctx) -> Result<Done> {
    let role: Option<RoleId> = ctx.args.chosen().first().and_then(|id| ids::parse(id));
    change(&ctx, |own| {
        own.ping = role;
        Ok(())
    })
    .await
}

async fn ask(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    let own: VerificationSettings = settings.section();
    let lang = ctx.lang;
    let yes = crate::word!(lang, "yes", "ja", "sí");
    let no = crate::word!(lang, "no", "nein", "no");
    let avatar = if own.avatar_required { yes } else { no };
    let limit = own.limit.map(duration::typed);
    let questions = own.questions.join("\n");
    let fields = vec![
        text_field("age", text::specs::age(lang), None, Some(&duration::typed(own.minimum_age)), 40),
        text_field("avatar", text::specs::avatar(lang), None, Some(avatar), 10),
        text_field("limit", text::specs::limit(lang), None, limit.as_deref(), 40),
        text_field(
            "questions",
            text::specs::questions(lang),
            Some(text::specs::questions_about(lang)),
            Some(questions.as_str()).filter(|text| !text.is_empty()),
            300,
        ),
    ];
    let title = text::specs::details_title(lang).to_owned();
    Ok(Reply::Modal(Modal { custom_id: control("details-answer"), title, fields }).into())
}

async fn details(ctx: Ctx) -> Result<Done> {
    let lang = ctx.lang;
    let unreadable = || Error::Refused(text::unreadable_details(lang).to_owned());
    let age = match ctx.args.field("age") {
        None | Some("0") => 0,
        Some(text) => duration::parse(text).ok_or_else(unreadable)?,
    };
    let limit = ctx.args.field("limit").map(|text| duration::parse(text).ok_or_else(unreadable)).transpose()?;
    let avatar = match ctx.args.field("avatar").map(str::to_lowercase).as_deref() {
        None | Some("no" | "nein" | "n") => false,
        Some("yes" | "ja" | "sí" | "si" | "y" | "j" | "s") => true,
        Some(_) => return Err(unreadable()),
    };
    let lines = ctx.args.field("questions").unwrap_or_default().lines();
    let questions: Vec<String> = lines.map(words::plain).filter(|line| !line.is_empty()).collect();
    if questions.len() > 5 || questions.iter().any(|question| question.chars().count() > 45) {
        return Err(Error::Refused(text::too_long_questions(lang).to_owned()));
    }
    change(&ctx, |own| {
        own.minimum_age = age;
        own.limit = limit;
        own.avatar_required = avatar;
        own.questions = questions.clone();
        Ok(())
    })
    .await
}

#[derive(FromJson)]
struct Sent {
    id: MessageId,
}

/// Puts the newcomers' button up, also where somebody has deleted it.
async fn post(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    let gate = GateSettings::of(&settings, &ctx.config);
    let Some(channel) = gate.channel.filter(|_| gate.is_ready()) else {
        return Ok(Reply::Update(page(&ctx, &settings, Some(text::not_open(ctx.lang)))).into());
    };
    let sent = ctx.discord.read::<Sent>(rest::create_message(channel, &prompt(settings.lang()))).await;
    let said = match sent {
        Ok(sent) => {
            ctx.db
                .batch(vec![sql::set_prompt(ctx.guild, channel, sent.id, text::prompt(settings.lang()), ctx.now)])
                .await?;
            text::posted(ctx.lang)
        }
        Err(_) => text::not_posted(ctx.lang),
    };
    Ok(Reply::Update(page(&ctx, &settings, Some(said))).into())
}

/// The message with *Verify me*.
pub fn prompt(lang: crate::base::lang::Lang) -> Message {
    let start = button(ButtonStyle::Success, text::specs::verify_me(lang), control("start"));
    Message::text(text::prompt(lang)).with(row(vec![start]))
}
