//! What a page of the bot's guilds tells.

use crate::base::{ids::GuildId, json::FromJson};

/// A guild of which something is kept.
#[derive(Clone, Debug, FromJson)]
pub struct Known {
    pub guild: GuildId,
    /// Of one that was greeted: since when that has stood unfinished. Of one that has settings: since
    /// when the bot is gone. Unix milliseconds.
    pub since: Option<i64>,
}

/// What is to be done about a page.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Page {
    /// The bot is there, and nobody was told of it.
    pub untold: Vec<GuildId>,
    /// The bot is there again.
    pub back: Vec<GuildId>,
    /// The bot seems to have left.
    pub left: Vec<GuildId>,
}

/// Compares the guilds that the bot is in with those that were greeted and those that have settings.
pub fn compared(inside: &[GuildId], greeted: &[Known], settled: &[Known]) -> Page {
    let is_told = |guild: &GuildId| greeted.iter().any(|known| known.guild == *guild && known.since.is_none());
    let mut page = Page { untold: inside.iter().copied().filter(|guild| !is_told(guild)).collect(), ..Page::default() };
    for known in settled.iter().filter(|known| known.since.is_some() && inside.contains(&known.guild)) {
        page.back.push(known.guild);
    }
    for known in greeted.iter().chain(settled.iter().filter(|known| known.since.is_none())) {
        if !inside.contains(&known.guild) && !page.left.contains(&known.guild) {
            page.left.push(known.guild);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_told_is_left_alone_and_who_comes_or_goes_is_seen() {
        let id = GuildId::new;
        let known = |guild, since| Known { guild: id(guild), since };
        let inside = [1, 2, 3, 5].map(id);
        let greeted = [known(2, None), known(3, Some(7)), known(9, None)];
        let settled = [known(2, None), known(5, Some(7)), known(7, Some(7)), known(8, None), known(9, None)];
        assert_eq!(
            compared(&inside, &greeted, &settled),
            Page { untold: vec![id(1), id(3), id(5)], back: vec![id(5)], left: vec![id(9), id(8)] }
        );
    }
}
