//! Cases of another bot, out of a CSV file.

use crate::{
    base::{
        ids::{self, UserId},
        time::Time,
        words,
    },
    discord::interaction::timestamp,
    features::moderation::model::Kind,
};

/// Lines of one import at most: they are written in one batch.
pub const MOST: usize = 500;
/// Faults that are named one by one; more are only counted.
const NAMED: usize = 5;

/// A case as a line tells of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    pub target: UserId,
    pub kind: Kind,
    pub at: Time,
    pub moderator: Option<UserId>,
    pub reason: Option<String>,
}

impl Line {
    /// What tells it from every other, so that a line that is imported again is known.
    pub fn cause(&self) -> String {
        let reason = words::shortened(self.reason.as_deref().unwrap_or_default(), 80);
        format!("import {} {reason}", self.at.millis())
    }
}

#[derive(Debug, Default, Eq, PartialEq)]
pub struct Import {
    pub lines: Vec<Line>,
    /// The first faults: line number and what is wrong.
    pub faults: Vec<(u64, &'static str)>,
    pub more_faults: usize,
}

/// Reads `user id, kind, date, moderator id, reason`; the last two may be missing. With commas or semicolons, with
/// or without a header.
pub fn read_csv(text: &str, now: Time) -> Import {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = if text.lines().next().unwrap_or_default().contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut import, mut known) = (Import::default(), Vec::new());
    for (place, record) in reader.records().enumerate() {
        let number = record.as_ref().ok().and_then(|r| r.position()).map_or(place as u64 + 1, csv::Position::line);
        let read = record.map_err(|_| "quotes do not close").and_then(|record| line(&record, now));
        // What would not be told apart once it is written.
        let key = read.as_ref().map(|line| (line.target, line.kind.word(), line.cause())).ok();
        match read {
            Ok(_) if known.contains(&key) => fault(&mut import, number, "stands here twice"),
            Ok(_) if import.lines.len() == MOST => fault(&mut import, number, "is beyond the 500 lines of one import"),
            Ok(line) => {
                known.push(key);
                import.lines.push(line);
            }
            Err(NO_USER) if place == 0 => {}
            Err(what) => fault(&mut import, number, what),
        }
    }
    import
}

const NO_USER: &str = "does not begin with the id of a person";

fn line(record: &csv::StringRecord, now: Time) -> Result<Line, &'static str> {
    let column = |at: usize| record.get(at).unwrap_or_default();
    let target = ids::parse(column(0)).ok_or(NO_USER)?;
    let word = column(1).to_lowercase();
    let kinds = [Kind::Note, Kind::Warn, Kind::Timeout, Kind::Kick, Kind::Ban];
    let kind = kinds.into_iter().find(|kind| kind.word() == word || (*kind == Kind::Warn && word == "warning"));
    let kind = kind.ok_or("has no kind that is known: note, warn, timeout, kick or ban")?;
    let written = column(2);
    let at = timestamp(written).or_else(|| timestamp(&format!("{written}T00:00:00Z")));
    let at = at.filter(|at| *at <= now).ok_or("has no date that is over, such as 2026-03-31")?;
    let moderator = match column(3) {
        "" => None,
        id => Some(ids::parse(id).ok_or("has a moderator who is no id of a person")?),
    };
    let reason = Some(words::shortened(&words::plain(column(4)), 400)).filter(|reason| !reason.is_empty());
    Ok(Line { target, kind, at, moderator, reason })
}

fn fault(import: &mut Import, line: u64, what: &'static str) {
    if import.faults.len() < NAMED {
        import.faults.push((line, what));
    } else {
        import.more_faults += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_millis(1_790_000_000_000);

    #[test]
    fn lines_with_and_without_what_may_be_missing() {
        let text =
            "user;kind;date;moderator;reason\n5;Warning;2026-03-31;9;\"sells; coins\"\n6;ban;2026-03-31T10:00:00Z\n";
        let import = read_csv(text, NOW);
        assert_eq!((import.faults.len(), import.lines.len()), (0, 2));
        let first = &import.lines[0];
        assert_eq!((first.kind, first.moderator.map(|id| id.get())), (Kind::Warn, Some(9)));
        assert_eq!(
            (first.at.iso8601().as_str(), first.reason.as_deref()),
            ("2026-03-31T00:00:00Z", Some("sells; coins"))
        );
        assert_eq!((import.lines[1].kind, import.lines[1].reason.as_deref()), (Kind::Ban, None));
        assert_ne!(first.cause(), import.lines[1].cause());
    }

    #[test]
    fn lines_that_would_be_one_case_stand_here_twice() {
        let long = "x".repeat(90);
        let text = format!(
            "5,warn,2026-03-31,9,loud\n5,warn,2026-03-31,8,loud\n5,warn,2026-03-31,,{long}a\n5,warn,2026-03-31,,{long}b\n"
        );
        let import = read_csv(&text, NOW);
        assert_eq!(import.faults, [(2, "stands here twice"), (4, "stands here twice")]);
        assert_eq!(import.lines.len(), 2);
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line() {
        let text = "5,warn,2026-03-31\nx,warn,2026-03-31\n5,praise,2026-03-31\n5,warn,soon\n5,warn,2036-01-01\n\
                    5,warn,2026-03-31,me\n5,warn,2026-03-31\n";
        let import = read_csv(text, NOW);
        let lines: Vec<u64> = import.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!((import.lines.len(), lines, import.more_faults), (1, vec![2, 3, 4, 5, 6], 1));
        let many: String = (1..=503).map(|user| format!("{user},note,2026-03-31\n")).collect();
        let import = read_csv(&many, NOW);
        assert_eq!((import.lines.len(), import.faults.len()), (MOST, 3));
    }
}
