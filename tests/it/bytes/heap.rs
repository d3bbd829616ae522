//! `/bytes heap`.

use expect_test::expect;

use crate::world::{World, story};

/// So many accounts with balances 1, 2, 3 …, straight into the database.
pub async fn fill(world: &World, count: u64) {
    let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2) \
        INSERT INTO accounts (guild, user, balance, highest) SELECT ?1, CAST(200000000000000000 + i AS TEXT), i, i FROM n";
    world.db(sql, &[world.guild.to_string().into(), count.into()]).await;
}

#[test]
fn the_leaderboard_pages_and_tells_ones_own_rank() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes heap").await.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Leaderboard
            `   1` <@ada> · **110** ←
            (Your rank: 1 · 110 bytes)
            [Top off] [Next off] [Show here]"#]]);
        fill(&world, 30).await;
        let first = ada.runs("/bytes heap limit:25").await;
        first.replied(expect![[r#"
            (ephemeral) # Leaderboard
            `   1` <@ada> · **110** ←
            `   2` <@id> · **30**
            `   3` <@id> · **29**
            `   4` <@id> · **28**
            `   5` <@id> · **27**
            `   6` <@id> · **26**
            `   7` <@id> · **25**
            `   8` <@id> · **24**
            `   9` <@id> · **23**
            `  10` <@id> · **22**
            `  11` <@id> · **21**
            `  12` <@id> · **20**
            `  13` <@id> · **19**
            `  14` <@id> · **18**
            `  15` <@id> · **17**
            `  16` <@id> · **16**
            `  17` <@id> · **15**
            `  18` <@id> · **14**
            `  19` <@id> · **13**
            `  20` <@id> · **12**
            `  21` <@id> · **11**
            `  22` <@id> · **10**
            `  23` <@id> · **9**
            `  24` <@id> · **8**
            `  25` <@id> · **7**
            (Your rank: 1 · 110 bytes)
            [Top off] [Next] [Show here]"#]]);
        let second = ada.clicks(&first, "Next").await;
        second.replied(expect![[r#"
            (ephemeral) # Leaderboard
            `  26` <@id> · **6**
            `  27` <@id> · **5**
            `  28` <@id> · **4**
            `  29` <@id> · **3**
            `  30` <@id> · **2**
            `  31` <@id> · **1**
            (Your rank: 1 · 110 bytes)
            [Top] [Next off] [Show here]"#]]);
        let top = ada.clicks(&second, "Top").await;
        assert_eq!(top.text(), first.text());
        ada.clicks(&top, "Show here").await.replied(expect![[r#"
            # Leaderboard
            `   1` <@ada> · **110** ←
            `   2` <@id> · **30**
            `   3` <@id> · **29**
            `   4` <@id> · **28**
            `   5` <@id> · **27**
            `   6` <@id> · **26**
            `   7` <@id> · **25**
            `   8` <@id> · **24**
            `   9` <@id> · **23**
            `  10` <@id> · **22**
            `  11` <@id> · **21**
            `  12` <@id> · **20**
            `  13` <@id> · **19**
            `  14` <@id> · **18**
            `  15` <@id> · **17**
            `  16` <@id> · **16**
            `  17` <@id> · **15**
            `  18` <@id> · **14**
            `  19` <@id> · **13**
            `  20` <@id> · **12**
            `  21` <@id> · **11**
            `  22` <@id> · **10**
            `  23` <@id> · **9**
            `  24` <@id> · **8**
            `  25` <@id> · **7**"#]]);
    });
}

#[test]
fn ranks_beyond_a_thousand_are_not_counted() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes read").await;
        let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) \
            INSERT INTO accounts (guild, user, balance, highest) SELECT ?1, CAST(200000000000000000 + i AS TEXT), 1000 + i, 0 FROM n";
        world.db(sql, &[world.guild.to_string().into()]).await;
        let shown = ada.runs("/bytes heap limit:1").await;
        shown.replied(expect![[r#"
            (ephemeral) # Leaderboard
            `   1` <@id> · **2,500**
            (Your rank: 1,000+ · 110 bytes)
            [Top off] [Next] [Show here]"#]]);
    });
}
