//! Balances in a CSV file.

use std::collections::BTreeSet;

use crate::base::{
    ids::{self, UserId},
    money::Amount,
};

/// Faults that are named one by one; more are only counted.
const NAMED: usize = 5;

/// A file as far as it could be read.
#[derive(Debug, Default, Eq, PartialEq)]
pub struct CsvFile {
    pub rows: Vec<(UserId, Amount)>,
    /// The first faults: line number and what is wrong.
    pub faults: Vec<(u64, CsvFault)>,
    pub more_faults: usize,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CsvFault {
    /// Not text, or quotes that do not close.
    Unreadable,
    Columns,
    User,
    Balance,
    Twice,
}

impl CsvFile {
    pub fn sum(&self) -> i64 {
        self.rows.iter().fold(0_i64, |sum, (_, amount)| sum.saturating_add(amount.get()))
    }

    /// As it is kept until it is worked off: one `user,balance` a line.
    pub fn normal(&self) -> String {
        self.rows.iter().map(|(user, amount)| format!("{user},{}\n", amount.get())).collect()
    }
}

/// Reads `user id, balance` lines, with commas or semicolons, with or without a header and a byte
/// order mark.
pub fn read_csv(bytes: &[u8]) -> CsvFile {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first_line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let delimiter = if first_line.contains(&b';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let mut file = CsvFile::default();
    let mut seen = BTreeSet::new();
    for (place, record) in reader.records().enumerate() {
        let line = record.as_ref().ok().and_then(|r| r.position()).map_or(place as u64 + 1, csv::Position::line);
        let read = record.map_err(|_| CsvFault::Unreadable).and_then(|record| row(&record));
        let is_header = place == 0 && read == Err(CsvFault::User);
        match read {
            Ok((user, _)) if !seen.insert(user) => fault(&mut file, line, CsvFault::Twice),
            Ok(row) => file.rows.push(row),
            Err(_) if is_header => {}
            Err(what) => fault(&mut file, line, what),
        }
    }
    file
}

fn row(record: &csv::StringRecord) -> Result<(UserId, Amount), CsvFault> {
    let (Some(user), Some(balance)) = (record.get(0), record.get(1)) else {
        return Err(CsvFault::Columns);
    };
    let user = ids::parse(user).ok_or(CsvFault::User)?;
    let digits = !balance.is_empty() && balance.bytes().all(|b| b.is_ascii_digit());
    let balance = digits.then(|| balance.parse().ok()).flatten().and_then(Amount::new).ok_or(CsvFault::Balance)?;
    Ok((user, balance))
}

fn fault(file: &mut CsvFile, line: u64, what: CsvFault) {
    if file.faults.len() < NAMED {
        file.faults.push((line, what));
    } else {
        file.more_faults += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_forms_are_read() {
        for text in ["1,5\n2,7\n", "user,balance\r\n1,5\r\n2,7", "\u{FEFF}id;bytes\n1;5\n2;7\n", "\"1\", 5 ,note\n2,7"]
        {
            let file = read_csv(text.as_bytes());
            assert_eq!(file.faults, [], "{text:?}");
            assert_eq!((file.normal().as_str(), file.sum()), ("1,5\n2,7\n", 12), "{text:?}");
        }
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let file = read_csv(b"1,5\nx,5\n2\n3,-1\n1,6\n4,1.5\n5,9007199254740992\n6,\n");
        let faults: Vec<_> = file.faults.iter().map(|(line, what)| (*line, *what)).collect();
        use CsvFault::{Balance, Columns, Twice, User};
        assert_eq!(faults, [(2, User), (3, Columns), (4, Balance), (5, Twice), (6, Balance)]);
        assert_eq!(file.more_faults, 2);
        assert_eq!(read_csv(b"").rows, []);
        assert_eq!(read_csv(b"\xff\xfe,1\n1,1").faults, [(1, CsvFault::Unreadable)]);
    }
}
