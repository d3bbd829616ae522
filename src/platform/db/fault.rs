//! What D1's error texts mean.

/// Why a batch did not run. In every case but [`DbError::OutcomeUnknown`] nothing has happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DbError {
    /// A fact that a statement relies on does not hold any more.
    Violated(Violated),
    /// The connection was lost, or the database was reset, after the batch was sent.
    OutcomeUnknown(String),
    /// The account's free quota for the day is used up.
    Quota,
    /// Migrations were not applied.
    NoTables,
    Failed(String),
}

/// The constraint that stopped a batch.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Violated {
    /// The name of the CHECK.
    Check(String),
    /// `table.column, …` as SQLite prints it; a primary key too.
    Unique(String),
    /// `table.column`.
    NotNull(String),
    ForeignKey,
}

impl DbError {
    /// The constraint, when one stopped the batch.
    pub fn violated(&self) -> Option<&Violated> {
        match self {
            DbError::Violated(violated) => Some(violated),
            _ => None,
        }
    }
}

/// Reads D1's text. SQLite's constraint texts are its own; the others are Cloudflare's
/// ("D1 › Observability › Debug D1", error list).
pub(super) fn of_text(text: &str) -> DbError {
    // D1 puts its own words before and ": SQLITE_CONSTRAINT…" behind SQLite's.
    let after = |mark: &str| {
        let rest = &text[text.find(mark)? + mark.len()..];
        Some(rest.split(": SQLITE_").next().unwrap_or(rest).trim().to_owned())
    };
    if let Some(name) = after("CHECK constraint failed: ") {
        return DbError::Violated(Violated::Check(name));
    }
    if let Some(columns) = after("UNIQUE constraint failed: ") {
        return DbError::Violated(Violated::Unique(columns));
    }
    if let Some(column) = after("NOT NULL constraint failed: ") {
        return DbError::Violated(Violated::NotNull(column));
    }
    if text.contains("FOREIGN KEY constraint failed") {
        return DbError::Violated(Violated::ForeignKey);
    }
    if text.contains("no such table") || text.contains("no such column") {
        return DbError::NoTables;
    }
    let lower = text.to_ascii_lowercase();
    if lower.contains("exceeded") && (lower.contains("daily") || lower.contains("free")) {
        return DbError::Quota;
    }
    let lost = [
        "network connection lost",
        "was reset",
        "reset because",
        "internal error in d1",
        "storage operation exceeded timeout",
    ];
    if lost.iter().any(|mark| lower.contains(mark)) {
        return DbError::OutcomeUnknown(text.to_owned());
    }
    DbError::Failed(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d1s_texts_unchanged() {
        let violated = |text| of_text(text).violated().cloned();
        assert_eq!(
            violated(
                "D1_ERROR: CHECK constraint failed: enough_bytes: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_CHECK)"
            ),
            Some(Violated::Check("enough_bytes".into()))
        );
        assert_eq!(
            violated("UNIQUE constraint failed: ledger.guild, ledger.user, ledger.cause: SQLITE_CONSTRAINT"),
            Some(Violated::Unique("ledger.guild, ledger.user, ledger.cause".into()))
        );
        assert_eq!(
            violated("NOT NULL constraint failed: squad_members.squad"),
            Some(Violated::NotNull("squad_members.squad".into()))
        );
        assert_eq!(violated("FOREIGN KEY constraint failed"), Some(Violated::ForeignKey));
        assert_eq!(of_text("D1_ERROR: no such table: accounts: SQLITE_ERROR"), DbError::NoTables);
        assert_eq!(
            of_text("D1_ERROR: Your account has exceeded D1's free tier daily row write limit."),
            DbError::Quota
        );
        assert!(matches!(of_text("D1_ERROR: Network connection lost."), DbError::OutcomeUnknown(_)));
        assert!(matches!(of_text("D1_ERROR: internal error"), DbError::Failed(_)));
    }
}
