//! The section of what needs an administrator.

use super::text;
use crate::{
    app::DigestSection,
    base::{
        error::Result,
        ids::{ChannelId, RoleId},
        json::FromJson,
        lang::Lang,
    },
    features::{jobs, posts, roles},
    platform::db::{self, Rows},
};

pub const SECTION: DigestSection = DigestSection {
    name: "failures",
    title: text::failures_title,
    facts: |guild, period| {
        vec![
            roles::list_failed_wishes(guild, period),
            posts::list_failed(guild, period.start),
            jobs::list_failed_jobs(period),
        ]
    },
    show,
};

#[derive(FromJson)]
struct Role {
    role: RoleId,
    reason: roles::model::Reason,
    count: i64,
}

#[derive(FromJson)]
struct Post {
    channel: ChannelId,
}

#[derive(FromJson)]
struct Job {
    name: String,
}

fn show(lang: Lang, now: &[Rows], _: &[Rows]) -> Result<Option<String>> {
    let failed: Vec<Role> = db::all(now, 0)?;
    let posts: Vec<Post> = db::all(now, 1)?;
    let jobs: Vec<Job> = db::all(now, 2)?;
    let mut channels: Vec<ChannelId> = posts.iter().map(|post| post.channel).collect();
    channels.dedup();
    let posts = channels.into_iter().map(|channel| text::post_failed(lang, channel));
    let roles = failed.iter().map(|failed| text::role_failed(lang, failed.role, failed.reason, failed.count));
    let lines: Vec<String> =
        roles.chain(posts).chain(jobs.iter().map(|job| text::job_failed(lang, &job.name))).collect();
    Ok((!lines.is_empty()).then(|| lines.join("\n")))
}
