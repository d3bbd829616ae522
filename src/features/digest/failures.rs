//! The section of what needs an administrator.

use serde::Deserialize;

use super::text;
use crate::{
    app::DigestSection,
    base::{error::Result, ids::RoleId, lang::Lang},
    features::{jobs, roles},
    platform::db::Rows,
};

pub const SECTION: DigestSection = DigestSection {
    name: "failures",
    title: text::failures_title,
    facts: |guild, period| vec![roles::list_failed_wishes(guild, period), jobs::list_failed_jobs(period)],
    show,
};

#[derive(Deserialize)]
struct Role {
    role: RoleId,
    reason: roles::model::Reason,
    count: i64,
}

#[derive(Deserialize)]
struct Job {
    name: String,
}

fn show(lang: Lang, now: &[Rows], _: &[Rows]) -> Result<Option<String>> {
    let failed: Vec<Role> = now.first().map(Rows::all).transpose()?.unwrap_or_default();
    let jobs: Vec<Job> = now.get(1).map(Rows::all).transpose()?.unwrap_or_default();
    let roles = failed.iter().map(|failed| text::role_failed(lang, failed.role, failed.reason, failed.count));
    let lines: Vec<String> = roles.chain(jobs.iter().map(|job| text::job_failed(lang, &job.name))).collect();
    Ok((!lines.is_empty()).then(|| lines.join("\n")))
}
