//! `/setup`: the check-up and the first questions.

use twilight_model::channel::message::component::{ButtonStyle, Component, SelectDefaultValue};

use crate::{
    app::{
        Action, Answer, Audience, Budget, Command, Ctx, Done, Finding, Press, Settings, Shape,
        check::{GuildFacts, Question},
        text as shared_text,
    },
    base::{
        config::Config,
        error::{Error, Result},
        ids,
        lang::Lang,
    },
    discord::{
        build::{button, channel_select, role_select, row, select},
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        settings::{facts, model::General, store, text},
    },
};

/// The check-up asks Discord five times; the rest reads and writes settings.
const BUDGET: Budget = Budget::new(16, 7, 4);

pub const SETUP: Command = Command {
    name: "setup",
    about: text::setup_about,
    audience: Audience::Admins,
    shape: Shape::One(Action {
        options: &[],
        answer: Answer::Slow,
        budget: BUDGET,
        run: |ctx| Box::pin(async move { Ok(Reply::Ephemeral(page(&ctx, ctx.lang).await?).into()) }),
        complete: None,
    }),
};

/// A select menu of the first page. Argument: which.
pub const CHOOSE: Press = press("choose", |ctx| Box::pin(choose(ctx)));
/// A feature's question. Arguments: which, answer.
pub const ANSWER: Press = press("answer", |ctx| Box::pin(answer(ctx)));
pub const RECOMMENDED: Press = press("recommended", |ctx| Box::pin(recommended(ctx)));
pub const AGAIN: Press = press("again", |ctx| Box::pin(again(ctx)));
pub const STEPS: Press = Press { answer: Answer::Update, ..press("steps", |ctx| Box::pin(steps(ctx))) };

const fn press(action: &'static str, run: fn(Ctx) -> crate::app::Work<Done>) -> Press {
    Press { action, audience: Audience::Admins, answer: Answer::SlowUpdate, budget: BUDGET, run }
}

pub fn control(action: &str, args: &[&str]) -> String {
    custom_id::encode("settings", action, args)
}

fn questions(ctx: &Ctx) -> Vec<&'static Question> {
    ctx.features.iter().filter_map(|feature| feature.setup.as_ref()?.question.as_ref()).collect()
}

/// The first page as it stands now.
pub async fn page(ctx: &Ctx, lang: Lang) -> Result<Message> {
    let (settings, _) = store::read(ctx, Vec::new()).await?;
    let findings = check_up(ctx, lang, &settings).await;
    Ok(Message { components: controls(ctx, lang, &settings), ..Message::embed(text::setup(lang, &findings)) })
}

/// What the deployment was not given, or cannot be read.
pub fn of_variables(config: &Config, lang: Lang) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        config.faults.iter().map(|name| Finding::bad(text::malformed(lang, name))).collect();
    let needed = [("DISCORD_TOKEN", config.token.is_some()), ("ENCRYPTION_KEY", config.encryption_key.is_some())];
    let missing = needed.iter().filter(|(name, set)| !set && !config.faults.contains(name));
    findings.extend(missing.map(|(name, _)| Finding::bad(text::missing(lang, name))));
    findings
}

/// Everything that features look at, with its cure.
pub async fn check_up(ctx: &Ctx, lang: Lang, settings: &Settings) -> Vec<Finding> {
    looked_at(ctx, lang, settings).await.0
}

/// As [`check_up`], for a page: channels and roles by their names, which Discord alone would put in.
pub async fn check_up_by_name(ctx: &Ctx, lang: Lang, settings: &Settings) -> Vec<Finding> {
    let (mut findings, facts) = looked_at(ctx, lang, settings).await;
    let Some(facts) = facts else { return findings };
    for finding in &mut findings {
        for (id, name, _) in &facts.channels {
            finding.text = finding.text.replace(&format!("<#{id}>"), &format!("#{name}"));
        }
        for role in &facts.roles {
            finding.text = finding.text.replace(&format!("<@&{}>", role.id), &format!("@{}", role.name));
        }
    }
    findings
}

async fn looked_at(ctx: &Ctx, lang: Lang, settings: &Settings) -> (Vec<Finding>, Option<GuildFacts>) {
    let mut findings = of_variables(&ctx.config, lang);
    if ctx.config.token.is_none() {
        return (findings, None);
    }
    let learned = match facts::learn(ctx).await {
        Ok(learned) => learned,
        Err(error) => {
            findings.push(Finding::bad(text::discord_refuses(lang, &error)));
            return (findings, None);
        }
    };
    if !learned.is_bot {
        findings.push(Finding::bad(text::not_a_bot(lang)));
    }
    findings.push(text::endpoint(lang, learned.endpoint.as_deref()));
    let checks = ctx.features.iter().flat_map(|feature| feature.checks);
    findings.extend(checks.flat_map(|check| check(lang, settings, &learned.guild)));
    (findings, Some(learned.guild))
}

