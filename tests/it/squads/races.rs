//! Many at once.

use futures_util::future::join_all;
use serde_json::json;

use super::squads;
use crate::world::story;

#[test]
fn fifty_join_into_two_places() {
    story(async |world| {
        world.actor("olive").runs("/squads-admin create name:Pair max:2").await;
        let people: Vec<_> = (0..50).map(|_| world.newcomer("somebody")).collect();
        let said = join_all(people.iter().map(|one| one.runs("/squads join squad:1"))).await;
        let inside = said.iter().filter(|said| said.text().contains("You are in")).count();
        let full = said.iter().filter(|said| said.text().contains("is full")).count();
        assert_eq!((inside, full), (2, 48));
        let rows = world
            .db(
                "SELECT members, (SELECT count(*) FROM squad_members WHERE guild = ?1) AS counted FROM squads WHERE guild = ?1",
                &[world.guild.to_string().into()],
            )
            .await;
        assert_eq!((&rows[0]["members"], &rows[0]["counted"]), (&2.into(), &2.into()));
    });
}

#[test]
fn two_switches_at_once_end_in_one_squad_and_pay_for_what_was_done() {
    story(async |world| {
        squads(&world).await;
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        olive.runs("/bytes-admin grant user:@ada amount:400").await;
        ada.runs("/squads join squad:Owls").await;
        let one = ada.runs("/squads join squad:Larks").await;
        let two = ada.runs("/squads join squad:Bats").await;
        futures_util::join!(ada.clicks(&one, "Yes"), ada.clicks(&two, "Yes"));
        let guild = world.guild.to_string();
        let counted = world.db("SELECT sum(members) AS n FROM squads WHERE guild = ?1", &[guild.clone().into()]).await;
        assert_eq!(counted[0]["n"], 1);
        let rows = world
            .db(
                "SELECT a.balance, (SELECT sum(delta) FROM ledger WHERE guild = a.guild AND user = a.user) AS sum, \
                 (SELECT count(*) FROM ledger WHERE guild = a.guild AND user = a.user AND kind = 'squad_fee') AS fees \
                 FROM accounts AS a WHERE guild = ?1 AND user = ?2",
                &[guild.into(), world.id("ada").to_string().into()],
            )
            .await;
        assert_eq!(rows[0]["balance"], rows[0]["sum"]);
        assert_eq!(rows[0]["fees"], 1, "the other was asked again");
    });
}

#[test]
fn many_leaves_at_once_count_one_member_less() {
    story(async |world| {
        squads(&world).await;
        let (ada, ben) = (world.actor("ada"), world.actor("ben"));
        ada.runs("/squads join squad:Larks").await;
        ben.runs("/squads join squad:Larks").await;
        let mut asked = Vec::new();
        for _ in 0..10 {
            asked.push(ada.runs("/squads leave").await);
        }
        // All have read before the first writes.
        world.db_faults(json!([{"kind": "delay", "ms": 150, "times": 999}])).await;
        let said = join_all(asked.iter().map(|asked| ada.clicks(asked, "Leave"))).await;
        world.db_faults(json!([])).await;
        let left = said.iter().filter(|said| said.text().contains("You have left")).count();
        assert_eq!(left, 1, "the others are told that there is nothing to leave");
        let rows =
            world.db("SELECT members FROM squads WHERE guild = ?1 AND id = 2", &[world.guild.to_string().into()]).await;
        assert_eq!(rows[0]["members"], 1);
    });
}
