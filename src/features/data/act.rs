//! Asks for deletions.

use serde_json::json;

use super::sql;
use crate::{
    app::Means,
    base::{
        error::Result,
        ids::{GuildId, UserId},
        json::FromJson,
        time::Time,
    },
    features::people,
    platform::{crypto, db},
};

/// What is said of a deletion that was asked for.
pub const ASKED: &str = "The data is being deleted; that takes some minutes. Bans and restrictions in force stay by id until they are \
     lifted, amounts stay under a number that stands for nobody.";
/// What is said where it was asked for already.
pub const AGAIN_LATER: &str = "This was asked for within the last 30 days; it is done once in that time.";

/// The guilds that have anything of people.
///
/// # Errors
/// When the database does not serve.
pub async fn guilds(means: &Means) -> Result<Vec<GuildId>> {
    let rows = means.db.batch(vec![people::list_guilds()]).await?;
    let found: Vec<Asked> = db::all(&rows, 0)?;
    Ok(found.into_iter().map(|row| row.guild).collect())
}

#[derive(FromJson)]
struct Asked {
    guild: GuildId,
}

/// Asks that what these guilds have of a person be deleted, with what belongs to no guild where `everywhere`.
/// In how many it was not asked for within the last 30 days.
///
/// # Errors
/// When the database does not serve.
pub async fn ask(
    means: &Means,
    guilds: &[GuildId],
    user: UserId,
    everywhere: bool,
    by: UserId,
    now: Time,
) -> Result<usize> {
    let stand_in = stand_in(&crypto::secret()?);
    let guilds = json!(guilds).to_string();
    let rows = means.db.batch(vec![sql::insert_person(&guilds, user, &stand_in, everywhere, by, now)]).await?;
    let asked: Vec<Asked> = db::all(&rows, 0)?;
    Ok(asked.len())
}

/// A number that is nobody's: ids that Discord makes have 17 digits and more.
fn stand_in(secret: &str) -> String {
    let digits = u64::from_str_radix(secret.get(..12).unwrap_or("1"), 16).unwrap_or(1);
    digits.max(1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_in_is_nobody() {
        assert_eq!(stand_in(&"f".repeat(64)), "281474976710655");
        assert_eq!(stand_in(&"0".repeat(64)), "1");
        assert_eq!(stand_in("x"), "1");
    }
}