fn controls(ctx: &Ctx, lang: Lang, settings: &Settings) -> Vec<Component> {
    let general: General = settings.section();
    let languages = Lang::ALL
        .iter()
        .map(|option| (option.code().to_owned(), option.own_name().to_owned(), *option == general.language));
    let channel = general.admin_channel.map(SelectDefaultValue::Channel);
    let role = general.moderator_role.map(SelectDefaultValue::Role);
    let answers = questions(ctx).into_iter().flat_map(|question| {
        let current = (question.current)(settings);
        question.answers.iter().map(move |(value, label)| {
            let style = if current == Some(*value) { ButtonStyle::Primary } else { ButtonStyle::Secondary };
            button(style, label(lang), control("answer", &[question.name, value]))
        })
    });
    vec![
        row(vec![select(control("choose", &["language"]), text::language(lang), languages.collect())]),
        row(vec![channel_select(control("choose", &["channel"]), text::admin_channel(lang), channel)]),
        row(vec![role_select(control("choose", &["role"]), text::moderator_role(lang), role)]),
        row(answers.collect()),
        row(vec![
            button(ButtonStyle::Success, text::use_recommended(lang), control("recommended", &[])),
            button(ButtonStyle::Secondary, text::check_again(lang), control("again", &[])),
            button(ButtonStyle::Secondary, text::features(lang), control("steps", &[])),
            button(ButtonStyle::Secondary, text::versions(lang), control("versions", &[])),
        ]),
    ]
}

fn expired(ctx: &Ctx) -> Error {
    Error::Refused(shared_text::unknown_control(ctx.lang).to_owned())
}

async fn changed(ctx: &Ctx, what: &str, change: impl Fn(&Settings) -> Result<Settings>) -> Result<Done> {
    store::update(ctx, Origin::Button, what, change).await?;
    Ok(Reply::Update(page(ctx, ctx.lang).await?).into())
}

async fn choose(ctx: Ctx) -> Result<Done> {
    let which = ctx.args.control.first().cloned().unwrap_or_default();
    let chosen = ctx.args.chosen().first().cloned();
    changed(&ctx, &which, |before| {
        let mut general: General = before.section();
        match which.as_str() {
            "language" => general.language = chosen.as_deref().and_then(Lang::of_code).ok_or_else(|| expired(&ctx))?,
            "channel" => general.admin_channel = chosen.as_deref().and_then(ids::parse),
            "role" => general.moderator_role = chosen.as_deref().and_then(ids::parse),
            _ => return Err(expired(&ctx)),
        }
        Ok(before.with(&general))
    })
    .await
}

async fn answer(ctx: Ctx) -> Result<Done> {
    let [name, value] = ctx.args.control.as_slice() else {
        return Err(expired(&ctx));
    };
    let question = questions(&ctx).into_iter().find(|question| question.name == name).ok_or_else(|| expired(&ctx))?;
    let (value, _) = question.answers.iter().find(|(known, _)| known == value).ok_or_else(|| expired(&ctx))?;
    changed(&ctx, name, |before| Ok((question.set)(before, value))).await
}

/// The member's own language, and what each feature recommends, where nothing was chosen yet.
async fn recommended(ctx: Ctx) -> Result<Done> {
    changed(&ctx, "recommended", |before| {
        let mut settings = before.clone();
        if !settings.has::<General>() {
            settings = settings.with(&General { language: ctx.lang, ..General::default() });
        }
        for question in questions(&ctx) {
            if (question.current)(&settings).is_none() {
                settings = (question.set)(&settings, question.recommended);
            }
        }
        Ok(settings)
    })
    .await
}

async fn again(ctx: Ctx) -> Result<Done> {
    Ok(Reply::Update(page(&ctx, ctx.lang).await?).into())
}

/// Every feature with its own short step.
async fn steps(ctx: Ctx) -> Result<Done> {
    let (settings, _) = store::read(&ctx, Vec::new()).await?;
    let steps = ctx.features.iter().filter_map(|feature| feature.setup.as_ref());
    let lines: Vec<(&'static str, String)> =
        steps.map(|step| ((step.title)(ctx.lang), (step.summary)(ctx.lang, &settings))).collect();
    let pages: Vec<Component> = ctx
        .features
        .iter()
        .filter_map(|feature| {
            let label = (feature.setup.as_ref()?.title)(ctx.lang);
            Some(button(ButtonStyle::Secondary, label, custom_id::encode(feature.name, feature.page?, &[])))
        })
        .collect();
    let back = button(ButtonStyle::Secondary, text::back(ctx.lang), control("again", &[]));
    // Five buttons a row.
    let message = Message::embed(text::steps(ctx.lang, &lines));
    let message = pages.chunks(5).fold(message, |message, pages| message.with(row(pages.to_vec())));
    Ok(Reply::Update(message.with(row(vec![back]))).into())
}
