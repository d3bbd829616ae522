//! Compares the roles of squads with their memberships every night, and puts right what is missing.

use crate::{
    app::{JobCtx, Slice},
    base::{
        error::{Error, Missing, Result},
        ids::{GuildId, RoleId, UserId},
        json::FromJson,
    },
    discord::{
        reply::Message,
        rest::{self, code},
    },
    features::{
        posts::{self, Post},
        roles::{
            self,
            model::{Outcome, Reason, Wish},
        },
        settings,
        squads::{sql, text},
    },
    platform::db,
};

/// Members whom one slice looks up on Discord.
const LOOKED_UP: i64 = 10;
/// Guilds whose administrators one slice tells.
const TOLD: usize = 3;

#[derive(FromJson)]
struct Belongs {
    guild: GuildId,
    user: UserId,
    role: Option<RoleId>,
}

#[derive(FromJson)]
struct Known {
    #[serde(default)]
    roles: Vec<RoleId>,
}

/// What a slice did for a guild.
struct Mended {
    guild: GuildId,
    done: i64,
    /// Roles that could not be given, with why, each once.
    failed: Vec<(RoleId, Reason)>,
}

/// Looks members up one by one, because listing them all needs an intent that few deployments have.
/// The cursor is `guild:user`.
pub async fn upkeep(ctx: JobCtx) -> Result<Slice> {
    let (guild, user) = ctx.cursor.split_once(':').unwrap_or_default();
    let rows = ctx.db.batch(vec![sql::list_memberships(guild, user, LOOKED_UP)]).await?;
    let members: Vec<Belongs> = db::all(&rows, 0)?;
    let mut wrong: Vec<(GuildId, Wish)> = Vec::new();
    let mut last = None;
    for member in &members {
        last = Some(member);
        let Some(role) = member.role else { continue };
        match ctx.discord.read::<Known>(rest::get_member(member.guild, member.user)).await {
            Ok(known) if !known.roles.contains(&role) => {
                wrong.push((member.guild, Wish { user: member.user, role, wanted: true }));
            }
            Ok(_) => {}
            // Who has left comes back to their squad, and to its role by the next look.
            Err(error) if error.code() == code::UNKNOWN_MEMBER || error.code() == code::UNKNOWN_GUILD => {}
            // The rest of the slice would fail alike; the next goes on behind this one.
            Err(error) if error.is_passing() => break,
            Err(_) => {}
        }
    }
    // Who is kept out gets their role back with the rest.
    let lacking: Vec<_> = wrong.iter().map(|(guild, wish)| (*guild, wish.user)).collect();
    let held = roles::held(&ctx.db, &lacking).await?;
    wrong.retain(|(guild, wish)| !held.contains(&(*guild, wish.user)));
    for mended in mend(&ctx, &wrong).await? {
        told(&ctx, &mended).await?;
    }
    let is_last = members.last().map(|member| member.user) == last.map(|member| member.user);
    let more = members.len() as i64 == LOOKED_UP || !is_last;
    let cursor = last.filter(|_| more).map(|last| format!("{}:{}", last.guild, last.user));
    Ok(Slice { rows: members.len() as i64, cursor, until_next_night: false })
}

async fn mend(ctx: &JobCtx, wrong: &[(GuildId, Wish)]) -> Result<Vec<Mended>> {
    let statements: Vec<_> = wrong
        .iter()
        .flat_map(|(guild, wish)| roles::plan(*guild, std::slice::from_ref(wish), "squads", ctx.now))
        .collect();
    if statements.is_empty() {
        return Ok(Vec::new());
    }
    ctx.db.batch(statements).await?;
    let mut guilds: Vec<GuildId> = wrong.iter().map(|(guild, _)| *guild).collect();
    guilds.dedup();
    let mut all = Vec::new();
    for guild in guilds {
        let wishes = wrong.iter().filter(|(of, _)| *of == guild).map(|(_, wish)| *wish).collect();
        let mut mended = Mended { guild, done: 0, failed: Vec::new() };
        for (wish, outcome) in roles::bring_about(&ctx.db, &ctx.discord, guild, wishes, ctx.now).await? {
            match outcome {
                Outcome::Done => mended.done += 1,
                // It is tried again; until then there is nothing to tell.
                Outcome::Later { .. } | Outcome::Held | Outcome::Failed { reason: Reason::MemberGone } => {}
                Outcome::Failed { reason } if !mended.failed.iter().any(|(role, _)| *role == wish.role) => {
                    mended.failed.push((wish.role, reason));
                }
                Outcome::Failed { .. } => {}
            }
        }
        all.push(mended);
    }
    all.retain(|mended| mended.done > 0 || !mended.failed.is_empty());
    all.truncate(TOLD);
    Ok(all)
}

/// The guild's administrators read once a slice what was put right and what could not be.
async fn told(ctx: &JobCtx, mended: &Mended) -> Result<()> {
    let guild = mended.guild;
    let settings = match settings::read_of(&ctx.db, &ctx.config, guild, Vec::new()).await {
        // A guild that is not served any more holds up nobody.
        Err(Error::Without(Missing::Guild)) => return Ok(()),
        read => read?.0,
    };
    let Some(channel) = settings::admin_channel(&settings, &ctx.config) else { return Ok(()) };
    let post = Post {
        guild,
        id: format!("squads:upkeep:{}", ctx.now.millis()),
        channel,
        message: Message::text(text::mended(settings.lang(), mended.done, &mended.failed)),
    };
    ctx.db.batch(vec![posts::plan_by_job(&post, ctx.now)]).await?;
    Ok(())
}
