//! Amounts of bytes, Guildhall's currency: whole numbers that survive every way they travel.

use serde::Serialize;

/// The largest amount, 2^53 − 1: the largest whole number that a JavaScript number, and so D1's
/// binding of parameters, carries exactly.
pub const MAX: i64 = 9_007_199_254_740_991;

/// An amount of bytes, from 0 to [`MAX`]. It can only be made by a check.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(into = "i64")]
pub struct Amount(i64);

impl Amount {
    pub const ZERO: Amount = Amount(0);

    /// `None` when negative or above [`MAX`].
    pub const fn new(value: i64) -> Option<Amount> {
        if value < 0 || value > MAX { None } else { Some(Amount(value)) }
    }

    /// For constants; does not compile into a constant when out of range.
    pub const fn of(value: u32) -> Amount {
        Amount(value as i64)
    }

    pub const fn get(self) -> i64 {
        self.0
    }

    /// `None` when the sum is above [`MAX`].
    pub fn plus(self, other: Amount) -> Option<Amount> {
        Amount::new(self.0 + other.0)
    }

    /// `None` when `other` is larger.
    pub fn minus(self, other: Amount) -> Option<Amount> {
        Amount::new(self.0 - other.0)
    }

    /// The product, or [`MAX`] when it would be larger.
    pub fn times(self, factor: u32) -> Amount {
        Amount(self.0.saturating_mul(i64::from(factor)).min(MAX))
    }
}

impl From<Amount> for i64 {
    fn from(amount: Amount) -> i64 {
        amount.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_stop_at_both_ends() {
        let most = Amount::new(MAX).unwrap();
        assert_eq!(Amount::new(MAX + 1), None);
        assert_eq!(Amount::new(-1), None);
        assert_eq!(most.plus(Amount::of(1)), None);
        assert_eq!(Amount::ZERO.minus(Amount::of(1)), None);
        assert_eq!(most.times(256), most);
        assert_eq!(Amount::of(10).times(256), Amount::of(2560));
    }

    #[test]
    fn stored_amounts_are_checked_on_reading() {
        assert!(crate::base::json::parse::<Amount>("-1").is_err());
        assert!(crate::base::json::parse::<Amount>("9007199254740992").is_err());
        assert_eq!(crate::base::json::parse::<Amount>("7").unwrap(), Amount::of(7));
    }
}
