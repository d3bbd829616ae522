//! Bytes: what members see and do.

use expect_test::expect;

use crate::world::story;

#[test]
fn ada_gives_ben_bytes() {
    story(async |world| {
        let ada = world.actor("ada");
        let sent = ada.runs("/bytes send user:@ben amount:50 reason:thanks for the *help*").await;
        sent.replied(expect![[r#"
            <@ada> gave <@ben> **50 bytes**.
            > thanks for the \*help\*
            -# +10 bytes, day 1"#]]);
        let read = ada.runs("/bytes read").await;
        read.replied(expect![[r#"
            (ephemeral) # Bytes
            <@ada>
            Balance: **60** bytes
            Received: 0
            Sent: 50
            Streak: 1 day
            [Show here]"#]]);
    });
}
