//! `/bytes-admin import` and `export`.

use expect_test::expect;

use crate::world::story;

#[test]
fn balances_come_from_a_file_after_a_preview() {
    story(async |world| {
        let olive = world.actor("olive");
        world.actor("ada").runs("/bytes read").await;
        let (ada, ben) = (world.id("ada"), world.id("ben"));
        let csv = format!("user,balance\n{ada},500\n{ben},70\n");
        world.sim.state(|s| s.put_file("old.csv", csv.into_bytes()));
        let preview = olive.runs("/bytes-admin import file:old.csv").await;
        preview.replied(expect![[r#"
            (ephemeral) # Import: preview
            **2** members with **570** bytes in all.
            1 have an account, holding 110 bytes now; 1 get one.

            Each balance is *set* to the file's figure; the difference goes to the ledger. Members who are not in the file keep what they have.
            [Import] [Cancel]"#]]);
        olive.clicks(&preview, "Import").await.replied(expect![
            "(ephemeral) The import has started: a thousand lines a minute. `/bytes heap` shows it grow."
        ]);
        world.ticks_until_idle().await;
        world.actor("max").runs("/bytes history user:@ada").await.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes: history
            <@ada>

            <t:+0m:f> **+390** import
            <t:+0m:f> **+10** daily bytes
            <t:+0m:f> **+100** account opened
            [Newest off] [Older off] [Show here]"#]]);
        world.actor("ada").runs("/bytes read user:@ben").await.replied(expect![[r#"
            (ephemeral) # Bytes
            <@ben>
            Balance: **70** bytes
            Received: 0
            Sent: 0
            Streak: 0 days
            [Show here]"#]]);
    });
}

#[test]
fn an_import_can_be_cancelled() {
    story(async |world| {
        let olive = world.actor("olive");
        let csv = format!("{},500\n", world.id("ada"));
        world.sim.state(|s| s.put_file("old.csv", csv.into_bytes()));
        let preview = olive.runs("/bytes-admin import file:old.csv").await;
        olive.clicks(&preview, "Cancel").await.replied(expect!["(ephemeral) Nothing was imported."]);
        let bodies = "SELECT length(body) AS n FROM bytes_imports ORDER BY id";
        assert_eq!(world.db(bodies, &[]).await[0]["n"].as_i64(), Some(0));
        // Nobody decides on another one; it goes in a night.
        olive.runs("/bytes-admin import file:old.csv").await;
        assert_eq!(world.db(bodies, &[]).await.len(), 2);
        world.days_later(2);
        world.ticks_until_idle().await;
        assert_eq!(world.db(bodies, &[]).await.len(), 1);
        world.ticks_until_idle().await;
        world.actor("ben").runs("/bytes read user:@ada").await.replied(expect![[r#"
            (ephemeral) <@ada> has no account yet. It is opened with their first `/bytes` command, or when somebody gives them bytes.
            -# +10 bytes, day 1
            [Show here]"#]]);
    });
}

#[test]
fn a_file_with_faults_imports_nothing() {
    story(async |world| {
        let olive = world.actor("olive");
        world.sim.state(|s| s.put_file("bad.csv", b"user,balance\n12,5\nx,5\n13,-1\n12,7\n".to_vec()));
        olive.runs("/bytes-admin import file:bad.csv").await.was_refused(expect![[r#"
            Nothing was imported, because the file has faults:
            • line 3: the user id is not a number
            • line 4: the balance is not a whole number from 0 to 2^53-1
            • line 5: this member stands in the file twice"#]]);
        world.sim.state(|s| s.put_file("empty.csv", Vec::new()));
        olive
            .runs("/bytes-admin import file:empty.csv")
            .await
            .was_refused(expect!["The file has no line with a user id and a balance. Nothing was imported."]);
        world.sim.state(|s| s.put_file("large.csv", vec![b'1'; 1_000_001]));
        olive.runs("/bytes-admin import file:large.csv").await.was_refused(expect![
            "The file is larger than 1,000 kB. Cut it into parts and import them one after another."
        ]);
    });
}

#[test]
fn three_thousand_members_are_imported_in_slices() {
    story(async |world| {
        let olive = world.actor("olive");
        let csv: String = (0..3_000_u64).map(|i| format!("{},{}\n", 300_000_000_000_000_000 + i, i + 1)).collect();
        world.sim.state(|s| s.put_file("large.csv", csv.into_bytes()));
        let preview = olive.runs("/bytes-admin import file:large.csv").await;
        olive.clicks(&preview, "Import").await;
        assert!(world.ticks_until_idle().await >= 3);
        let kept = world.db("SELECT length(body) AS n FROM bytes_imports", &[]).await;
        assert_eq!(kept[0]["n"].as_i64(), Some(0), "the file is not kept");
        let sql = "SELECT count(*) AS n, sum(balance) AS held, (SELECT sum(delta) FROM ledger WHERE guild = ?1) AS booked FROM accounts WHERE guild = ?1";
        let rows = world.db(sql, &[world.guild.to_string().into()]).await;
        let sum = 3_000 * 3_001 / 2;
        assert_eq!(
            (rows[0]["n"].as_i64(), rows[0]["held"].as_i64(), rows[0]["booked"].as_i64()),
            (Some(3_000), Some(sum), Some(sum))
        );
    });
}

#[test]
fn imported_balances_earn_roles_where_the_highest_counts() {
    story(async |world| {
        let olive = world.actor("olive");
        let owls = world.role("Owls");
        olive.runs("/bytes-admin config measure:highest").await;
        olive.runs("/bytes-admin reward add role:Owls threshold:500").await;
        let csv = format!("{},499\n{},500\n", world.id("ada"), world.id("ben"));
        world.sim.state(|s| s.put_file("old.csv", csv.into_bytes()));
        let preview = olive.runs("/bytes-admin import file:old.csv").await;
        olive.clicks(&preview, "Import").await;
        world.ticks_until_idle().await;
        assert!(world.has_role("ben", owls));
        assert!(!world.has_role("ada", owls));
    });
}

#[test]
fn every_balance_is_exported() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/bytes-admin export").await.replied(expect!["(ephemeral) There is no account yet."]);
        world.actor("ada").runs("/bytes read").await;
        world.actor("ben").runs("/bytes read").await;
        let exported = olive.runs("/bytes-admin export").await;
        assert!(exported.text().starts_with("(ephemeral) 2 balances."), "{}", exported.text());
        let url = exported.message()["attachments"][0]["url"].as_str().unwrap_or_default().to_owned();
        let path = url.split("/cdn/").last().unwrap_or_default().to_owned();
        let csv = world.sim.state(|s| {
            s.files
                .iter()
                .find(|(name, _)| path.ends_with(name.as_str()) || name.ends_with(&path))
                .map(|(_, file)| file.clone())
        });
        assert!(csv.is_some(), "{url}");
    });
}
