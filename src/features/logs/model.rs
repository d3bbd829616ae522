//! Which acts are told where.

use serde::Serialize;

use crate::base::{json::FromJson, list};
use crate::{app::Section, base::ids::ChannelId};

/// A kind of acts that can have its own channel.
#[derive(Clone, Copy, Debug, FromJson, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    All,
    Moderation,
    Verification,
    Bytes,
    Squads,
    Settings,
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::All, Kind::Moderation, Kind::Verification, Kind::Bytes, Kind::Squads, Kind::Settings];

    pub const fn word(self) -> &'static str {
        match self {
            Kind::All => "all",
            Kind::Moderation => "moderation",
            Kind::Verification => "verification",
            Kind::Bytes => "bytes",
            Kind::Squads => "squads",
            Kind::Settings => "settings",
        }
    }

    pub fn of_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind of an action, `<feature>.<what>`; `None` when it belongs to none alone.
    pub fn of_action(action: &str) -> Option<Kind> {
        let (feature, _) = action.split_once('.')?;
        let feature = match feature {
            "gate" => "verification",
            // What moderators do to channels, and that they hold everything up.
            "channels" | "pause" => "moderation",
            other => other,
        };
        Kind::of_word(feature).filter(|kind| *kind != Kind::All)
    }
}

/// Off while no kind has a channel.
#[derive(Clone, Debug, Default, FromJson, PartialEq, Serialize)]
#[serde(default)]
pub struct Logs {
    pub channels: Vec<(Kind, ChannelId)>,
}

impl Section for Logs {
    const NAME: &'static str = "logs";
}

impl Logs {
    pub fn channel(&self, kind: Kind) -> Option<ChannelId> {
        self.channels.iter().find(|(known, _)| *known == kind).map(|(_, channel)| *channel)
    }

    pub fn with(&self, kind: Kind, channel: Option<ChannelId>) -> Logs {
        let mut channels: Vec<_> = self.channels.iter().filter(|(known, _)| *known != kind).copied().collect();
        channels.extend(channel.map(|channel| (kind, channel)));
        list::sort_by_key(&mut channels, |(kind, _)| *kind);
        Logs { channels }
    }

    /// Where an action is told: its kind's channel and the one for all, each once.
    pub fn told_in(&self, action: &str) -> Vec<ChannelId> {
        let own = Kind::of_action(action).and_then(|kind| self.channel(kind));
        let all = self.channel(Kind::All).filter(|all| Some(*all) != own);
        own.into_iter().chain(all).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_told_in_its_own_channel_and_in_the_one_for_all() {
        let (one, two) = (ChannelId::new(1), ChannelId::new(2));
        let logs = Logs::default().with(Kind::Bytes, Some(one)).with(Kind::All, Some(two));
        assert_eq!(logs.told_in("bytes.grant"), [one, two]);
        assert_eq!(logs.told_in("squads.join"), [two]);
        assert_eq!(logs.told_in("later.thing"), [two]);
        assert_eq!(logs.with(Kind::All, Some(one)).told_in("bytes.grant"), [one], "once");
        assert!(logs.with(Kind::All, None).told_in("squads.join").is_empty());
        assert_eq!(Kind::of_action("gate.restrict"), Some(Kind::Verification));
        assert_eq!(Kind::of_action("channels.lock"), Some(Kind::Moderation));
        assert_eq!(Kind::of_action("pause.set"), Some(Kind::Moderation));
        assert_eq!(Kind::of_action("all.x"), None);
    }

    #[test]
    fn stored_form_unchanged() {
        let logs = Logs::default().with(Kind::Bytes, Some(ChannelId::new(1)));
        assert_eq!(serde_json::to_string(&logs).unwrap(), r#"{"channels":[["bytes","1"]]}"#);
    }
}
