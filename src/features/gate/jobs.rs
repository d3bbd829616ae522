//! What the gate does by itself: it brings about what is wanted, looks after who left and came back,
//! gives the verified role to all, and looks for leaks at night.

use super::{
    act,
    logic::{self, Round},
    look,
    model::{GateSettings, Restriction, Want},
    sql, text,
};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::{Error, Missing, Result},
        ids::{GuildId, RoleId, UserId},
        json::FromJson,
        time::{DAY, HOUR, MINUTE},
    },
    discord::{
        reply::Message,
        rest::{self, code},
    },
    features::{
        pause, people,
        posts::{self, Post},
        settings,
    },
    platform::db::{self, Rows},
};

pub const JOBS: &[Job] = &[
    Job {
        name: "gate.restrictions",
        schedule: Schedule::WhenDue(sql::list_due),
        needs: Needs::least(24, 20),
        run: |ctx| Box::pin(bring_about(ctx)),
    },
    Job {
        name: "gate.sticky",
        schedule: Schedule::Look { minutes: 2 },
        needs: Needs::least(14, 10),
        run: |ctx| Box::pin(sticky(ctx)),
    },
    Job {
        name: "gate.rollout",
        schedule: Schedule::WhenDue(sql::list_rollouts),
        needs: Needs::most(1, 21),
        run: |ctx| Box::pin(roll_out(ctx)),
    },
    Job {
        name: "gate.leaks",
        schedule: Schedule::Nightly { hour: 5 },
        needs: Needs::most(8, 6),
        run: |ctx| Box::pin(leaks(ctx)),
    },
];

/// Members whom one run looks up.
const LOOKED_UP: i64 = 20;
/// Members of one slice of the roll-out.
const ROLLED_OUT: u16 = 20;

#[derive(FromJson)]
struct Row {
    guild: GuildId,
    user: UserId,
}

async fn bring_about(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    let mut trouble = None;
    for row in &rows {
        let failed = act::bring_about(&ctx.means, row.guild, row.user, ctx.now).await.err();
        // A member whom nothing can be done for now holds up none behind them.
        let due = match &failed {
            None => continue,
            Some(Error::Without(Missing::Guild)) => ctx.now.plus(DAY),
            Some(_) => ctx.now.plus(15 * MINUTE),
        };
        ctx.db.batch(vec![sql::set_due(row.guild, row.user, due)]).await?;
        trouble = trouble.or(failed.filter(|error| !matches!(error, Error::Without(Missing::Guild))));
    }
    match trouble {
        Some(error) => Err(error),
        None => Ok(Slice { rows: rows.len() as i64, ..Slice::default() }),
    }
}

/// Looks a page of restricted members up, another one every two minutes. The cursor is kept only where
/// somebody is restricted, so that a look in vain writes nothing.
async fn sticky(ctx: JobCtx) -> Result<Slice> {
    let mut round = Round::read(&ctx.cursor);
    let rows = ctx.db.batch(vec![sql::list_restricted(&round.guild, &round.user, LOOKED_UP)]).await?;
    let all: Vec<Looked> = db::all(&rows, 0)?;
    if all.is_empty() && round.is_at_start() {
        return Ok(Slice::default());
    }
    let mut looked_at = 0;
    // What is known of the guild of the last row; a guild that cannot be seen is passed over.
    let mut seen: Option<(GuildId, Option<(look::Guild, crate::app::Settings)>)> = None;
    for row in &all {
        if seen.as_ref().is_none_or(|(guild, _)| *guild != row.guild) {
            seen = Some((row.guild, known_guild(&ctx, row.guild).await?));
        }
        // While the brake is on nobody is restricted by itself; the look after it finds them.
        if let Some((_, Some((guild, settings)))) = &seen
            && !pause::is_on(settings, ctx.now)
            && act::has_slipped(&ctx.means, guild, settings, &row.restriction()).await
        {
            ctx.db.batch(vec![sql::set_due(row.guild, row.user, ctx.now)]).await?;
            act::bring_about(&ctx.means, row.guild, row.user, ctx.now).await?;
        }
        looked_at += 1;
        round = round.at(row.guild.to_string(), row.user.to_string(), ctx.now);
        let used = ctx.meter.totals();
        if used.statements > 28 || used.subrequests > 28 {
            break;
        }
    }
    if looked_at == all.len() as i64 && looked_at < LOOKED_UP {
        round = round.over(ctx.now);
    }
    Ok(Slice { rows: looked_at.max(1), cursor: Some(round.write()), until_next_night: false })
}

/// A restricted member as the looks need them.
#[derive(FromJson)]
struct Looked {
    guild: GuildId,
    user: UserId,
    taken: String,
    since: i64,
}

impl Looked {
    fn restriction(&self) -> Restriction {
        let (user, taken, since) = (self.user, self.taken.clone(), self.since);
        Restriction { user, want: Want::Restricted, taken, since, failure: None, attempts: 0 }
    }
}

