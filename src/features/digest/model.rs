//! What a guild wants to be told, where and when.

use serde::Serialize;

use crate::{
    app::{DigestSection, Means, Section},
    base::{ids::ChannelId, json::FromJson, time::Zone},
};

/// How often.
#[derive(Clone, Copy, Debug, Default, FromJson, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    Off,
    #[default]
    Daily,
    Weekly,
}

/// Off until there is a channel.
#[derive(Clone, Debug, FromJson, PartialEq, Serialize)]
#[serde(default)]
pub struct DigestSettings {
    pub channel: Option<ChannelId>,
    pub frequency: Frequency,
    /// Of a weekly one, 0 for Monday.
    pub weekday: i64,
    /// By the clocks of the zone, 0 to 23.
    pub hour: i64,
    pub zone: Zone,
    /// Whether it also comes when nothing happened.
    pub empty: bool,
    /// Names of sections that are left out, so that one which is new is in.
    pub hidden: Vec<String>,
}

impl Default for DigestSettings {
    fn default() -> DigestSettings {
        DigestSettings {
            channel: None,
            frequency: Frequency::default(),
            weekday: 0,
            hour: 9,
            zone: Zone::utc(),
            empty: false,
            hidden: Vec::new(),
        }
    }
}

impl Section for DigestSettings {
    const NAME: &'static str = "digest";
}

impl DigestSettings {
    /// Channel and rhythm, when digests come at all.
    pub fn plan(&self) -> Option<(ChannelId, Rhythm)> {
        let rhythm = match self.frequency {
            Frequency::Off => return None,
            Frequency::Daily => Rhythm::Daily,
            Frequency::Weekly => Rhythm::Weekly { weekday: self.weekday },
        };
        Some((self.channel?, rhythm))
    }

    /// The sections that are not left out, in the order of the features.
    pub fn sections(&self, means: &Means) -> Vec<&'static DigestSection> {
        let all = means.features.iter().flat_map(|feature| feature.digest);
        all.filter(|section| !self.hidden.iter().any(|hidden| hidden == section.name)).collect()
    }
}

/// When digests come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Rhythm {
    Daily,
    /// 0 for Monday.
    Weekly {
        weekday: i64,
    },
}

/// Which digest of a guild; stored by its word.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    Daily,
    Weekly,
    /// Asked for by hand; stands for no period.
    Now,
}

impl Kind {
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Daily => "daily",
            Kind::Weekly => "weekly",
            Kind::Now => "now",
        }
    }
}

impl From<Rhythm> for Kind {
    fn from(rhythm: Rhythm) -> Kind {
        match rhythm {
            Rhythm::Daily => Kind::Daily,
            Rhythm::Weekly { .. } => Kind::Weekly,
        }
    }
}
