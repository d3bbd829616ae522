//! Who may join which squad, and what it costs.

use super::model::{Membership, Sale, Squad, SquadSettings};
use crate::base::{money::Amount, time::Time};

/// What an act of joining looks at.
pub struct Scene<'a> {
    pub settings: &'a SquadSettings,
    pub membership: Option<&'a Membership>,
    /// The sale that runs now.
    pub sale: Option<&'a Sale>,
    /// What the member holds, the day's bytes included.
    pub balance: i64,
}

/// A join or switch that may be done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Step {
    pub from: Option<i64>,
    pub to: i64,
    pub price: Amount,
}

/// Why a squad is not open to somebody.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refusal {
    Archived,
    Full,
    AlreadyThere,
    /// The balance from which one may join.
    BelowMinimum(Amount),
    /// The price.
    TooLittle(Amount),
}

/// What a step costs: a discount is rounded in the member's favour.
pub fn price(settings: &SquadSettings, sale: Option<&Sale>, switches: bool) -> Amount {
    let (cost, discount) = match switches {
        true => (settings.switch_cost, sale.map_or(0, |sale| sale.switch_discount)),
        false => (settings.join_cost, sale.map_or(0, |sale| sale.join_discount)),
    };
    let rest = 100 - discount.clamp(0, 100);
    // Amounts go up to 2^53, so the product needs more than 64 bits.
    let cost = i128::from(cost.get()) * i128::from(rest) / 100;
    Amount::new(cost as i64).unwrap_or_default()
}

/// Whether a member may join a squad now.
///
/// # Errors
/// The first reason against it.
pub fn step(scene: &Scene<'_>, squad: &Squad) -> Result<Step, Refusal> {
    let from = scene.membership.map(|membership| membership.squad);
    if !squad.is_active() {
        return Err(Refusal::Archived);
    }
    if from == Some(squad.id) {
        return Err(Refusal::AlreadyThere);
    }
    if squad.is_full() {
        return Err(Refusal::Full);
    }
    if scene.balance < scene.settings.minimum.get() {
        return Err(Refusal::BelowMinimum(scene.settings.minimum));
    }
    let price = price(scene.settings, scene.sale, from.is_some());
    if scene.balance < price.get() {
        return Err(Refusal::TooLittle(price));
    }
    Ok(Step { from, to: squad.id, price })
}

/// Whether a step can be taken at once: it is free and leaves nothing behind.
pub fn needs_no_question(step: &Step) -> bool {
    step.from.is_none() && step.price == Amount::ZERO
}

/// The sale that runs at a moment.
pub fn running(sales: &[Sale], now: Time) -> Option<&Sale> {
    sales.iter().find(|sale| sale.starts_at <= now.millis() && now.millis() < sale.ends_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::squads::model::State;

    fn squad(id: i64) -> Squad {
        Squad {
            id,
            name: "Owls".into(),
            description: String::new(),
            emoji: None,
            role: None,
            max_members: Some(2),
            welcome: None,
            state: State::Active,
            members: 1,
            bytes: 0,
            bytes_at: 0,
        }
    }

    fn sale(join: i64, switch: i64) -> Sale {
        Sale {
            id: "1".into(),
            name: "Sale".into(),
            starts_at: 10,
            ends_at: 20,
            join_discount: join,
            switch_discount: switch,
        }
    }

    #[test]
    fn prices_are_discounted_in_the_members_favour() {
        let settings = SquadSettings { join_cost: Amount::of(9), ..SquadSettings::default() };
        assert_eq!(price(&settings, None, true), Amount::of(50));
        assert_eq!(price(&settings, Some(&sale(50, 0)), false), Amount::of(4));
        assert_eq!(price(&settings, Some(&sale(0, 33)), true), Amount::of(33));
        assert_eq!(price(&settings, Some(&sale(100, 100)), true), Amount::ZERO);
        let dear = SquadSettings { join_cost: Amount::new(9_007_199_254_740_991).unwrap(), ..settings };
        assert_eq!(price(&dear, Some(&sale(1, 0)), false), Amount::new(8_917_127_262_193_581).unwrap());
    }

    #[test]
    fn each_reason_against_joining_is_told_apart() {
        let settings = SquadSettings { minimum: Amount::of(10), ..SquadSettings::default() };
        let membership = Membership { squad: 1, joined_at: 0 };
        let at = |balance, member: Option<&'static ()>| Scene {
            settings: &settings,
            membership: member.map(|()| &membership),
            sale: None,
            balance,
        };
        let inside = Some(&());
        assert_eq!(step(&at(100, None), &squad(2)), Ok(Step { from: None, to: 2, price: Amount::ZERO }));
        assert_eq!(step(&at(100, inside), &squad(2)), Ok(Step { from: Some(1), to: 2, price: Amount::of(50) }));
        assert_eq!(step(&at(100, inside), &squad(1)), Err(Refusal::AlreadyThere));
        assert_eq!(step(&at(5, None), &squad(2)), Err(Refusal::BelowMinimum(Amount::of(10))));
        assert_eq!(step(&at(20, inside), &squad(2)), Err(Refusal::TooLittle(Amount::of(50))));
        assert_eq!(step(&at(100, None), &Squad { members: 2, ..squad(2) }), Err(Refusal::Full));
        assert_eq!(step(&at(100, None), &Squad { state: State::Archived, ..squad(2) }), Err(Refusal::Archived));
    }

    #[test]
    fn a_sale_runs_from_its_start_to_before_its_end() {
        let sales = [sale(0, 0)];
        let at = |millis| running(&sales, Time::from_millis(millis)).is_some();
        assert_eq!([at(9), at(10), at(19), at(20)], [false, true, true, false]);
    }
}