async fn known_guild(ctx: &JobCtx, id: GuildId) -> Result<Option<(look::Guild, crate::app::Settings)>> {
    let settings = match settings::read_of(&ctx.db, &ctx.config, id, Vec::new()).await {
        Err(Error::Without(Missing::Guild)) => return Ok(None),
        read => read?.0,
    };
    Ok(look::guild(&ctx.discord, id, false).await.ok().map(|guild| (guild, settings)))
}

#[derive(FromJson)]
struct Rollout {
    guild: GuildId,
    role: RoleId,
    after: String,
}

async fn roll_out(ctx: JobCtx) -> Result<Slice> {
    let due: Option<Rollout> = ctx.due.as_ref().map(Rows::first).transpose()?.flatten();
    let Some(rollout) = due else { return Ok(Slice::default()) };
    let after = crate::base::ids::parse(&rollout.after);
    let page = people::page_of_members(&ctx.discord, rollout.guild, after, ROLLED_OUT).await;
    let stop = |failure: &'static str, due| sql::Progress {
        after: &rollout.after,
        given: 0,
        seen: 0,
        failure: Some(failure),
        finished: None,
        due,
    };
    let page = match page {
        Ok(page) => page,
        Err(error) => {
            let progress = match error.code() {
                code::MISSING_ACCESS => stop("no_intent", None),
                _ if error.is_passing() => stop("unreachable", Some(ctx.now.plus(5 * MINUTE))),
                _ => stop("refused", None),
            };
            ctx.db.batch(vec![sql::set_rollout(rollout.guild, &progress)]).await?;
            return Ok(Slice { rows: 0, ..Slice::default() });
        }
    };
    let (mut given, mut seen, mut last) = (0, 0, rollout.after.clone());
    let mut trouble = None;
    for (listed, user) in page.iter().filter_map(|listed| Some((listed, listed.user.as_ref()?))) {
        let needs = !user.bot && !listed.roles.contains(&rollout.role);
        if needs {
            let call = rest::add_member_role(rollout.guild, user.id, rollout.role);
            match ctx.discord.send(call.because("Guildhall: everybody present is verified")).await {
                Ok(()) => given += 1,
                Err(error) if error.code() == code::UNKNOWN_MEMBER => {}
                Err(error) => {
                    trouble = Some(error.is_passing());
                    break;
                }
            }
        }
        seen += 1;
        last = user.id.to_string();
    }
    let finished = trouble.is_none() && page.len() < usize::from(ROLLED_OUT);
    let progress = sql::Progress {
        after: &last,
        given,
        seen,
        failure: trouble.map(|passing| if passing { "unreachable" } else { "not_allowed" }),
        finished: finished.then_some(ctx.now),
        due: match trouble {
            None if finished => None,
            None => Some(ctx.now),
            Some(true) => Some(ctx.now.plus(MINUTE)),
            Some(false) => None,
        },
    };
    ctx.db.batch(vec![sql::set_rollout(rollout.guild, &progress)]).await?;
    Ok(Slice { rows: seen, ..Slice::default() })
}

#[derive(FromJson)]
struct Told {
    told: String,
}

/// One guild a slice; the cursor is the last one. Only what is new is told.
async fn leaks(ctx: JobCtx) -> Result<Slice> {
    let guilds = settings::list_guilds(&ctx.db, &ctx.config).await?;
    let mut left = guilds.into_iter().filter(|guild| guild.to_string() > ctx.cursor || ctx.cursor.is_empty());
    let Some(id) = left.next() else { return Ok(Slice::default()) };
    let cursor = left.next().map(|_| id.to_string());
    let (settings, rows) = settings::read_of(&ctx.db, &ctx.config, id, vec![sql::find_leaks(id)]).await?;
    let gate = GateSettings::of(&settings, &ctx.config);
    if !gate.is_ready() {
        return Ok(Slice { rows: 0, cursor, until_next_night: false });
    }
    let Ok(guild) = look::guild(&ctx.discord, id, true).await else {
        return Ok(Slice { rows: 0, cursor, until_next_night: false });
    };
    let plan = logic::plan(&gate, &guild, false);
    if plan.acts.contains(&logic::Act::GiveToAll) {
        // Still being set up: that everything is open is no news.
        return Ok(Slice { rows: 0, cursor, until_next_night: false });
    }
    let found = logic::leaks(&gate, &guild);
    let keys: Vec<String> =
        found.iter().map(|leak| format!("{}:{}", leak.channel, leak.by.map_or(0, |role| role.get()))).collect();
    let told = serde_json::json!(keys).to_string();
    let before = db::first::<Told>(&rows, 0)?.map(|row| row.told).unwrap_or_else(|| "[]".into());
    if told != before {
        let mut statements = vec![sql::set_leaks(id, &told, ctx.now)];
        let post = settings::admin_channel(&settings, &ctx.config).map(|channel| Post {
            guild: id,
            id: format!("gate:leaks:{}", ctx.now.millis() / HOUR),
            channel,
            message: Message::embed(text::leaks(settings.lang(), &found, &guild)),
        });
        statements.extend(post.iter().map(|post| posts::plan_by_job(post, ctx.now)));
        ctx.db.batch(statements).await?;
    }
    Ok(Slice { rows: 1, cursor, until_next_night: false })
}
