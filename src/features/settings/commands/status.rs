//! `/status`: what is configured, running and failing.

use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Shape},
    base::{error::Result, ids::ChannelId, time::Time},
    discord::{
        command::Opt,
        reply::{Message, Reply},
    },
    features::{
        jobs::{self, JobRow},
        settings::{store, text},
    },
};

use super::setup::check_up;

pub const STATUS: Command = Command {
    name: "status",
    about: text::status_about,
    audience: Audience::Admins,
    shape: Shape::One(Action {
        options: &[Opt::channel("channel", text::status_channel)],
        answer: Answer::Slow,
        budget: Budget::new(6, 7, 0),
        run: |ctx| Box::pin(status(ctx)),
        complete: None,
    }),
};

async fn status(ctx: Ctx) -> Result<Done> {
    let (settings, rows) = store::read(&ctx, vec![jobs::list_jobs()]).await?;
    if let Some(channel) = ctx.args.channel("channel") {
        return Ok(Reply::Ephemeral(Message::embed(of_channel(&ctx, &settings, channel))).into());
    }
    let jobs: Vec<JobRow> = rows.first().map(|rows| rows.all()).transpose()?.unwrap_or_default();
    let findings = check_up(&ctx, ctx.lang, &settings).await;
    let steps: Vec<(&'static str, String)> = ctx
        .features
        .iter()
        .filter_map(|feature| feature.setup.as_ref().map(|step| (feature, step)))
        .map(|(feature, step)| {
            let summary = (step.summary)(ctx.lang, &settings);
            let more = feature.tells.and_then(|(name, tells)| {
                let job = jobs.iter().find(|job| job.name == name)?;
                tells(ctx.lang, &job.cursor, Time::from_millis(job.last_at), ctx.now)
            });
            ((step.title)(ctx.lang), more.map_or_else(|| summary.clone(), |more| format!("{summary}\n{more}")))
        })
        .collect();
    let embed = text::status(ctx.lang, &findings, &steps, &jobs, settings.version);
    Ok(Reply::Ephemeral(Message::embed(embed)).into())
}

fn of_channel(
    ctx: &Ctx,
    settings: &crate::app::Settings,
    channel: ChannelId,
) -> twilight_model::channel::message::Embed {
    let watching: Vec<String> =
        ctx.features.iter().filter_map(|feature| (feature.watches)(ctx.lang, settings, channel)).collect();
    text::of_channel(ctx.lang, channel, &watching)
}
